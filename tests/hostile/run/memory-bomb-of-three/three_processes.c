/* Three children that hold 300 MiB each at the same time: none takes too much, all together do. Otherwise it is right. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Fill the memory, say so, and hold it until the other end of `go` is closed. */
static void hold(int ready, int go)
{
	const size_t size = 300 << 20;
	char *memory = malloc(size), byte = 0;

	if (memory == NULL)
		_exit(1);
	memset(memory, 1, size);
	if (write(ready, memory, 1) != 1 || read(go, &byte, 1) != 0)
		_exit(1);
	dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
	_exit(0);
}

int main(void)
{
	int ready[2], go[2];
	char byte;

	if (pipe(ready) < 0 || pipe(go) < 0)
		return 1;
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			close(ready[0]);
			close(go[1]);
			hold(ready[1], go[0]);
		}
	close(ready[1]);
	for (int i = 0; i < 3; i++)
		if (read(ready[0], &byte, 1) != 1)
			break;
	close(go[1]);
	while (wait(NULL) > 0)
		;
	return 0;
}
