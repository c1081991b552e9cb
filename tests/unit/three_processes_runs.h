/*
 * Runs of lesson 01, played by hand. Every test starts with five right ones, and plays some of them anew and wrong.
 */
#ifndef TESTS_THREE_PROCESSES_RUNS_H
#define TESTS_THREE_PROCESSES_RUNS_H

#include "unit.h"

#include <stdio.h>

extern const struct lesson lesson_01_three_processes;

enum { TERMINAL, PIPE, NEWBORN_FIRST, CREATOR_FIRST, ONE_LATE, RUN_COUNT };

static struct trace runs[RUN_COUNT];
static struct build build;
static struct evidence evidence;
static struct trace *run; /* the run that is being played */
static int child[8];

/* Start one run anew: the first process is there, and nothing has happened yet. */
static inline void play(int plan)
{
	run = &runs[plan];
	trace_release(run);
	run->plan = plan;
	run->schedule = lesson_01_three_processes.runs[plan].schedule;
	run->late = plan == ONE_LATE ? 2 : 0;
	trace_add_task(run, NOBODY, 100, false, 0);
	rename_task(run, 0, "three_processes");
}

static inline void create_children(int count)
{
	for (int i = 0; i < count; i++)
		child[i] = trace_add_task(run, 0, 101 + i, false, run->event_count * MILLISECOND);
}

static inline void reap(int task)
{
	trace_add_event(run, EVENT_WAIT, 0, run->event_count * MILLISECOND)->other = task;
	run->tasks[task].reaped = run->event_count * MILLISECOND;
}

/* A child's whole life: its line, its end, the parent's wait for it. */
static inline void live(int task, const char *text)
{
	say(run, task, text);
	leave(run, task, 0);
	reap(task);
}

static inline void live_rightly(int count)
{
	const char *const texts[] = { "Process ID: 101\n", "Process ID: 102\n", "Process ID: 103\n",
				      "Process ID: 104\n" };

	for (int i = 0; i < count; i++)
		live(child[i], texts[i]);
}

static inline void play_rightly(int plan)
{
	play(plan);
	create_children(3);
	live_rightly(3);
	leave(run, 0, 0);
}

/* Three children write these texts instead of the right ones. */
static inline void play_texts(int plan, const char *first, const char *second, const char *third)
{
	play(plan);
	create_children(3);
	live(child[0], first);
	live(child[1], second);
	live(child[2], third);
	leave(run, 0, 0);
}

static inline void setup(void)
{
	build = (struct build){ .state = BUILD_DONE, .messages = NULL };
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		trace_init(&runs[plan]);
		play_rightly(plan);
	}
	evidence = (struct evidence){
		.lesson = &lesson_01_three_processes, .builds = &build, .traces = runs, .trace_count = RUN_COUNT
	};
}

static inline void teardown(void)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		trace_release(&runs[plan]);
}

static inline void stop_run(enum ending ending, const char *waiting_for)
{
	run->ending = ending;
	run->limit = 20 * SECOND;
	snprintf(run->tasks[0].waiting_for, sizeof run->tasks[0].waiting_for, "%s", waiting_for);
	for (int i = 0; i < run->task_count; i++)
		run->tasks[i].killed_by_grader = run->tasks[i].process_ended == NEVER;
}

#endif
