/* WRONG on purpose: the names are only printed, never given. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *work(void *name)
{
	printf("Thread name: %s, Process ID: %d\n", (char *)name, (int)getpid());
	return NULL;
}

int main(void)
{
	char names[5][16];
	pthread_t threads[5];

	for (int i = 0; i < 5; i++) {
		snprintf(names[i], sizeof names[i], "worker-%d", i + 1);
		if ((errno = pthread_create(&threads[i], NULL, work, names[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	}
	for (int i = 0; i < 5; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
