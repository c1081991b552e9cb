/* Kills every process that it may kill. (Only inside a process namespace of its own; elsewhere it says so and ends.) */
#define _GNU_SOURCE
#include <signal.h>
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

/* The name of the process namespace outside, put in by the test: without it, or inside it, nobody is killed. */
static const char outside[] = "@PIDNS@";

static int alone(void)
{
	char here[64] = "";

	return strncmp(outside, "pid:[", 5) == 0 && readlink("/proc/self/ns/pid", here, sizeof here - 1) > 0 &&
	       strcmp(here, outside) != 0;
}

int main(void)
{
	if (!alone())
		return hole("no process namespace");
	if (fork() == 0) {
		kill(-1, SIGSTOP);
		kill(-1, SIGCONT);
		kill(-1, SIGKILL);
		_exit(1);
	}
	while (wait(NULL) > 0)
		;
	return 1;
}
