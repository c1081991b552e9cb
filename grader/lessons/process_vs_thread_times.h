/*
 * Lesson 03: a printed time, and what it is judged by.
 */
#ifndef LESSONS_PROCESS_VS_THREAD_TIMES_H
#define LESSONS_PROCESS_VS_THREAD_TIMES_H

#include "lessons/process_vs_thread.h"

/* Readings near a moment that are looked at; a program that reads the clock in a loop has many more. */
#define READINGS_MAX 64

struct readings {
	int events[READINGS_MAX];
	int count;
};

/* What one printed time is judged by. */
struct claim {
	const struct trace *trace;
	const struct round *round, *other; /* the round that it is about, and the other one */
	struct printed printed;
	nanoseconds duration, tolerance;
	struct readings before, after; /* readings of any clock, right before and right after the round */
};

nanoseconds time_distance(nanoseconds a, nanoseconds b);
/* How far a printed time may be from a real one. */
nanoseconds time_tolerance(nanoseconds duration);
/* Whether the printed time is the difference of these two readings of one clock, within rounding. */
bool claim_is_difference(const struct claim *claim, const struct event *first, const struct event *last);
/* What a wrong time looks like, with a hint that fits; "" when it looks like nothing known. */
const char *claim_recognise(const struct claim *claim, struct verdict *verdict);

#endif
