/* A right program that is 256 MiB large. */
#define _GNU_SOURCE
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

/* One byte that is not zero, and so 256 MiB go into the program file. */
char huge[256 << 20] = { 1 };

int main(void)
{
	return exercise();
}
