/*
 * A lesson: its programs, the runs that it wants to see, and checks that judge the traces of these runs.
 */
#ifndef LESSONS_LESSON_H
#define LESSONS_LESSON_H

#include "lessons/result.h"
#include "run/build.h"
#include "run/run.h"

#define LESSON_PROGRAMS_MAX 2

/* All that was seen of one submission of a lesson. Checks only read it. */
struct evidence {
	const struct lesson *lesson;
	const struct build *builds; /* one for each program of the lesson */
	const struct trace *traces; /* all runs that were made, in the order of the plans; each names its plan */
	int trace_count;
	const char *race_report; /* the first data race that ThreadSanitizer reported, NULL for none */
	bool real_time;
	bool has_schedule; /* runs under other schedules than this one and the natural one were left out by choice */
	enum schedule schedule;
};

/* What a check finds. The functions in judge.h fill it in. */
struct verdict {
	enum status status;
	bool left_out;               /* skipped only because its run was left out by choice */
	char *expected, *saw, *hint; /* owned; NULL means "" (or the check's own hint) */
};

struct check {
	const char *id;
	int points;
	const char *title;
	int programs;     /* bit i: needs program i to be built; `builds` has 0 */
	const char *hint; /* used when the check itself sets none */
	const char *read;
	/* The verdict is passed, with nothing said, when it is called. */
	void (*judge)(const struct evidence *evidence, struct verdict *verdict);
};

struct lesson {
	const char *id;    /* "01-three-processes" */
	const char *title; /* "Three processes" */
	const char *programs[LESSON_PROGRAMS_MAX + 1];
	const struct run_plan *runs;
	int run_count;
	/* Whether a run is still worth making, after what the runs before it have shown. NULL: all are. */
	bool (*wants_run)(const struct evidence *evidence, int plan);
	const struct check *checks;
	int check_count;
	/* The heaviest begins: what takes long comes early, and what computes on all processors at once, late. */
	int weight;
};

/* All lessons, in order. */
extern const struct lesson *const lessons[];
extern const int lesson_count;

#endif
