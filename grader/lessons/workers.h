/*
 * The processes that grade lessons, one after the other.
 */
#ifndef LESSONS_WORKERS_H
#define LESSONS_WORKERS_H

#include "lessons/grade.h"

/* A lesson to grade, and where its result goes: in the process that grades it into a file in memory. */
struct job {
	const struct lesson *lesson;
	int file;
	struct lesson_result *result;
};

/*
 * Put the jobs into a queue, and let as many workers as there are processors empty it. One that breaks down leaves the rest
 * to the others. Returns why a job without a result has none.
 */
const char *workers_do(const struct job *jobs, int count, const char *submission, const struct grade_options *options);

#endif
