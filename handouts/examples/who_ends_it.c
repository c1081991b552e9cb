/* Does the process outlive main? Usage: who_ends_it return|pthread_exit joinable|detached */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *work(void *unused)
{
	for (int step = 1; step <= 3; step++) {
		usleep(40000);
		printf("worker: step %d of 3\n", step);
	}
	return unused;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc != 3)
		errx(EXIT_FAILURE, "usage: who_ends_it return|pthread_exit joinable|detached");
	if ((errno = pthread_create(&thread, NULL, work, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	if (strcmp(argv[2], "detached") == 0 && (errno = pthread_detach(thread)) != 0)
		err(EXIT_FAILURE, "pthread_detach");
	usleep(60000);
	printf("main:   I am done\n");
	if (strcmp(argv[1], "pthread_exit") == 0)
		pthread_exit(NULL);
	return EXIT_SUCCESS;
}
