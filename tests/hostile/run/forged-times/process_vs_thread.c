/* Times from the imagination. */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
	printf("4 processes: 0.412 s\n");
	printf("4 threads: 0.398 s\n");
	return 0;
}
