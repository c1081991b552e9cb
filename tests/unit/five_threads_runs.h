/*
 * Runs of lesson 02, played by hand. Every test starts with four right ones, and plays some of them anew and wrong.
 */
#ifndef TESTS_FIVE_THREADS_RUNS_H
#define TESTS_FIVE_THREADS_RUNS_H

#include "unit.h"

#include <stdio.h>

extern const struct lesson lesson_02_five_threads;

enum { NATURAL, NEWBORN_FIRST, CREATOR_FIRST, ONE_LATE, RUN_COUNT };

static struct trace runs[RUN_COUNT];
static struct build build;
static struct evidence evidence;
static struct trace *run; /* the run that is being played */
static int thread[8];

/* Start one run anew: main is there, and nothing has happened yet. */
static inline void play(int plan)
{
	run = &runs[plan];
	trace_release(run);
	run->plan = plan;
	run->schedule = lesson_02_five_threads.runs[plan].schedule;
	run->late = plan == ONE_LATE ? 3 : 0;
	trace_add_task(run, NOBODY, 100, false, 0);
	rename_task(run, 0, "five_threads");
}

static inline void create_threads(int count)
{
	for (int i = 0; i < count; i++)
		thread[i] = trace_add_task(run, 0, 101 + i, true, run->event_count * MILLISECOND);
}

static inline void name_threads(int count)
{
	char name[32];

	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof name, "worker-%d", i + 1);
		rename_task(run, thread[i], name);
	}
}

/* The task prints a line as if it bore this name in process 100. */
static inline void print_name(int task, const char *name)
{
	char text[128];

	snprintf(text, sizeof text, "Thread name: %s, Process ID: 100\n", name);
	say(run, task, text);
}

static inline void end_thread(int task)
{
	trace_end_task(run, task, run->event_count * MILLISECOND);
}

/* The first threads print the names that they bear, and come to their end. */
static inline void live_rightly(int count)
{
	for (int i = 0; i < count; i++) {
		print_name(thread[i], run->tasks[thread[i]].name);
		end_thread(thread[i]);
	}
}

static inline void play_with(int plan, int count)
{
	play(plan);
	create_threads(count);
	name_threads(count);
	live_rightly(count);
	leave(run, 0, 0);
}

/* The second thread writes this text, everybody else is right. */
static inline void play_second(int plan, const char *text)
{
	play(plan);
	create_threads(5);
	name_threads(5);
	live_rightly(1);
	say(run, thread[1], text);
	end_thread(thread[1]);
	for (int i = 2; i < 5; i++) {
		print_name(thread[i], run->tasks[thread[i]].name);
		end_thread(thread[i]);
	}
	leave(run, 0, 0);
}

static inline void setup(void)
{
	build = (struct build){ .state = BUILD_DONE };
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		trace_init(&runs[plan]);
		play_with(plan, 5);
	}
	evidence = (struct evidence){
		.lesson = &lesson_02_five_threads, .builds = &build, .traces = runs, .trace_count = RUN_COUNT
	};
}

static inline void teardown(void)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		trace_release(&runs[plan]);
}

static inline void stop_run(enum ending ending)
{
	run->ending = ending;
	run->limit = 20 * SECOND;
	run->tasks[0].killed_by_grader = true;
}

#endif
