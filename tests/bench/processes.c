/* A program with 300 processes, all alive at once: each naps and ends; then the parent waits for all. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 300 };

int main(void)
{
	for (int i = 0; i < PROCESSES; i++) {
		pid_t pid = fork();

		if (pid < 0)
			exit(EXIT_FAILURE);
		if (pid == 0) {
			usleep(1000);
			_exit(EXIT_SUCCESS);
		}
	}
	for (int i = 0; i < PROCESSES; i++)
		if (wait(NULL) < 0)
			exit(EXIT_FAILURE);
	return EXIT_SUCCESS;
}
