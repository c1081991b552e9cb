/*
 * Facts of a trace in a person's words.
 */
#define _GNU_SOURCE 1

#include "lessons/judge.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define ANY_TIME "which the system may do at any time"

static bool has_threads(const struct trace *trace)
{
	return trace_count_threads(trace, NOBODY) > 0;
}

const char *schedule_words(const struct trace *trace)
{
	static const char *const words[SCHEDULE_COUNT][2] = {
		[SCHEDULE_NATURAL] = { "", "" },
		[SCHEDULE_NEWBORN_FIRST] = { ", when each new process runs before its creator goes on (" ANY_TIME ")",
					     ", when each new thread runs before its creator goes on (" ANY_TIME ")" },
		[SCHEDULE_CREATOR_FIRST] = { ", when new processes start late (" ANY_TIME ")",
					     ", when new threads start late (" ANY_TIME ")" },
		[SCHEDULE_ONE_LATE] = { ", when one new process starts later than all others (" ANY_TIME ")",
					", when one new thread starts later than all others (" ANY_TIME ")" },
	};

	return words[trace->schedule][has_threads(trace)];
}

void situation_words(const struct trace *trace, char *text, size_t size)
{
	const char *kind = has_threads(trace) ? "thread" : "process";
	const char *kinds = !has_threads(trace)                ? "processes"
			    : trace_count_processes(trace) > 0 ? "processes and threads"
							       : "threads";

	switch (trace->schedule) {
	case SCHEDULE_NEWBORN_FIRST:
		snprintf(text, size, "when each new %s runs before its creator goes on, " ANY_TIME, kind);
		break;
	case SCHEDULE_CREATOR_FIRST: snprintf(text, size, "when new %s start late, " ANY_TIME, kinds); break;
	case SCHEDULE_ONE_LATE:
		snprintf(text, size, "when new %s number %d starts later than all others, " ANY_TIME, kind,
			 trace->late);
		break;
	default: snprintf(text, size, "%s", "");
	}
}

void add_words(char *text, size_t size, const char *format, ...)
{
	size_t length = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + length, size - length, format, arguments);
	va_end(arguments);
}

void time_words(nanoseconds time, char *text, size_t size)
{
	nanoseconds thousandths = (time + MILLISECOND / 2) / MILLISECOND;

	snprintf(text, size, "%" PRId64 ".%03d s", thousandths / 1000, (int)(thousandths % 1000));
}

/* Whether a task carries a name of its own: not the one that its process began with. */
static bool has_own_name(const struct trace *trace, const struct task *task)
{
	return task->name[0] && strcmp(task->name, trace->tasks[task->process].name) != 0;
}

void task_words(const struct trace *trace, int task, char *text, size_t size)
{
	if (task == NOBODY) {
		snprintf(text, size, "nobody");
		return;
	}

	const struct task *it = &trace->tasks[task];

	if (it->creator == NOBODY)
		snprintf(text, size, "main");
	else if (it->is_thread && has_own_name(trace, it))
		snprintf(text, size, "thread %s (%d)", it->name, it->id);
	else if (it->is_thread)
		snprintf(text, size, "thread %d", it->id);
	else if (trace->tasks[it->creator].process == 0)
		snprintf(text, size, "child %d", it->id);
	else
		snprintf(text, size, "process %d, a child of %d", it->id,
			 trace->tasks[trace->tasks[it->creator].process].id);
}

void line_words(const struct line *line, char *text, size_t size)
{
	const size_t most = 60;

	snprintf(text, size, "\"");
	for (size_t i = 0; i < line->length && i < most; i++) {
		if (line->text[i])
			add_words(text, size, "%c", line->text[i]);
		else
			add_words(text, size, "\\0");
	}
	add_words(text, size, line->length > most ? "...\"" : "\"");
}

bool near_words(const struct trace *trace, const char *word, char *text, size_t size)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	char start[128], quoted[300];
	bool found = false;

	for (int i = 0; i < lines.count && !found; i++) {
		const struct line *line = &lines.items[i];
		size_t length = line->length < sizeof start ? line->length : sizeof start - 1;

		memcpy(start, line->text, length);
		start[length] = '\0';
		found = strcasestr(start, word) != NULL;
		if (!found)
			continue;
		line_words(line, quoted, sizeof quoted);
		snprintf(text, size, "line %d comes near: %s", i + 1, quoted);
	}
	lines_release(&lines);
	return found;
}

void times_words(int count, char *text, size_t size)
{
	if (count == 1)
		snprintf(text, size, "once");
	else if (count == 2)
		snprintf(text, size, "twice");
	else
		snprintf(text, size, "%d times", count);
}

bool read_decimal(const char *text, size_t length, int *number)
{
	int64_t value = 0;

	if (length == 0 || (text[0] == '0' && length > 1))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = 10 * value + (text[i] - '0');
		if (value > INT32_MAX)
			return false;
	}
	*number = (int)value;
	return true;
}
