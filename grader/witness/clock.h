/*
 * The program's own clock.
 *
 * It stands still while the program waits for the machine: each task moves it on by the processor time that the task
 * used, so that other programs on the machine do not count, and when everybody sleeps it jumps to the next deadline.
 * Tasks that compute at the same time move it together, not one after the other, as if each had a processor.
 * At pace CLOCK_REAL it runs with the real time instead (--real-time, or when something can't be followed).
 */
#ifndef WITNESS_CLOCK_H
#define WITNESS_CLOCK_H

#include "trace/trace.h"

/* The clocks of clock_gettime(2) have numbers below this. */
#define CLOCKS 12

enum pace { CLOCK_SKIPPING, CLOCK_REAL };

struct virtual_clock {
	enum pace pace;
	nanoseconds now;        /* never goes back */
	nanoseconds real_start; /* CLOCK_REAL: the clock showed `start` when CLOCK_MONOTONIC showed this */
	nanoseconds start;
	nanoseconds bases[CLOCKS]; /* what each clock of clock_gettime(2) showed at time 0 */
	bool shown;                /* the program has seen the time of day */
};

/* Start at 0. */
void clock_start(struct virtual_clock *clock, enum pace pace);
/* Go on in real time from here. */
void clock_follow_real_time(struct virtual_clock *clock);
/* Move on to `time` where that is later. With CLOCK_REAL it moves to the real time instead. */
void clock_advance(struct virtual_clock *clock, nanoseconds time);
/* Jump over idle time. */
void clock_jump(struct virtual_clock *clock, nanoseconds deadline);

/* Whether the witness answers this clock: the wall clocks, not those of processor time. */
bool clock_is_wall(clockid_t id);
/* Show the clock `id` to the program, now. */
nanoseconds clock_show(struct virtual_clock *clock, clockid_t id);
/* What the clock `id` stands at. */
nanoseconds clock_reading(const struct virtual_clock *clock, clockid_t id);
/* When the clock `id` will show `reading`, on the program's clock. */
nanoseconds clock_time_of(const struct virtual_clock *clock, clockid_t id, nanoseconds reading);

/* What the machine's clock `id` shows when the program's shows `reading`, if both run on from here. */
nanoseconds clock_on_machine(const struct virtual_clock *clock, clockid_t id, nanoseconds reading);

nanoseconds clock_real_time(void);
nanoseconds nanoseconds_of(const struct timespec *time);
struct timespec timespec_of(nanoseconds time);

#endif
