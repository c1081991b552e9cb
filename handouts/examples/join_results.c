/* Three threads each fill in a record of their own; join says when it may be read. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
	long limit; /* set before the thread starts */
	long sum;   /* set by the thread */
};

static void *add_up(void *argument)
{
	struct job *job = argument;

	job->sum = 0;
	for (long n = 1; n <= job->limit; n++)
		job->sum += n;
	return NULL;
}

int main(void)
{
	pthread_t threads[3];
	struct job jobs[3] = { { .limit = 10 }, { .limit = 100 }, { .limit = 1000 } };

	for (int i = 0; i < 3; i++)
		if ((errno = pthread_create(&threads[i], NULL, add_up, &jobs[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < 3; i++) {
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
		printf("1 + ... + %ld = %ld\n", jobs[i].limit, jobs[i].sum);
	}
	return EXIT_SUCCESS;
}
