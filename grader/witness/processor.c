/*
 * The witness and the program on one processor. They take turns: at each stop one of them waits for the other. To wake a
 * task on another processor, which sleeps deeply by then, takes several times as long as to switch to it on this one. Where
 * the program's tasks compute at the same time, they are left alone, but for the one that creates them.
 */
#include "witness/watching.h"

#include <linux/sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A program that runs for longer (in real time), or has more tasks, has work of its own to do, perhaps at the same time. */
#define SHARED_MAX (30 * MILLISECOND)
#define SHARERS_MAX 16

/* What a task gets at a time; the shortest that there is, and the usual. */
#define SLICE_SHORTEST (MILLISECOND / 10)
#define SLICE_USUAL 0

/* linux/sched/types.h has it, which newer C libraries have too. */
struct scheduling {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period;
};

/*
 * Whoever takes little at a time gets a processor soon: sched_setattr(2), from Linux 6.12 on. Kernels before that prefer
 * those that have slept, and take no notice.
 */
static void set_slice(pid_t tid, nanoseconds slice)
{
	struct scheduling wanted = { .size = sizeof wanted,
				     .flags = SCHED_FLAG_KEEP_POLICY,
				     .nice = getpriority(PRIO_PROCESS, (id_t)tid),
				     .runtime = (uint64_t)slice };

	syscall(SYS_sched_setattr, tid, &wanted, 0);
}

void processor_share(struct witness *witness, pid_t pid)
{
	int here = sched_getcpu();
	cpu_set_t one;

	/* The first task creates the others, and must not be kept from it by those that compute already. */
	if (witness->options->parallel) {
		set_slice(pid, SLICE_SHORTEST);
		return;
	}
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
	if (witness->options->parallel)
		set_slice(newborn, SLICE_USUAL);
	if (!witness->shares_processor && witness->shared_processor >= 0 && stayed(witness, newborn) &&
	    !stayed(witness, creator))
		let_go(witness, newborn);
}
