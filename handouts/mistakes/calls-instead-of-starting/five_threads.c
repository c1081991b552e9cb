/* WRONG on purpose: main calls the function five times; no thread is made. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void work(int number)
{
	printf("Thread name: worker-%d, Process ID: %d\n", number, (int)getpid());
}

int main(void)
{
	for (int i = 1; i <= 5; i++)
		work(i);
	return EXIT_SUCCESS;
}
