/* Five real threads with real names; main says everything. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *wait_a_little(void *name)
{
	pthread_setname_np(pthread_self(), name);
	usleep(1000);
	return NULL;
}

int main(void)
{
	static char names[5][16];
	pthread_t threads[5];

	for (int i = 0; i < 5; i++) {
		snprintf(names[i], sizeof names[i], "worker-%d", i + 1);
		pthread_create(&threads[i], NULL, wait_a_little, names[i]);
		dprintf(STDOUT_FILENO, "Thread name: %s, Process ID: %d\n", names[i], getpid());
	}
	for (int i = 0; i < 5; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
