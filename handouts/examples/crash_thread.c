/* A thread writes to address 0. Does main go on? */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static void *crash(void *unused)
{
	(void)unused;
	volatile int *nowhere = NULL;
	*nowhere = 1;
	return NULL;
}

int main(void)
{
	struct rlimit no_core = { 0, 0 };
	if (setrlimit(RLIMIT_CORE, &no_core) == -1)
		err(EXIT_FAILURE, "setrlimit");

	pthread_t thread;
	if ((errno = pthread_create(&thread, NULL, crash, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	if ((errno = pthread_join(thread, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_join");
	printf("main goes on\n");
	return EXIT_SUCCESS;
}
