/*
 * Reports: each format is a pure function from a result to a stream.
 *
 * A report may quote any byte that a student's program printed. Whatever these bytes are, nothing
 * but printable text leaves here: see report/escape.h.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "lessons/result.h"

#include <stdbool.h>
#include <stdio.h>

struct report_format {
	const char *name;
	/*
	 * Write the whole report. Colour is asked for only where it makes sense; a format may ignore it.
	 * Returns false when the report could not be made; whether the stream took it all, the caller asks
	 * the stream.
	 */
	bool (*write)(const struct result *result, bool colour, FILE *stream);
};

/* All formats, the usual one first; an entry without a name closes the list. */
extern const struct report_format report_formats[];

/* The format of that name, NULL when there is none. */
const struct report_format *report_format_by_name(const char *name);

/* For people: wrapped at 100 columns. */
bool report_text(const struct result *result, bool colour, FILE *stream);
/* For programs: one object on one line, pure ASCII, under 1 MiB. */
bool report_json(const struct result *result, bool colour, FILE *stream);

#endif
