/* Kills its parent and process 1 in every way there is. (Only inside a process namespace of its own.) */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
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
	const int deadly[] = { SIGSTOP, SIGTERM, SIGSEGV, SIGKILL };
	const pid_t victims[] = { 1, getppid() };

	if (!alone())
		return hole("no process namespace");
	for (int v = 0; v < 2; v++)
		for (int s = 0; s < 4; s++) {
			if (victims[v] <= 0)
				continue;
			kill(victims[v], deadly[s]);
			syscall(SYS_tgkill, victims[v], victims[v], deadly[s]);
			int pidfd = syscall(SYS_pidfd_open, victims[v], 0);
			if (pidfd >= 0) {
				syscall(SYS_pidfd_send_signal, pidfd, deadly[s], NULL, 0);
				close(pidfd);
			}
		}
	return exercise();
}
