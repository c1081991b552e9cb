/*
 * Runs of the programs in tests/programs for the tests of the witness, and steps to look at their traces.
 */
#ifndef TESTS_WITNESS_RUNS_H
#define TESTS_WITNESS_RUNS_H

#include "run/run.h"
#include "unit.h"

#include <errno.h>

#define VIRTUAL ((struct run_options){ 0 })
#define REAL ((struct run_options){ .real_time = true })
/* What a program's own work may add to a time of sleeping. */
#define WORK (15 * MILLISECOND)
#define SPINNER_LIMIT (500 * MILLISECOND)

/* The last run. Release it with release_run, for example in a teardown. */
extern struct trace trace;

/* Tell the walls what their launcher is: the grader itself, which is built beside the folder of the tests. */
void name_launcher(void);
/* Compile tests/programs/NAME.c, run it with this argument (NULL for none), and leave the result in `trace`. */
void run(const char *name, const char *argument, struct run_options options);
/* The same, through a pipe and with other limits. */
void run_plan(const char *name, const struct run_plan *plan, struct run_options options);
/* Run an executable that the test itself has made. */
void run_file(int fd, const struct run_plan *plan, struct run_options options);
void release_run(void);

/* What the program wrote to standard output, in full; a terminal's bytes as the program wrote them. */
const char *output(void);
/* Everything ended by itself and every process with this status; the output is exactly this text. */
void expect_output(const char *text);
/* The program's clock showed this at the run's end, or up to WORK more. */
void expect_end_at(nanoseconds time);
void expect_near(nanoseconds time, nanoseconds wanted);
/* The index of the first event of a kind after another event (-1: from the start); -1 for none. */
int event_after(int from, enum event_kind kind, int task);
int count_events(enum event_kind kind, int task);
/* The task that wrote a text, as the only one. */
int writer_of(const char *text);

/* Put the cases (up to NULL) into a suite, each test with enough time for a busy machine. */
void add_cases(Suite *suite, TCase *const *cases);

#endif
