/* A program with 1,000 threads, all alive at once: each waits until the last one is there, naps and ends. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 1000, STACK = 64 * 1024 };

static pthread_barrier_t everybody_is_there;

static void *work(void *unused)
{
	(void)unused;
	pthread_barrier_wait(&everybody_is_there);
	usleep(1000);
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];
	pthread_attr_t attributes;

	pthread_barrier_init(&everybody_is_there, NULL, THREADS);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], &attributes, work, NULL) != 0)
			exit(EXIT_FAILURE);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return EXIT_SUCCESS;
}
