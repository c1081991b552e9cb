/*
 * The seccomp filter that every graded program runs under: it stops the program at the calls that the witness
 * wants to see, and denies those that would blind it or lead out of the walls. See seccomp(2), seccomp_init(3).
 */
#ifndef WITNESS_FILTER_H
#define WITNESS_FILTER_H

#include <stdbool.h>

/*
 * Put the filter over the calling task and all its descendants; it can't be taken off. With `traced` false (builds,
 * sanitizers) nothing stops, and only the denials hold. Returns 0 or a negative errno.
 */
int filter_load(bool traced);
/* Make the filter ready, so that filter_load in processes forked later is quick. Returns 0 or a negative errno. */
int filter_prepare(bool traced);

#endif
