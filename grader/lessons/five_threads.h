/*
 * The parts of lesson 02 that are long enough for a file of their own.
 */
#ifndef LESSONS_FIVE_THREADS_H
#define LESSONS_FIVE_THREADS_H

#include "lessons/judge.h"

#define FIVE_THREADS "five_threads"
#define THREAD_COUNT 5

/* What one run says about names or lines. */
enum finding {
	FINDING_RIGHT, /* all that was to be seen was seen */
	FINDING_OWED,  /* nothing is wrong, but a thread was ended before it could do its part */
	FINDING_WRONG,
};

/* Whether the task is a thread of the first process, and not its main thread. */
bool is_worker(const struct trace *trace, int task);
/* Whether all threads of the first process came to their end before it did. */
bool all_came_to_their_end(const struct trace *trace);
/* Whether they did, and the run ended by itself; if not, the verdict says who was left behind. */
bool joined_all(const struct trace *trace, struct verdict *verdict);
/* Whether this is the program's own name, which each thread bears until it is given another one. */
bool is_own_name(const char *name);
/* The first thread that came to its end without a name of its own, NOBODY if there is none. */
int find_nameless(const struct trace *trace);
/* Judge the names of one run; say in `text` how many there are and what, if anything, is wrong with them. */
enum finding judge_names(const struct trace *trace, char *text, size_t size);

/* How many lines "Thread name: NAME, Process ID: N" the program wrote. */
int count_name_lines(const struct trace *trace);
/* Judge these lines; say in `text` how many there are and what, if anything, is wrong with them. */
enum finding judge_name_lines(const struct trace *trace, char *text, size_t size);
/* Whether the program printed a name that is longer than the kernel keeps. */
bool prints_long_name(const struct trace *trace);

/*
 * ThreadSanitizer's report of a data race in one sentence: "count: written in work (five_threads.c:17) by thread T1, read
 * in main (five_threads.c:30) by the main thread, without a lock between them". Its first lines where it can't be understood.
 */
void race_words(const char *report, char *text, size_t size);

#endif
