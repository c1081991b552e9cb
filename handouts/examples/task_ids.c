/* Three ids of three threads: the process they share, the kernel's id of each, the library's handle of each. */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void show_ids(const char *who)
{
	printf("%-6s process %d, thread id %d, handle %#lx\n", who, (int)getpid(), (int)gettid(),
	       (unsigned long)pthread_self());
}

static void *work(void *argument)
{
	show_ids(argument);
	return NULL;
}

int main(void)
{
	pthread_t threads[2];
	char *names[2] = { "first", "second" };

	show_ids("main");
	for (int i = 0; i < 2; i++)
		if ((errno = pthread_create(&threads[i], NULL, work, names[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < 2; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
