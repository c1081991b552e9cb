/* WRONG on purpose: nobody joins the threads. */
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
	if ((errno = pthread_setname_np(pthread_self(), name)) != 0)
		err(EXIT_FAILURE, "pthread_setname_np");
	printf("Thread name: %s, Process ID: %d\n", (char *)name, (int)getpid());
	return NULL;
}

int main(void)
{
	static char names[5][16];
	pthread_t threads[5];

	for (int i = 0; i < 5; i++) {
		snprintf(names[i], sizeof names[i], "worker-%d", i + 1);
		if ((errno = pthread_create(&threads[i], NULL, work, names[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	}
	return EXIT_SUCCESS;
}
