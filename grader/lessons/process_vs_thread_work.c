/*
 * Lesson 03: whether both rounds do the same work.
 */
#include "lessons/process_vs_thread.h"

#include <stdlib.h>

static int compare_times(const void *a, const void *b)
{
	nanoseconds left = *(const nanoseconds *)a, right = *(const nanoseconds *)b;

	return (left > right) - (left < right);
}

/* The processor time of a round's workers. */
struct work {
	nanoseconds median;
	nanoseconds least; /* of those that the program speaks of; one that it created besides is no worker of its */
};

/* How many workers the program says it had in the round; as many as it created where it says nothing. */
static int announced_workers(const struct trace *trace, const struct round *round)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	struct printed printed = { .workers = round->count };

	round_line(&lines, round->kind, &printed);
	lines_release(&lines);
	return printed.workers < round->count ? printed.workers : round->count;
}

static struct work measure_work(const struct trace *trace, const struct round *round)
{
	nanoseconds *times = calloc((size_t)round->count, sizeof *times);
	struct work work;

	if (!times)
		abort();
	for (int i = 0; i < round->count; i++)
		times[i] = worker_cpu(trace, round->workers[i]);
	qsort(times, (size_t)round->count, sizeof *times, compare_times);
	work.median = (times[(round->count - 1) / 2] + times[round->count / 2]) / 2;
	work.least = times[round->count - announced_workers(trace, round)];
	free(times);
	return work;
}

static double milliseconds(nanoseconds time)
{
	return (double)time / (double)MILLISECOND;
}

/* Where a worker that was to work did not end well, say so. */
static void add_failed_worker(const struct trace *trace, const struct round *round, struct verdict *verdict)
{
	char name[64], end[500];

	for (int i = 0; i < round->count; i++) {
		int worker = round->workers[i];

		if (round->kind != ROUND_OF_PROCESSES || !end_is_explained(trace, worker))
			continue;
		task_words(trace, worker, name, sizeof name);
		end_words(trace, worker, end, sizeof end);
		verdict_saw(verdict, "%s; %s: %s", verdict->saw, name, end);
		end_hint(trace, worker, PROCESS_VS_THREAD, verdict);
		return;
	}
}

/* Whether every worker of the round has worked. One that merely is a little faster than a short median has. */
static bool all_worked(const struct trace *trace, const struct round *round, const struct work *work,
		       struct verdict *verdict)
{
	if (work->median >= tolerances.work_least &&
	    (work->least >= tolerances.work_least || work->least >= work->median / 4))
		return true;
	verdict_fail(verdict, "every worker uses processor time: at least 1 ms");
	if (work->median < tolerances.work_least)
		verdict_saw(verdict, "a %s used %.2f ms (the median of %d)", round_worker(round->kind),
			    milliseconds(work->median), round->count);
	else
		verdict_saw(verdict, "one %s used %.2f ms, the median of all %d is %.2f ms", round_worker(round->kind),
			    milliseconds(work->least), round->count, milliseconds(work->median));
	verdict_hint(verdict, "Who calls the task, and who uses its result? A compiler may move or drop a task whose "
			      "result nobody uses.");
	add_failed_worker(trace, round, verdict);
	return false;
}

static void compare_work(const struct trace *trace, const struct rounds *rounds, struct verdict *verdict)
{
	struct work work[ROUND_KINDS];

	for (int i = 0; i < ROUND_KINDS; i++) {
		work[i] = measure_work(trace, &rounds->round[i]);
		if (!all_worked(trace, &rounds->round[i], &work[i], verdict))
			return;
	}

	double process = milliseconds(work[ROUND_OF_PROCESSES].median);
	double thread = milliseconds(work[ROUND_OF_THREADS].median);

	if (process <= tolerances.work_factor * thread && thread <= tolerances.work_factor * process)
		return;
	verdict_fail(verdict,
		     "a process worker and a thread worker use the same processor time, within a factor of %.1f",
		     tolerances.work_factor);
	verdict_saw(verdict, "a process worker used %.1f ms, a thread worker %.1f ms (medians)", process, thread);
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
