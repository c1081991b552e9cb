/*
 * Lesson 03: what its checks share. The two rounds of a run, and the lines that tell how long they took.
 */
#ifndef LESSONS_PROCESS_VS_THREAD_H
#define LESSONS_PROCESS_VS_THREAD_H

#include "lessons/judge.h"
#include "lessons/tolerances.h"

#define PROCESS_VS_THREAD "process_vs_thread"

/* The runs of the lesson, in the order of its plans. */
enum { RUN_NATURAL, RUN_CREATOR_FIRST };

#define WORKERS_MIN 2
#define WORKERS_MAX 64

enum round_kind { ROUND_OF_PROCESSES, ROUND_OF_THREADS, ROUND_KINDS };

/* One round: the child processes of the first process, or the threads in it. */
struct round {
	enum round_kind kind;
	int *workers; /* tasks, in the order of their creation; owned */
	int count;
	int created_at;      /* how many events there were before the first worker's creation */
	int last_created_at; /* the same for the last one */
	nanoseconds began;   /* the first creation; NEVER when there is no worker */
	nanoseconds ended;   /* when the last worker had ended and was reaped; NEVER while one lives */
	int ended_at;        /* how many events there were by then */
};

struct rounds {
	struct round round[ROUND_KINDS];
};

/* Release with rounds_release. */
struct rounds rounds_find(const struct trace *trace);
void rounds_release(struct rounds *rounds);

/* Whether the task is a worker of the round. */
bool round_has(const struct round *round, int task);
/* How many events there were when the worker came to its end; INT_MAX while it lives. */
int worker_ended_at(const struct trace *trace, int worker);
/* Processor time of a worker; a process's threads count with it. */
nanoseconds worker_cpu(const struct trace *trace, int worker);
/* "processes" or "threads"; "child process" or "thread"; the check that counts them. */
const char *round_noun(enum round_kind kind);
const char *round_worker(enum round_kind kind);
const char *round_check(enum round_kind kind);

/* What a line "4 processes: 0.412 s" says. */
struct printed {
	int workers;
	nanoseconds time;
	nanoseconds unit; /* what one step of its last decimal stands for */
};

/* Whether the line has the format of this kind of round. */
bool printed_parse(const struct line *line, enum round_kind kind, struct printed *printed);

/* Find the line about a kind of round. Returns how often it is there; *printed is the first, untouched without any. */
int round_line(const struct lines *lines, enum round_kind kind, struct printed *printed);

/*
 * The line that comes nearest to the format of this kind of round, NULL when none speaks of its workers. Says in
 * `differences` where it differs: "no colon after the word; ..."; "" where that would be everywhere.
 */
const struct line *round_nearest(const struct lines *lines, enum round_kind kind, char *differences, size_t size);

/*
 * Whether the natural run alone shows that each round started all its workers before it waited, and that it did wait: not
 * that the machine left the program without a processor until the workers were done. Then no other run is needed.
 */
bool order_is_evident(const struct trace *natural);
bool waiting_is_evident(const struct trace *natural);

/* The checks that have a file of their own. */
void judge_n_processes(const struct evidence *evidence, struct verdict *verdict);
void judge_n_threads(const struct evidence *evidence, struct verdict *verdict);
void judge_same_work(const struct evidence *evidence, struct verdict *verdict);
void judge_starts_all_then_waits(const struct evidence *evidence, struct verdict *verdict);
void judge_true_times(const struct evidence *evidence, struct verdict *verdict);

/* The trace of a run; NULL, and the verdict is an error, when the run was not made. */
const struct trace *round_trace(const struct evidence *evidence, int run, struct verdict *verdict);

#endif
