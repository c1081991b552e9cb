/*
 * Lesson 03: the classic mistakes in measuring time, recognised by the number that they give.
 */
#include "lessons/process_vs_thread_times.h"

static bool is_processor_clock(clockid_t clock)
{
	return clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID;
}

/* Whether the printed time is the difference of two readings of the processor clock, as clock() takes them. */
static bool is_processor_time(const struct claim *claim)
{
	const struct event *events = claim->trace->events;

	for (int i = 0; i < claim->before.count; i++)
		for (int k = 0; k < claim->after.count; k++)
			if (is_processor_clock(events[claim->before.events[i]].clock) &&
			    claim_is_difference(claim, &events[claim->before.events[i]],
						&events[claim->after.events[k]]))
				return true;
	return false;
}

/* Whether the printed time is about as long as this. */
static bool is_about(const struct claim *claim, nanoseconds time)
{
	return time_distance(claim->printed.time, time) <= time_tolerance(time);
}

/* From the first creation of both rounds to the last end of both. */
static nanoseconds both_rounds(const struct claim *claim)
{
	const struct round *a = claim->round, *b = claim->other;

	if (b->ended == NEVER || b->count == 0)
		return NEVER;
	return (a->ended > b->ended ? a->ended : b->ended) - (a->began < b->began ? a->began : b->began);
}

static nanoseconds creation_time(const struct claim *claim)
{
	return claim->trace->tasks[claim->round->workers[claim->round->count - 1]].born - claim->round->began;
}

const char *claim_recognise(const struct claim *claim, struct verdict *verdict)
{
	if (is_processor_time(claim)) {
		verdict_hint(verdict, "Does this clock go on while your process waits? And whose work does it count?");
		return "this looks like clock(): the processor time that this one process used";
	}
	if (claim->printed.time % SECOND == 0) {
		verdict_hint(verdict,
			     "How fine is the clock that you read, and how fine is the number that you divide?");
		return "these are whole seconds only, as time() gives them";
	}
	if (both_rounds(claim) != NEVER && is_about(claim, both_rounds(claim))) {
		verdict_hint(verdict, "When is the clock read for the first time in this round?");
		return "this is as long as both rounds together";
	}
	if (is_about(claim, creation_time(claim))) {
		verdict_hint(verdict, "What has to have happened before you read the clock for the second time?");
		return "this is as long as the creation alone took";
	}
	if (is_about(claim, claim->duration * 1000)) {
		verdict_hint(verdict, "In which unit do you print?");
		return "this looks like milliseconds";
	}
	return "";
}
