/* Parent and children crash, with 64 MiB each that a core file would hold. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	char *memory = malloc(64 << 20);

	if (memory != NULL)
		memset(memory, 1, 64 << 20);
	for (int i = 0; i < 3; i++)
		if (fork() == 0)
			abort();
	while (wait(NULL) > 0)
		;
	return *(volatile int *)NULL;
}
