/*
 * The words and the helpers that checks are written with.
 */
#ifndef LESSONS_JUDGE_H
#define LESSONS_JUDGE_H

#include "lessons/lesson.h"
#include "trace/questions.h"

/* Verdicts. Each formats (printf(3)) its text into the verdict; a second call replaces the first. */
void verdict_fail(struct verdict *verdict, const char *expected_format, ...) __attribute__((format(printf, 2, 3)));
void verdict_saw(struct verdict *verdict, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, said of one run: "when new threads start late, which the system may do at any time, " comes first. Write the rest in lower case. */
void verdict_saw_in(struct verdict *verdict, const struct trace *trace, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void verdict_hint(struct verdict *verdict, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The check cannot be judged because the check `id` failed. */
void verdict_skip(struct verdict *verdict, const char *id);
/* The check could not be judged, and the student is not to blame: the run that it needs was not made. */
void verdict_error(struct verdict *verdict, const char *reason);
/* The run that the check needs was not made: by choice, or else that is an error. */
void verdict_not_run(struct verdict *verdict, const struct evidence *evidence, int plan);
void verdict_release(struct verdict *verdict);

/* The first trace of plan number `plan`, NULL when that run was not made. */
const struct trace *evidence_trace(const struct evidence *evidence, int plan);
/* Whether another schedule than this plan's was chosen. */
bool evidence_leaves_out(const struct evidence *evidence, int plan);
/* Whether the program was run at all; if not, there is nothing to judge, and the verdict becomes an error. */
bool was_run(const struct evidence *evidence, struct verdict *verdict);

/* In words, for evidence: "" for the natural schedule, else ", when new threads start late (which the system may do at any time)". */
const char *schedule_words(const struct trace *trace);
/* The same to begin a sentence with: "when new threads start late, which the system may do at any time"; "" for the natural one. */
void situation_words(const struct trace *trace, char *text, size_t size);
/* How the run ended, in words, when it did not end by itself: "it was stopped, because everybody waits and nobody can go on: main waits for the end of a child". */
void ending_words(const struct trace *trace, char *text, size_t size);
/* A question for who wonders why the run did not end by itself. */
const char *ending_hint(const struct trace *trace);
/*
 * Why the first process did not come to do all that it was to do: "main: killed by SIGSEGV (...)", or the words of the
 * run's end. False when nothing cut it short. The hint goes with it.
 */
bool cut_short_words(const struct trace *trace, char *text, size_t size);
void cut_short_hint(const struct trace *trace, const char *program, struct verdict *verdict);
/* Add both to what was seen, where something cut it short. */
void add_cut_short(const struct trace *trace, const char *program, struct verdict *verdict);
/* Whether a signal killed the process, and not the grader's; the first such process, NOBODY when there is none. */
bool was_killed(const struct trace *trace, int process);
int find_killed(const struct trace *trace);
/* "exit status 1", "killed by SIGSEGV (it used memory that is not its own)", "killed by SIGTERM (sent by main)". */
void status_words(const struct trace *trace, int process, char *text, size_t size);
/* A question about the signal that killed the process; none where none did. */
void death_hint(const struct trace *trace, int process, const char *program, struct verdict *verdict);
/* The last line that the process wrote to standard error, in quotes; false when it wrote none. */
bool last_words(const struct trace *trace, int process, char *text, size_t size);
/* Whether the process was to become a program that is not there. */
bool lacks_program(const struct trace *trace, int process);
/* Whether it is known why the process did not end well: a signal, last words, or a program that is not there. */
bool end_is_explained(const struct trace *trace, int process);
/* The words for its status and its last words: "exit status 1; on standard error: \"...\"". The hint fits the status. */
void end_words(const struct trace *trace, int process, char *text, size_t size);
void end_hint(const struct trace *trace, int process, const char *program, struct verdict *verdict);
/* "2.000 s" */
void time_words(nanoseconds time, char *text, size_t size);
/* A task as a person would name it: "main", "child 4711", "thread worker-2 (4713)". */
void task_words(const struct trace *trace, int task, char *text, size_t size);
/* A line that the program printed, in quotes, cut after 60 bytes; zero bytes are shown as \0, all others are as they came. */
void line_words(const struct line *line, char *text, size_t size);

/* The first line of the output that has the word in it, whatever its case: "line 2 comes near: ..."; false if there is none. */
bool near_words(const struct trace *trace, const char *word, char *text, size_t size);
/* Append formatted text (printf(3)) to a text that is already there; what does not fit is cut. */
void add_words(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "once", "twice", "3 times" */
void times_words(int count, char *text, size_t size);

/* A whole number as programs print it: digits alone, without a leading zero. Returns false for anything else. */
bool read_decimal(const char *text, size_t length, int *number);

/* The check `builds`, the same in each lesson. */
void judge_builds(const struct evidence *evidence, struct verdict *verdict);
/* Every process of the trace ended by itself with exit status 0; else fails the verdict with what it saw and returns false. */
bool judge_clean_exit(const struct trace *trace, const char *program, struct verdict *verdict);

#endif
