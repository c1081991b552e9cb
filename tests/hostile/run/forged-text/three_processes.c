/* Perfect text, no process behind it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	for (int i = 1; i <= 3; i++)
		printf("Process ID: %d\n", getpid() + i);
	return 0;
}
