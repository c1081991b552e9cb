/*
 * Lesson 01: did the parent wait for its children?
 */
#include "lessons/three_processes.h"

#include <stdio.h>

/* How many children the parent's waits returned. */
static int count_waits(const struct trace *trace)
{
	int count = 0;

	for (int i = 0; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		count += event->kind == EVENT_WAIT && event->other != NOBODY && event->error == 0 &&
			 trace->tasks[event->task].process == 0;
	}
	return count;
}

/* Whether a wait returned this very child. */
static bool was_returned_by_wait(const struct trace *trace, int child)
{
	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_WAIT && trace->events[i].other == child)
			return true;
	return false;
}

static void fail_waiting(struct verdict *verdict, const struct trace *trace, const char *child, const char *what)
{
	int waits = count_waits(trace);
	char times[32], text[300];

	times_words(waits, times, sizeof times);
	if (waits == 0)
		snprintf(text, sizeof text, "%s %s; the parent waited for no child", child, what);
	else
		snprintf(text, sizeof text, "%s %s; the parent's waits returned a child %s", child, what, times);
	verdict_fail(verdict, "the parent ends last, after it has waited for each of its children");
	saw_in_run(verdict, trace, text);
	if (waits == 0 && trace_count_sleeps(trace, 0) > 0)
		verdict_hint(verdict,
			     "A sleep guesses how long a child takes. Which call returns when a child has ended, "
			     "however long it takes?");
	/* A status of its own choice, and a message, are no reason why it did not wait. */
	if (was_killed(trace, 0))
		add_cut_short(trace, THREE_PROCESSES, verdict);
}

/* Whether the parent waited for this child; fails the verdict if it did not. */
static bool was_waited_for(const struct trace *trace, int child, struct verdict *verdict)
{
	const struct task *parent = &trace->tasks[0], *task = &trace->tasks[child];
	char name[64], what[128], ended[32], child_ended[32];

	task_words(trace, child, name, sizeof name);
	if (task->process_ended_at < parent->process_ended_at && !task->killed_by_grader) {
		if (!task->zombie)
			return true;
		fail_waiting(verdict, trace, name, "had ended, but was left behind as a zombie");
		if (was_returned_by_wait(trace, child))
			verdict_hint(verdict,
				     "A wait saw this child and left it where it was. What do its flags ask for?");
		return false;
	}
	time_words(parent->process_ended, ended, sizeof ended);
	time_words(task->process_ended, child_ended, sizeof child_ended);
	if (task->process_ended >= parent->process_ended + MILLISECOND)
		snprintf(what, sizeof what, "ended at %s, the parent already at %s", child_ended, ended);
	else
		snprintf(what, sizeof what, "was still alive when the parent ended at %s", ended);
	fail_waiting(verdict, trace, name, what);
	return false;
}

bool waited_for_all(const struct trace *trace, struct verdict *verdict)
{
	char ending[1000];

	if (trace->ending != ENDING_BY_ITSELF) {
		ending_words(trace, ending, sizeof ending);
		verdict_fail(verdict, "the parent waits for each of its children, and then ends by itself");
		saw_in_run(verdict, trace, ending);
		verdict_hint(verdict, "%s", ending_hint(trace));
		return false;
	}
	for (int i = 0; i < trace->task_count; i++)
		if (is_child_of_first(trace, i) && !was_waited_for(trace, i, verdict))
			return false;
	return true;
}
