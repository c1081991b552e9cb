/* The first line is printed once, before the fork. Is it? */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	printf("Getting ready...\n");

	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0) {
		printf("child\n");
		return EXIT_SUCCESS;
	}
	if (waitpid(child, NULL, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
	printf("parent\n");
	return EXIT_SUCCESS;
}
