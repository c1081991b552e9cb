/* How much fits into a pipe that nobody reads? */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	char kilobyte[1024] = { 0 };
	size_t total = 0;
	int ends[2];

	/* O_NONBLOCK: a write that would have to wait fails with EAGAIN instead. */
	if (pipe2(ends, O_NONBLOCK) == -1)
		err(EXIT_FAILURE, "pipe2");
	while (write(ends[1], kilobyte, sizeof kilobyte) == sizeof kilobyte)
		total += sizeof kilobyte;
	if (errno != EAGAIN)
		err(EXIT_FAILURE, "write");
	printf("after %zu bytes the pipe is full: the next write would wait for a reader\n", total);
	return EXIT_SUCCESS;
}
