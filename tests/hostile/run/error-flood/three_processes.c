/* Writes 64 MiB of nonsense to standard error, then gives up. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	static char block[65536];

	memset(block, 'n', sizeof block);
	for (int i = 0; i < 1024; i++)
		if (write(STDERR_FILENO, block, sizeof block) < 0)
			return 1;
	return 1;
}
