/* WRONG on purpose: three threads are all given the address of one loop variable. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *show(void *argument)
{
	usleep(50000); /* the scheduler may start a thread late; this only makes it likely */
	printf("my number is %d\n", *(int *)argument);
	return NULL;
}

int main(void)
{
	pthread_t threads[3];
	int i;

	for (i = 0; i < 3; i++)
		if ((errno = pthread_create(&threads[i], NULL, show, &i)) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int n = 0; n < 3; n++)
		if ((errno = pthread_join(threads[n], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
