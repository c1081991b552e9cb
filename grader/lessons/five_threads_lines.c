/*
 * Lesson 02: is there a line "Thread name: NAME, Process ID: N" for each thread, written under that name?
 */
#include "lessons/five_threads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START "Thread name: "
#define MIDDLE ", Process ID: "

/* A line that has the form. */
struct name_line {
	const struct line *line;
	int number; /* among all lines of the output, counted from 1 */
	const char *name;
	size_t name_length;
	int id;
};

/* Take a line apart. The name is everything up to the last MIDDLE, for a name may hold any characters. */
static bool read_name_line(const struct line *line, struct name_line *parts)
{
	size_t start = strlen(START), middle = strlen(MIDDLE);

	if (line->length < start + middle || memcmp(line->text, START, start) != 0)
		return false;
	for (size_t at = line->length - middle; at >= start; at--) {
		const char *number = line->text + at + middle;

		if (memcmp(line->text + at, MIDDLE, middle) != 0)
			continue;
		parts->line = line;
		parts->name = line->text + start;
		parts->name_length = at - start;
		return read_decimal(number, line->length - at - middle, &parts->id);
	}
	return false;
}

static bool shows_name(const struct name_line *parts, const char *name)
{
	return parts->name_length == strlen(name) && memcmp(parts->name, name, parts->name_length) == 0;
}

int count_name_lines(const struct trace *trace)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	struct name_line parts;
	int count = 0;

	for (int i = 0; i < lines.count; i++)
		count += read_name_line(&lines.items[i], &parts);
	lines_release(&lines);
	return count;
}

bool prints_long_name(const struct trace *trace)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	struct name_line parts;
	bool found = false;

	for (int i = 0; i < lines.count; i++)
		found |= read_name_line(&lines.items[i], &parts) && parts.name_length >= TASK_NAME_SIZE;
	lines_release(&lines);
	return found;
}

/* Say what is wrong with who wrote the line, under which name; nothing when it was the thread that bears the name. */
static void examine_writer(const struct trace *trace, const struct name_line *parts, char *text, size_t size)
{
	const struct line *line = parts->line;
	int length = parts->name_length < 40 ? (int)parts->name_length : 40;
	char writer[64];

	if (line->writer == NOBODY) {
		snprintf(text, size, "line %d is made of pieces that several threads wrote", parts->number);
		return;
	}
	if (is_worker(trace, line->writer) && shows_name(parts, line->name))
		return;
	task_words(trace, line->writer, writer, sizeof writer);
	snprintf(text, size, "line %d says %.*s, written by ", parts->number, length, parts->name);
	if (!is_worker(trace, line->writer))
		add_words(text, size, "%s", writer);
	else if (is_own_name(line->name))
		add_words(text, size, "thread %d while it was still called %s", trace->tasks[line->writer].id,
			  line->name);
	else
		add_words(text, size, "%s", line->name);
}

/* Say what is wrong with a line whose writer and name agree; nothing when it is the thread's only one. */
static void examine_claim(const struct trace *trace, const struct name_line *parts, const int *lines_of, char *text,
			  size_t size)
{
	int writer = parts->line->writer;
	int process = trace->tasks[writer].process;

	if (parts->id == trace->tasks[writer].id)
		snprintf(text, size, "line %d shows Process ID: %d, which is the id of the thread; its process is %d",
			 parts->number, parts->id, trace->tasks[process].id);
	else if (parts->id != trace->tasks[process].id)
		snprintf(text, size, "line %d shows Process ID: %d, but the process is %d", parts->number, parts->id,
			 trace->tasks[process].id);
	else if (is_own_name(parts->line->name))
		snprintf(text, size, "line %d says %s, the name that the program began with", parts->number,
			 parts->line->name);
	else if (lines_of[writer] > 0)
		snprintf(text, size, "%s wrote its line again in line %d", parts->line->name, parts->number);
}

/* Whether an earlier line shows the same name. */
static bool is_repeated(const struct name_line *all, int index)
{
	for (int i = 0; i < index; i++)
		if (all[i].name_length == all[index].name_length &&
		    memcmp(all[i].name, all[index].name, all[i].name_length) == 0)
			return true;
	return false;
}

/* The first thing that is wrong with the lines. Counts in lines_of how many each task wrote. */
static void examine_lines(const struct trace *trace, const struct name_line *all, int count, int *lines_of, char *text,
			  size_t size)
{
	for (int i = 0; i < count && !text[0]; i++) {
		examine_writer(trace, &all[i], text, size);
		if (!text[0])
			examine_claim(trace, &all[i], lines_of, text, size);
		if (!text[0] && is_repeated(all, i))
			snprintf(text, size, "line %d shows the name %s a second time", all[i].number,
				 all[i].line->name);
		if (!text[0])
			lines_of[all[i].line->writer]++;
	}
}

/* Whether a thread has written no line; one that came to its end like this is named in `text`. */
static bool owes_line(const struct trace *trace, const int *lines_of, char *text, size_t size)
{
	bool owes = false;
	char name[64];

	for (int i = 0; i < trace->task_count; i++) {
		if (!is_worker(trace, i) || lines_of[i] > 0)
			continue;
		owes = true;
		task_words(trace, i, name, sizeof name);
		if (trace_task_ended_before_process(trace, i) && !text[0])
			snprintf(text, size, "%s wrote none", name);
	}
	return owes;
}

enum finding judge_name_lines(const struct trace *trace, char *text, size_t size)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	struct name_line *all = calloc((size_t)lines.count + 1, sizeof *all);
	int *lines_of = calloc((size_t)trace->task_count + 1, sizeof *lines_of);
	char wrong[300] = "", near[400];
	int count = 0;
	bool owes;

	if (!all || !lines_of)
		abort();
	for (int i = 0; i < lines.count; i++) {
		if (!read_name_line(&lines.items[i], &all[count]))
			continue;
		all[count++].number = i + 1;
	}
	examine_lines(trace, all, count, lines_of, wrong, sizeof wrong);
	owes = !wrong[0] && owes_line(trace, lines_of, wrong, sizeof wrong);
	if (count == 0 && near_words(trace, "thread", near, sizeof near))
		snprintf(text, size, "no line of this form; %s", near);
	else if (wrong[0])
		snprintf(text, size, "%s (%d line%s of this form)", wrong, count, count == 1 ? "" : "s");
	else
		snprintf(text, size, "%d line%s of this form", count, count == 1 ? "" : "s");
	free(lines_of);
	free(all);
	lines_release(&lines);
	if (wrong[0] || count > THREAD_COUNT)
		return FINDING_WRONG;
	if (count == THREAD_COUNT && !owes)
		return FINDING_RIGHT;
	return all_came_to_their_end(trace) && trace->ending == ENDING_BY_ITSELF ? FINDING_WRONG : FINDING_OWED;
}
