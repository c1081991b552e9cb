/*
 * A daemon thread
 *
 * Goal: a thread in the background prints "Running in background..." at once and then every
 * second, for ever. main prints "Main program finished!" after three seconds and returns.
 *
 * The new idea: when main returns, the process ends, and every thread ends with it. A detached
 * thread says so in the program: nobody will ever wait for it.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread daemon_thread.c -o daemon_thread
 *        ./daemon_thread
 * Check: make 04
 */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Write one line at once. Not printf(): its buffer is no safe place when the process ends. */
static void say(const char *line)
{
	if (dprintf(STDOUT_FILENO, "%s\n", line) < 0)
		err(EXIT_FAILURE, "standard output");
}

static struct timespec now(void)
{
	struct timespec time;

	if (clock_gettime(CLOCK_MONOTONIC, &time) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return time;
}

/* Sleep until so many seconds after `start`; return at once when that is over already. */
static void sleep_until(struct timespec start, int seconds)
{
	int error;

	start.tv_sec += seconds;
	do
		error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &start, NULL);
	while (error == EINTR);
	if (error != 0)
		errx(EXIT_FAILURE, "clock_nanosleep: %s", strerror(error));
}

/* What the thread in the background runs. */
static void *beat(void *unused)
{
	/* TODO 1: say "Running in background..." at once and then every second, for ever */
	struct timespec start = now();

	/* From the start on, not from the last beat on: what a beat costs does not add up. */
	for (int seconds = 0;; seconds++) {
		sleep_until(start, seconds);
		say("Running in background...");
	}
	/* end of TODO 1 */
	return unused;
}

int main(void)
{
	struct timespec start = now();

	/* TODO 2: create a thread that runs beat(), and detach it */
	pthread_t thread;
	int error = pthread_create(&thread, NULL, beat, NULL);

	if (error != 0)
		errx(EXIT_FAILURE, "pthread_create: %s", strerror(error));
	error = pthread_detach(thread);
	if (error != 0)
		errx(EXIT_FAILURE, "pthread_detach: %s", strerror(error));
	/* end of TODO 2 */
	sleep_until(start, 3);
	/* TODO 3: say "Main program finished!" and end with status 0 */
	say("Main program finished!");
	return EXIT_SUCCESS;
	/* end of TODO 3 */
}
