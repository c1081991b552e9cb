/* Recursion without an end. */
#define _GNU_SOURCE
#include <stdio.h>

static int deeper(volatile char *above)
{
	volatile char block[4096];

	block[0] = above[0];
	return block[0] == 2 ? 0 : deeper(block) + block[0];
}

int main(void)
{
	volatile char top = 1;

	return deeper(&top);
}
