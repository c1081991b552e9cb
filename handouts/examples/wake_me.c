/* Main waits until a thread has something for it: no asking again and again, no guess how long it takes. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards ready */
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool ready;

static void must(int error, const char *call)
{
	if ((errno = error) != 0)
		err(EXIT_FAILURE, "%s", call);
}

static void *cook(void *unused)
{
	usleep(100000);
	must(pthread_mutex_lock(&lock), "pthread_mutex_lock");
	ready = true;
	must(pthread_cond_signal(&changed), "pthread_cond_signal");
	must(pthread_mutex_unlock(&lock), "pthread_mutex_unlock");
	return unused;
}

int main(void)
{
	pthread_t thread;

	must(pthread_create(&thread, NULL, cook, NULL), "pthread_create");
	must(pthread_mutex_lock(&lock), "pthread_mutex_lock");
	while (!ready) /* a loop: a wait may end although nothing has changed */
		must(pthread_cond_wait(&changed, &lock), "pthread_cond_wait");
	must(pthread_mutex_unlock(&lock), "pthread_mutex_unlock");
	printf("dinner is ready\n");
	must(pthread_join(thread, NULL), "pthread_join");
	return EXIT_SUCCESS;
}
