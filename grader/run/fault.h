/*
 * Something that is wrong with the machine or with the grader, in words for the person at the keyboard.
 * It is never about a student's program.
 */
#ifndef RUN_FAULT_H
#define RUN_FAULT_H

#include <stdbool.h>

struct fault {
	char text[512];
};

/* Format the text (printf(3)) and return false, so that a function can say: return fault_set(...). */
bool fault_set(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, followed by ": " and what errno means. */
bool fault_set_errno(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
