/*
 * Text that lay in a stdio buffer when fork copied the process, and so was written more than once.
 */
#ifndef LESSONS_FORK_COPIES_H
#define LESSONS_FORK_COPIES_H

#include "trace/trace.h"

/*
 * Compare what a program wrote through a pipe, where stdio keeps lines back, with what it wrote on a terminal, where
 * each line leaves at once. Returns whether a line was copied by a fork, and then says in `text` which and by whom.
 *
 * A line counts as copied when all of this was seen (numbers in it may differ from run to run):
 *  - on the terminal, a process wrote it before it created another one;
 *  - through the pipe, it came more often than on the terminal;
 *  - through the pipe, it stands word for word in what two processes wrote, and for one of them, which was
 *    created by another, in the first thing that it wrote.
 */
bool find_fork_copy(const struct trace *terminal, const struct trace *pipe, char *text, size_t size);

#endif
