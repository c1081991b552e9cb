/*
 * Runs of lesson 04, played by hand. Every test starts with six right ones, and plays some of them anew and wrong.
 */
#ifndef TESTS_DAEMON_THREADS_RUNS_H
#define TESTS_DAEMON_THREADS_RUNS_H

#include "unit.h"

#include <stdio.h>

extern const struct lesson lesson_04_daemon_threads;

enum { DAEMON, DAEMON_HELD, USER, USER_NEWBORN_FIRST, USER_CREATOR_FIRST, USER_ONE_LATE, RUN_COUNT };

#define BEAT "Running in background...\n"
#define FINISHED "Main program finished!\n"
#define START (2 * MILLISECOND) /* when the thread is created */

static struct trace runs[RUN_COUNT];
static struct build builds[2];
static struct evidence evidence;
static struct trace *run; /* the run that is being played */

/* Start one run anew: the first process is there, and nothing has happened yet. */
static inline void play(int plan)
{
	run = &runs[plan];
	trace_release(run);
	run->plan = plan;
	run->program = lesson_04_daemon_threads.runs[plan].program;
	run->schedule = lesson_04_daemon_threads.runs[plan].schedule;
	run->late = plan == USER_ONE_LATE ? 1 : 0;
	trace_add_task(run, NOBODY, 100, false, 0);
	rename_task(run, 0, "main");
	run->tasks[0].cpu = 3 * MILLISECOND;
}

/* Main creates a thread, which is task 1 when it is the first. */
static inline int create_thread(enum detachment detachment)
{
	int thread = trace_add_task(run, 0, 101, true, START);

	run->tasks[thread].detachment = detachment;
	return thread;
}

/* A task writes at a moment, counted from the thread's creation. */
static inline void say_at(int task, const char *text, nanoseconds moment)
{
	trace_add_write(run, task, STREAM_OUTPUT, text, strlen(text), START + moment);
}

static inline void beat(nanoseconds first, int count)
{
	for (int i = 0; i < count; i++)
		say_at(1, BEAT, first + i * SECOND);
}

/* The thread beats, and between two beats waits for so long and works for so long. */
static inline void beat_and_wait(int count, enum event_kind wait, nanoseconds waits, nanoseconds works)
{
	nanoseconds at = 0;

	for (int i = 0; i < count; i++) {
		if (i > 0)
			trace_add_event(run, wait, 1, START + at)->began = START + at - waits;
		at += works;
		say_at(1, BEAT, at);
		at += waits;
	}
}

static inline void finish(int task, int status, nanoseconds moment)
{
	trace_finish_process(run, task, status, START + moment);
	for (int i = 0; i < run->task_count; i++)
		if (run->tasks[i].ended == NEVER)
			trace_end_task(run, i, START + moment);
	trace_end_process(run, 0, W_EXITCODE(status, 0), START + moment);
	run->ended = START + moment;
}

/* A detached thread beats, main writes its line at three and ends. */
static inline void play_daemon(void)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND + MILLISECOND);
}

/* The same with main held at its end, while so many beats come. */
static inline void play_held(int beats)
{
	play(DAEMON_HELD);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	trace_finish_process(run, 0, 0, START + 3 * SECOND);
	beat(3 * SECOND, beats);
	finish(0, 0, 9 * SECOND);
}

/* The thread beats five times, main writes its line at three, and the process ends at five. */
static inline void play_user(int plan)
{
	play(plan);
	create_thread(DETACHMENT_JOINABLE);
	if (plan == USER_CREATOR_FIRST || plan == USER_ONE_LATE) {
		say_at(0, FINISHED, 3 * SECOND);
		beat(3 * SECOND, 5);
		finish(0, 0, 8 * SECOND);
		return;
	}
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3 * SECOND, 2);
	finish(0, 0, 5 * SECOND);
}

/* The grader ends the run. */
static inline void stop_run(enum ending ending, nanoseconds moment)
{
	run->ending = ending;
	run->limit = 20 * SECOND;
	run->ended = START + moment;
	snprintf(run->tasks[0].waiting_for, sizeof run->tasks[0].waiting_for, "the end of thread 101");
	for (int i = 0; i < run->task_count; i++)
		run->tasks[i].killed_by_grader = run->tasks[i].process_ended == NEVER;
}

static inline void setup(void)
{
	for (int i = 0; i < RUN_COUNT; i++)
		trace_init(&runs[i]);
	for (int i = 0; i < 2; i++)
		builds[i] = (struct build){ .state = BUILD_DONE };
	play_daemon();
	play_held(6);
	for (int plan = USER; plan < RUN_COUNT; plan++)
		play_user(plan);
	evidence = (struct evidence){
		.lesson = &lesson_04_daemon_threads, .builds = builds, .traces = runs, .trace_count = RUN_COUNT
	};
}

static inline void teardown(void)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		trace_release(&runs[plan]);
}

#endif
