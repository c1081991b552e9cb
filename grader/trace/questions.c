/*
 * Pure questions over a trace.
 */
#include "trace/questions.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void add_line(struct lines *lines, int *capacity, const struct line *line)
{
	if (lines->count == *capacity) {
		*capacity = *capacity ? 2 * *capacity : 16;
		lines->items = reallocarray(lines->items, (size_t)*capacity, sizeof *lines->items);
		if (!lines->items)
			abort();
	}
	lines->items[lines->count++] = *line;
}

/* Whether the event put bytes into the stream. */
static bool is_write_to(const struct event *event, enum stream stream)
{
	return event->kind == EVENT_WRITE && event->stream == stream && event->length > 0;
}

/* The first write to the stream from event `from` on that holds a byte behind `offset`. */
static int write_that_holds(const struct trace *trace, enum stream stream, int from, size_t offset)
{
	for (int i = from; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		if (is_write_to(event, stream) && offset < event->offset + event->length)
			return i;
	}
	return NOBODY;
}

/* Describe the bytes from `start` to before `end`; event `from` or a later one holds the first of them. */
static struct line make_line(const struct trace *trace, enum stream stream, int from, size_t start, size_t end)
{
	const char *data = trace->streams[stream].data;
	size_t after_text = end;
	bool complete = data[end - 1] == '\n';

	if (complete)
		after_text--;
	while (after_text > start && is_blank(data[after_text - 1]))
		after_text--;

	int first = write_that_holds(trace, stream, from, start);
	/* A line of blanks alone belongs to who wrote the blanks and the newline. */
	int last = write_that_holds(trace, stream, first, after_text > start ? after_text - 1 : end - 1);
	struct line line = {
		.text = data + start,
		.length = after_text - start,
		.writer = trace->events[first].task,
		.at = trace->events[last].at,
		.first_event = first,
		.last_event = last,
		.complete = complete,
	};

	for (int i = first; i <= last; i++)
		if (is_write_to(&trace->events[i], stream) && trace->events[i].task != line.writer)
			line.writer = NOBODY;
	memcpy(line.name, trace->events[first].name, sizeof line.name);
	return line;
}

struct lines trace_lines(const struct trace *trace, enum stream stream)
{
	const struct bytes *bytes = &trace->streams[stream];
	struct lines lines = { 0 };
	int capacity = 0, from = 0;

	for (size_t start = 0, end; start < bytes->length; start = end) {
		const char *newline = memchr(bytes->data + start, '\n', bytes->length - start);

		end = newline ? (size_t)(newline - bytes->data) + 1 : bytes->length;

		struct line line = make_line(trace, stream, from, start, end);

		add_line(&lines, &capacity, &line);
		from = line.first_event;
	}
	return lines;
}

void lines_release(struct lines *lines)
{
	free(lines->items);
	*lines = (struct lines){ 0 };
}

bool line_is(const struct line *line, const char *text)
{
	return line->length == strlen(text) && memcmp(line->text, text, line->length) == 0;
}

bool task_is_child(const struct task *task)
{
	return !task->is_thread && task->creator != NOBODY;
}

int trace_count_children(const struct trace *trace, int creator_process)
{
	int count = 0;

	for (int i = 0; i < trace->task_count; i++) {
		const struct task *task = &trace->tasks[i];

		if (task_is_child(task))
			count += creator_process == NOBODY || trace->tasks[task->creator].process == creator_process;
	}
	return count;
}

int trace_count_threads(const struct trace *trace, int process)
{
	int count = 0;

	for (int i = 0; i < trace->task_count; i++)
		if (trace->tasks[i].is_thread)
			count += process == NOBODY || trace->tasks[i].process == process;
	return count;
}

int trace_count_processes(const struct trace *trace)
{
	return trace_count_children(trace, NOBODY);
}

int trace_count_sleeps(const struct trace *trace, int process)
{
	int count = 0;

	for (int i = 0; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		count += event->kind == EVENT_SLEEP && trace->tasks[event->task].process == process;
	}
	return count;
}

/* Whether the task is the last one of its process that had not yet come to its end when the process was told to. */
static bool is_last_of_process(const struct trace *trace, int task)
{
	int process = trace->tasks[task].process;

	for (int i = 0; i < trace->task_count; i++)
		if (i != task && trace->tasks[i].process == process &&
		    trace->tasks[i].ended_at >= trace->tasks[process].process_ended_at)
			return false;
	return true;
}

/* Whether the end of the task is what ended its process: a signal had killed it. */
static bool is_killed_first(const struct task *task, const struct task *process)
{
	return process->ended_by == NOBODY && WIFSIGNALED(process->status) &&
	       task->ended_at == process->process_ended_at - 1;
}

bool trace_task_ended_before_process(const struct trace *trace, int task)
{
	const struct task *it = &trace->tasks[task];
	const struct task *process = &trace->tasks[it->process];

	if (it->ended == NEVER)
		return false;
	if (it->ended_at < process->process_ended_at)
		return !is_killed_first(it, process);
	return process->ended_by == task && is_last_of_process(trace, task);
}

const char *schedule_name(enum schedule schedule)
{
	static const char *const names[SCHEDULE_COUNT] = {
		[SCHEDULE_NATURAL] = "natural",
		[SCHEDULE_NEWBORN_FIRST] = "newborn-first",
		[SCHEDULE_CREATOR_FIRST] = "creator-first",
		[SCHEDULE_ONE_LATE] = "one-late",
	};

	return names[schedule];
}

bool schedule_by_name(const char *name, enum schedule *schedule)
{
	for (int i = 0; i < SCHEDULE_COUNT; i++) {
		if (strcmp(name, schedule_name((enum schedule)i)) == 0) {
			*schedule = (enum schedule)i;
			return true;
		}
	}
	return false;
}
