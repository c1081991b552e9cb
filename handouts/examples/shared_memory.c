/* A thread changes a variable of main, and main sees the change: one memory, two threads. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *eat(void *argument)
{
	int *apples = argument;
	int mine = 1; /* on this thread's own stack */

	*apples = 100;
	printf("thread: apples = %d, at address %p; my own variable is at %p\n", *apples, argument, (void *)&mine);
	return NULL;
}

int main(void)
{
	int apples = 3;
	pthread_t thread;

	if ((errno = pthread_create(&thread, NULL, eat, &apples)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	if ((errno = pthread_join(thread, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_join");
	printf("main:   apples = %d, at address %p\n", apples, (void *)&apples);
	return EXIT_SUCCESS;
}
