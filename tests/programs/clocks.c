/* All clocks tell the same time, before and after sleeping and computing. Prints "ok". */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000L
#define MILLISECOND 1000000L

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static long read_clock(clockid_t clock)
{
	struct timespec time;

	expect(clock_gettime(clock, &time) == 0, "clock_gettime");
	return time.tv_sec * SECOND + time.tv_nsec;
}

static int is_near(long a, long b, long tolerance)
{
	return a - b <= tolerance && b - a <= tolerance;
}

static void compare_clocks(void)
{
	struct timeval day;
	struct timespec utc;
	struct tms unused;
	long real = read_clock(CLOCK_REALTIME), monotonic = read_clock(CLOCK_MONOTONIC);
	long tick = SECOND / sysconf(_SC_CLK_TCK);

	expect(gettimeofday(&day, NULL) == 0, "gettimeofday");
	expect(timespec_get(&utc, TIME_UTC) == TIME_UTC, "timespec_get");
	expect(is_near(day.tv_sec * SECOND + day.tv_usec * 1000, real, 5 * MILLISECOND), "gettimeofday agrees");
	expect(is_near(utc.tv_sec * SECOND + utc.tv_nsec, real, 5 * MILLISECOND), "timespec_get agrees");
	expect(is_near(time(NULL) * SECOND + SECOND / 2, real, SECOND / 2 + 5 * MILLISECOND), "time agrees");
	expect(is_near((long)times(&unused) * tick, monotonic, tick + 5 * MILLISECOND), "times agrees");
	expect(is_near(read_clock(CLOCK_BOOTTIME) - read_clock(CLOCK_MONOTONIC_COARSE),
		       read_clock(CLOCK_BOOTTIME) - monotonic, 15 * MILLISECOND),
	       "the coarse clock agrees");
}

static long spin(long duration)
{
	long start = read_clock(CLOCK_MONOTONIC), last = start, time = start;

	for (; time - start < duration; last = time) {
		time = read_clock(CLOCK_MONOTONIC);
		expect(time >= last, "the clock never goes back");
	}
	return time - start;
}

int main(void)
{
	long start = read_clock(CLOCK_MONOTONIC), real = read_clock(CLOCK_REALTIME), boot = read_clock(CLOCK_BOOTTIME);
	long raw = read_clock(CLOCK_MONOTONIC_RAW), cpu = read_clock(CLOCK_PROCESS_CPUTIME_ID), lasted;

	compare_clocks();
	for (int i = 0; i < 5; i++) {
		expect(sleep(3) == 0, "sleep");
		compare_clocks();
	}
	expect(is_near(spin(50 * MILLISECOND), 50 * MILLISECOND, 15 * MILLISECOND), "it spins for 50 ms");
	compare_clocks();
	lasted = read_clock(CLOCK_MONOTONIC) - start;
	expect(lasted >= 15050 * MILLISECOND && lasted < 15080 * MILLISECOND, "15 s of sleep and 50 ms of work");
	expect(is_near(read_clock(CLOCK_REALTIME) - real, lasted, 5 * MILLISECOND),
	       "the clock of the day goes as fast");
	expect(is_near(read_clock(CLOCK_BOOTTIME) - boot, lasted, 5 * MILLISECOND),
	       "the clock of the boot goes as fast");
	expect(is_near(read_clock(CLOCK_MONOTONIC_RAW) - raw, lasted, 5 * MILLISECOND), "the raw clock goes as fast");
	expect(read_clock(CLOCK_PROCESS_CPUTIME_ID) - cpu < SECOND, "sleeping is no work");
	puts("ok");
	return 0;
}
