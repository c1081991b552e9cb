/* Two threads that count, held on one processor: both get on, yet never at the same moment. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_bool stop;

static void *count(void *argument)
{
	long *steps = argument;
	while (!stop)
		++*steps;
	return NULL;
}

int main(void)
{
	pthread_t threads[2];
	long steps[2] = { 0, 0 };
	cpu_set_t one;

	int here = sched_getcpu();
	if (here == -1)
		err(EXIT_FAILURE, "sched_getcpu");
	CPU_ZERO(&one);
	CPU_SET(here, &one);
	if (sched_setaffinity(0, sizeof one, &one) == -1)
		err(EXIT_FAILURE, "sched_setaffinity");
	for (int i = 0; i < 2; i++)
		if ((errno = pthread_create(&threads[i], NULL, count, &steps[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	usleep(200000);
	stop = true;
	for (int i = 0; i < 2; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	long all = steps[0] + steps[1];
	for (int i = 0; i < 2; i++)
		printf("thread %d took %ld %% of the steps\n", i + 1, (steps[i] * 100 + all / 2) / all);
	return EXIT_SUCCESS;
}
