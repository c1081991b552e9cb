/*
 * Text that lay in a stdio buffer when fork copied the process.
 *
 * All lines of both runs go into one array, sorted so that lines which differ in their numbers alone stand together,
 * and among them those that are the same to the last byte. Each such row is then looked at once.
 */
#include "lessons/fork_copies.h"

#include "lessons/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line as one write holds it: what other processes wrote in between does not matter here. */
struct piece {
	const char *text;
	size_t length;
	int process;
	bool piped;       /* of the run through the pipe */
	bool before_fork; /* its process created another one later on */
	bool opens_child; /* in the first write of a process that another one created */
};

struct pieces {
	struct piece *items;
	int count, capacity;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Order two texts by their bytes, each run of digits counting as one zero. */
static int compare_without_numbers(const struct piece *a, const struct piece *b)
{
	size_t i = 0, j = 0;

	while (i < a->length && j < b->length) {
		char x = is_digit(a->text[i]) ? '0' : a->text[i];
		char y = is_digit(b->text[j]) ? '0' : b->text[j];

		if (x != y)
			return x < y ? -1 : 1;
		i++;
		j++;
		if (x != '0')
			continue;
		while (i < a->length && is_digit(a->text[i]))
			i++;
		while (j < b->length && is_digit(b->text[j]))
			j++;
	}
	return (i < a->length) - (j < b->length);
}

static bool is_same_text(const struct piece *a, const struct piece *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static int compare_pieces(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;
	int order = compare_without_numbers(a, b);

	if (order)
		return order;
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	order = memcmp(a->text, b->text, a->length);
	if (order)
		return order;
	if (a->piped != b->piped)
		return a->piped - b->piped;
	return a->process - b->process;
}

static void add_piece(struct pieces *pieces, struct piece piece)
{
	while (piece.length > 0 && strchr(" \t\r", piece.text[piece.length - 1]) && piece.text[piece.length - 1])
		piece.length--;
	if (pieces->count == pieces->capacity) {
		pieces->capacity = pieces->capacity ? 2 * pieces->capacity : 64;
		pieces->items = reallocarray(pieces->items, (size_t)pieces->capacity, sizeof *pieces->items);
		if (!pieces->items)
			abort();
	}
	pieces->items[pieces->count++] = piece;
}

/* Cut one write into lines. `like` says whose write it is. */
static void add_write(struct pieces *pieces, const char *text, size_t length, struct piece like)
{
	while (length > 0) {
		const char *newline = memchr(text, '\n', length);
		size_t taken = newline ? (size_t)(newline - text) + 1 : length;

		like.text = text;
		like.length = newline ? taken - 1 : taken;
		add_piece(pieces, like);
		text += taken;
		length -= taken;
	}
}

/* The last event with which the process created another one, NOBODY if there is none. */
static int last_fork(const struct trace *trace, int process)
{
	for (int i = trace->event_count - 1; i >= 0; i--) {
		const struct event *event = &trace->events[i];

		if (event->kind == EVENT_CREATE && trace->tasks[event->task].process == process &&
		    !trace->tasks[event->other].is_thread)
			return i;
	}
	return NOBODY;
}

static void add_run(struct pieces *pieces, const struct trace *trace, bool piped)
{
	for (int process = 0; process < trace->task_count; process++) {
		int fork_at;
		bool first = true;

		if (trace->tasks[process].process != process)
			continue;
		fork_at = last_fork(trace, process);
		for (int i = 0; i < trace->event_count; i++) {
			const struct event *event = &trace->events[i];

			if (event->kind != EVENT_WRITE || event->stream != STREAM_OUTPUT || event->length == 0 ||
			    trace->tasks[event->task].process != process)
				continue;
			add_write(pieces, trace->streams[STREAM_OUTPUT].data + event->offset, event->length,
				  (struct piece){ .process = process,
						  .piped = piped,
						  .before_fork = i < fork_at,
						  .opens_child = first && process != 0 });
			first = false;
		}
	}
}

/* Whether lines that are the same to the last byte came through the pipe from two processes, a newborn's first words among them. */
static bool is_shared(const struct piece *same, int count)
{
	int processes = 0, last = NOBODY;
	bool opens_child = false;

	for (int i = 0; i < count; i++) {
		if (!same[i].piped)
			continue;
		processes += same[i].process != last;
		last = same[i].process;
		opens_child |= same[i].opens_child;
	}
	return processes > 1 && opens_child;
}

/* Say which line was copied and by whom. `such_piped` and `such_before` count lines that differ in their numbers alone. */
static void describe_copy(const struct trace *pipe, const struct piece *same, int count, int such_piped,
			  int such_before, char *text, size_t size)
{
	struct line line = { .text = same->text, .length = same->length };
	char quoted[300], times[32], name[64];
	const char *gap = "by ";
	int last = NOBODY, in_pipe = 0;

	for (int i = 0; i < count; i++)
		in_pipe += same[i].piped;
	line_words(&line, quoted, sizeof quoted);
	times_words(in_pipe, times, sizeof times);
	snprintf(text, size, "%s %s was written %s: ", same->length ? "the line" : "the empty line", quoted, times);
	for (int i = 0; i < count; i++) {
		if (!same[i].piped || same[i].process == last)
			continue;
		last = same[i].process;
		task_words(pipe, last, name, sizeof name);
		add_words(text, size, "%s%s", gap, name);
		gap = ", ";
	}
	times_words(such_before, times, sizeof times);
	if (such_piped == in_pipe)
		add_words(text, size, "; on a terminal it was written %s", times);
	else
		add_words(text, size, "; in all there were %d such lines, on a terminal %d", such_piped, such_before);
}

/* Look at one row of lines that differ in their numbers alone. */
static bool find_in_row(const struct trace *pipe, const struct piece *row, int count, char *text, size_t size)
{
	int piped = 0, same;
	bool before_fork = false;

	for (int i = 0; i < count; i++) {
		piped += row[i].piped;
		before_fork |= !row[i].piped && row[i].before_fork;
	}
	if (!before_fork || piped <= count - piped)
		return false;
	for (int start = 0; start < count; start += same) {
		for (same = 1; start + same < count && is_same_text(&row[start], &row[start + same]); same++)
			;
		if (!is_shared(&row[start], same))
			continue;
		describe_copy(pipe, &row[start], same, piped, count - piped, text, size);
		return true;
	}
	return false;
}

bool find_fork_copy(const struct trace *terminal, const struct trace *pipe, char *text, size_t size)
{
	struct pieces pieces = { 0 };
	bool found = false;
	int row;

	add_run(&pieces, terminal, false);
	add_run(&pieces, pipe, true);
	if (pieces.count > 0)
		qsort(pieces.items, (size_t)pieces.count, sizeof *pieces.items, compare_pieces);
	for (int start = 0; start < pieces.count && !found; start += row) {
		for (row = 1; start + row < pieces.count; row++)
			if (compare_without_numbers(&pieces.items[start], &pieces.items[start + row]) != 0)
				break;
		found = find_in_row(pipe, &pieces.items[start], row, text, size);
	}
	free(pieces.items);
	return found;
}
