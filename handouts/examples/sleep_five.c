/* Five sleeps of 1 to 5 units: one after the other 15 units, at the same time 5. A unit is 20 ms here. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { UNIT = 20 * 1000 * 1000 }; /* nanoseconds */

static double seconds_now(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void *sleep_units(void *units)
{
	struct timespec nap = { .tv_nsec = *(int *)units * UNIT };
	if ((errno = clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL)) != 0)
		err(EXIT_FAILURE, "clock_nanosleep");
	return NULL;
}

int main(void)
{
	int units[5] = { 1, 2, 3, 4, 5 };
	pthread_t threads[5];

	double start = seconds_now();
	for (int i = 0; i < 5; i++)
		sleep_units(&units[i]);
	double middle = seconds_now();
	for (int i = 0; i < 5; i++)
		if ((errno = pthread_create(&threads[i], NULL, sleep_units, &units[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < 5; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	double end = seconds_now();

	printf("one after the other: %.1f s\n", middle - start);
	printf("at the same time:    %.1f s\n", end - middle);
	return EXIT_SUCCESS;
}
