/*
 * What the unit tests share: a main, steps to build traces with, and a way to ask for one check's verdict.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "lessons/judge.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define LENGTH(array) (int)(sizeof(array) / sizeof *(array))

/* Run a suite; the exit status of its program. */
static inline int run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The task writes a text to standard output, at once and in one piece. */
static inline void say(struct trace *trace, int task, const char *text)
{
	trace_add_write(trace, task, STREAM_OUTPUT, text, strlen(text), trace->event_count * MILLISECOND);
}

static inline void rename_task(struct trace *trace, int task, const char *name)
{
	size_t length = strlen(name);

	ck_assert_uint_lt(length, TASK_NAME_SIZE);
	memcpy(trace->tasks[task].name, name, length + 1);
}

/* The task calls exit, and its process is over. Tasks that lived on are ended with it. */
static inline void leave(struct trace *trace, int task, int status)
{
	nanoseconds at = trace->event_count * MILLISECOND;
	int process = trace->tasks[task].process;

	trace_finish_process(trace, task, status, at);
	for (int i = 0; i < trace->task_count; i++)
		if (trace->tasks[i].process == process && trace->tasks[i].ended == NEVER)
			trace_end_task(trace, i, at);
	trace_end_process(trace, process, W_EXITCODE(status, 0), at);
}

/* A signal kills the process; the task is the first to go. */
static inline void die(struct trace *trace, int task, int signal)
{
	nanoseconds at = trace->event_count * MILLISECOND;
	int process = trace->tasks[task].process;

	trace_end_task(trace, task, at);
	trace_end_process(trace, process, W_EXITCODE(0, signal), at);
	for (int i = 0; i < trace->task_count; i++)
		if (trace->tasks[i].process == process && trace->tasks[i].ended == NEVER)
			trace_end_task(trace, i, at);
}

/* What the check `id` says. Release the verdict with verdict_release. */
static inline struct verdict verdict_of(const struct evidence *evidence, const char *id)
{
	struct verdict verdict = { .status = STATUS_PASSED };

	for (int i = 0; i < evidence->lesson->check_count; i++) {
		if (strcmp(evidence->lesson->checks[i].id, id) != 0)
			continue;
		evidence->lesson->checks[i].judge(evidence, &verdict);
		return verdict;
	}
	ck_abort_msg("no check %s", id);
}

/* The check has this status, and what it saw (or waits for) contains the text; NULL for any. */
static inline void expect_verdict(const struct evidence *evidence, const char *id, enum status status, const char *text)
{
	struct verdict verdict = verdict_of(evidence, id);
	const char *seen = verdict.status == STATUS_SKIPPED ? verdict.expected : verdict.saw;

	ck_assert_msg(verdict.status == status, "%s: status %d, expected %s, saw %s", id, verdict.status,
		      verdict.expected ? verdict.expected : "-", verdict.saw ? verdict.saw : "-");
	if (text)
		ck_assert_msg(seen && strstr(seen, text), "%s: saw %s", id, seen ? seen : "nothing");
	verdict_release(&verdict);
}

/* The check fails, and its hint contains the word. */
static inline void expect_hint(const struct evidence *evidence, const char *id, const char *word)
{
	struct verdict verdict = verdict_of(evidence, id);

	ck_assert_int_eq(verdict.status, STATUS_FAILED);
	ck_assert_msg(verdict.hint && strstr(verdict.hint, word), "%s: hint %s", id, verdict.hint ? verdict.hint : "-");
	verdict_release(&verdict);
}

static inline void expect_pass(const struct evidence *evidence, const char *id)
{
	expect_verdict(evidence, id, STATUS_PASSED, NULL);
}

static inline void expect_failure(const struct evidence *evidence, const char *id, const char *saw)
{
	expect_verdict(evidence, id, STATUS_FAILED, saw);
}

static inline void expect_skip(const struct evidence *evidence, const char *id, const char *waits_for)
{
	expect_verdict(evidence, id, STATUS_SKIPPED, waits_for);
}

#endif
