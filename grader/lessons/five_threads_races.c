/*
 * Lesson 02: ThreadSanitizer's report of a data race in one sentence.
 *
 * A report names two accesses, each with the calls that led to it, then the memory and the threads' creation:
 *
 *   Read of size 4 at 0x555555558088 by thread T2:
 *     #0 work /source/five_threads.c:17 (five_threads+0x123e) (BuildId: 84fc)
 *   Previous write of size 4 at 0x555555558088 by thread T1 (mutexes: write M0):
 *   ...
 *   Location is global 'next_number' of size 4 at 0x555555558088 (five_threads+0x4088)
 *
 * Compilers differ in columns, addresses and build ids. Of all that, the student's own file and lines are kept.
 */
#define _GNU_SOURCE 1

#include "lessons/five_threads.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OWN_FILE FIVE_THREADS ".c"
#define WORD_SIZE 64
/* How much is shown of a report that can't be put in words. */
#define RAW_LINES 12

/* A call in the student's file, on the way to an access. */
struct place {
	int line; /* 0: none is known */
	char function[WORD_SIZE];
	char through[WORD_SIZE]; /* the function of libc that it called; "" for none */
};

struct access {
	bool writes, holds_lock;
	char thread[WORD_SIZE]; /* "the main thread", "thread T1" */
	struct place place;
};

struct race {
	struct access accesses[2]; /* the later one first, as reported */
	int count;
	bool sleeps;      /* a sleep lay between the two */
	char memory[128]; /* which memory it is about, in words */
	struct place allocation;
	struct place *calls; /* whose calls are being read; NULL for nobody's */
};

/* Copy a word: letters, digits and underscores of a name in C. What the compiler adds behind a point is left out. */
static size_t take_word(const char *text, char word[WORD_SIZE])
{
	size_t length = 0;

	while ((isalnum((unsigned char)text[length]) || text[length] == '_') && length < WORD_SIZE - 1)
		length++;
	memcpy(word, text, length);
	word[length] = '\0';
	return length;
}

/* Where the student's file is named in the line, as a whole name and with a line number behind it; NULL if it is not. */
static const char *find_own_file(const char *line)
{
	const char *file = line;

	while ((file = strstr(file, OWN_FILE ":")) != NULL) {
		const char *number = file + strlen(OWN_FILE ":");

		if (file > line && (file[-1] == '/' || file[-1] == ' ') && isdigit((unsigned char)*number))
			return number;
		file = number;
	}
	return NULL;
}

/* "#0 work /source/five_threads.c:17:54 (five_threads+0x123e)"; older ones have "0x4a1b2c in " before the function. */
static void read_call(const char *line, struct place *place)
{
	const char *function = strchr(line, ' '), *number = find_own_file(line);

	if (place->line > 0 || !function)
		return;
	function++;
	if (strncmp(function, "0x", 2) == 0 && strstr(function, " in "))
		function = strstr(function, " in ") + strlen(" in ");
	take_word(function, number ? place->function : place->through);
	if (number)
		place->line = atoi(number);
}

/* "main thread:", "thread T1 (mutexes: write M0):" */
static void read_thread(const char *text, char thread[WORD_SIZE])
{
	char word[WORD_SIZE];

	if (strncmp(text, "thread ", strlen("thread ")) != 0) {
		snprintf(thread, WORD_SIZE, "the main thread");
		return;
	}
	take_word(text + strlen("thread "), word);
	snprintf(thread, WORD_SIZE, "thread %.20s", word);
}

/* Whether the text from `text` to `end` ends with the word, whatever its case. */
static bool ends_with(const char *text, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - text) >= length && strncasecmp(end - length, word, length) == 0;
}

/* "Previous atomic write of size 4 at 0x555555558088 by thread T1 (mutexes: write M0):"; false when it is none. */
static bool read_access(const char *line, struct race *race)
{
	const char *size = strstr(line, " of size "), *by = strstr(line, " by "), *place = strstr(line, " at 0x");
	char address[WORD_SIZE];
	struct access *access = &race->accesses[race->count];
	bool writes;

	if (race->count == 2 || !size || !by || !place || by < size)
		return false;
	writes = ends_with(line, size, "write");
	if (!writes && !ends_with(line, size, "read"))
		return false;
	access->writes = writes;
	access->holds_lock = strstr(by, "(mutexes:") != NULL;
	read_thread(by + strlen(" by "), access->thread);
	race->calls = &access->place;
	race->count++;
	take_word(place + strlen(" at "), address);
	if (!race->memory[0])
		snprintf(race->memory, sizeof race->memory, "the memory at %s", address);
	return true;
}

/* "Location is global 'count' of size 4 at ...", "... heap block of size 4 at ... allocated by ...:", "... stack of main thread." */
static void read_location(const char *text, struct race *race)
{
	static const char global[] = "global '", heap[] = "heap block", stack[] = "stack of ";
	char word[WORD_SIZE];

	if (strncmp(text, global, strlen(global)) == 0) {
		if (take_word(text + strlen(global), word) > 0)
			snprintf(race->memory, sizeof race->memory, "%s", word);
	} else if (strncmp(text, heap, strlen(heap)) == 0) {
		snprintf(race->memory, sizeof race->memory, "memory from malloc");
		race->calls = &race->allocation;
	} else if (strncmp(text, stack, strlen(stack)) == 0) {
		read_thread(text + strlen(stack), word);
		snprintf(race->memory, sizeof race->memory, "a variable on the stack of %s", word);
	}
}

static void read_report_line(const char *line, struct race *race)
{
	static const char location[] = "Location is ";

	line += strspn(line, " ");
	if (line[0] == '#') {
		if (race->calls)
			read_call(line, race->calls);
		return;
	}
	race->calls = NULL;
	if (strncmp(line, location, strlen(location)) == 0)
		read_location(line + strlen(location), race);
	else if (strstr(line, "synchronized via sleep"))
		race->sleeps = true;
	else
		read_access(line, race);
}

static void add_access(const struct access *access, char *text, size_t size)
{
	const struct place *place = &access->place;

	add_words(text, size, "%s ", access->writes ? "written" : "read");
	if (place->line > 0)
		add_words(text, size, "in %s (" OWN_FILE ":%d%s%s) ", place->function, place->line,
			  place->through[0] ? ", through " : "", place->through);
	add_words(text, size, "by %s", access->thread);
}

/* What does not order the two. */
static const char *order_words(const struct race *race)
{
	bool first = race->accesses[1].holds_lock, second = race->accesses[0].holds_lock;

	if (first && second)
		return "under locks that do not keep the two apart";
	if (first || second)
		return first ? "and only the first of the two holds a lock"
			     : "and only the second of the two holds a lock";
	return race->sleeps ? "with a sleep but no lock between them" : "without a lock between them";
}

/* The report in one sentence. False when it can't be understood. */
static bool make_sentence(const char *report, char *text, size_t size)
{
	struct race race = { .count = 0 };
	char line[1024];

	for (const char *next = report; *next;) {
		size_t length = strcspn(next, "\n");

		snprintf(line, sizeof line, "%.*s", (int)length, next);
		read_report_line(line, &race);
		next += length + (next[length] == '\n');
	}
	if (race.count < 2 || race.accesses[0].place.line + race.accesses[1].place.line == 0)
		return false;
	snprintf(text, size, "%s", race.memory);
	if (race.allocation.line > 0)
		add_words(text, size, " (" OWN_FILE ":%d)", race.allocation.line);
	add_words(text, size, ": ");
	add_access(&race.accesses[1], text, size);
	add_words(text, size, ", ");
	add_access(&race.accesses[0], text, size);
	add_words(text, size, ", %s", order_words(&race));
	return true;
}

/* How many bytes the first lines of a text have, without the last newline. */
static size_t length_of_lines(const char *text, int lines)
{
	size_t length = strcspn(text, "\n");

	while (--lines > 0 && text[length])
		length += 1 + strcspn(text + length + 1, "\n");
	return length;
}

void race_words(const char *report, char *text, size_t size)
{
	if (!make_sentence(report, text, size))
		snprintf(text, size, "%.*s", (int)length_of_lines(report, RAW_LINES), report);
}
