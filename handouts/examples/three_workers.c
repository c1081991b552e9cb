/* Three workers share eight jobs: each takes the next one as soon as it is free. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { JOBS = 8, WORKERS = 3 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards next_job */
static int next_job;
static int squares[JOBS]; /* each element is written by the one worker that took the job */

/* Returns the number of a job that nobody else has, or -1 when none is left. */
static int take_job(void)
{
	if ((errno = pthread_mutex_lock(&lock)) != 0)
		err(EXIT_FAILURE, "pthread_mutex_lock");
	int job = next_job < JOBS ? next_job++ : -1;
	if ((errno = pthread_mutex_unlock(&lock)) != 0)
		err(EXIT_FAILURE, "pthread_mutex_unlock");
	return job;
}

static void *work(void *unused)
{
	int job;
	while ((job = take_job()) != -1)
		squares[job] = job * job;
	return unused;
}

int main(void)
{
	pthread_t workers[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		if ((errno = pthread_create(&workers[i], NULL, work, NULL)) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < WORKERS; i++)
		if ((errno = pthread_join(workers[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	for (int i = 0; i < JOBS; i++)
		printf("%d squared is %d\n", i, squares[i]);
	return EXIT_SUCCESS;
}
