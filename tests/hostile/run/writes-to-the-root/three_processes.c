/* Makes a file in every folder of the system that its view of the machine has: there, nothing would limit their size. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

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

static const char *const folders[] = { "", "/dev", "/etc", "/home", "/lib", "/mnt", "/program", "/root", "/usr", "/usr/lib", "/var" };

int main(void)
{
	char path[64];

	for (unsigned i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		snprintf(path, sizeof path, "%s/kit-hostile-root", folders[i]);
		int fd = open(path, O_WRONLY | O_CREAT, 0600);
		if (fd < 0)
			continue;
		unlink(path);
		printf("The wall has a hole: %s can be made.\n", path);
		return 1;
	}
	return exercise();
}
