/*
 * Runs of lesson 03, played by hand. Every test starts with two right ones, and plays one or both anew and wrong.
 */
#ifndef TESTS_PROCESS_VS_THREAD_RUNS_H
#define TESTS_PROCESS_VS_THREAD_RUNS_H

#include "unit.h"

extern const struct lesson lesson_03_process_vs_thread;

enum { NATURAL, CREATOR_FIRST, RUN_COUNT };

/* How long the right program's rounds last, and what it prints. */
#define ROUND_TIME (400 * MILLISECOND)
#define PROCESS_LINE "4 processes: 0.400 s\n"
#define THREAD_LINE "4 threads: 0.400 s\n"

static struct trace runs[RUN_COUNT];
static struct build build;
static struct evidence evidence;
static struct trace *run; /* the run that is being played */
static nanoseconds now;   /* its clock */
static int worker[80];

/* Start one run anew: the first process is there, and nothing has happened yet. */
static inline void play(int plan)
{
	run = &runs[plan];
	trace_release(run);
	run->plan = plan;
	run->schedule = lesson_03_process_vs_thread.runs[plan].schedule;
	now = MILLISECOND;
	trace_add_task(run, NOBODY, 100, false, 0);
	rename_task(run, 0, "process_vs_thre");
}

static inline void print(int task, const char *text)
{
	trace_add_write(run, task, STREAM_OUTPUT, text, strlen(text), now);
}

/* Main reads a clock, which says this. */
static inline void read_clock(clockid_t clock, nanoseconds value)
{
	struct event *event = trace_add_event(run, EVENT_CLOCK, 0, now);

	event->clock = clock;
	event->value = value;
}

static inline void read_wall_clock(void)
{
	read_clock(CLOCK_MONOTONIC, now);
}

static inline void create(int number, bool is_thread)
{
	worker[number] = trace_add_task(run, 0, 101 + run->task_count, is_thread, now);
	run->tasks[worker[number]].cpu = 90 * MILLISECOND;
}

/* A worker comes to its end. */
static inline void end(int task)
{
	if (!run->tasks[task].is_thread)
		trace_finish_process(run, task, 0, now);
	trace_end_task(run, task, now);
	if (!run->tasks[task].is_thread)
		trace_end_process(run, task, 0, now);
}

/* A call of main's that waits returns the worker; it was made `before` ago, when there were `began_at` events. */
static inline struct event *wait_for(int task, nanoseconds before, int began_at)
{
	struct event *event = trace_add_event(run, run->tasks[task].is_thread ? EVENT_BLOCK : EVENT_WAIT, 0, now);

	event->other = task;
	event->began = now - before;
	event->began_at = began_at;
	if (!run->tasks[task].is_thread) {
		run->tasks[task].reaped = now;
		run->tasks[task].reaped_at = run->event_count - 1;
	}
	return event;
}

/* Main asks for a child without waiting, in vain. */
static inline void ask_in_vain(void)
{
	trace_add_event(run, EVENT_WAIT, 0, now)->polled = true;
}

/* One right round. */
static inline void play_round(int count, bool is_thread)
{
	int began_at;

	for (int i = 0; i < count; i++)
		create(i, is_thread);
	began_at = run->event_count;
	now += ROUND_TIME;
	for (int i = 0; i < count; i++) {
		end(worker[i]);
		wait_for(worker[i], i == 0 ? ROUND_TIME : 0, i == 0 ? began_at : run->event_count);
	}
}

/* One wrong round: each worker is waited for before the next one is created. */
static inline void play_round_in_a_row(int count, bool is_thread)
{
	for (int i = 0; i < count; i++) {
		int began_at;

		create(i, is_thread);
		began_at = run->event_count;
		now += ROUND_TIME / count;
		end(worker[i]);
		wait_for(worker[i], ROUND_TIME / count, began_at);
	}
}

static inline void play_timed_round(int count, bool is_thread, const char *line)
{
	read_wall_clock();
	play_round(count, is_thread);
	read_wall_clock();
	print(0, line);
}

static inline void finish(int status)
{
	trace_finish_process(run, 0, status, now);
	for (int i = 0; i < run->task_count; i++)
		if (run->tasks[i].process == 0 && run->tasks[i].ended == NEVER)
			trace_end_task(run, i, now);
	trace_end_process(run, 0, W_EXITCODE(status, 0), now);
	run->ended = now;
}

/* A right program but for the lines that it prints. */
static inline void play_lines(int plan, const char *process_line, const char *thread_line)
{
	play(plan);
	play_timed_round(4, false, process_line);
	play_timed_round(4, true, thread_line);
	finish(0);
}

static inline void play_rightly(int plan)
{
	play_lines(plan, PROCESS_LINE, THREAD_LINE);
}

/* The grader ends the run. */
static inline void stop_run(enum ending ending)
{
	run->ending = ending;
	run->limit = 20 * SECOND;
	run->ended = now;
	for (int i = 0; i < run->task_count; i++)
		run->tasks[i].killed_by_grader = run->tasks[i].process_ended == NEVER;
}

static inline void setup(void)
{
	build = (struct build){ .state = BUILD_DONE };
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		trace_init(&runs[plan]);
		play_rightly(plan);
	}
	evidence = (struct evidence){
		.lesson = &lesson_03_process_vs_thread, .builds = &build, .traces = runs, .trace_count = RUN_COUNT
	};
}

static inline void teardown(void)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		trace_release(&runs[plan]);
}

#endif
