/*
 * What grading gives: for each check a verdict and its reasons. Data for the reports.
 */
#ifndef LESSONS_RESULT_H
#define LESSONS_RESULT_H

#include "run/isolation.h"
#include "trace/trace.h"

enum status { STATUS_PASSED, STATUS_FAILED, STATUS_SKIPPED, STATUS_MISSING, STATUS_ERROR };

struct check_result {
	const char *id; /* these three point into the lesson's table */
	const char *title;
	const char *read; /* where to read on: a man page, a page of the handouts */
	int points;
	int score;
	enum status status;
	bool left_out;  /* skipped by choice: it has no part in the lesson's status */
	char *message;  /* what was expected; for skipped, which check it waits for; owned, "" for nothing */
	char *evidence; /* what was seen; may hold several lines and any byte the program printed; owned */
	char *hint;     /* owned */
};

struct lesson_result {
	const char *id, *title; /* into the lesson's table */
	enum status status;     /* passed, failed, missing or error */
	int score, points;
	enum isolation isolation; /* unknown where nothing had to be built or run */
	struct check_result *checks;
	int check_count;
};

struct result {
	char *submission;
	struct lesson_result *lessons;
	int lesson_count;
	int score, points;
	enum isolation isolation;
	char *isolation_note; /* what is missing, "" when full */
	bool virtual_clock;
	double seconds; /* real time that grading took */
};

void result_release(struct result *result);
void lesson_result_release(struct lesson_result *result);
/* "passed", "failed", "skipped", "missing", "error" */
const char *status_name(enum status status);

#endif
