/* Writes 64 MiB of nonsense, then gives up. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	static char block[65536];

	for (size_t i = 0; i < sizeof block; i += 2)
		memcpy(block + i, "y\n", 2);
	for (int i = 0; i < 1024; i++)
		if (write(STDOUT_FILENO, block, sizeof block) < 0)
			return 1;
	return 1;
}
