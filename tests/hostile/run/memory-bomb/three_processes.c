/* Takes memory and uses it, up to 4 GiB. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

int main(void)
{
	const size_t piece = 16 << 20;

	for (int i = 0; i < 256; i++) {
		char *memory = malloc(piece);

		if (memory == NULL)
			return 1;
		memset(memory, i | 1, piece);
	}
	return 1;
}
