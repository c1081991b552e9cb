/*
 * Grades a submission: builds, runs, judges, and adds up. As many processes as there are processors take one lesson after
 * the other, so that what goes wrong in one of them costs no other lesson.
 */
#ifndef LESSONS_GRADE_H
#define LESSONS_GRADE_H

#include "lessons/lesson.h"

struct grade_options {
	bool real_time;
	bool has_schedule; /* only this schedule, besides the natural one; checks that need another are skipped */
	enum schedule schedule;
	bool require_isolation;
};

/*
 * Grade the chosen lessons (bit i of `chosen`: lessons[i]) of a submission. Release the result with result_release in any
 * case. Returns false when nothing could be graded at all, with the reason in `fault`. A lesson that could not be judged
 * has the status `error`, and each of its checks that could not says why.
 */
bool grade_submission(const char *submission, unsigned chosen, const struct grade_options *options,
		      struct result *result, struct fault *fault);

/* The parts of it, each for one lesson. */

/* Walls that stand already, for the next lesson of the same submission: one for the compiler, one for the programs. */
struct workplace {
	struct sandbox compiler, sandbox;
};

#define WORKPLACE_EMPTY                                               \
	{                                                             \
		.compiler = SANDBOX_CLOSED, .sandbox = SANDBOX_CLOSED \
	}

void workplace_close(struct workplace *workplace);

/*
 * Build the programs and make all runs that the lesson wants. Release with evidence_release in any case. Returns false when
 * the machine does not let us, with the reason in `fault`.
 */
bool evidence_gather(const struct lesson *lesson, const char *submission, const struct grade_options *options,
		     struct workplace *workplace, struct evidence *evidence, struct fault *fault);
void evidence_release(struct evidence *evidence);

/* Let each check judge. The result's strings are owned by it: release with lesson_result_release. */
void lesson_judge(const struct evidence *evidence, struct lesson_result *result);
/* A result that says of every check that it could not be judged, and why. */
void lesson_not_judged(const struct lesson *lesson, const char *why, struct lesson_result *result);

/* Write a result to a file, and read it in another process. Return false when it did not come through whole. */
bool lesson_result_send(const struct lesson_result *result, int fd);
bool lesson_result_receive(const struct lesson *lesson, int fd, struct lesson_result *result);

#endif
