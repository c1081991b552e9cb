/*
 * grade hint: one hint of a lesson at a time, as they stand in its README.
 *
 * Hints are the numbered items ("1. ...") below the heading "## Hints", up to the next heading.
 */
#include "commands/command.h"
#include "lessons/lesson.h"
#include "trace/trace.h"

#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct hint_request {
	const char *lesson;
	int number;
};

/* Read a number from 1 to 99. Returns 0 for anything else. */
static int read_number(const char *text)
{
	size_t length = strlen(text);

	return length >= 1 && length <= 2 && strspn(text, "0123456789") == length ? atoi(text) : 0;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct hint_request *request = state->input;

	if (key == ARGP_KEY_NO_ARGS)
		argp_usage(state);
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	if (state->arg_num == 0) {
		request->lesson = argument;
		return 0;
	}
	if (state->arg_num > 1)
		argp_usage(state);
	request->number = read_number(argument);
	if (request->number == 0) {
		complain("'%s' is no number of a hint; they count from 1", argument);
		exit(EXIT_WRONG_USAGE);
	}
	return 0;
}

/* Open a lesson's README. Returns NULL after a complaint. */
static FILE *open_readme(const char *lesson)
{
	char *folder = kit_folder(), *path = NULL;
	FILE *file = NULL;

	if (folder == NULL)
		complain("cannot find the kit's lessons; set GRADE_KIT to the kit's folder");
	else if (asprintf(&path, "%s/lessons/%s/README.md", folder, lesson) < 0)
		path = NULL;
	if (path != NULL && (file = fopen(path, "r")) == NULL)
		complain("cannot read %s (%s); the hints are in it", path, strerror(errno));
	free(folder);
	free(path);
	return file;
}

/* Whether a line starts a numbered item; then *text is what stands after the number. */
static bool starts_item(const char *line, const char **text)
{
	size_t digits = strspn(line, "0123456789");

	if (digits == 0 || line[digits] != '.' || line[digits + 1] != ' ')
		return false;
	*text = line + digits + 1 + strspn(line + digits + 1, " ");
	return true;
}

/* Collect hint `wanted` (from 1) without its number and its indentation. Returns how many hints there are. */
static int read_hints(FILE *file, int wanted, struct bytes *hint)
{
	char *line = NULL;
	size_t size = 0;
	bool inside = false;
	int count = 0;

	while (getline(&line, &size, file) >= 0) {
		const char *text = line;

		if (strncmp(line, "#", 1) == 0)
			inside = strncmp(line, "## Hints", strlen("## Hints")) == 0;
		else if (inside && starts_item(line, &text))
			count++;
		else
			text += strspn(line, " \t");
		if (inside && count == wanted)
			bytes_append(hint, text, strlen(text));
	}
	free(line);
	return count;
}

/* Print a hint without the empty lines around it, and say where the next one is. */
static void print_hint(const char *lesson, int number, int count, const struct bytes *hint)
{
	size_t length = hint->length;

	while (length > 0 && isspace((unsigned char)hint->data[length - 1]))
		length--;
	printf("Hint %d of %d for %s:\n\n%.*s\n", number, count, lesson, (int)length, hint->data);
	if (number < count)
		printf("\nThe next one: build/grade hint %s %d\n", lesson, number + 1);
}

static int run_hint(int argc, char **argv)
{
	static const struct argp argp = {
		.parser = parse,
		.args_doc = "LESSON [N]",
		.doc = "Gives hint N of a lesson (the first when N is left out). Each says more than the one before."
		       "\vLESSON is a number, an id, or a part of one: 2, 02-five-named-threads, named.",
	};
	struct hint_request request = { NULL, 1 };
	struct bytes hint = { NULL, 0, 0 };
	int index, count;
	FILE *file;

	argp_parse(&argp, argc, argv, 0, NULL, &request);
	index = choose_lesson(request.lesson);
	if (index < 0)
		return EXIT_WRONG_USAGE;
	file = open_readme(lessons[index]->id);
	if (file == NULL)
		return EXIT_GRADER_FAILED;
	count = read_hints(file, request.number, &hint);
	fclose(file);
	if (request.number <= count)
		print_hint(lessons[index]->id, request.number, count, &hint);
	else
		complain("%s has %d hints; there is no hint %d", lessons[index]->id, count, request.number);
	free(hint.data);
	return request.number <= count ? EXIT_ALL_PASSED : EXIT_WRONG_USAGE;
}

const struct command command_hint = {
	.name = "hint",
	.summary = "give one hint for a lesson",
	.run = run_hint,
};
