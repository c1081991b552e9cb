/*
 * What programs are built with: the compiler and the C library that this machine has.
 */
#ifndef RUN_TOOLS_H
#define RUN_TOOLS_H

#include "trace/trace.h"

/* Append which tools these are, by what changes with their content when an upgrade replaces them. */
void tools_identify(struct bytes *identity);

#endif
