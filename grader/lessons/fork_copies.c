#include "lessons/fork_copies.h"

#include "lessons/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The next write, from event `from` on, of what was first copied at event `copied_at`; NOBODY for none. */
static int next_copy(const struct trace *trace, int from, int copied_at)
{
	for (int i = from; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		if (event->copied > 0 && event->copied_at == copied_at)
			return i;
	}
	return NOBODY;
}

/* Quote the first line of what all these writes begin with. */
static void copy_words(const struct trace *trace, int copied_at, char *text, size_t size)
{
	struct line line = { 0 };
	const char *newline;
	char quoted[300];

	for (int i = next_copy(trace, copied_at, copied_at); i != NOBODY; i = next_copy(trace, i + 1, copied_at)) {
		const struct event *event = &trace->events[i];

		if (line.text == NULL || event->copied < line.length)
			line.length = event->copied;
		line.text = trace->streams[event->stream].data + event->offset;
	}
	newline = line.text == NULL ? NULL : memchr(line.text, '\n', line.length);
	if (newline != NULL)
		line.length = (size_t)(newline - line.text);
	line_words(&line, quoted, sizeof quoted);
	snprintf(text, size, "the %s%s %s", line.length == 0 ? "empty " : "", newline != NULL ? "line" : "text",
		 quoted);
}

/* Append how often it was written, and by whom: "4 times: by main, child 101, child 102, child 103". */
static void add_writers(const struct trace *trace, int copied_at, char *text, size_t size)
{
	bool *wrote = calloc((size_t)trace->task_count, sizeof *wrote);
	char words[64];
	const char *gap = ": by ";
	int count = 0;

	if (wrote == NULL)
		abort();
	for (int i = next_copy(trace, copied_at, copied_at); i != NOBODY; i = next_copy(trace, i + 1, copied_at)) {
		wrote[trace->tasks[trace->events[i].task].process] = true;
		count++;
	}
	times_words(count, words, sizeof words);
	add_words(text, size, "%s", words);
	for (int process = 0; process < trace->task_count; process++) {
		if (!wrote[process])
			continue;
		task_words(trace, process, words, sizeof words);
		add_words(text, size, "%s%s", gap, words);
		gap = ", ";
	}
	free(wrote);
}

static void describe_copies(const struct trace *trace, int copied_at, char *text, size_t size)
{
	char name[64];

	copy_words(trace, copied_at, text, size);
	add_words(text, size, " was written ");
	add_writers(trace, copied_at, text, size);
	task_words(trace, trace->events[copied_at].other, name, sizeof name);
	add_words(text, size, "; it lay in a buffer when %s was created", name);
}

bool find_fork_copy(const struct trace *trace, char *text, size_t size)
{
	int *writes_of = calloc((size_t)trace->event_count + 1, sizeof *writes_of);
	bool found = false;

	if (writes_of == NULL)
		abort();
	/* A process writes its copy once, and then has none: two writes are two processes. */
	for (int i = 0; i < trace->event_count && !found; i++) {
		const struct event *event = &trace->events[i];

		if (event->copied == 0 || ++writes_of[event->copied_at] < 2)
			continue;
		describe_copies(trace, event->copied_at, text, size);
		found = true;
	}
	free(writes_of);
	return found;
}
