/* WRONG on purpose: all threads count up one variable, and nothing keeps them apart. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int next_number = 1;

static void *work(void *unused)
{
	char name[16];

	snprintf(name, sizeof name, "worker-%d", next_number++);
	if ((errno = pthread_setname_np(pthread_self(), name)) != 0)
		err(EXIT_FAILURE, "pthread_setname_np");
	printf("Thread name: %s, Process ID: %d\n", name, (int)getpid());
	return unused;
}

int main(void)
{
	pthread_t threads[5];

	for (int i = 0; i < 5; i++)
		if ((errno = pthread_create(&threads[i], NULL, work, NULL)) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < 5; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
