/* Turns the tables: traces its parent and process 1. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
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
	const pid_t victims[] = { 1, getppid() };

	for (int i = 0; i < 2; i++) {
		if (victims[i] <= 0)
			continue;
		if (ptrace(PTRACE_SEIZE, victims[i], NULL, NULL) == 0) {
			ptrace(PTRACE_DETACH, victims[i], NULL, NULL);
			return hole("ptrace on a process that is not its own");
		}
	}
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
		return hole("ptrace, traceme");
	return exercise();
}
