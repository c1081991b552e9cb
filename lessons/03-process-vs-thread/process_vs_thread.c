/*
 * Process against thread
 *
 * Goal: run the same task in four processes, then in four threads. Start all workers, then wait
 * for all. Measure each round and print both times, such as "4 processes: 0.412 s".
 *
 * The new idea: a round lasts as long as the clock on the wall says, from before the first worker
 * is created until after the last one has ended. The CPU time of one process is another thing.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread process_vs_thread.c -o process_vs_thread
 *        ./process_vs_thread
 * Check: make 03
 */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORKERS = 4, LIMIT = 150000 };

/* The task: count the primes below LIMIT. volatile: the compiler must not skip the work. */
static void *task(void *unused)
{
	volatile int primes = 0;

	for (int number = 2; number < LIMIT; number++) {
		int divisor = 2;

		while (divisor * divisor <= number && number % divisor != 0)
			divisor++;
		if (divisor * divisor > number)
			primes = primes + 1;
	}
	return unused;
}

/* Return the time in seconds, on a clock that runs steadily whoever works or sleeps. */
static double now(void)
{
	/* TODO 1: read CLOCK_MONOTONIC with clock_gettime() */
	return 0;
	/* end of TODO 1 */
}

/* Run the task in WORKERS processes at once. Return true when all have run and ended. */
static bool run_processes(void)
{
	/* TODO 2: create all processes, each runs task(NULL) and ends; then wait for all */
	(void)task;
	return false;
	/* end of TODO 2 */
}

/* Run the task in WORKERS threads at once. Return true when all have run and ended. */
static bool run_threads(void)
{
	/* TODO 3: create all threads, each runs task(); then join all */
	(void)task;
	return false;
	/* end of TODO 3 */
}

/* Run one round on the clock and print how long it took. */
static void measure(const char *kind, bool (*run)(void))
{
	double start = now();
	bool complete = run();
	double seconds = now() - start;

	if (!complete)
		errx(EXIT_FAILURE, "the round of %d %s is not complete", WORKERS, kind);
	if (printf("%d %s: %.3f s\n", WORKERS, kind, seconds) < 0 || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "standard output");
}

int main(void)
{
	measure("processes", run_processes);
	measure("threads", run_threads);
	return EXIT_SUCCESS;
}
