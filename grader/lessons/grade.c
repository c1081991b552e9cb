#include "lessons/grade.h"

#include "lessons/judge.h"
#include "lessons/workers.h"
#include "run/descriptors.h"
#include "run/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* More than there are bits to choose them with is not possible. */
#define LESSONS_MAX 32

static char *copy(const char *text)
{
	char *new = strdup(text == NULL ? "" : text);

	if (new == NULL)
		abort();
	return new;
}

static void begin_result(const struct lesson *lesson, struct lesson_result *result)
{
	*result =
		(struct lesson_result){ .id = lesson->id, .title = lesson->title, .check_count = lesson->check_count };
	result->checks = calloc((size_t)lesson->check_count, sizeof *result->checks);
	if (result->checks == NULL)
		abort();
	for (int i = 0; i < lesson->check_count; i++) {
		const struct check *check = &lesson->checks[i];

		result->checks[i] = (struct check_result){
			.id = check->id, .title = check->title, .read = check->read, .points = check->points
		};
		result->points += check->points;
	}
}

static void take_verdict(const struct check *check, const struct verdict *verdict, struct check_result *result)
{
	result->status = verdict->status;
	result->left_out = verdict->left_out;
	result->score = verdict->status == STATUS_PASSED ? check->points : 0;
	result->message = copy(verdict->expected);
	result->evidence = copy(verdict->saw);
	result->hint = copy(verdict->status == STATUS_FAILED && verdict->hint == NULL ? check->hint : verdict->hint);
}

/* Whether all the programs that the check needs are there; if not, the verdict says what is wrong. */
static bool programs_are_there(const struct evidence *evidence, const struct check *check, struct verdict *verdict)
{
	for (int i = 0; evidence->lesson->programs[i] != NULL; i++)
		if ((check->programs & (1 << i)) && evidence->builds[i].state == BUILD_MISSING) {
			verdict_fail(verdict, "a file %s.c", evidence->lesson->programs[i]);
			verdict_saw(verdict, "there is none in the submission, neither in %s/ nor at its top",
				    evidence->lesson->id);
			verdict->status = STATUS_MISSING;
			return false;
		}
	for (int i = 0; evidence->lesson->programs[i] != NULL; i++)
		if ((check->programs & (1 << i)) && evidence->builds[i].state != BUILD_DONE) {
			verdict_skip(verdict, evidence->lesson->checks[0].id);
			return false;
		}
	return true;
}

static void judge_check(const struct evidence *evidence, const struct check *check, struct check_result *result)
{
	struct verdict verdict = { .status = STATUS_PASSED };

	if (programs_are_there(evidence, check, &verdict))
		check->judge(evidence, &verdict);
	take_verdict(check, &verdict, result);
	verdict_release(&verdict);
}

static void add_up(struct lesson_result *result)
{
	int passed = 0, missing = 0, left_out = 0;

	result->score = 0;
	result->status = STATUS_FAILED;
	for (int i = 0; i < result->check_count; i++) {
		result->score += result->checks[i].score;
		passed += result->checks[i].status == STATUS_PASSED;
		missing += result->checks[i].status == STATUS_MISSING;
		left_out += result->checks[i].left_out;
	}
	if (passed + left_out == result->check_count)
		result->status = STATUS_PASSED;
	if (missing == result->check_count)
		result->status = STATUS_MISSING;
	for (int i = 0; i < result->check_count; i++)
		if (result->checks[i].status == STATUS_ERROR)
			result->status = STATUS_ERROR;
}

void lesson_judge(const struct evidence *evidence, struct lesson_result *result)
{
	begin_result(evidence->lesson, result);
	for (int i = 0; i < result->check_count; i++)
		judge_check(evidence, &evidence->lesson->checks[i], &result->checks[i]);
	add_up(result);
}

void lesson_not_judged(const struct lesson *lesson, const char *why, struct lesson_result *result)
{
	begin_result(lesson, result);
	for (int i = 0; i < result->check_count; i++) {
		result->checks[i].status = STATUS_ERROR;
		result->checks[i].message = copy(why);
		result->checks[i].evidence = copy("");
		result->checks[i].hint = copy("");
	}
	add_up(result);
}

static void take_result(const struct job *job, const char *why_not)
{
	if (job->file < 0 || lseek(job->file, 0, SEEK_SET) != 0 ||
	    !lesson_result_receive(job->lesson, job->file, job->result))
		lesson_not_judged(job->lesson, why_not, job->result);
	if (job->file >= 0)
		close(job->file);
}

static int compare_weights(const void *a, const void *b)
{
	const struct job *left = a, *right = b;

	return right->lesson->weight - left->lesson->weight;
}

/* The longest lessons begin, so that none is left alone at the end. */
static void grade_lessons(const char *submission, unsigned chosen, const struct grade_options *options,
			  struct result *result)
{
	struct job jobs[LESSONS_MAX];
	const char *why_not;
	int count = 0;

	for (int i = 0; i < lesson_count; i++)
		if (chosen & (1U << i)) {
			jobs[count] = (struct job){ .lesson = lessons[i],
						    .file = memfd_create("result", MFD_CLOEXEC),
						    .result = &result->lessons[count] };
			count++;
		}
	result->lesson_count = count;
	qsort(jobs, (size_t)count, sizeof *jobs, compare_weights);
	why_not = workers_do(jobs, count, submission, options);
	for (int i = 0; i < count; i++)
		take_result(&jobs[i], why_not);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One lesson that had to do with less is enough. */
static void take_isolation(struct result *result)
{
	const char *missing;

	for (int i = 0; i < result->lesson_count; i++)
		if (result->lessons[i].isolation > sandbox_known())
			sandbox_learn(result->lessons[i].isolation);
	result->isolation = sandbox_is_full(&missing) ? ISOLATION_FULL : ISOLATION_REDUCED;
	result->isolation_note = copy(missing);
}

bool grade_submission(const char *submission, unsigned chosen, const struct grade_options *options,
		      struct result *result, struct fault *fault)
{
	const char *missing;
	double start = seconds_now();

	*result = (struct result){ .submission = copy(submission), .virtual_clock = !options->real_time };
	if (options->require_isolation && !sandbox_is_full(&missing))
		return fault_set(fault, "full isolation is required, and cannot be had: %s", missing);
	if (!descriptors_suffice(fault))
		return false;
	result->lessons = calloc((size_t)lesson_count, sizeof *result->lessons);
	if (result->lessons == NULL)
		abort();
	grade_lessons(submission, chosen, options, result);
	take_isolation(result);
	for (int i = 0; i < result->lesson_count; i++) {
		result->score += result->lessons[i].score;
		result->points += result->lessons[i].points;
	}
	result->seconds = seconds_now() - start;
	return true;
}
