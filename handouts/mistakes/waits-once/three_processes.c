/* WRONG on purpose: one wait for three children. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	for (int i = 0; i < 3; i++) {
		pid_t child = fork();
		if (child == -1)
			err(EXIT_FAILURE, "fork");
		if (child == 0) {
			printf("Process ID: %d\n", (int)getpid());
			return EXIT_SUCCESS;
		}
	}
	if (wait(NULL) == -1)
		err(EXIT_FAILURE, "wait");
	return EXIT_SUCCESS;
}
