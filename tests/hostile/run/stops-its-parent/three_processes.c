/* A child stops its parent and then waits for it to end. */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	pid_t parent = getpid();

	if (fork() == 0) {
		kill(parent, SIGSTOP);
		while (getppid() == parent)
			pause();
		_exit(0);
	}
	while (wait(NULL) > 0)
		;
	return 0;
}
