/*
 * A lesson's result on its way from the process that graded the lesson to the one that reports. Only what changes from one
 * grading to the next is sent; the rest stands in the lesson's table, on both sides.
 */
#include "lessons/grade.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX (16u << 20)

static void put_text(FILE *stream, const char *text)
{
	size_t length = strlen(text);

	fwrite(&length, sizeof length, 1, stream);
	fwrite(text, 1, length, stream);
}

/* NULL when it did not come through whole. */
static char *get_text(FILE *stream)
{
	size_t length;
	char *text;

	if (fread(&length, sizeof length, 1, stream) != 1 || length > TEXT_MAX)
		return NULL;
	text = malloc(length + 1);
	if (text == NULL)
		abort();
	text[length] = '\0';
	if (fread(text, 1, length, stream) == length)
		return text;
	free(text);
	return NULL;
}

bool lesson_result_send(const struct lesson_result *result, int fd)
{
	FILE *stream = fdopen(fd, "w");

	if (stream == NULL)
		return false;
	fwrite(&result->status, sizeof result->status, 1, stream);
	fwrite(&result->score, sizeof result->score, 1, stream);
	fwrite(&result->isolation, sizeof result->isolation, 1, stream);
	for (int i = 0; i < result->check_count; i++) {
		const struct check_result *check = &result->checks[i];

		fwrite(&check->status, sizeof check->status, 1, stream);
		fwrite(&check->score, sizeof check->score, 1, stream);
		put_text(stream, check->message);
		put_text(stream, check->evidence);
		put_text(stream, check->hint);
	}
	return fclose(stream) == 0;
}

static bool get_check(FILE *stream, struct check_result *check)
{
	return fread(&check->status, sizeof check->status, 1, stream) == 1 &&
	       fread(&check->score, sizeof check->score, 1, stream) == 1 &&
	       (check->message = get_text(stream)) != NULL && (check->evidence = get_text(stream)) != NULL &&
	       (check->hint = get_text(stream)) != NULL;
}

bool lesson_result_receive(const struct lesson *lesson, int fd, struct lesson_result *result)
{
	int copy_of_fd = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 3);
	FILE *stream = copy_of_fd < 0 ? NULL : fdopen(copy_of_fd, "r");
	bool whole;

	if (stream == NULL)
		return false;
	lesson_not_judged(lesson, "", result);
	whole = fread(&result->status, sizeof result->status, 1, stream) == 1 &&
		fread(&result->score, sizeof result->score, 1, stream) == 1 &&
		fread(&result->isolation, sizeof result->isolation, 1, stream) == 1;
	for (int i = 0; whole && i < result->check_count; i++) {
		struct check_result *check = &result->checks[i];

		free(check->message);
		free(check->evidence);
		free(check->hint);
		check->message = check->evidence = check->hint = NULL;
		whole = get_check(stream, check);
	}
	fclose(stream);
	if (!whole)
		lesson_result_release(result);
	return whole;
}
