/* Three real children that do nothing; the parent writes their lines. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	for (int i = 0; i < 3; i++) {
		pid_t child = fork();

		if (child == 0)
			_exit(0);
		dprintf(STDOUT_FILENO, "Process ID: %d\n", child);
	}
	while (wait(NULL) > 0)
		;
	return 0;
}
