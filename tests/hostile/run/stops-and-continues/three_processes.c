/* Stops and continues its children a hundred times, like a debugger would, before the exercise is done as it should be. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	pid_t children[3];

	for (int i = 0; i < 3; i++)
		if ((children[i] = fork()) == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	for (int round = 0; round < 100; round++)
		for (int i = 0; i < 3; i++)
			kill(children[i], round % 2 == 0 ? SIGSTOP : SIGCONT);
	while (wait(NULL) > 0)
		;
	return 0;
}
