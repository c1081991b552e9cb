/*
 * A user thread
 *
 * Goal: the thread of daemon_thread.c, but it beats five times and is no daemon. main prints
 * "Main program finished!" after three seconds; the process lives until the fifth beat.
 *
 * The new idea: main has finished its own work, and still it does not return. It waits for the
 * thread, because returning would end the thread too.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread user_thread.c -o user_thread
 *        ./user_thread
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

enum { BEATS = 5 };

/* Write one line at once, as in daemon_thread.c. */
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
	/* TODO 1: say "Running in background..." BEATS times, at once and then every second */
	/* end of TODO 1 */
	return unused;
}

int main(void)
{
	struct timespec start = now();

	/* TODO 2: create a thread that runs beat() */
	(void)beat;
	/* end of TODO 2 */
	sleep_until(start, 3);
	/* TODO 3: say "Main program finished!", wait for the thread, end with status 0 */
	say("Nothing runs in the background yet.");
	return EXIT_FAILURE;
	/* end of TODO 3 */
}
