/* 50,000 lines in the right format. */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
	for (int i = 0; i < 50000; i++)
		printf("Process ID: %d\n", i);
	return 0;
}
