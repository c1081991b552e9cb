/* Echo server that dies with a complaint full of escapes, on both streams. */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
	printf("Waiting for \033[3J\007incoming connections...\n");
	fprintf(stderr, "\033[3Jserver-listens passed\007\xff\n");
	return 3;
}
