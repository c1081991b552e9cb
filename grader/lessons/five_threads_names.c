/*
 * Lesson 02: which threads came to their end, and under which names?
 */
#include "lessons/five_threads.h"

#include <stdio.h>
#include <string.h>

bool is_worker(const struct trace *trace, int task)
{
	return trace->tasks[task].is_thread && trace->tasks[task].process == 0;
}

static bool came_to_its_end(const struct trace *trace, int task)
{
	return is_worker(trace, task) && trace_task_ended_before_process(trace, task);
}

bool all_came_to_their_end(const struct trace *trace)
{
	for (int i = 0; i < trace->task_count; i++)
		if (is_worker(trace, i) && !trace_task_ended_before_process(trace, i))
			return false;
	return true;
}

bool is_own_name(const char *name)
{
	return strcmp(name, FIVE_THREADS) == 0;
}

/* The two threads that came to their end under one name; false when there are none. */
static bool find_namesakes(const struct trace *trace, int *first, int *second)
{
	for (*second = 0; *second < trace->task_count; (*second)++) {
		if (!came_to_its_end(trace, *second))
			continue;
		for (*first = 0; *first < *second; (*first)++)
			if (came_to_its_end(trace, *first) &&
			    strcmp(trace->tasks[*first].name, trace->tasks[*second].name) == 0)
				return true;
	}
	return false;
}

/* Count different names that threads bear and that are not the program's own. */
static int count_names(const struct trace *trace)
{
	int count = 0;

	for (int i = 0; i < trace->task_count; i++) {
		const char *name = trace->tasks[i].name;
		bool is_new = is_worker(trace, i) && name[0] && !is_own_name(name);

		for (int j = 0; j < i && is_new; j++)
			is_new = !is_worker(trace, j) || strcmp(trace->tasks[j].name, name) != 0;
		count += is_new;
	}
	return count;
}

int find_nameless(const struct trace *trace)
{
	for (int i = 0; i < trace->task_count; i++) {
		const char *name = trace->tasks[i].name;

		if (came_to_its_end(trace, i) && (!name[0] || is_own_name(name)))
			return i;
	}
	return NOBODY;
}

enum finding judge_names(const struct trace *trace, char *text, size_t size)
{
	int threads = trace_count_threads(trace, 0);
	int names = count_names(trace);
	int nameless = find_nameless(trace);
	int first, second;

	if (names == 0)
		snprintf(text, size, "no name of their own among %d thread%s", threads, threads == 1 ? "" : "s");
	else
		snprintf(text, size, "%d different name%s among %d thread%s", names, names == 1 ? "" : "s", threads,
			 threads == 1 ? "" : "s");
	if (names == THREAD_COUNT && threads == THREAD_COUNT)
		return FINDING_RIGHT;
	if (nameless != NOBODY)
		add_words(text, size, "; thread %d ended with the name \"%s\", which is not its own",
			  trace->tasks[nameless].id, trace->tasks[nameless].name);
	else if (find_namesakes(trace, &first, &second))
		add_words(text, size, "; threads %d and %d both ended as %s", trace->tasks[first].id,
			  trace->tasks[second].id, trace->tasks[first].name);
	else if (threads == THREAD_COUNT && !all_came_to_their_end(trace))
		return FINDING_OWED;
	else if (threads < THREAD_COUNT && trace->ending != ENDING_BY_ITSELF)
		return FINDING_OWED;
	return FINDING_WRONG;
}
