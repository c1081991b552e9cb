/* Deletes, renames and overwrites its own program before the exercise; the next run must not notice. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
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

int main(void)
{
	char self[PATH_MAX] = "", other[PATH_MAX + 8];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

	if (length <= 0)
		return hole("cannot happen: /proc/self/exe");
	snprintf(other, sizeof other, "%s.old", self);
	int fd = open(self, O_WRONLY | O_TRUNC);
	if (fd >= 0)
		close(fd);
	rename(self, other);
	fd = open(self, O_WRONLY | O_CREAT, 0755);
	if (fd >= 0) {
		dprintf(fd, "#!/bin/false\n");
		close(fd);
	}
	unlink(self);
	return exercise();
}
