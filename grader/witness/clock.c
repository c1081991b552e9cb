#include "witness/clock.h"

/*
 * The time of day that a program is first shown is so long before a full second. Any time is possible, and this one shows
 * a program that counts whole seconds for what it is: what it measures seems to take a second.
 */
#define BEFORE_THE_SECOND (SECOND / 2000)

nanoseconds nanoseconds_of(const struct timespec *time)
{
	/* An absurd time is as good as never, and must not overflow. */
	if (time->tv_sec > INT64_MAX / SECOND - 1)
		return INT64_MAX;
	return time->tv_sec * SECOND + time->tv_nsec;
}

struct timespec timespec_of(nanoseconds time)
{
	return (struct timespec){ .tv_sec = time / SECOND, .tv_nsec = time % SECOND };
}

static nanoseconds read_clock(clockid_t id)
{
	struct timespec now = { 0 };

	clock_gettime(id, &now);
	return nanoseconds_of(&now);
}

nanoseconds clock_real_time(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void clock_start(struct virtual_clock *clock, enum pace pace)
{
	*clock = (struct virtual_clock){ .pace = pace, .real_start = clock_real_time() };
	for (clockid_t id = 0; id < CLOCKS; id++)
		if (clock_is_wall(id))
			clock->bases[id] = read_clock(id);
}

void clock_follow_real_time(struct virtual_clock *clock)
{
	if (clock->pace == CLOCK_REAL)
		return;
	clock->pace = CLOCK_REAL;
	clock->start = clock->now;
	clock->real_start = clock_real_time();
}

void clock_advance(struct virtual_clock *clock, nanoseconds time)
{
	if (clock->pace == CLOCK_REAL)
		time = clock->start + clock_real_time() - clock->real_start;
	if (time > clock->now)
		clock->now = time;
}

void clock_jump(struct virtual_clock *clock, nanoseconds deadline)
{
	if (clock->pace == CLOCK_SKIPPING && deadline > clock->now)
		clock->now = deadline;
}

bool clock_is_wall(clockid_t id)
{
	switch (id) {
	case CLOCK_REALTIME:
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_BOOTTIME:
	case CLOCK_REALTIME_ALARM:
	case CLOCK_BOOTTIME_ALARM:
	case CLOCK_TAI: return true;
	default: return false;
	}
}

nanoseconds clock_reading(const struct virtual_clock *clock, clockid_t id)
{
	return clock->bases[id] + clock->now;
}

static bool is_time_of_day(clockid_t id)
{
	return id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE || id == CLOCK_REALTIME_ALARM || id == CLOCK_TAI;
}

nanoseconds clock_show(struct virtual_clock *clock, clockid_t id)
{
	nanoseconds wanted, ahead;

	if (is_time_of_day(id) && clock->pace == CLOCK_SKIPPING && !clock->shown) {
		wanted = clock_reading(clock, CLOCK_REALTIME) / SECOND * SECOND + SECOND - BEFORE_THE_SECOND;
		ahead = wanted - clock_reading(clock, CLOCK_REALTIME);
		for (clockid_t other = 0; other < CLOCKS; other++)
			if (is_time_of_day(other))
				clock->bases[other] += ahead;
	}
	clock->shown = clock->shown || is_time_of_day(id);
	return clock_reading(clock, id);
}

nanoseconds clock_time_of(const struct virtual_clock *clock, clockid_t id, nanoseconds reading)
{
	return reading - clock->bases[clock_is_wall(id) ? id : CLOCK_MONOTONIC];
}

nanoseconds clock_on_machine(const struct virtual_clock *clock, clockid_t id, nanoseconds reading)
{
	nanoseconds behind = read_clock(id) - clock_reading(clock, id);

	/* What is long over is due at once; what never comes stays far away. */
	if (behind > 0 && reading > INT64_MAX - behind)
		return INT64_MAX;
	return reading + behind > 0 ? reading + behind : 1;
}
