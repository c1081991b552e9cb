/* A child process writes to address 0. The parent lives on and can say what happened. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	struct rlimit no_core = { 0, 0 };
	if (setrlimit(RLIMIT_CORE, &no_core) == -1)
		err(EXIT_FAILURE, "setrlimit");

	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0) {
		volatile int *nowhere = NULL;
		*nowhere = 1;
		_exit(EXIT_SUCCESS);
	}

	int status;
	if (waitpid(child, &status, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
	if (WIFSIGNALED(status))
		printf("the child was killed by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
	printf("the parent goes on\n");
	return EXIT_SUCCESS;
}
