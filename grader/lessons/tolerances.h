/*
 * By how much a right program may differ from what is asked: the one table of it. All times are on the program's clock.
 * The values stand in tolerances.c, each with its reason.
 */
#ifndef LESSONS_TOLERANCES_H
#define LESSONS_TOLERANCES_H

#include "trace/trace.h"

struct tolerances {
	/* Lesson 03: workers that do the same work. */
	double work_factor;
	nanoseconds work_least;
	/* Lesson 03: a printed time; within a share of the true one, or within time_least where that is more. */
	int time_share;
	nanoseconds time_least;
	/* Lesson 03: a creator that waits for each worker's result before it creates the next. */
	double share_of_life;
	nanoseconds lives_least;
	/* Lesson 04 */
	nanoseconds moment;
	nanoseconds wait;
	nanoseconds before_line;
	nanoseconds end_after_line;
	nanoseconds end_after_beat;
	nanoseconds shortest_life;
	nanoseconds free_cpu;
	int cpu_percent;
	/* Lesson 05 */
	nanoseconds at_once;
};

extern const struct tolerances tolerances;

#endif
