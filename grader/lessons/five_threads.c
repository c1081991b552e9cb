/*
 * Lesson 02: create five threads, give each a name, let each print it, join all of them.
 */
#include "lessons/five_threads.h"

#include <stdio.h>

extern const struct lesson lesson_02_five_threads;

enum { PLAN_NATURAL, PLAN_NEWBORN_FIRST, PLAN_CREATOR_FIRST, PLAN_ONE_LATE, PLAN_SANITIZER, PLAN_COUNT };

static const struct run_plan runs[PLAN_COUNT] = {
	[PLAN_NATURAL] = { .title = "on a terminal" },
	[PLAN_NEWBORN_FIRST] = { .title = "each new thread runs first", .schedule = SCHEDULE_NEWBORN_FIRST },
	[PLAN_CREATOR_FIRST] = { .title = "new threads start late", .schedule = SCHEDULE_CREATOR_FIRST },
	[PLAN_ONE_LATE] = { .title = "one new thread starts late", .schedule = SCHEDULE_ONE_LATE },
	[PLAN_SANITIZER] = { .title = "under ThreadSanitizer", .thread_sanitizer = true },
};

/* The next run from number `from` on that the witness saw, or NULL; the sanitizer's run gives a report, no trace. */
static const struct trace *next_run(const struct evidence *evidence, int *from)
{
	while (*from < evidence->trace_count) {
		const struct trace *trace = &evidence->traces[(*from)++];

		if (trace->plan != PLAN_SANITIZER)
			return trace;
	}
	return NULL;
}

/* Whether no run saw a thread. */
static bool is_without_thread(const struct evidence *evidence)
{
	const struct trace *trace;

	for (int i = 0; (trace = next_run(evidence, &i));)
		if (trace_count_threads(trace, 0) > 0)
			return false;
	return true;
}

/* Whether there is anything to judge for the checks that need a thread; if not, the verdict is set. */
static bool can_judge(const struct evidence *evidence, struct verdict *verdict)
{
	if (!was_run(evidence, verdict))
		return false;
	if (!is_without_thread(evidence))
		return true;
	verdict_skip(verdict, "five-threads");
	return false;
}

/* A run that was ended early may be short of threads, unless nothing kept it from creating them all. */
static bool has_five_threads(const struct trace *trace)
{
	int threads = trace_count_threads(trace, 0);
	bool all_due = trace->ending == ENDING_BY_ITSELF || trace->schedule == SCHEDULE_NATURAL;

	return trace_count_processes(trace) == 0 && (threads == THREAD_COUNT || (threads < THREAD_COUNT && !all_due));
}

static void fail_number(const struct trace *trace, struct verdict *verdict)
{
	int threads = trace_count_threads(trace, 0);
	int processes = trace_count_processes(trace);
	char text[1200], why[1000];

	verdict_fail(verdict, "5 threads besides main, all in one process");
	if (threads == 0)
		snprintf(text, sizeof text, "no thread besides main");
	else
		snprintf(text, sizeof text, "%d thread%s besides main", threads, threads == 1 ? "" : "s");
	if (processes > 0) {
		add_words(text, sizeof text, ", and %d other process%s", processes, processes == 1 ? "" : "es");
		verdict_hint(verdict, "A process has memory of its own, a thread shares that of its creator. "
				      "Which call makes which?");
	}
	if ((threads < THREAD_COUNT || trace->ending == ENDING_TASK_LIMIT) && cut_short_words(trace, why, sizeof why)) {
		add_words(text, sizeof text, "; %s", why);
		cut_short_hint(trace, FIVE_THREADS, verdict);
	}
	verdict_saw_in(verdict, trace, "%s", trace->ending == ENDING_TASK_LIMIT ? why : text);
}

static void judge_five_threads(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace;

	if (!was_run(evidence, verdict))
		return;
	for (int i = 0; (trace = next_run(evidence, &i));) {
		if (has_five_threads(trace))
			continue;
		fail_number(trace, verdict);
		return;
	}
}

static void fail_names(const struct trace *trace, struct verdict *verdict)
{
	char text[300];

	judge_names(trace, text, sizeof text);
	verdict_fail(verdict, "5 threads with 5 different names, none of them %s", FIVE_THREADS);
	verdict_saw_in(verdict, trace, "%s", text);
	if (trace_count_threads(trace, 0) < THREAD_COUNT && was_killed(trace, 0))
		add_cut_short(trace, FIVE_THREADS, verdict);
	else if (prints_long_name(trace))
		verdict_hint(verdict, "How many characters may a name have? What did the call that sets it return?");
	else if (find_nameless(trace) == NOBODY)
		verdict_hint(verdict,
			     "Where does each thread learn its name from, and what stands there when it looks?");
}

static void judge_named(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace, *unseen = NULL;
	bool seen = false;
	char text[300];

	if (!can_judge(evidence, verdict))
		return;
	for (int i = 0; (trace = next_run(evidence, &i));) {
		enum finding finding = judge_names(trace, text, sizeof text);

		seen |= finding == FINDING_RIGHT;
		if (finding == FINDING_OWED && !unseen)
			unseen = trace;
		if (finding == FINDING_WRONG) {
			fail_names(trace, verdict);
			return;
		}
	}
	if (!seen && unseen)
		fail_names(unseen, verdict);
}

static void fail_lines(const struct trace *trace, struct verdict *verdict)
{
	char text[2000], why[1000];

	judge_name_lines(trace, text, sizeof text);
	if (cut_short_words(trace, why, sizeof why))
		add_words(text, sizeof text, "; %s", why);
	verdict_fail(verdict,
		     "5 lines \"Thread name: NAME, Process ID: N\", each written by the thread that bears the name");
	verdict_saw_in(verdict, trace, "%s", text);
}

/* Without a thread there is nobody who could print a name; but lines may have been printed all the same. */
static void judge_lines_without_thread(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace;

	for (int i = 0; (trace = next_run(evidence, &i));) {
		int count = count_name_lines(trace);

		if (count == 0)
			continue;
		verdict_fail(verdict, "5 lines, each written by the thread whose name it shows");
		verdict_saw_in(verdict, trace, "%d line%s of this form, but no thread that could have written %s",
			       count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
		return;
	}
	verdict_skip(verdict, "five-threads");
}

static void judge_prints_names(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace, *unseen = NULL;
	bool seen = false;
	char text[700];

	if (!was_run(evidence, verdict))
		return;
	if (is_without_thread(evidence)) {
		judge_lines_without_thread(evidence, verdict);
		return;
	}
	for (int i = 0; (trace = next_run(evidence, &i));) {
		enum finding finding = judge_name_lines(trace, text, sizeof text);

		if (finding == FINDING_WRONG && all_came_to_their_end(trace)) {
			fail_lines(trace, verdict);
			return;
		}
		seen |= finding == FINDING_RIGHT;
		if (finding != FINDING_RIGHT && !unseen)
			unseen = trace;
	}
	/* Where the threads never came to their end, the lines have to be right in one run at least. */
	if (seen || !unseen)
		return;
	fail_lines(unseen, verdict);
	cut_short_hint(unseen, FIVE_THREADS, verdict);
}

static void judge_joins_all(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace;

	if (!can_judge(evidence, verdict))
		return;
	for (int i = 0; (trace = next_run(evidence, &i));)
		if (!joined_all(trace, verdict))
			return;
}

static void judge_no_data_race(const struct evidence *evidence, struct verdict *verdict)
{
	char words[4096];

	if (!can_judge(evidence, verdict) || !evidence->race_report)
		return;
	verdict_fail(verdict, "ThreadSanitizer reports no data race");
	race_words(evidence->race_report, words, sizeof words);
	verdict_saw(verdict, "%s", words);
}

static void judge_exits_cleanly(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace;

	if (!can_judge(evidence, verdict))
		return;
	for (int i = 0; (trace = next_run(evidence, &i));)
		if (!judge_clean_exit(trace, FIVE_THREADS, verdict))
			return;
}

static const struct check checks[] = {
	{ .id = "builds",
	  .points = 10,
	  .title = "five_threads.c compiles",
	  .judge = judge_builds,
	  .hint = "Begin with the compiler's first message. It names the file and the line.",
	  .read = "man 1 gcc, handouts/processes#compile-and-run" },
	{ .id = "five-threads",
	  .points = 25,
	  .title = "exactly five threads besides main",
	  .programs = 1,
	  .judge = judge_five_threads,
	  .hint = "How often does the program come past the call that creates a thread, and what does it return?",
	  .read = "man 3 pthread_create, handouts/pthreads" },
	{ .id = "named",
	  .points = 20,
	  .title = "each thread has a name of its own",
	  .programs = 1,
	  .judge = judge_named,
	  .hint = "A new thread bears its creator's name. ps -T shows it. Who gives it another one, and when?",
	  .read = "man 3 pthread_setname_np, handouts/pthreads" },
	{ .id = "prints-names",
	  .points = 20,
	  .title = "each thread prints its own name and the process id",
	  .programs = 1,
	  .judge = judge_prints_names,
	  .hint = "Which thread runs the line that prints? What does the kernel call it at that moment, and whose id "
		  "does it "
		  "ask for?",
	  .read = "man 3 pthread_getname_np, man 2 getpid, handouts/pthreads" },
	{ .id = "joins-all",
	  .points = 15,
	  .title = "main waits for all five threads",
	  .programs = 1,
	  .judge = judge_joins_all,
	  .hint = "When main returns, the process ends with all its threads. For which of them did main wait before?",
	  .read = "man 3 pthread_join, handouts/pthreads" },
	{ .id = "no-data-race",
	  .points = 5,
	  .title = "no data race",
	  .programs = 1,
	  .judge = judge_no_data_race,
	  .hint = "Two threads use the same memory, and one of them writes. What orders the two?",
	  .read = "man 7 pthreads, handouts/gil#what-c-owes-you-instead-of-a-gil" },
	{ .id = "exits-cleanly",
	  .points = 5,
	  .title = "ends with status 0",
	  .programs = 1,
	  .judge = judge_exits_cleanly,
	  .hint = "With which number does main return, or somebody call exit? echo $? shows it.",
	  .read = "man 3 exit" },
};

const struct lesson lesson_02_five_threads = {
	.id = "02-five-named-threads",
	.title = "Five named threads",
	.programs = { FIVE_THREADS },
	.runs = runs,
	.run_count = PLAN_COUNT,
	.checks = checks,
	.check_count = sizeof checks / sizeof *checks,
	.weight = 15,
};
