/*
 * The words and the helpers that checks are written with.
 */
#define _GNU_SOURCE 1

#include "lessons/judge.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

/* Format into *text and release what it held before; the old text may be one of the arguments. */
static void text_set(char **text, const char *format, va_list arguments)
{
	char *fresh;

	if (vasprintf(&fresh, format, arguments) < 0)
		abort();
	free(*text);
	*text = fresh;
}

void verdict_fail(struct verdict *verdict, const char *expected_format, ...)
{
	va_list arguments;

	va_start(arguments, expected_format);
	text_set(&verdict->expected, expected_format, arguments);
	va_end(arguments);
	verdict->status = STATUS_FAILED;
}

void verdict_saw(struct verdict *verdict, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_set(&verdict->saw, format, arguments);
	va_end(arguments);
}

void verdict_saw_in(struct verdict *verdict, const struct trace *trace, const char *format, ...)
{
	char situation[128];
	va_list arguments;

	va_start(arguments, format);
	text_set(&verdict->saw, format, arguments);
	va_end(arguments);
	situation_words(trace, situation, sizeof situation);
	if (situation[0])
		verdict_saw(verdict, "%s, %s", situation, verdict->saw);
}

void verdict_hint(struct verdict *verdict, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_set(&verdict->hint, format, arguments);
	va_end(arguments);
}

/* Format the expected text without failing the verdict. */
__attribute__((format(printf, 2, 3))) static void verdict_message(struct verdict *verdict, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_set(&verdict->expected, format, arguments);
	va_end(arguments);
}

void verdict_skip(struct verdict *verdict, const char *id)
{
	verdict_message(verdict, "waits for %s", id);
	verdict->status = STATUS_SKIPPED;
}

void verdict_error(struct verdict *verdict, const char *reason)
{
	verdict_message(verdict, "%s", reason);
	verdict->status = STATUS_ERROR;
}

void verdict_not_run(struct verdict *verdict, const struct evidence *evidence, int plan)
{
	if (!evidence_leaves_out(evidence, plan)) {
		verdict_error(verdict, "the program was not run");
		return;
	}
	verdict_message(verdict, "needs the schedule %s, and --schedule %s was chosen",
			schedule_name(evidence->lesson->runs[plan].schedule), schedule_name(evidence->schedule));
	verdict->status = STATUS_SKIPPED;
	verdict->left_out = true;
}

void verdict_release(struct verdict *verdict)
{
	free(verdict->expected);
	free(verdict->saw);
	free(verdict->hint);
	*verdict = (struct verdict){ .status = STATUS_PASSED };
}

const struct trace *evidence_trace(const struct evidence *evidence, int plan)
{
	for (int i = 0; i < evidence->trace_count; i++)
		if (evidence->traces[i].plan == plan)
			return &evidence->traces[i];
	return NULL;
}

bool evidence_leaves_out(const struct evidence *evidence, int plan)
{
	enum schedule schedule = evidence->lesson->runs[plan].schedule;

	return evidence->has_schedule && schedule != SCHEDULE_NATURAL && schedule != evidence->schedule;
}

bool was_run(const struct evidence *evidence, struct verdict *verdict)
{
	if (evidence->trace_count > 0)
		return true;
	verdict_error(verdict, "the program was not run");
	return false;
}

/* What the builder says of one program that it could not build, below what is already there. */
static void add_build_failure(const struct build *build, const char *program, struct verdict *verdict)
{
	const char *before = verdict->saw ? verdict->saw : "";
	const char *gap = verdict->saw ? "\n" : "";
	const char *messages = build->messages ? build->messages : "";

	if (build->state == BUILD_MISSING)
		verdict_saw(verdict, "%s%s%s.c is missing", before, gap, program);
	else if (build->state == BUILD_REFUSED)
		verdict_saw(verdict, "%s%s%s: %s", before, gap, build->source ? build->source : program, messages);
	else if (messages[0])
		verdict_saw(verdict, "%s%s%s", before, gap, messages);
	else if (build->state == BUILD_FAILED)
		verdict_saw(verdict, "%s%sthe compiler refused %s.c without a word", before, gap, program);
}

void judge_builds(const struct evidence *evidence, struct verdict *verdict)
{
	const struct lesson *lesson = evidence->lesson;
	int missing = 0, failed = 0, count = 0;

	for (; count < LESSON_PROGRAMS_MAX && lesson->programs[count]; count++) {
		const struct build *build = &evidence->builds[count];

		missing += build->state == BUILD_MISSING;
		failed += build->state == BUILD_REFUSED || build->state == BUILD_FAILED;
		add_build_failure(build, lesson->programs[count], verdict);
	}
	if (failed) {
		verdict_fail(verdict, count > 1 ? "both files compile" : "%s.c compiles", lesson->programs[0]);
	} else if (missing) {
		verdict_message(verdict, count > 1 ? "both files are there" : "%s.c is there", lesson->programs[0]);
		verdict->status = STATUS_MISSING;
	}
}

bool judge_clean_exit(const struct trace *trace, const char *program, struct verdict *verdict)
{
	char words[1000], name[64];

	if (trace->ending != ENDING_BY_ITSELF) {
		ending_words(trace, words, sizeof words);
		verdict_fail(verdict, "%s ends by itself, with exit status 0", program);
		verdict_saw_in(verdict, trace, "%s", words);
		verdict_hint(verdict, "%s", ending_hint(trace));
		return false;
	}
	for (int i = 0; i < trace->task_count; i++) {
		const struct task *task = &trace->tasks[i];
		bool over = task->process_ended != NEVER && !task->killed_by_grader;

		if (task->process != i || (over && task->status == 0))
			continue;
		task_words(trace, i, name, sizeof name);
		end_words(trace, i, words, sizeof words);
		verdict_fail(verdict, "%s ends with exit status 0%s", program,
			     trace_count_processes(trace) > 0 ? ", and so do all its processes" : "");
		verdict_saw_in(verdict, trace, "%s: %s", name, over ? words : "did not end by itself");
		end_hint(trace, i, program, verdict);
		return false;
	}
	return true;
}
