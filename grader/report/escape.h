/*
 * Showing bytes that nobody vouches for.
 *
 * Text is taken as UTF-8. A character that takes room on the screen is shown as it is; everything else
 * (control characters, terminal escapes, marks that change the direction of writing, characters without
 * a width, bytes that are no UTF-8) is shown as an escape that a C programmer can read: \t, \x1b, \u202e.
 */
#ifndef REPORT_ESCAPE_H
#define REPORT_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GLYPH_SIZE 12

/* The next thing to show of a text. */
struct glyph {
	size_t bytes;           /* how many bytes of the text it stands for, at least 1 */
	uint32_t character;     /* the character itself, 0 when it is shown as an escape */
	char shown[GLYPH_SIZE]; /* what to write instead, NUL-terminated */
	int columns;            /* its width on the screen */
};

/* Read one glyph from the start of a text, which must not be empty (a newline is escaped too). */
struct glyph escape_glyph(const char *text);

/* How many columns a text takes when it is shown on one line. */
int escape_columns(const char *text);

/*
 * A copy of the text, escaped but for its newlines, that takes at most `limit` bytes in JSON (with every
 * character outside ASCII as \uXXXX). What does not fit is left out and a note at the end says so.
 * The caller frees it; NULL when memory is exhausted.
 */
char *escape_for_json(const char *text, size_t limit);

#endif
