/* WRONG on purpose: all threads are given the address of one loop variable. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *work(void *number)
{
	char name[16];

	snprintf(name, sizeof name, "worker-%d", *(int *)number);
	if ((errno = pthread_setname_np(pthread_self(), name)) != 0)
		err(EXIT_FAILURE, "pthread_setname_np");
	printf("Thread name: %s, Process ID: %d\n", name, (int)getpid());
	return NULL;
}

int main(void)
{
	pthread_t threads[5];
	int i;

	for (i = 1; i <= 5; i++)
		if ((errno = pthread_create(&threads[i - 1], NULL, work, &i)) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int n = 0; n < 5; n++)
		if ((errno = pthread_join(threads[n], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
