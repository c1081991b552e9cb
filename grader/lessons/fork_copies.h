/*
 * Text that lay in a stdio buffer when fork copied the process, and so was written more than once.
 */
#ifndef LESSONS_FORK_COPIES_H
#define LESSONS_FORK_COPIES_H

#include "trace/trace.h"

/*
 * Returns whether two processes wrote what the buffer of one had held at a fork, and then says in `text` what it was and
 * who wrote it. A copy that nobody writes does no harm: its process ended with _exit, or became another program.
 */
bool find_fork_copy(const struct trace *trace, char *text, size_t size);

#endif
