/* Prints counts and times that are no numbers, or endless. */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
	printf("4294967300 processes: inf s\n");
	printf("-4 threads: nan s\n");
	printf("4 processes: -0.000 s\n");
	printf("99999999999999999999 threads: 1%0400d.000 s\n", 0);
	printf("4 processes: 0x1p4 s\n");
	printf("4 threads: 1e999 s\n");
	return 0;
}
