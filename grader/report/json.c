/*
 * The report for programs: one JSON object on one line, as the contract has it.
 */
#include "report/escape.h"
#include "report/report.h"

#include <jansson.h>
#include <stdlib.h>

/*
 * What the texts of one report may take together. The rest of it (ids, titles, numbers) comes from the
 * kit's own tables and is far smaller than what is left of 1 MiB.
 */
#define TEXTS_LIMIT ((size_t)768 * 1024)
#define TEXT_LIMIT ((size_t)8 * 1024)
#define TEXTS_IN_A_CHECK 3

static json_t *text_value(const char *text, size_t limit)
{
	char *copy = escape_for_json(text != NULL ? text : "", limit);
	json_t *value = copy != NULL ? json_string(copy) : NULL;

	free(copy);
	return value;
}

/* The "o" of json_pack takes each value over, also when packing fails; a NULL among them makes it fail. */
static json_t *check_value(const struct check_result *check, size_t limit)
{
	return json_pack("{s:s,s:s,s:i,s:i,s:s,s:o,s:o,s:o}", "id", check->id, "status", status_name(check->status),
			 "score", check->score, "max_score", check->points, "title", check->title, "message",
			 text_value(check->message, limit), "evidence", text_value(check->evidence, limit), "hint",
			 text_value(check->hint, limit));
}

static json_t *lesson_value(const struct lesson_result *lesson, size_t limit)
{
	json_t *checks = json_array();

	for (int i = 0; i < lesson->check_count; i++)
		if (json_array_append_new(checks, check_value(&lesson->checks[i], limit)) != 0) {
			json_decref(checks);
			return NULL;
		}
	return json_pack("{s:s,s:s,s:i,s:i,s:o}", "id", lesson->id, "status", status_name(lesson->status), "score",
			 lesson->score, "max_score", lesson->points, "checks", checks);
}

static size_t limit_for_one_text(const struct result *result)
{
	size_t texts = 1;

	for (int i = 0; i < result->lesson_count; i++)
		texts += TEXTS_IN_A_CHECK * (size_t)result->lessons[i].check_count;
	return TEXTS_LIMIT / texts < TEXT_LIMIT ? TEXTS_LIMIT / texts : TEXT_LIMIT;
}

static double hundredths(double seconds)
{
	return (double)(long)(seconds * 100 + 0.5) / 100;
}

static json_t *result_value(const struct result *result)
{
	size_t limit = limit_for_one_text(result);
	json_t *lessons = json_array();

	for (int i = 0; i < result->lesson_count; i++)
		if (json_array_append_new(lessons, lesson_value(&result->lessons[i], limit)) != 0) {
			json_decref(lessons);
			return NULL;
		}
	return json_pack("{s:i,s:o,s:i,s:i,s:s,s:s,s:f,s:o}", "version", 1, "submission",
			 text_value(result->submission, limit), "score", result->score, "max_score", result->points,
			 "isolation", result->isolation == ISOLATION_FULL ? "full" : "reduced", "clock",
			 result->virtual_clock ? "virtual" : "real", "seconds", hundredths(result->seconds), "lessons",
			 lessons);
}

bool report_json(const struct result *result, bool colour, FILE *stream)
{
	json_t *value = result_value(result);
	bool written;

	(void)colour;
	if (value == NULL)
		return false;
	written = json_dumpf(value, stream, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(15)) == 0;
	json_decref(value);
	return fputc('\n', stream) != EOF && written;
}
