/* Three child processes send their results through one pipe; its end tells the parent that all have come. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct result {
	long limit, sum;
};

/* The child's whole life: work, send, leave. */
static void work(long limit, int pipe_in)
{
	struct result result = { .limit = limit };

	for (long n = 1; n <= limit; n++)
		result.sum += n;
	if (write(pipe_in, &result, sizeof result) != sizeof result)
		err(EXIT_FAILURE, "write");
	_exit(EXIT_SUCCESS);
}

int main(void)
{
	long limits[3] = { 10, 100, 1000 };
	struct result result;
	ssize_t size;
	int ends[2];

	if (pipe(ends) == -1)
		err(EXIT_FAILURE, "pipe");
	for (int i = 0; i < 3; i++) {
		pid_t child = fork();
		if (child == -1)
			err(EXIT_FAILURE, "fork");
		if (child == 0)
			work(limits[i], ends[1]);
	}
	close(ends[1]); /* else the parent itself would keep the pipe open, and read would wait for ever */
	while ((size = read(ends[0], &result, sizeof result)) == sizeof result)
		printf("1 + ... + %ld = %ld\n", result.limit, result.sum);
	if (size != 0)
		err(EXIT_FAILURE, "read");
	while (wait(NULL) > 0)
		continue;
	return EXIT_SUCCESS;
}
