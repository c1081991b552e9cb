/* Opens files until it is told to stop; 5,000 are more than any exercise needs. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
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
	int last = 2, fd;

	while (last < 5000 && (fd = open("/dev/null", O_RDONLY)) >= 0)
		last = fd;
	if (last >= 5000)
		return hole("5,000 open files");
	for (fd = 3; fd <= last; fd++)
		close(fd);
	return exercise();
}
