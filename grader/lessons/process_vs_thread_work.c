/*
 * Lesson 03: whether both rounds do the same work.
 */
#include "lessons/process_vs_thread.h"

#include <stdlib.h>

/* By how much the processor time of the two kinds of workers may differ: a cold cache and a copied page cost, a dropped task costs all. */
#define WORK_FACTOR 1.8
#define WORK_MIN MILLISECOND

static int compare_times(const void *a, const void *b)
{
	nanoseconds left = *(const nanoseconds *)a, right = *(const nanoseconds *)b;

	return (left > right) - (left < right);
}

/* The median of the workers' processor time, and the least one. */
static nanoseconds median_cpu(const struct trace *trace, const struct round *round, nanoseconds *least)
{
	nanoseconds *times = calloc((size_t)round->count, sizeof *times);
	nanoseconds median;

	if (!times)
		abort();
	for (int i = 0; i < round->count; i++)
		times[i] = worker_cpu(trace, round->workers[i]);
	qsort(times, (size_t)round->count, sizeof *times, compare_times);
	median = (times[(round->count - 1) / 2] + times[round->count / 2]) / 2;
	*least = times[0];
	free(times);
	return median;
}

static double milliseconds(nanoseconds time)
{
	return (double)time / (double)MILLISECOND;
}

/* Whether every worker of the round has worked. One that merely is a little faster than a short median has. */
static bool all_worked(const struct round *round, nanoseconds median, nanoseconds least, struct verdict *verdict)
{
	if (median >= WORK_MIN && (least >= WORK_MIN || least >= median / 4))
		return true;
	verdict_fail(verdict, "every worker uses processor time: at least 1 ms");
	if (median < WORK_MIN)
		verdict_saw(verdict, "a %s used %.2f ms (the median of %d)", round_worker(round->kind),
			    milliseconds(median), round->count);
	else
		verdict_saw(verdict, "one %s used %.2f ms, the median of all %d is %.2f ms", round_worker(round->kind),
			    milliseconds(least), round->count, milliseconds(median));
	verdict_hint(verdict, "Who calls the task, and who uses its result? A compiler may move or drop a task whose "
			      "result nobody uses.");
	return false;
}

static void compare_work(const struct trace *trace, const struct rounds *rounds, struct verdict *verdict)
{
	nanoseconds median[ROUND_KINDS], least;

	for (int i = 0; i < ROUND_KINDS; i++) {
		median[i] = median_cpu(trace, &rounds->round[i], &least);
		if (!all_worked(&rounds->round[i], median[i], least, verdict))
			return;
	}
	if ((double)median[0] <= WORK_FACTOR * (double)median[1] &&
	    (double)median[1] <= WORK_FACTOR * (double)median[0])
		return;
	verdict_fail(verdict,
		     "a process worker and a thread worker use the same processor time, within a factor of %.1f",
		     WORK_FACTOR);
	verdict_saw(verdict, "a process worker used %.1f ms, a thread worker %.1f ms (medians)",
		    milliseconds(median[0]), milliseconds(median[1]));
}

void judge_same_work(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace = round_trace(evidence, RUN_NATURAL, verdict);

	if (!trace)
		return;

	struct rounds rounds = rounds_find(trace);

	if (rounds.round[ROUND_OF_PROCESSES].count == 0)
		verdict_skip(verdict, round_check(ROUND_OF_PROCESSES));
	else if (rounds.round[ROUND_OF_THREADS].count == 0)
		verdict_skip(verdict, round_check(ROUND_OF_THREADS));
	else
		compare_work(trace, &rounds, verdict);
	rounds_release(&rounds);
}
