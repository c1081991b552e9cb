/* Connects to services of the machine that wait behind a file name or an abstract name. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Something worked that must not: say so and do none of the exercise. */
static int hole(const char *what)
{
	dprintf(STDOUT_FILENO, "The wall has a hole: %s\n", what);
	return 1;
}

/* The exercise, as it should be. */
static int exercise(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}

static const char *const services[] = {
	"/run/dbus/system_bus_socket", "/var/run/docker.sock",        "/run/containerd/containerd.sock",
	"/run/systemd/private",        "/run/systemd/journal/stdout", "/dev/log",
	"/tmp/.X11-unix/X0",           "@/tmp/.X11-unix/X0",          "@/tmp/dbus",
	"/var/run/nscd/socket",
};

int main(void)
{
	for (unsigned i = 0; i < sizeof services / sizeof services[0]; i++) {
		struct sockaddr_un address = { .sun_family = AF_UNIX };
		int fd = socket(AF_UNIX, SOCK_STREAM, 0);

		snprintf(address.sun_path, sizeof address.sun_path, "%s", services[i]);
		if (address.sun_path[0] == '@')
			address.sun_path[0] = 0;
		socklen_t size = offsetof(struct sockaddr_un, sun_path) + strlen(services[i]);
		if (fd >= 0 && connect(fd, (struct sockaddr *)&address, size) == 0)
			return hole(services[i]);
		if (fd >= 0)
			close(fd);
	}
	return exercise();
}
