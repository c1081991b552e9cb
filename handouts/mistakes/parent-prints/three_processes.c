/* WRONG on purpose: the parent speaks for its children. */
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
		if (child == 0)
			_exit(EXIT_SUCCESS);
		printf("Process ID: %d\n", (int)child);
		fflush(stdout);
	}
	while (wait(NULL) > 0)
		continue;
	return EXIT_SUCCESS;
}
