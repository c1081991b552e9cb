/*
 * Lesson 05: where what came back differs from what was sent, and in which way.
 */
#ifndef LESSONS_SOCKET_ECHO_FLAWS_H
#define LESSONS_SOCKET_ECHO_FLAWS_H

#include "lessons/socket_echo.h"

/* What should come back in a run: from byte number `index` on, of which `count` (at least one) are there to be read. */
struct expected {
	const char *(*from)(size_t index, size_t *count);
	size_t length;
};

enum flaw_kind {
	FLAW_NONE,
	FLAW_SHORT,   /* all that came is right, but it is not all */
	FLAW_LONG,    /* all came, and then more */
	FLAW_CHANGED, /* a byte has another value, or nothing better can be said */
	FLAW_AGAIN,   /* from here on comes what came before, `length` bytes back */
	FLAW_ADDED,   /* `length` bytes that were never sent, then the rest */
	FLAW_LOST,    /* `length` bytes are missing, then comes the rest */
};

struct flaw {
	enum flaw_kind kind;
	size_t at; /* how many bytes before it are right */
	size_t length;
};

/* The first flaw. */
struct flaw flaw_find(const struct conversation *conversation, const struct expected *expected);
/* What is wrong, which byte is the first, and its value; appends. */
void flaw_add_words(const struct flaw *flaw, const struct conversation *conversation, const struct expected *expected,
		    char *text, size_t size);
/* A question about the mistake that such a flaw comes from; NULL where it may come from many. */
const char *flaw_hint(const struct flaw *flaw, const struct expected *expected);

#endif
