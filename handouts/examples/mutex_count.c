/* The same count with a mutex: one thread at a time may read, add and write back. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 1000000 };

static long counter;
static pthread_mutex_t counter_lock = PTHREAD_MUTEX_INITIALIZER; /* guards counter */

static void *add(void *unused)
{
	for (int i = 0; i < STEPS; i++) {
		if ((errno = pthread_mutex_lock(&counter_lock)) != 0)
			err(EXIT_FAILURE, "pthread_mutex_lock");
		counter++;
		if ((errno = pthread_mutex_unlock(&counter_lock)) != 0)
			err(EXIT_FAILURE, "pthread_mutex_unlock");
	}
	return unused;
}

int main(void)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		if ((errno = pthread_create(&threads[i], NULL, add, NULL)) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < 2; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	printf("expected %d, counted %ld\n", 2 * STEPS, counter);
	return EXIT_SUCCESS;
}
