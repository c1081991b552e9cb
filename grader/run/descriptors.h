/*
 * How many files may be open at once: in the grader, which keeps some of /proc open for each task that it watches, and
 * in a program.
 */
#ifndef RUN_DESCRIPTORS_H
#define RUN_DESCRIPTORS_H

#include "run/fault.h"

/* What a program gets. It does not inherit the grader's own limit: see launcher.h. */
#define DESCRIPTORS_OF_A_PROGRAM 1024

/* Raise the soft limit to the hard one, when the grader starts: watching many tasks is faster then. */
void descriptors_raise(void);
/* Whether a program can get its own. Returns false, with the reason in `fault`, where the hard limit is lower. */
bool descriptors_suffice(struct fault *fault);

#endif
