/* WRONG on purpose: nobody will join the thread, and nobody says so. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void nap(int seconds)
{
	sleep((unsigned)seconds);
}

static void *beat(void *unused)
{
	for (;;) {
		printf("Running in background...\n");
		fflush(stdout);
		nap(1);
	}
	return unused;
}

int main(void)
{
	pthread_t thread;

	if ((errno = pthread_create(&thread, NULL, beat, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	nap(3);
	printf("Main program finished!\n");
	fflush(stdout);
	return EXIT_SUCCESS;
}
