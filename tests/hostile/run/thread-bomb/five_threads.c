/* Threads without end, which all wait. It stops by itself after 2,000 calls. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>

static void *wait_long(void *unused)
{
	sleep(60);
	return unused;
}

int main(void)
{
	pthread_attr_t small;
	pthread_t thread;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	for (int i = 0; i < 2000; i++)
		pthread_create(&thread, &small, wait_long, NULL);
	sleep(1);
	return 0;
}
