/* A thread that is not main calls exec while five others wait: they vanish, and it takes the place of main. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static char **self;

static void *become(void *unused)
{
	execv("/proc/self/exe", (char *[]){ self[0], "again", NULL });
	return unused;
}

static void *wait_long(void *unused)
{
	pause();
	return unused;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc > 1)
		return 0;
	self = argv;
	for (int i = 0; i < 5; i++)
		pthread_create(&thread, NULL, wait_long, NULL);
	pthread_create(&thread, NULL, become, NULL);
	pthread_join(thread, NULL);
	return 1;
}
