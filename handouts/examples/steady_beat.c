/* Five beats, 40 ms apart, each with 10 ms of work: "sleep 40" drifts, "sleep until" does not. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MILLISECOND = 1000 * 1000 };

static void add(struct timespec *time, long nanoseconds)
{
	time->tv_nsec += nanoseconds;
	time->tv_sec += time->tv_nsec / 1000000000;
	time->tv_nsec %= 1000000000;
}

static void nap(int flags, const struct timespec *until)
{
	if ((errno = clock_nanosleep(CLOCK_MONOTONIC, flags, until, NULL)) != 0)
		err(EXIT_FAILURE, "clock_nanosleep");
}

static void beat(const char *how, int flags)
{
	struct timespec work = { .tv_nsec = 10 * MILLISECOND }, pause = { .tv_nsec = 40 * MILLISECOND };
	struct timespec start, next, now;

	if (clock_gettime(CLOCK_MONOTONIC, &start) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	next = start;
	for (int i = 0; i < 5; i++) {
		nap(0, &work); /* stands for something that takes time */
		add(&next, 40 * MILLISECOND);
		nap(flags, flags == TIMER_ABSTIME ? &next : &pause);
	}
	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	double seconds = (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
	printf("%s: five beats took %.2f s\n", how, seconds);
}

int main(void)
{
	beat("sleep for 40 ms     ", 0);
	beat("sleep until the beat", TIMER_ABSTIME);
	return EXIT_SUCCESS;
}
