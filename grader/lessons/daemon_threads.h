/*
 * Lesson 04: what its checks share.
 */
#ifndef LESSONS_DAEMON_THREADS_H
#define LESSONS_DAEMON_THREADS_H

#include "lessons/judge.h"
#include "lessons/tolerances.h"

enum { PROGRAM_DAEMON, PROGRAM_USER };

extern const char *const daemon_programs[]; /* their names */

/* The runs of the lesson, in the order of its plans. */
enum {
	RUN_DAEMON,
	RUN_DAEMON_HELD,
	RUN_USER,
	RUN_USER_NEWBORN_FIRST,
	RUN_USER_CREATOR_FIRST,
	RUN_USER_ONE_LATE,
	RUN_COUNT,
};

#define BEAT_LINE "Running in background..."
#define MAIN_LINE "Main program finished!"
#define MAIN_LINE_TIME (3 * SECOND)
#define DAEMON_BEATS 3 /* before main's line */
#define HELD_BEATS 5   /* while the end is held */
#define USER_BEATS 5

/* The lines of one run that matter. Release with story_release. */
struct story {
	const struct trace *trace;
	struct lines lines;
	int thread;                   /* that writes the beats; where none does, the first one; NOBODY without any */
	const struct line *main_line; /* main's own where there is one; NULL when nobody wrote it */
	int main_lines;               /* how many there are */
	nanoseconds start;            /* the thread's creation: all times count from here */
};

struct story story_read(const struct trace *trace);
void story_release(struct story *story);

/* The next beat from line number `from` on, whoever wrote it; NOBODY when there is none. */
int story_next_beat(const struct story *story, int from);
/* Whether something happened at that moment, counted from the thread's creation. */
bool story_is_at(const struct story *story, nanoseconds at, nanoseconds moment);
/* "0.000, 1.000 and 2.000 s" for the beats before an event, "no beat" for none; writes into text. */
void story_beat_words(const struct story *story, int before_event, char *text, size_t size);
/* Who wrote the line, in words. */
void story_writer_words(const struct story *story, const struct line *line, char *text, size_t size);
/*
 * Where the beats before an event drift, because each round waits for a second and works besides: what a round costs, on
 * average; 0 where they do not. The verdict is told of it.
 */
nanoseconds story_drift(const struct story *story, int before_event);
void daemon_add_drift(nanoseconds drift, struct verdict *verdict);
/* Where the program came to its end before it had done everything: add that to what was seen. */
void daemon_add_why(const struct trace *trace, struct verdict *verdict);
/* Whether main's line was written by main, once, at its time; else fails the verdict with what it saw. */
bool story_main_line_is_right(const struct story *story, struct verdict *verdict);

/* The trace of a run; NULL, and the verdict is an error, when the run was not made. */
const struct trace *daemon_trace(const struct evidence *evidence, int run, struct verdict *verdict);
/* Whether the first process came to its end, and not because the grader ended it. */
bool daemon_ended(const struct trace *trace);

/* The checks that have a file of their own. */
void judge_beats_every_second(const struct evidence *evidence, struct verdict *verdict);
void judge_main_finishes_at_three(const struct evidence *evidence, struct verdict *verdict);
void judge_is_a_daemon(const struct evidence *evidence, struct verdict *verdict);
void judge_user_thread_finishes(const struct evidence *evidence, struct verdict *verdict);

#endif
