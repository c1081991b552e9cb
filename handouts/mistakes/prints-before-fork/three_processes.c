/* WRONG on purpose: a line waits in the buffer when fork copies it. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	printf("Starting three processes\n");
	for (int i = 0; i < 3; i++) {
		pid_t child = fork();
		if (child == -1)
			err(EXIT_FAILURE, "fork");
		if (child == 0) {
			printf("Process ID: %d\n", (int)getpid());
			return EXIT_SUCCESS;
		}
	}
	while (wait(NULL) > 0)
		continue;
	return EXIT_SUCCESS;
}
