/*
 * Lesson 01: create three processes, let each print its id, wait for all of them.
 */
#include "lessons/three_processes.h"
#include "lessons/fork_copies.h"

#include <stdio.h>

extern const struct lesson lesson_01_three_processes;

static const struct run_plan runs[PLAN_COUNT] = {
	[PLAN_TERMINAL] = { .title = "on a terminal" },
	[PLAN_PIPE] = { .title = "through a pipe", .output = OUTPUT_PIPE },
	[PLAN_NEWBORN_FIRST] = { .title = "each new process runs first", .schedule = SCHEDULE_NEWBORN_FIRST },
	[PLAN_CREATOR_FIRST] = { .title = "new processes start late", .schedule = SCHEDULE_CREATOR_FIRST },
	[PLAN_ONE_LATE] = { .title = "one new process starts late", .schedule = SCHEDULE_ONE_LATE },
};

void saw_in_run(struct verdict *verdict, const struct trace *trace, const char *text)
{
	verdict_saw_in(verdict, trace, "%s%s", trace->plan == PLAN_PIPE ? "through a pipe: " : "", text);
}

static void describe_family(const struct trace *trace, char *text, size_t size)
{
	int all = trace_count_processes(trace);
	int own = trace_count_children(trace, 0);
	int threads = trace_count_threads(trace, NOBODY);

	if (all == 0)
		snprintf(text, size, "no new process");
	else
		snprintf(text, size, "%d process%s created by the first one", own, own == 1 ? "" : "es");
	if (all > own)
		snprintf(text, size, "%d processes: %d created by the first one, %d by its children", all, own,
			 all - own);
	if (threads > 0)
		add_words(text, size, ", and %d thread%s", threads, threads == 1 ? "" : "s");
}

static const char *family_hint(const struct trace *trace)
{
	if (trace_count_threads(trace, NOBODY) > 0)
		return "A thread lives inside the process of its creator. Which call makes a whole new process?";
	if (trace_count_processes(trace) > trace_count_children(trace, 0))
		return "fork returns twice. Where does the child go after its line is printed?";
	if (trace_count_processes(trace) == 0)
		return "Which call makes a second process out of one?";
	return "Count on paper: how often does the first process come past fork?";
}

/* A run that was ended early may be short of processes, unless nothing kept it from creating them all. */
static bool is_right_family(const struct trace *trace)
{
	int all = trace_count_processes(trace);
	bool all_due = trace->ending == ENDING_BY_ITSELF || trace->schedule == SCHEDULE_NATURAL;

	return trace_count_threads(trace, NOBODY) == 0 && trace_count_children(trace, 0) == all &&
	       (all == 3 || (all < 3 && !all_due));
}

/* Say how many processes there were; and where the program was killed or stopped before it had made them all, or after far too many, that. */
static void fail_number(const struct trace *trace, struct verdict *verdict)
{
	char family[1200], why[1000];
	bool is_bomb = trace->ending == ENDING_TASK_LIMIT;

	describe_family(trace, family, sizeof family);
	verdict_fail(verdict, "3 processes, all created by the first one");
	verdict_hint(verdict, "%s", family_hint(trace));
	if ((trace_count_processes(trace) < 3 || is_bomb) && cut_short_words(trace, why, sizeof why)) {
		add_words(family, sizeof family, "; %s", why);
		cut_short_hint(trace, THREE_PROCESSES, verdict);
	}
	saw_in_run(verdict, trace, is_bomb ? why : family);
}

static void judge_three_children(const struct evidence *evidence, struct verdict *verdict)
{
	if (!was_run(evidence, verdict))
		return;
	for (int i = 0; i < evidence->trace_count; i++) {
		const struct trace *trace = &evidence->traces[i];

		if (is_right_family(trace))
			continue;
		fail_number(trace, verdict);
		return;
	}
}

/* Fail for lines that are wrong or too few; how the run ended belongs to it where the grader ended it. */
static void fail_lines(struct verdict *verdict, const struct trace *trace, const char *expected)
{
	char text[2000], why[1000];
	int silent = find_silent_child(trace);

	judge_pid_lines(trace, text, sizeof text);
	/* Where a child did not end well, that says enough. */
	if ((silent == NOBODY || trace->tasks[silent].status == 0) && cut_short_words(trace, why, sizeof why))
		add_words(text, sizeof text, "; %s", why);
	verdict_fail(verdict, "%s", expected);
	saw_in_run(verdict, trace, text);
	if (silent != NOBODY)
		end_hint(trace, silent, THREE_PROCESSES, verdict);
	else if (trace_count_children(trace, 0) < 3)
		cut_short_hint(trace, THREE_PROCESSES, verdict);
}

static void judge_prints_pids(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *unseen = NULL;
	bool seen = false;
	char text[1000];

	if (!was_run(evidence, verdict))
		return;
	for (int i = 0; i < evidence->trace_count; i++) {
		const struct trace *trace = &evidence->traces[i];
		enum pid_lines lines;

		if (trace->plan == PLAN_PIPE)
			continue;
		lines = judge_pid_lines(trace, text, sizeof text);
		seen |= lines == PID_LINES_RIGHT;
		if (lines == PID_LINES_OWED && !unseen)
			unseen = trace;
		if (lines == PID_LINES_WRONG) {
			fail_lines(verdict, trace,
				   "3 lines \"Process ID: N\", each written by the child with the id N");
			return;
		}
	}
	/* Where every run was ended before the lines came, nothing is wrong with them, but nobody has seen them either. */
	if (!seen && unseen)
		fail_lines(verdict, unseen, "3 lines \"Process ID: N\", each written by the child with the id N");
}

/* Whether the program created no process in any run; then the check waits for three-children. */
static bool skipped_without_child(const struct evidence *evidence, struct verdict *verdict)
{
	for (int i = 0; i < evidence->trace_count; i++)
		if (trace_count_children(&evidence->traces[i], 0) > 0)
			return false;
	verdict_skip(verdict, "three-children");
	return true;
}

static void judge_waits_for_all(const struct evidence *evidence, struct verdict *verdict)
{
	if (!was_run(evidence, verdict) || skipped_without_child(evidence, verdict))
		return;
	for (int i = 0; i < evidence->trace_count; i++)
		if (!waited_for_all(&evidence->traces[i], verdict))
			return;
}

/* Whether nothing that lay in a buffer at a fork came out of two processes, in any run; else fails the verdict. */
static bool wrote_everything_once(const struct evidence *evidence, struct verdict *verdict)
{
	char text[700];

	for (int i = 0; i < evidence->trace_count; i++) {
		if (!find_fork_copy(&evidence->traces[i], text, sizeof text))
			continue;
		verdict_fail(verdict, "every line once, through a pipe as well as on a terminal");
		saw_in_run(verdict, &evidence->traces[i], text);
		verdict_hint(verdict, "Text that was printed before fork may still lie in a buffer in memory. "
				      "Who has a copy of that memory after fork?");
		return false;
	}
	return true;
}

static void judge_same_through_a_pipe(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *terminal = evidence_trace(evidence, PLAN_TERMINAL);
	const struct trace *pipe = evidence_trace(evidence, PLAN_PIPE);
	char text[1000];
	enum pid_lines lines;

	if (!terminal || !pipe) {
		verdict_error(verdict, "the run through a pipe was not made");
		return;
	}
	if (!wrote_everything_once(evidence, verdict))
		return;
	lines = judge_pid_lines(pipe, text, sizeof text);
	if (lines == PID_LINES_RIGHT ||
	    (lines == PID_LINES_OWED && judge_pid_lines(terminal, text, sizeof text) == PID_LINES_RIGHT))
		return;
	fail_lines(verdict, pipe, "the same 3 lines \"Process ID: N\" when standard output is a pipe");
	if (judge_pid_lines(terminal, text, sizeof text) != PID_LINES_RIGHT)
		verdict_hint(verdict, "On a terminal the lines are not right either. Begin there.");
}

static void judge_exits_cleanly(const struct evidence *evidence, struct verdict *verdict)
{
	if (!was_run(evidence, verdict) || skipped_without_child(evidence, verdict))
		return;
	for (int i = 0; i < evidence->trace_count; i++) {
		const struct trace *trace = &evidence->traces[i];

		if (judge_clean_exit(trace, THREE_PROCESSES, verdict))
			continue;
		if (trace->plan == PLAN_PIPE)
			verdict_saw(verdict, "through a pipe: %s", verdict->saw);
		return;
	}
}

static const struct check checks[] = {
	{
		.id = "builds",
		.points = 10,
		.title = "three_processes.c compiles",
		.hint = "Begin with the first message. It names the file and the line.",
		.read = "man 1 gcc, handouts/processes#compile-and-run",
		.judge = judge_builds,
	},
	{
		.id = "three-children",
		.points = 30,
		.title = "exactly three child processes",
		.programs = 1,
		.read = "man 2 fork, handouts/fork-and-wait",
		.judge = judge_three_children,
	},
	{
		.id = "prints-pids",
		.points = 25,
		.title = "each child prints its own process id",
		.programs = 1,
		.hint = "Which process runs the line that prints, and whose id does it ask for?",
		.read = "man 2 getpid, handouts/fork-and-wait",
		.judge = judge_prints_pids,
	},
	{
		.id = "waits-for-all",
		.points = 20,
		.title = "the parent waits for all its children",
		.programs = 1,
		.hint = "One wait returns for one child. For how many does the parent have to wait?",
		.read = "man 2 wait, handouts/fork-and-wait",
		.judge = judge_waits_for_all,
	},
	{
		.id = "same-through-a-pipe",
		.points = 10,
		.title = "the same lines when the output is a pipe",
		.programs = 1,
		.hint = "Try it: ./three_processes | cat. When does a line leave the buffer on a terminal, and when "
			"through a pipe?",
		.read = "man 3 setvbuf, man 3 fflush, handouts/fork-and-wait#buffers-that-fork-copies",
		.judge = judge_same_through_a_pipe,
	},
	{
		.id = "exits-cleanly",
		.points = 5,
		.title = "parent and children end with status 0",
		.programs = 1,
		.hint = "With which number does each process leave main or call exit? echo $? shows the parent's.",
		.read = "man 3 exit, man 2 wait",
		.judge = judge_exits_cleanly,
	},
};

const struct lesson lesson_01_three_processes = {
	.id = "01-three-processes",
	.title = "Three processes",
	.programs = { THREE_PROCESSES },
	.runs = runs,
	.run_count = PLAN_COUNT,
	.checks = checks,
	.check_count = sizeof checks / sizeof *checks,
	.weight = 14,
};
