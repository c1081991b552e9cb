/*
 * Lesson 03: how many workers there were in each round, and the line that says so.
 */
#include "lessons/process_vs_thread.h"

static void fail_line(const struct trace *trace, const struct lines *lines, enum round_kind kind, int count,
		      struct verdict *verdict)
{
	char words[80], differences[300];
	const struct line *nearest = round_nearest(lines, kind, differences, sizeof differences);

	verdict_fail(verdict, "exactly one line \"N %s: T s\", T with three decimals or more", round_noun(kind));
	if (count > 0) {
		times_words(count, words, sizeof words);
		verdict_saw(verdict, "the line is there %s", words);
		verdict_hint(verdict, "Text waits in a buffer before it is written. What does a new process get of its "
				      "parent's memory?");
	} else if (nearest) {
		line_words(nearest, words, sizeof words);
		verdict_saw(verdict, "no such line; the nearest is %s", words);
		verdict_hint(verdict, "Compare your line with the format, character by character.");
		if (differences[0])
			verdict_hint(verdict, "Here your line differs from the format: %s.", differences);
	} else {
		verdict_saw(verdict, "no such line");
		add_cut_short(trace, PROCESS_VS_THREAD, verdict);
	}
}

/* Whether there are as many workers as there may be, all of them created where they should be. */
static bool count_is_right(const struct trace *trace, const struct round *round, struct verdict *verdict)
{
	int strangers = trace_count_processes(trace) - trace_count_children(trace, 0);
	bool processes = round->kind == ROUND_OF_PROCESSES;

	if (processes && strangers > 0) {
		verdict_fail(verdict, "%d to %d child processes, all created by main", WORKERS_MIN, WORKERS_MAX);
		verdict_saw(verdict, "%d processes: %d created by main, %d by its children", round->count + strangers,
			    round->count, strangers);
		verdict_hint(verdict, "fork returns twice. Where does the child go when its work is done?");
		return false;
	}
	if (round->count >= WORKERS_MIN && round->count <= WORKERS_MAX)
		return true;
	verdict_fail(verdict, "%d to %d %s", WORKERS_MIN, WORKERS_MAX,
		     processes ? "child processes, all created by main" : "threads besides main, in its process");
	verdict_saw(verdict, "%d %s", round->count, processes ? "child processes" : "threads besides main");
	if (round->count == 0)
		verdict_hint(verdict, processes ? "Which call makes a second process out of one?"
						: "Which call starts a function in a new thread of the same process?");
	if (round->count < WORKERS_MIN)
		add_cut_short(trace, PROCESS_VS_THREAD, verdict);
	return false;
}

/* The thread round has to have the N of the process round: as printed or, where that is wrong already, as counted. */
static void judge_same_number(const struct rounds *rounds, const struct lines *lines, struct verdict *verdict)
{
	const struct round *processes = &rounds->round[ROUND_OF_PROCESSES], *threads = &rounds->round[ROUND_OF_THREADS];
	struct printed printed = { 0 };

	round_line(lines, ROUND_OF_PROCESSES, &printed);
	if (processes->count == 0 || threads->count == processes->count || threads->count == printed.workers)
		return;
	verdict_fail(verdict, "as many threads as processes");
	verdict_saw(verdict, "%d processes and %d threads", processes->count, threads->count);
}

/*
 * Whether the line about the round is there and says how many workers there were. That no line is there twice belongs
 * to the process round, since it is fork that doubles lines. A program that the grader ended owes no line.
 */
static bool line_is_right(const struct trace *trace, const struct round *round, const struct lines *lines,
			  struct verdict *verdict)
{
	struct printed printed = { 0 }, other;
	int count = round_line(lines, round->kind, &printed);

	if (count == 0 && trace->ending != ENDING_BY_ITSELF)
		return true;
	if (count == 0 || (count > 1 && round->kind == ROUND_OF_PROCESSES)) {
		fail_line(trace, lines, round->kind, count, verdict);
		return false;
	}
	if (round->kind == ROUND_OF_PROCESSES && (count = round_line(lines, ROUND_OF_THREADS, &other)) > 1) {
		fail_line(trace, lines, ROUND_OF_THREADS, count, verdict);
		return false;
	}
	if (printed.workers == round->count)
		return true;
	verdict_fail(verdict, "as many %s as the program prints", round_noun(round->kind));
	verdict_saw(verdict, "it prints %d and created %d", printed.workers, round->count);
	return false;
}

/* Judge the number of workers of one kind, and the line that tells it. */
static void judge_number(const struct evidence *evidence, enum round_kind kind, struct verdict *verdict)
{
	const struct trace *trace = round_trace(evidence, RUN_NATURAL, verdict);

	if (!trace)
		return;

	struct rounds rounds = rounds_find(trace);
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	const struct round *round = &rounds.round[kind];

	if (count_is_right(trace, round, verdict) && line_is_right(trace, round, &lines, verdict) &&
	    kind == ROUND_OF_THREADS)
		judge_same_number(&rounds, &lines, verdict);
	lines_release(&lines);
	rounds_release(&rounds);
}

void judge_n_processes(const struct evidence *evidence, struct verdict *verdict)
{
	judge_number(evidence, ROUND_OF_PROCESSES, verdict);
}

void judge_n_threads(const struct evidence *evidence, struct verdict *verdict)
{
	judge_number(evidence, ROUND_OF_THREADS, verdict);
}
