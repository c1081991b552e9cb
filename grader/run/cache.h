/*
 * Built programs, kept from one grading to the next. An entry is found by a hash of its key and then by the whole key,
 * which holds everything that the program depends on; so nobody can make one source pass for another.
 */
#ifndef RUN_CACHE_H
#define RUN_CACHE_H

#include "trace/trace.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Look an entry up. On success *program is an open descriptor of the executable, and `messages` has what the compiler
 * said (owned by the caller); else it is -1, and `messages` is to be freed all the same.
 */
bool cache_find(const struct bytes *key, int *program, char **messages);
/*
 * Keep the program that the descriptor holds, for which nothing was found. What was not used for longest goes, when there
 * are too many. That it could not be kept is no failure.
 */
void cache_keep(const struct bytes *key, int program, const char *messages);

#endif
