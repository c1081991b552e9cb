/* main leaves by pthread_exit, as a zombie, while a thread goes on for a minute and more. */
#define _GNU_SOURCE
#include <pthread.h>
#include <unistd.h>

static void *go_on(void *unused)
{
	for (int i = 0; i < 100; i++)
		sleep(1);
	return unused;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, go_on, NULL);
	pthread_exit(NULL);
}
