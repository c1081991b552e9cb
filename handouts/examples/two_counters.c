/* Main counts to four while a thread counts to four: each in its own order, mixed as the scheduler likes. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void count(const char *who)
{
	for (int i = 1; i <= 4; i++) {
		printf("%s %d\n", who, i);
		usleep(1000);
	}
}

static void *start(void *name)
{
	count(name);
	return NULL;
}

int main(void)
{
	pthread_t thread;

	if ((errno = pthread_create(&thread, NULL, start, "thread")) != 0)
		err(EXIT_FAILURE, "pthread_create");
	count("main");
	if ((errno = pthread_join(thread, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
