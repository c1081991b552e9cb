/*
 * What a process that did not end well said last.
 */
#include "lessons/judge.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The last line of these that the process wrote, blank ones apart; NOBODY when there is none. */
static int last_line_of(const struct trace *trace, const struct lines *lines, int process)
{
	for (int i = lines->count - 1; i >= 0; i--) {
		int writer = lines->items[i].writer;

		if (lines->items[i].length > 0 && writer != NOBODY && trace->tasks[writer].process == process)
			return i;
	}
	return NOBODY;
}

bool last_words(const struct trace *trace, int process, char *text, size_t size)
{
	struct lines lines = trace_lines(trace, STREAM_ERROR);
	int last = last_line_of(trace, &lines, process);

	if (last != NOBODY)
		line_words(&lines.items[last], text, size);
	lines_release(&lines);
	return last != NOBODY;
}

/* The attempt of the process to become a program that is not there, NULL when there was none or a later one succeeded. */
static const struct event *find_lost_program(const struct trace *trace, int process)
{
	const struct event *last = NULL;

	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_EXEC && trace->tasks[trace->events[i].task].process == process)
			last = &trace->events[i];
	return last && last->error == ENOENT ? last : NULL;
}

bool lacks_program(const struct trace *trace, int process)
{
	return find_lost_program(trace, process) != NULL;
}

bool end_is_explained(const struct trace *trace, int process)
{
	char words[300];

	return trace->tasks[process].process_ended != NEVER && trace->tasks[process].status != 0 &&
	       (was_killed(trace, process) || lacks_program(trace, process) ||
		last_words(trace, process, words, sizeof words));
}

void end_words(const struct trace *trace, int process, char *text, size_t size)
{
	const struct event *lost = find_lost_program(trace, process);
	char words[300];

	status_words(trace, process, text, size);
	if (last_words(trace, process, words, sizeof words))
		add_words(text, size, "; on standard error: %s", words);
	else if (lost)
		add_words(text, size, "; it was to become %s, but there is no such program here", lost->name);
}

void end_hint(const struct trace *trace, int process, const char *program, struct verdict *verdict)
{
	char words[300];

	if (trace->tasks[process].status != 0 && last_words(trace, process, words, sizeof words))
		verdict_hint(verdict, "What does the message on standard error say, and which call is it about?");
	if (lacks_program(trace, process))
		verdict_hint(verdict, "Beside a program there is nothing here but libc: no shell, no helper, no other "
				      "program. Can the process do its work without one?");
	death_hint(trace, process, program, verdict);
}
