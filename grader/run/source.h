/*
 * A student's source file: found, checked, read.
 */
#ifndef RUN_SOURCE_H
#define RUN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#define SOURCE_SIZE_MAX (1 << 20)

struct source {
	bool found;
	char path[256];    /* relative to the submission */
	char refused[160]; /* in words, why it is not taken; "" when it is */
	char *text;        /* owned; NULL unless taken */
	size_t size;
};

/*
 * Look for LESSON/NAME.c, then for NAME.c, below the folder `submission`. No symbolic link is followed, and nothing but a
 * regular file of at most SOURCE_SIZE_MAX bytes is taken. Release with source_release.
 */
void source_read(const char *submission, const char *lesson, const char *name, struct source *source);
void source_release(struct source *source);

#endif
