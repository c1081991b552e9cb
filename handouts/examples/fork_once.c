/* One call, two returns: the parent learns the child's id, the child learns 0. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0) {
		printf("child:  I am process %d, my parent is process %d\n", (int)getpid(), (int)getppid());
		return 7;
	}

	int status;
	if (waitpid(child, &status, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
	if (WIFEXITED(status))
		printf("parent: child process %d ended with status %d\n", (int)child, WEXITSTATUS(status));
	else if (WIFSIGNALED(status))
		printf("parent: child process %d was killed by signal %d\n", (int)child, WTERMSIG(status));
	return EXIT_SUCCESS;
}
