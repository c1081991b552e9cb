/* The same by clone3, whose flags are in memory, where another thread could change them. Where it works, the rest of the exercise is done. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
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
	struct clone_args arguments = { .flags = CLONE_UNTRACED, .exit_signal = SIGCHLD };
	long pid = syscall(SYS_clone3, &arguments, sizeof arguments);

	if (pid < 0)
		return 1;
	if (pid > 0)
		return exercise();
	prctl(PR_SET_NAME, "kit-lives-on");
	sleep(60);
	return 0;
}
