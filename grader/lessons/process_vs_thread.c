/*
 * Lesson 03, process vs thread: the same work in N processes, then in N threads, and how long each round takes.
 */
#include "lessons/process_vs_thread.h"

#include <stdio.h>

/* A round may create 64 workers, a process worker threads of its own. Work is the point here, so it may take long. */
#define TASKS_MAX 1024
#define CPU_MAX (60 * SECOND)

static const struct run_plan runs[] = {
	[RUN_NATURAL] = { .title = "as the system ran it",
			  .parallel = true,
			  .cpu_limit = CPU_MAX,
			  .task_limit = TASKS_MAX },
	[RUN_CREATOR_FIRST] = { .title = "with workers that start late",
				.schedule = SCHEDULE_CREATOR_FIRST,
				.parallel = true,
				.cpu_limit = CPU_MAX,
				.task_limit = TASKS_MAX },
};

/* A task that is left over when the first process ends, or a child that nobody waited for; NOBODY when all is tidy. */
static int find_leftover(const struct trace *trace)
{
	for (int i = 1; i < trace->task_count; i++) {
		const struct task *task = &trace->tasks[i];

		if (task->is_thread && task->process == 0 && !trace_task_ended_before_process(trace, i))
			return i;
		if (!task->is_thread && (task->zombie || task->process_ended_at >= trace->tasks[0].process_ended_at))
			return i;
	}
	return NOBODY;
}

/* What is wrong with the way the program came to its end; "" when nothing is. */
static void untidy_words(const struct trace *trace, char *text, size_t size)
{
	const struct task *first = &trace->tasks[0];
	int leftover = find_leftover(trace);
	char name[64];

	text[0] = '\0';
	if (first->process_ended == NEVER || first->killed_by_grader) {
		ending_words(trace, text, size);
	} else if (first->status != 0) {
		end_words(trace, 0, text, size);
	} else if (leftover != NOBODY) {
		task_words(trace, leftover, name, sizeof name);
		snprintf(text, size, "%s %s", name,
			 trace->tasks[leftover].zombie ? "had ended, and nobody had waited for it"
						       : "was still there when main ended");
	}
}

/* Judge the end of one run. */
static void judge_end(const struct trace *trace, struct verdict *verdict)
{
	char words[1000];

	untidy_words(trace, words, sizeof words);
	if (!words[0])
		return;
	verdict_fail(verdict,
		     "the program ends by itself with status 0; all threads have ended, all children are reaped");
	verdict_saw_in(verdict, trace, "%s", words);
	if (trace->tasks[0].status != 0)
		verdict_hint(verdict, "With which number does main return, or somebody call exit? echo $? shows it.");
	cut_short_hint(trace, PROCESS_VS_THREAD, verdict);
}

static void judge_exits_cleanly(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *natural = round_trace(evidence, RUN_NATURAL, verdict);
	const struct trace *late = evidence_trace(evidence, RUN_CREATOR_FIRST);

	if (!natural)
		return;
	if (natural->task_count <= 1) {
		verdict_skip(verdict, round_check(ROUND_OF_PROCESSES));
		return;
	}
	judge_end(natural, verdict);
	if (late && verdict->status == STATUS_PASSED)
		judge_end(late, verdict);
}

static const struct check checks[] = {
	{ .id = "builds",
	  .points = 10,
	  .title = "process_vs_thread.c compiles",
	  .judge = judge_builds,
	  .hint = "The compiler names the line where it stopped to understand. Begin with its first message.",
	  .read = "man 1 gcc" },
	{ .id = "n-processes",
	  .points = 15,
	  .title = "N child processes, and a line that says so",
	  .programs = 1,
	  .judge = judge_n_processes,
	  .hint = "Follow the loop that creates the processes: who runs it, and how often?",
	  .read = "man 2 fork, handouts/processes" },
	{ .id = "n-threads",
	  .points = 15,
	  .title = "N threads, and a line that says so",
	  .programs = 1,
	  .judge = judge_n_threads,
	  .hint = "Follow the loop that creates the threads: how often does it run?",
	  .read = "man 3 pthread_create, handouts/threads" },
	{ .id = "starts-all-then-waits",
	  .points = 15,
	  .title = "all workers of a round are created before the first is waited for",
	  .programs = 1,
	  .judge = judge_starts_all_then_waits,
	  .hint = "Look at the loop that creates the workers. Is there anything in it that waits?",
	  .read = "man 2 wait, man 3 pthread_join, handouts/cores#concurrent-and-parallel" },
	{ .id = "same-work",
	  .points = 20,
	  .title = "both rounds do the same work",
	  .programs = 1,
	  .judge = judge_same_work,
	  .hint = "Do both kinds of workers call the same function, with the same amount of work?",
	  .read = "man 7 pthreads, handouts/processes" },
	{ .id = "true-times",
	  .points = 20,
	  .title = "the printed times are the real ones",
	  .programs = 1,
	  .judge = judge_true_times,
	  .hint = "What has happened already when you read the clock first, and what when you read it last?",
	  .read = "man 2 clock_gettime, man 7 time, handouts/process-or-thread#measuring-honestly" },
	{ .id = "exits-cleanly",
	  .points = 5,
	  .title = "ends with status 0 and leaves nothing behind",
	  .programs = 1,
	  .judge = judge_exits_cleanly,
	  .hint = "Count what you created. Is each one waited for?",
	  .read = "man 2 wait, man 3 pthread_join" },
};

/* The workers compute in earnest, and every run costs as much again. */
static bool wants_run(const struct evidence *evidence, int plan)
{
	const struct trace *natural = evidence_trace(evidence, RUN_NATURAL);

	return plan != RUN_CREATOR_FIRST || !natural || !order_is_evident(natural) || !waiting_is_evident(natural);
}

const struct lesson lesson_03_process_vs_thread = {
	.id = "03-process-vs-thread",
	.title = "Process vs thread",
	.programs = { PROCESS_VS_THREAD },
	.runs = runs,
	.run_count = sizeof runs / sizeof *runs,
	.wants_run = wants_run,
	.checks = checks,
	.check_count = sizeof checks / sizeof *checks,
	.weight = 5,
};
