/* Makes or joins namespaces, where it would be somebody else. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
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
	const int kinds[] = { CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
			      CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP };
	int user = open("/proc/self/ns/user", O_RDONLY);

	for (unsigned i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (unshare(kinds[i]) == 0)
			return hole("unshare");
		long child = syscall(SYS_clone, kinds[i] | SIGCHLD, 0, 0, 0, 0);
		if (child == 0)
			_exit(0);
		if (child > 0)
			return hole("clone into a new namespace");
	}
	if (user >= 0 && setns(user, 0) == 0)
		return hole("setns");
	return exercise();
}
