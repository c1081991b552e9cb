/* WRONG on purpose: main waits by asking for the time again and again. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void spin(int seconds)
{
	struct timespec start, now;

	if (clock_gettime(CLOCK_MONOTONIC, &start) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	do {
		if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
			err(EXIT_FAILURE, "clock_gettime");
	} while (now.tv_sec - start.tv_sec < seconds || (now.tv_sec - start.tv_sec == seconds && now.tv_nsec < start.tv_nsec));
}

static void *beat(void *unused)
{
	for (;;) {
		printf("Running in background...\n");
		fflush(stdout);
		sleep(1);
	}
	return unused;
}

int main(void)
{
	pthread_t thread;

	if ((errno = pthread_create(&thread, NULL, beat, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	if ((errno = pthread_detach(thread)) != 0)
		err(EXIT_FAILURE, "pthread_detach");
	spin(3);
	printf("Main program finished!\n");
	fflush(stdout);
	return EXIT_SUCCESS;
}
