#include "lessons/tolerances.h"

const struct tolerances tolerances = {
	/* A cold cache and copied pages cost a little processor time, a dropped task costs all of it. */
	.work_factor = 1.8,
	/* Less is no work: creating a worker and ending it takes a good part of this. */
	.work_least = MILLISECOND,

	/* A tenth: the clock is read a little before the first creation and a little after the last end. */
	.time_share = 10,
	/* In a short round, what the program does besides (starting to print, say) is more than a tenth. */
	.time_least = 5 * MILLISECOND,

	/* The share of a worker's life that its creator waits away when it waits for the result, and not for the start. */
	.share_of_life = 0.9,
	/* The lives to judge that by, in all: on a busy machine, who waits for a start alone is some milliseconds late. */
	.lives_least = 50 * MILLISECOND,

	/* A beat or a line: a loop of sleeps adds its own work up; in real time a sleep ends late on a busy machine. */
	.moment = 50 * MILLISECOND,
	/* A round that waits for about so long is meant to wait for a second. */
	.wait = 10 * MILLISECOND,
	/* A beat and main's line are due at the same moment, and which comes first is luck; as long as `moment`. */
	.before_line = 50 * MILLISECOND,
	/* From main's line to the process's end: leaving main flushes, and runs what atexit(3) has registered. */
	.end_after_line = 50 * MILLISECOND,
	/* From the fifth beat to the end: a thread may sleep once more after its last beat, and that sleep may end late. */
	.end_after_beat = 1050 * MILLISECOND,
	/* A program that is over sooner has not waited, so there is no waiting to judge. */
	.shortest_life = SECOND,
	/* Processor time that nobody asks about: starting a program costs some milliseconds, under a witness more. */
	.free_cpu = 50 * MILLISECOND,
	/* A loop that asks every few milliseconds stays below this, one that never sleeps is at 100. */
	.cpu_percent = 5,

	/* Sooner than a single sleep(1), and later than anything that a busy machine does to a short program. */
	.at_once = 900 * MILLISECOND,
};
