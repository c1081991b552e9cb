/* Opens what another student has handed in, in the folder beside its own. */
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
	if (open("@D@-neighbour/three_processes.c", O_RDONLY) >= 0 ||
	    open("@D@-neighbour", O_RDONLY | O_DIRECTORY) >= 0)
		return hole("another submission can be read");
	return exercise();
}
