/*
 * Building a trace, one fact after the other.
 */
#include "trace/trace.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

void trace_init(struct trace *trace)
{
	*trace = (struct trace){ .ended = NEVER, .clock_followed = true };
}

void trace_release(struct trace *trace)
{
	free(trace->tasks);
	free(trace->events);
	for (int i = 0; i < STREAM_COUNT; i++)
		free(trace->streams[i].data);
	for (int i = 0; i < trace->conversation_count; i++)
		free(trace->conversations[i].received);
	free(trace->conversations);
	trace_init(trace);
}

/* Make room for one more item; returns where the items are now. */
static void *grow(void *items, int count, int *capacity, size_t item_size)
{
	if (count < *capacity)
		return items;
	if (*capacity > INT_MAX / 2)
		abort();
	*capacity = *capacity ? 2 * *capacity : 16;
	items = reallocarray(items, (size_t)*capacity, item_size);
	if (!items)
		abort();
	return items;
}

void bytes_append(struct bytes *bytes, const char *data, size_t length)
{
	if (length == 0)
		return;
	if (length > bytes->capacity - bytes->length) {
		size_t capacity = bytes->capacity ? bytes->capacity : 256;

		while (capacity - bytes->length < length) {
			if (capacity > SIZE_MAX / 2)
				abort();
			capacity *= 2;
		}
		bytes->data = realloc(bytes->data, capacity);
		if (!bytes->data)
			abort();
		bytes->capacity = capacity;
	}
	memcpy(bytes->data + bytes->length, data, length);
	bytes->length += length;
}

struct event *trace_add_event(struct trace *trace, enum event_kind kind, int task, nanoseconds at)
{
	trace->events = grow(trace->events, trace->event_count, &trace->event_capacity, sizeof *trace->events);

	struct event *event = &trace->events[trace->event_count];

	*event = (struct event){
		.kind = kind,
		.task = task,
		.other = NOBODY,
		.began = at,
		.at = at,
		.began_at = trace->event_count,
	};
	trace->event_count++;
	return event;
}

int trace_add_task(struct trace *trace, int creator, int id, bool is_thread, nanoseconds at)
{
	int index = trace->task_count;

	trace->tasks = grow(trace->tasks, index, &trace->task_capacity, sizeof *trace->tasks);

	struct task *task = &trace->tasks[index];

	*task = (struct task){
		.id = id,
		.process = is_thread ? trace->tasks[creator].process : index,
		.creator = creator,
		.is_thread = is_thread,
		.born = at,
		.born_at = trace->event_count,
		.begun_at = trace->event_count,
		.ended = NEVER,
		.ended_at = INT_MAX,
		.process_ended = NEVER,
		.process_ended_at = INT_MAX,
		.ended_by = NOBODY,
		.reaped = NEVER,
		.reaped_at = INT_MAX,
	};
	trace->task_count++;
	if (creator != NOBODY) {
		/* A newborn bears its creator's name until it gets one of its own. */
		memcpy(task->name, trace->tasks[creator].name, sizeof task->name);
		trace_add_event(trace, EVENT_CREATE, creator, at)->other = index;
	}
	return index;
}

struct event *trace_add_write(struct trace *trace, int task, enum stream stream, const char *text, size_t length,
			      nanoseconds at)
{
	struct event *event = trace_add_event(trace, EVENT_WRITE, task, at);

	event->stream = stream;
	event->offset = trace->streams[stream].length;
	event->length = length;
	event->value = (int64_t)length;
	memcpy(event->name, trace->tasks[task].name, sizeof event->name);
	bytes_append(&trace->streams[stream], text, length);
	return event;
}

/* Whether the process is over or has been told to end. */
static bool is_told_to_end(const struct task *process)
{
	return process->process_ended != NEVER;
}

void trace_finish_process(struct trace *trace, int task, int status, nanoseconds at)
{
	struct task *process = &trace->tasks[trace->tasks[task].process];

	if (!is_told_to_end(process)) {
		process->process_ended = at;
		process->process_ended_at = trace->event_count;
		process->ended_by = task;
		process->status = W_EXITCODE(status & 0xff, 0);
	}
	trace_add_event(trace, EVENT_FINISH, task, at)->value = status;
}

void trace_end_task(struct trace *trace, int task, nanoseconds at)
{
	trace->tasks[task].ended = at;
	trace->tasks[task].ended_at = trace->event_count;
	trace_add_event(trace, EVENT_END, task, at);
}

void trace_end_process(struct trace *trace, int process, int wait_status, nanoseconds at)
{
	struct task *it = &trace->tasks[process];

	if (!is_told_to_end(it)) {
		it->process_ended = at;
		it->process_ended_at = trace->event_count;
	}
	it->status = wait_status;
}
