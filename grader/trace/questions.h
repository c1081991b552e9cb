/*
 * Pure questions over a trace. None of them changes it.
 */
#ifndef TRACE_QUESTIONS_H
#define TRACE_QUESTIONS_H

#include "trace/trace.h"

/* One line of standard output, as its reader sees it. */
struct line {
	const char *text; /* not NUL-terminated; trailing blanks, carriage return and newline are left out */
	size_t length;
	int writer;                  /* the task that wrote every byte of the text, NOBODY when several did */
	nanoseconds at;              /* when the last byte of the text was written */
	int first_event, last_event; /* the writes that hold its first and last byte; for an empty line, its newline */
	char name[TASK_NAME_SIZE];   /* the writer's name when it wrote the first byte */
	bool complete;               /* a newline ended it */
};

struct lines {
	struct line *items;
	int count;
};

/* Split a stream into lines. Empty lines are kept. Release with lines_release; valid as long as the trace is. */
struct lines trace_lines(const struct trace *trace, enum stream stream);
void lines_release(struct lines *lines);
/* Whether a line is exactly this text. */
bool line_is(const struct line *line, const char *text);

/* How many processes the tasks of a process created (of any process, for NOBODY); how many threads besides the first there are in it. */
int trace_count_children(const struct trace *trace, int creator_process);
int trace_count_threads(const struct trace *trace, int process);
/* Processes besides the first one. */
int trace_count_processes(const struct trace *trace);
/* How often the tasks of a process slept. */
int trace_count_sleeps(const struct trace *trace, int process);

/* Whether this task is the first task of a process other than the first. */
bool task_is_child(const struct task *task);
/* Whether the task ended before its process was told to end (or was the last one, and so ended it itself). */
bool trace_task_ended_before_process(const struct trace *trace, int task);

const char *schedule_name(enum schedule schedule);
/* Returns false when there is no schedule of that name. */
bool schedule_by_name(const char *name, enum schedule *schedule);

#endif
