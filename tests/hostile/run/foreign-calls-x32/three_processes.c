/* Makes system calls with the numbers of the x32 interface. Where they work, the exercise is done. */
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

int main(void)
{
	const long x32 = 0x40000000, getpid64 = 39;

	if (syscall(x32 | getpid64) != getpid())
		return 1;
	return exercise();
}
