#include "witness/watching.h"

#include <limits.h>

/* A creator that naps or spins in a loop does not wait in the schedule's sense; it is let off after so much of it. */
#define NAPS_MAX 100
#define SPIN_MAX (500 * MILLISECOND)
#define WRITTEN_MAX ((size_t)65536)
/* And nobody is held for longer than this, on the program's clock. */
#define HOLD_MAX (12 * SECOND)

static void hold(struct witness *witness, struct tracee *tracee, enum hold kind, const struct tracee *other)
{
	/* Once is enough: several, one after the other, could starve a right program. */
	if (witness->played)
		return;
	tracee->hold = kind;
	if (kind == HOLD_NEWBORN)
		witness->trace->tasks[tracee->task].begun_at = INT_MAX;
	tracee->held_written = witness->written;
	tracee->held_for = other->tid;
	tracee->held_since = witness->clock.now;
	tracee->held_naps =
		kind == HOLD_NEWBORN && witness->options->schedule == SCHEDULE_ONE_LATE ? witness->naps : other->naps;
	tracee->held_cpu =
		kind == HOLD_NEWBORN && witness->options->schedule == SCHEDULE_ONE_LATE ? witness->cpu : other->cpu;
}

void schedule_born(struct witness *witness, struct tracee *creator, struct tracee *newborn)
{
	witness->newborns++;
	creator->asked = 0;
	/* A vfork parent waits for its child in any case. */
	if (creator->in_vfork)
		return;
	switch (witness->options->schedule) {
	case SCHEDULE_NEWBORN_FIRST: hold(witness, creator, HOLD_CREATOR, newborn); break;
	case SCHEDULE_CREATOR_FIRST: hold(witness, newborn, HOLD_NEWBORN, creator); break;
	case SCHEDULE_ONE_LATE:
		newborn->late = witness->newborns == witness->options->late;
		if (newborn->late)
			hold(witness, newborn, HOLD_NEWBORN, creator);
		break;
	default: break;
	}
}

static bool is_newborn_of(const struct tracee *tracee, pid_t creator)
{
	return tracee->hold == HOLD_NEWBORN && tracee->held_for == creator;
}

void schedule_wait(struct witness *witness, struct tracee *tracee, bool polls)
{
	int newborns = 0;

	if (witness->options->schedule != SCHEDULE_CREATOR_FIRST)
		return;
	for (int i = 0; i < witness->count; i++)
		newborns += is_newborn_of(witness->tracees[i], tracee->tid);
	/* To ask for each of them once is not to wait for any; who asks again waits. */
	if (polls && ++tracee->asked <= newborns)
		return;
	for (int i = 0; i < witness->count; i++)
		if (is_newborn_of(witness->tracees[i], tracee->tid))
			tracee_release(witness, witness->tracees[i]);
}

/* `other` is whom it is held for, NULL when that one is gone. A late one is held for everybody. */
static bool was_held_too_long(const struct witness *witness, const struct tracee *tracee, const struct tracee *other)
{
	bool for_all = tracee->late || other == NULL;
	int64_t naps = for_all ? witness->naps : other->naps, cpu = for_all ? witness->cpu : other->cpu;

	return naps - tracee->held_naps > NAPS_MAX || cpu - tracee->held_cpu > SPIN_MAX ||
	       witness->clock.now - tracee->held_since > HOLD_MAX ||
	       witness->written - tracee->held_written > WRITTEN_MAX;
}

/* A sleep is no waiting: the clock jumps over it. */
static bool waits(const struct tracee *tracee)
{
	return tracee->blocked && !call_is_sleep(&tracee->call);
}

void schedule_late(struct witness *witness, struct tracee *tracee)
{
	if (tracee->late && tracee->hold == HOLD_NONE && !tracee->dying && others_can_go_on(witness, tracee))
		tracee->hold = HOLD_NEWBORN;
}

static bool may_go_on(const struct tracee *tracee, const struct tracee *other)
{
	if (tracee->late)
		return false;
	if (other == NULL || other->dying)
		return true;
	return tracee->hold == HOLD_CREATOR ? other->blocked || other->hold == HOLD_END : waits(other);
}

bool schedule_look(struct witness *witness)
{
	bool any = false;

	for (int i = 0; i < witness->count; i++) {
		struct tracee *tracee = witness->tracees[i];
		const struct tracee *other = tracee_find(witness, tracee->held_for);

		if (tracee->hold != HOLD_NEWBORN && tracee->hold != HOLD_CREATOR)
			continue;
		witness->played = witness->played || was_held_too_long(witness, tracee, other);
		if (!witness->played && !may_go_on(tracee, other))
			continue;
		tracee->late = false;
		tracee_release(witness, tracee);
		any = true;
	}
	return any;
}

bool schedule_yield(struct witness *witness)
{
	for (int i = 0; i < witness->count; i++) {
		struct tracee *tracee = witness->tracees[i];

		if (tracee->hold == HOLD_NEWBORN || tracee->hold == HOLD_CREATOR) {
			tracee_release(witness, tracee);
			return true;
		}
	}
	return false;
}
