/*
 * Lesson 03: a line that was meant to be a round's, and where it differs from "N threads: T s".
 */
#define _GNU_SOURCE 1

#include "lessons/process_vs_thread.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A line that differs in more places was meant to be something else. */
#define DIFFERENCES_MAX 4
#define DECIMALS_MIN 3

/* A line that is read part by part. A part that is not as it should be is a difference, and is passed over. */
struct reading {
	const char *text, *end; /* what has not been read yet */
	int count;
	char differences[300];
};

__attribute__((format(printf, 2, 3))) static void differ(struct reading *reading, const char *format, ...)
{
	char words[100];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	add_words(reading->differences, sizeof reading->differences, "%s%s", reading->count++ > 0 ? "; " : "", words);
}

static bool is_next(const struct reading *reading, char c)
{
	return reading->text < reading->end && *reading->text == c;
}

static int is_blank(int c)
{
	return c == ' ' || c == '\t';
}

static int is_before_time(int c)
{
	return !isdigit(c) && c != '.' && c != ',';
}

/* Pass over as many bytes as are of this kind; returns how many. */
static int pass(struct reading *reading, int (*is_of_kind)(int c))
{
	const char *start = reading->text;

	while (reading->text < reading->end && is_of_kind((unsigned char)*reading->text))
		reading->text++;
	return (int)(reading->text - start);
}

/* One blank should stand here. */
static void read_blank(struct reading *reading, const char *where)
{
	bool is_space = is_next(reading, ' ');
	int blanks = pass(reading, is_blank);

	if (blanks == 0)
		differ(reading, "no blank %s", where);
	else if (!is_space)
		differ(reading, "a tab, not a blank, %s", where);
	else if (blanks > 1)
		differ(reading, "more than one blank %s", where);
}

static void read_number(struct reading *reading)
{
	bool zero;

	if (pass(reading, is_blank) > 0)
		differ(reading, "a blank before the number");
	zero = is_next(reading, '0');
	if (pass(reading, isdigit) == 0) {
		differ(reading, "no number at the beginning");
		return;
	}
	if (zero)
		differ(reading, "a 0 before the number");
	read_blank(reading, "after the number");
}

/* What a student's program printed is quoted only where it is letters, which can be mistaken for nothing else. */
static void read_noun(struct reading *reading, const char *noun)
{
	const char *start = reading->text;
	int length = pass(reading, isalpha);

	if (length == 0)
		differ(reading, "no word \"%s\" after it", noun);
	else if (length != (int)strlen(noun) || memcmp(start, noun, strlen(noun)) != 0)
		differ(reading, "\"%.*s\" where \"%s\" should be", length < 20 ? length : 20, start, noun);
}

/* The colon, and whatever else stands before the time. */
static void read_colon(struct reading *reading)
{
	int blanks = pass(reading, is_blank);

	if (!is_next(reading, ':')) {
		differ(reading, "no colon after the word");
	} else {
		reading->text++;
		if (blanks > 0)
			differ(reading, "a blank before the colon");
		read_blank(reading, "after the colon");
	}
	if (pass(reading, is_before_time) > 0)
		differ(reading, "something else before the time");
}

static void read_time(struct reading *reading)
{
	bool digits = pass(reading, isdigit) > 0, comma = is_next(reading, ',');
	int decimals;

	if (!digits)
		differ(reading, "no digit before the point");
	if (comma)
		differ(reading, "a comma where the point should be");
	if (comma || is_next(reading, '.'))
		reading->text++;
	decimals = pass(reading, isdigit);
	if (decimals < DECIMALS_MIN)
		differ(reading, "%d decimal%s where at least %d should be", decimals, decimals == 1 ? "" : "s",
		       DECIMALS_MIN);
}

static void read_unit(struct reading *reading)
{
	const char *start;
	int length;

	if (reading->text == reading->end) {
		differ(reading, "no \" s\" at the end");
		return;
	}
	read_blank(reading, "before the unit");
	start = reading->text;
	length = pass(reading, isalpha);
	if (length != 1 || *start != 's')
		differ(reading, "\"%.*s\" where \"s\" should be", length < 20 ? length : 20, start);
	if (reading->text < reading->end)
		differ(reading, "something behind the unit");
}

static struct reading read_line(const struct line *line, enum round_kind kind)
{
	struct reading reading = { .text = line->text, .end = line->text + line->length };

	read_number(&reading);
	read_noun(&reading, round_noun(kind));
	read_colon(&reading);
	read_time(&reading);
	read_unit(&reading);
	return reading;
}

/* Whether the line holds the word for the round's workers, one or several of them, in capital letters or small ones. */
static bool has_noun(const struct line *line, enum round_kind kind)
{
	const char *word = kind == ROUND_OF_PROCESSES ? "process" : "thread";
	char text[128];

	snprintf(text, sizeof text, "%.*s", (int)line->length, line->text);
	return strcasestr(text, word) != NULL;
}

const struct line *round_nearest(const struct lines *lines, enum round_kind kind, char *differences, size_t size)
{
	const struct line *nearest = NULL;
	int fewest = 0;

	differences[0] = '\0';
	for (int i = 0; i < lines->count; i++) {
		struct reading reading;

		if (!has_noun(&lines->items[i], kind))
			continue;
		reading = read_line(&lines->items[i], kind);
		if (nearest && reading.count >= fewest)
			continue;
		nearest = &lines->items[i];
		fewest = reading.count;
		snprintf(differences, size, "%s", fewest <= DIFFERENCES_MAX ? reading.differences : "");
	}
	return nearest;
}
