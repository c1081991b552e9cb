/* What does it cost to start a worker that does nothing, and to wait for it? */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 300 };

static double seconds_now(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* part: workers */
static void one_process(void)
{
	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0)
		_exit(EXIT_SUCCESS);
	if (waitpid(child, NULL, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
}

static void *nothing(void *unused)
{
	return unused;
}

static void one_thread(void)
{
	pthread_t thread;
	if ((errno = pthread_create(&thread, NULL, nothing, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	if ((errno = pthread_join(thread, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_join");
}
/* end */

int main(void)
{
	double start = seconds_now();
	for (int i = 0; i < ROUNDS; i++)
		one_process();
	double middle = seconds_now();
	for (int i = 0; i < ROUNDS; i++)
		one_thread();
	double end = seconds_now();
	printf("a process costs %.0f microseconds\n", (middle - start) / ROUNDS * 1e6);
	printf("a thread costs  %.0f microseconds\n", (end - middle) / ROUNDS * 1e6);
	return EXIT_SUCCESS;
}
