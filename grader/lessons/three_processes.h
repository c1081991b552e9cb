/*
 * The parts of lesson 01 that are long enough for a file of their own.
 */
#ifndef LESSONS_THREE_PROCESSES_H
#define LESSONS_THREE_PROCESSES_H

#include "lessons/judge.h"

#define THREE_PROCESSES "three_processes"

/* The runs of the lesson, in the order in which they are made. */
enum { PLAN_TERMINAL, PLAN_PIPE, PLAN_NEWBORN_FIRST, PLAN_CREATOR_FIRST, PLAN_ONE_LATE, PLAN_COUNT };

enum pid_lines {
	PID_LINES_RIGHT, /* exactly three, each written by the child whose id it shows */
	PID_LINES_OWED,  /* nothing is wrong, but the run was ended before all of them could be written */
	PID_LINES_WRONG,
};

/* Judge the lines "Process ID: N" of one run; say in `text` how many there are and what, if anything, is wrong. */
enum pid_lines judge_pid_lines(const struct trace *trace, char *text, size_t size);

/* The first child that came to its end without a line of its own; NOBODY when there is none, or a line is wrong. */
int find_silent_child(const struct trace *trace);

/* Whether the task is a process that the first one created. */
bool is_child_of_first(const struct trace *trace, int task);
/* Whether the first process waited for all its children in this run; if not, the verdict says which it left. */
bool waited_for_all(const struct trace *trace, struct verdict *verdict);
/* Say what was seen in one run, and under which circumstances: the schedule, the pipe. */
void saw_in_run(struct verdict *verdict, const struct trace *trace, const char *text);

#endif
