/* Three forks in a loop, and the child forgets to leave it: how many processes print? */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	for (int i = 0; i < 3; i++) {
		if (fork() == -1)
		err(EXIT_FAILURE, "fork");
	}
	printf("Here I am.\n");
	while (wait(NULL) > 0)
		continue;
	return EXIT_SUCCESS;
}
