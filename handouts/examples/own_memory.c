/* After fork, parent and child hold the same variable at the same address, and yet two variables. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int apples = 3;

	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0) {
		apples = 100;
		printf("child:  apples = %d, at address %p\n", apples, (void *)&apples);
		return EXIT_SUCCESS;
	}
	if (waitpid(child, NULL, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
	printf("parent: apples = %d, at address %p\n", apples, (void *)&apples);
	return EXIT_SUCCESS;
}
