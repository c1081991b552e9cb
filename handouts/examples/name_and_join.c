/* One thread gets a name, says it together with its ids, and hands a result to the thread that joins it. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *introduce(void *name)
{
	char seen[16]; /* what the kernel keeps: 15 characters and a zero byte */

	if ((errno = pthread_setname_np(pthread_self(), name)) != 0)
		err(EXIT_FAILURE, "pthread_setname_np");
	if ((errno = pthread_getname_np(pthread_self(), seen, sizeof seen)) != 0)
		err(EXIT_FAILURE, "pthread_getname_np");
	printf("I am %s, thread id %d of process %d\n", seen, (int)gettid(), (int)getpid());
	return "all done";
}

int main(void)
{
	pthread_t thread;
	void *result;

	if ((errno = pthread_create(&thread, NULL, introduce, "librarian")) != 0)
		err(EXIT_FAILURE, "pthread_create");
	if ((errno = pthread_join(thread, &result)) != 0)
		err(EXIT_FAILURE, "pthread_join");
	printf("main got: %s\n", (char *)result);
	return EXIT_SUCCESS;
}
