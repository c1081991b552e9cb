/* WRONG on purpose: two threads add to one counter, and nobody keeps them apart. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 1000000 };

static volatile long counter; /* volatile keeps the loop; it does not make ++ safe */

static void *add(void *unused)
{
	for (int i = 0; i < STEPS; i++)
		counter++;
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
