/*
 * The witness and the program on one processor. They take turns: at each stop one of them waits for the other. To wake a
 * task on another processor, which sleeps deeply by then, takes several times as long as to switch to it on this one.
 */
#include "witness/watching.h"

/* A program that runs for longer (in real time), or has more tasks, has work of its own to do, perhaps at the same time. */
#define SHARED_MAX (30 * MILLISECOND)
#define SHARERS_MAX 16

void processor_share(struct witness *witness, pid_t pid)
{
	int here = sched_getcpu();
	cpu_set_t one;

	if (here < 0 || here >= CPU_SETSIZE ||
	    sched_getaffinity(0, sizeof witness->processors, &witness->processors) != 0)
		return;
	CPU_ZERO(&one);
	CPU_SET((size_t)here, &one);
	if (sched_setaffinity(0, sizeof one, &one) != 0)
		return;
	witness->shared_processor = here;
	witness->shares_processor = true;
	if (sched_setaffinity(pid, sizeof one, &one) != 0)
		processor_release(witness);
}

/* Whether the task still has only the processor that was shared. */
static bool stayed(const struct witness *witness, pid_t tid)
{
	cpu_set_t set;

	return sched_getaffinity(tid, sizeof set, &set) == 0 && CPU_COUNT(&set) == 1 &&
	       CPU_ISSET((size_t)witness->shared_processor, &set);
}

static void let_go(const struct witness *witness, pid_t tid)
{
	sched_setaffinity(tid, sizeof witness->processors, &witness->processors);
}

void processor_release(struct witness *witness)
{
	if (!witness->shares_processor)
		return;
	witness->shares_processor = false;
	let_go(witness, 0);
	for (int i = 0; i < witness->count; i++)
		let_go(witness, witness->tracees[i]->tid);
}

void processor_check(struct witness *witness, nanoseconds real)
{
	if (real > SHARED_MAX || witness->count > SHARERS_MAX)
		processor_release(witness);
}

void processor_born(const struct witness *witness, pid_t creator, pid_t newborn)
{
	if (!witness->shares_processor && witness->shared_processor >= 0 && stayed(witness, newborn) &&
	    !stayed(witness, creator))
		let_go(witness, newborn);
}
