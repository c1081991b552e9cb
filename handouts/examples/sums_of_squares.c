/* Ten sums of squares, first one after the other, then in ten threads. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { JOBS = 10, SIZE = 30000000 };

static volatile unsigned long long sums[JOBS]; /* volatile: the compiler must not skip work nobody looks at */

static double seconds_now(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *sum_squares(void *place)
{
	volatile unsigned long long *sum = place;

	*sum = 0;
	for (unsigned long long n = 0; n < SIZE; n++)
		*sum += n * n;
	return NULL;
}

int main(void)
{
	pthread_t threads[JOBS];

	double start = seconds_now();
	for (int i = 0; i < JOBS; i++)
		sum_squares((void *)&sums[i]);
	double middle = seconds_now();
	for (int i = 0; i < JOBS; i++)
		if ((errno = pthread_create(&threads[i], NULL, sum_squares, (void *)&sums[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < JOBS; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	double end = seconds_now();

	printf("one after the other: %.2f s\n", middle - start);
	printf("in ten threads:      %.2f s\n", end - middle);
	return EXIT_SUCCESS;
}
