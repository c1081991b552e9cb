/* Stops the output of its own terminal: who writes then waits for ever. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

int main(void)
{
	tcflow(STDOUT_FILENO, TCOOFF);
	tcflow(STDERR_FILENO, TCOOFF);
	for (int i = 0; i < 1000; i++)
		if (write(STDOUT_FILENO, "Process ID: 1\n", 14) < 0)
			return 1;
	return 1;
}
