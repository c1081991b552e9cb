/* A child outlives its parent and gets a new one. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	pid_t parent = getpid();
	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child != 0) {
		printf("parent: I leave without waiting\n");
		return EXIT_SUCCESS;
	}
	while (getppid() == parent)
		usleep(1000);
	printf("child:  my old parent is gone, and I have been adopted\n");
	return EXIT_SUCCESS;
}
