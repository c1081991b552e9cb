/*
 * Lesson 02: did the process outlive its threads?
 */
#include "lessons/five_threads.h"

/* Fail for the first thread that was still there when its process ended. */
static void fail_joining(const struct trace *trace, struct verdict *verdict)
{
	const struct task *process = &trace->tasks[0];
	char name[64], time[32], by[64] = "a signal";
	int thread = 0;

	while (!is_worker(trace, thread) || trace_task_ended_before_process(trace, thread))
		thread++;
	task_words(trace, thread, name, sizeof name);
	time_words(process->process_ended, time, sizeof time);
	if (process->ended_by != NOBODY)
		task_words(trace, process->ended_by, by, sizeof by);
	verdict_fail(verdict, "all threads come to their end before the process does");
	verdict_saw_in(verdict, trace, "%s had not come to its end when %s ended the process at %s", name, by, time);
	if (trace_count_sleeps(trace, 0) > 0)
		verdict_hint(verdict, "A sleep guesses how long a thread takes. Which call returns when a thread has "
				      "ended, however long it takes?");
	if (was_killed(trace, 0))
		add_cut_short(trace, FIVE_THREADS, verdict);
}

bool joined_all(const struct trace *trace, struct verdict *verdict)
{
	char ending[1000];

	if (trace->ending != ENDING_BY_ITSELF) {
		ending_words(trace, ending, sizeof ending);
		verdict_fail(verdict, "main waits for all threads, and the process ends by itself");
		verdict_saw_in(verdict, trace, "%s", ending);
		verdict_hint(verdict, "%s", ending_hint(trace));
		return false;
	}
	if (all_came_to_their_end(trace))
		return true;
	fail_joining(trace, verdict);
	return false;
}
