/* WRONG on purpose: each process is waited for before the next one is started. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORKERS = 4 };

static void *work(void *unused)
{
	volatile long sum = 0;
	for (long i = 0; i < 40000000; i++)
		sum += i;
	return sum < 0 ? NULL : unused;
}

static double seconds_now(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void run_processes(void)
{
	for (int i = 0; i < WORKERS; i++) {
		pid_t child = fork();
		if (child == -1)
			err(EXIT_FAILURE, "fork");
		if (child == 0) {
			work(NULL);
			_exit(EXIT_SUCCESS);
		}
		if (waitpid(child, NULL, 0) == -1)
			err(EXIT_FAILURE, "waitpid");
	}
}

static void run_threads(void)
{
	pthread_t threads[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		if ((errno = pthread_create(&threads[i], NULL, work, NULL)) != 0)
			err(EXIT_FAILURE, "pthread_create");
	for (int i = 0; i < WORKERS; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
}

int main(void)
{
	double start = seconds_now();
	run_processes();
	double middle = seconds_now();
	run_threads();
	double end = seconds_now();
	printf("%d processes: %.3f s\n", WORKERS, middle - start);
	printf("%d threads: %.3f s\n", WORKERS, end - middle);
	return EXIT_SUCCESS;
}
