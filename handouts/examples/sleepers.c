/* Two named threads that do nothing for a while, so that there is time to look at them with ps. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned seconds = 60;

static void *doze(void *unused)
{
	(void)unused;
	sleep(seconds);
	return NULL;
}

int main(int argc, char **argv)
{
	const char *names[2] = { "reader", "writer" };
	pthread_t threads[2];

	if (argc > 1)
		seconds = (unsigned)strtoul(argv[1], NULL, 10);
	for (int i = 0; i < 2; i++) {
		if ((errno = pthread_create(&threads[i], NULL, doze, NULL)) != 0)
			err(EXIT_FAILURE, "pthread_create");
		if ((errno = pthread_setname_np(threads[i], names[i])) != 0)
			err(EXIT_FAILURE, "pthread_setname_np");
	}
	printf("I am process %d and sleep for %u s.\n", (int)getpid(), seconds);
	fflush(stdout);
	for (int i = 0; i < 2; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
