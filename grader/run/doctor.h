/*
 * Every wall, whether it stands on this machine, and what would make it stand.
 */
#ifndef RUN_DOCTOR_H
#define RUN_DOCTOR_H

#include <stdbool.h>

struct wall {
	const char *name; /* "own network" */
	const char *does; /* what it is good for */
	bool stands;
	bool is_needed;     /* without it nothing can be graded at all */
	const char *remedy; /* what to do where it does not stand */
};

/* The most walls that doctor_examine fills in. */
#define WALLS_MAX 16

/* Try every wall. Returns how many there are. */
int doctor_examine(struct wall walls[WALLS_MAX]);

#endif
