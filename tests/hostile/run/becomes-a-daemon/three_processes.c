/* Does the exercise, but leaves a daemon behind for a minute. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/prctl.h>
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
	exercise();
	if (fork() > 0)
		return 0;
	if (daemon(0, 0) < 0)
		return 1;
	prctl(PR_SET_NAME, "kit-lives-on");
	for (int i = 0; i < 60; i++)
		sleep(1);
	return 0;
}
