/* Calls exec on itself a hundred times before it does the exercise. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
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

int main(int argc, char **argv)
{
	char count[16];
	int times = argc > 1 ? atoi(argv[1]) : 0;

	if (times >= 100)
		return exercise();
	snprintf(count, sizeof count, "%d", times + 1);
	execv("/proc/self/exe", (char *[]){ argv[0], count, NULL });
	return hole("cannot happen: exec of itself failed");
}
