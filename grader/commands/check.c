/*
 * grade check: grades one submission and reports on it.
 */
#include "commands/command.h"
#include "lessons/grade.h"
#include "lessons/lesson.h"
#include "report/report.h"
#include "trace/questions.h"

#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct check_request {
	const char *submission;
	const char *output; /* NULL: standard output */
	const struct report_format *format;
	unsigned chosen; /* lessons, as bits; 0: all */
	struct grade_options options;
};

enum { KEY_REAL_TIME = 256, KEY_SCHEDULE, KEY_REQUIRE_ISOLATION };

static const struct argp_option option_table[] = {
	{ "lesson", 'l', "LESSON[,LESSON...]", 0, "Grade these lessons only", 0 },
	{ "format", 'f', "FORMAT", 0, "Report as text (the usual) or json", 0 },
	{ "output", 'o', "FILE", 0, "Write the report to FILE", 0 },
	{ "real-time", KEY_REAL_TIME, NULL, 0, "Wait whenever the program waits; do not skip idle time", 0 },
	{ "schedule", KEY_SCHEDULE, "NAME", 0,
	  "Play one schedule only, besides the natural one: newborn-first, creator-first or one-late; or natural "
	  "alone. A check that needs another one is skipped, and has no part in the exit status",
	  0 },
	{ "require-isolation", KEY_REQUIRE_ISOLATION, NULL, 0,
	  "Refuse to run programs with less than full walls around them (see grade doctor)", 0 },
	{ NULL, 0, NULL, 0, NULL, 0 },
};

static void choose_format(const char *name, struct check_request *request)
{
	request->format = report_format_by_name(name);
	if (request->format == NULL) {
		complain("there is no format '%s'; `-f text` and `-f json` are there", name);
		exit(EXIT_WRONG_USAGE);
	}
}

static void choose_schedule(const char *name, struct grade_options *options)
{
	options->has_schedule = schedule_by_name(name, &options->schedule);
	if (!options->has_schedule) {
		complain("there is no schedule '%s'; `grade check --help` names those that there are", name);
		exit(EXIT_WRONG_USAGE);
	}
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct check_request *request = state->input;

	switch (key) {
	case 'l':
		if (!choose_lessons(argument, &request->chosen))
			exit(EXIT_WRONG_USAGE);
		return 0;
	case 'f': choose_format(argument, request); return 0;
	case 'o': request->output = argument; return 0;
	case KEY_REAL_TIME: request->options.real_time = true; return 0;
	case KEY_REQUIRE_ISOLATION: request->options.require_isolation = true; return 0;
	case KEY_SCHEDULE: choose_schedule(argument, &request->options); return 0;
	case ARGP_KEY_ARG:
		if (state->arg_num > 0)
			argp_error(state, "one submission at a time");
		request->submission = argument;
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* Complains and returns false when there is no folder to grade. */
static bool submission_is_there(const char *submission)
{
	struct stat status;

	if (stat(submission, &status) != 0)
		complain("cannot find the submission %s (%s); give the folder that holds the programs", submission,
			 strerror(errno));
	else if (!S_ISDIR(status.st_mode))
		complain("%s is not a folder; give the folder that holds the programs", submission);
	else if (access(submission, R_OK | X_OK) != 0)
		complain("cannot look into %s (%s); `chmod u+rx` opens it", submission, strerror(errno));
	else
		return true;
	return false;
}

/* A file that can't be written is better found before the work than after it. Nothing is created yet. */
static bool output_is_possible(const char *output)
{
	const char *slash;
	char *folder;
	bool possible;

	if (access(output, F_OK) == 0) {
		struct stat status;

		possible = stat(output, &status) == 0 && !S_ISDIR(status.st_mode) && access(output, W_OK) == 0;
	} else {
		slash = strrchr(output, '/');
		folder = slash == NULL ? strdup(".") : strndup(output, (size_t)(slash - output) + 1);
		possible = folder != NULL && access(folder, W_OK) == 0;
		free(folder);
	}
	if (!possible)
		complain("cannot write to %s; give -o a file in a folder where you may write", output);
	return possible;
}

/* Write the report where it was asked for. A file that did not take all of it is removed. */
static bool write_report(const struct check_request *request, const struct result *result)
{
	FILE *stream = request->output != NULL ? fopen(request->output, "we") : stdout;
	bool colour = request->output == NULL && isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
	struct stat status;

	if (stream == NULL) {
		complain("cannot write to %s (%s)", request->output, strerror(errno));
		return false;
	}
	if (!request->format->write(result, colour, stream)) {
		complain("the report cannot be made: no memory is left");
		return false;
	}
	if (stream == stdout || close_output(stream, request->output))
		return true; /* main looks after standard output */
	if (stat(request->output, &status) == 0 && S_ISREG(status.st_mode))
		unlink(request->output);
	return false;
}

static int exit_status(const struct result *result)
{
	int status = EXIT_ALL_PASSED;

	for (int i = 0; i < result->lesson_count; i++) {
		if (result->lessons[i].status == STATUS_ERROR)
			return EXIT_GRADER_FAILED;
		if (result->lessons[i].status != STATUS_PASSED)
			status = EXIT_SOME_FAILED;
	}
	return status;
}

static int grade_and_report(const struct check_request *request)
{
	struct result result = { 0 };
	struct fault fault = { "" };
	int status = EXIT_GRADER_FAILED;

	if (!grade_submission(request->submission, request->chosen, &request->options, &result, &fault))
		complain("%s", fault.text);
	else if (write_report(request, &result))
		status = exit_status(&result);
	result_release(&result);
	return status;
}

static int run_check(int argc, char **argv)
{
	static const struct argp argp = {
		.options = option_table,
		.parser = parse,
		.args_doc = "[SUBMISSION]",
		.doc = "Grades the programs in the folder SUBMISSION (`lessons` when none is given)."
		       "\vLESSON is a number, an id, or a part of one: 2, 02-five-named-threads, named.\n\n"
		       "Exit status: 0 when every check passed, 1 when some failed, 2 for wrong usage, 3 when the "
		       "grader "
		       "itself failed (which is never the student's fault).",
	};
	struct check_request request = { .submission = "lessons", .format = &report_formats[0] };

	argp_parse(&argp, argc, argv, 0, NULL, &request);
	if (request.chosen == 0)
		request.chosen = (1U << lesson_count) - 1;
	if (!submission_is_there(request.submission))
		return EXIT_WRONG_USAGE;
	if (request.output != NULL && !output_is_possible(request.output))
		return EXIT_WRONG_USAGE;
	return grade_and_report(&request);
}

const struct command command_check = {
	.name = "check",
	.summary = "grade a submission",
	.run = run_check,
};
