/*
 * Lesson 01: is there a line "Process ID: N" for each child, written by that child?
 */
#include "lessons/three_processes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START "Process ID: "
#define LINE_COUNT 3

static bool is_pid_line(const struct line *line, int *id)
{
	size_t start = strlen(START);

	return line->length > start && memcmp(line->text, START, start) == 0 &&
	       read_decimal(line->text + start, line->length - start, id);
}

bool is_child_of_first(const struct trace *trace, int task)
{
	const struct task *it = &trace->tasks[task];

	return task_is_child(it) && trace->tasks[it->creator].process == 0;
}

/* Say what is wrong with one line that shows `id`; nothing when it is a child's own and its only one. */
static void examine_line(const struct trace *trace, const struct line *line, int number, int id, const int *lines_of,
			 char *text, size_t size)
{
	char quoted[300], writer[64];

	line_words(line, quoted, sizeof quoted);
	if (line->writer == NOBODY) {
		snprintf(text, size, "line %d, %s, is made of pieces that several processes wrote", number, quoted);
		return;
	}

	int process = trace->tasks[line->writer].process;
	int own_id = trace->tasks[process].id;

	if (process == 0)
		snprintf(writer, sizeof writer, "the parent");
	else
		task_words(trace, process, writer, sizeof writer);
	if (process == 0 && own_id == id)
		snprintf(text, size, "line %d shows %d, the id of the parent, which wrote it", number, id);
	else if (own_id != id)
		snprintf(text, size, "line %d shows %d, but %s wrote it", number, id, writer);
	else if (!is_child_of_first(trace, process))
		snprintf(text, size, "line %d was written by %s", number, writer);
	else if (lines_of[process] > 0)
		snprintf(text, size, "%s wrote its line again in line %d", writer, number);
}

/* Where no line has the form, point at what comes nearest to it. */
static void name_nearest(const struct trace *trace, char *text, size_t size)
{
	struct lines errors = trace_lines(trace, STREAM_ERROR);
	int id, misdirected = 0;

	for (int i = 0; i < errors.count; i++)
		misdirected += is_pid_line(&errors.items[i], &id);
	lines_release(&errors);
	if (misdirected > 0)
		snprintf(text, size, "%d went to standard error", misdirected);
	else
		near_words(trace, "process", text, size);
}

/* The lines of one run that have the form. */
struct tally {
	struct lines lines; /* of the output, all of them */
	int count;
	int *lines_of;   /* how many of them each process wrote */
	char wrong[700]; /* what is wrong with the first wrong one; "" for nothing */
};

static struct tally tally_take(const struct trace *trace)
{
	struct tally tally = { .lines = trace_lines(trace, STREAM_OUTPUT) };
	int id;

	tally.lines_of = calloc((size_t)trace->task_count + 1, sizeof *tally.lines_of);
	if (!tally.lines_of)
		abort();
	for (int i = 0; i < tally.lines.count; i++) {
		const struct line *line = &tally.lines.items[i];

		if (!is_pid_line(line, &id))
			continue;
		tally.count++;
		if (!tally.wrong[0])
			examine_line(trace, line, i + 1, id, tally.lines_of, tally.wrong, sizeof tally.wrong);
		if (line->writer != NOBODY)
			tally.lines_of[trace->tasks[line->writer].process]++;
	}
	return tally;
}

static void tally_release(struct tally *tally)
{
	free(tally->lines_of);
	lines_release(&tally->lines);
}

/* Whether a child has yet to write its line. */
static bool is_owed(const struct trace *trace, const struct tally *tally)
{
	for (int i = 0; i < trace->task_count; i++)
		if (is_child_of_first(trace, i) && tally->lines_of[i] == 0)
			return true;
	return false;
}

/* The first child that came to its end without a line, NOBODY when there is none or something else is wrong already. */
static int silent_of(const struct trace *trace, const struct tally *tally)
{
	for (int i = 0; i < trace->task_count && !tally->wrong[0]; i++) {
		const struct task *task = &trace->tasks[i];

		if (is_child_of_first(trace, i) && tally->lines_of[i] == 0 && task->process_ended != NEVER &&
		    !task->killed_by_grader)
			return i;
	}
	return NOBODY;
}

int find_silent_child(const struct trace *trace)
{
	struct tally tally = tally_take(trace);
	int child = silent_of(trace, &tally);

	tally_release(&tally);
	return child;
}

/* "child 4711 wrote none"; where it did not end well, that may be why. */
static void silence_words(const struct trace *trace, int child, char *text, size_t size)
{
	char end[500];

	task_words(trace, child, text, size);
	add_words(text, size, " wrote none");
	if (trace->tasks[child].status == 0)
		return;
	end_words(trace, child, end, sizeof end);
	add_words(text, size, ": %s", end);
}

enum pid_lines judge_pid_lines(const struct trace *trace, char *text, size_t size)
{
	struct tally tally = tally_take(trace);
	bool owes = is_owed(trace, &tally);
	int children = trace_count_children(trace, 0), count = tally.count, silent = silent_of(trace, &tally);
	char near[400] = "";
	bool wrong;

	if (silent != NOBODY)
		silence_words(trace, silent, tally.wrong, sizeof tally.wrong);
	wrong = tally.wrong[0];
	/* Where a child did not get to its line, no other line that comes near can say more. */
	if (count == 0 && (silent == NOBODY || !end_is_explained(trace, silent)))
		name_nearest(trace, near, sizeof near);
	if (near[0])
		snprintf(text, size, "no line of this form; %s", near);
	else if (wrong)
		snprintf(text, size, "%s (%d line%s of this form)", tally.wrong, count, count == 1 ? "" : "s");
	else
		snprintf(text, size, "%d line%s of this form, and %d child%s", count, count == 1 ? "" : "s", children,
			 children == 1 ? "" : "ren");
	tally_release(&tally);
	if (wrong || count > LINE_COUNT)
		return PID_LINES_WRONG;
	if (count == LINE_COUNT && !owes)
		return PID_LINES_RIGHT;
	return trace->ending == ENDING_BY_ITSELF ? PID_LINES_WRONG : PID_LINES_OWED;
}
