/*
 * The one place where a program in which nobody can go on is noticed, and where time passes for it.
 */
#include "witness/memory.h"
#include "witness/watching.h"

#include <sys/wait.h>

/* Nobody moved for this long of real time: what looks like a deadlock is one. */
#define DEADLOCK_CERTAIN (60 * MILLISECOND)
/* Bytes that are under way may wait for one of TCP's own timers, which run in real time. */
#define IN_FLIGHT_MAX (2 * SECOND)

bool companion_act(struct witness *witness, bool at_accept)
{
	struct companion *companion = witness->options->companion;
	bool kill = false, acted;

	if (companion == NULL || !witness->started || witness->stopping)
		return false;
	acted = companion->act(companion->self, witness->trace, witness->clock.now, at_accept, &kill);
	if (kill)
		kill_all(witness);
	/* What it has done is yet to be noticed by the program. */
	if (acted)
		witness->quiet_since = clock_real_time();
	return acted;
}

/* Whether a task is one that could move: not held, and not the zombie of a leader that left its threads behind. */
static bool counts(const struct witness *witness, const struct tracee *tracee)
{
	if (tracee->stopped)
		return tracee->hold == HOLD_NONE;
	if (!tracee->dying || !tracee->is_first)
		return true;
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->tgid == tracee->tgid && witness->tracees[i] != tracee)
			return false;
	return true;
}

/* Look at every task. Returns whether everyone is blocked. */
static bool look(struct witness *witness)
{
	nanoseconds start = clock_real_time();
	/* One that runs is enough to know that it is not idle, unless somebody waits for another one to be blocked. */
	bool everyone = true, all = witness->options->schedule != SCHEDULE_NATURAL || witness->holds_finish;

	for (int i = 0; i < witness->count && (everyone || all); i++) {
		struct tracee *tracee = witness->tracees[i];

		if (!counts(witness, tracee))
			continue;
		tracee->blocked = !tracee->dying && !tracee->stopped && tracee_is_blocked(tracee);
		tracee_update_time(witness, tracee);
		everyone = everyone && tracee->blocked;
	}
	if (everyone || all)
		witness->look_cost = clock_real_time() - start;
	return everyone;
}

static bool news_waits(void)
{
	siginfo_t info = { 0 };

	return waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT | __WALL) == 0 && info.si_pid != 0;
}

/* Everybody was blocked in the look before: nobody has used the processor since, and nothing is on its way. */
static bool look_again(struct witness *witness)
{
	int64_t cpu = witness->cpu;

	return look(witness) && witness->cpu == cpu && !news_waits();
}

bool others_can_go_on(struct witness *witness, const struct tracee *tracee)
{
	if (news_waits())
		return true;
	for (int i = 0; i < witness->count; i++) {
		struct tracee *other = witness->tracees[i];

		if (other != tracee && counts(witness, other) &&
		    (other->dying || other->stopped || !tracee_is_blocked(other)))
			return true;
	}
	return news_waits();
}

static nanoseconds earlier(nanoseconds a, nanoseconds b)
{
	if (a == NEVER || b == NEVER)
		return a == NEVER ? b : a;
	return a < b ? a : b;
}

static nanoseconds deadline_of(const struct witness *witness, const struct tracee *tracee)
{
	nanoseconds deadline = tracee->alarm;

	if (tracee->hold == HOLD_END)
		deadline = earlier(deadline, tracee->held_since + witness->options->hold_time);
	else if (!tracee->stopped && !tracee->group_stopped && !tracee->fired && tracee->call.kind != CALL_NONE)
		deadline = earlier(deadline, tracee->call.deadline);
	return deadline;
}

/* Alarms are no plan to go on: a program sets one so that it ends if nothing else does. */
static bool only_alarms_are_left(const struct witness *witness)
{
	const struct companion *companion = witness->options->companion;

	for (int i = 0; i < witness->count; i++) {
		nanoseconds deadline = deadline_of(witness, witness->tracees[i]);

		if (deadline != NEVER && deadline != witness->tracees[i]->alarm)
			return false;
	}
	return companion == NULL || companion->due(companion->self) == NEVER;
}

static nanoseconds next_deadline(const struct witness *witness)
{
	const struct companion *companion = witness->options->companion;
	nanoseconds next = companion != NULL ? companion->due(companion->self) : NEVER;

	for (int i = 0; i < witness->count; i++)
		next = earlier(next, deadline_of(witness, witness->tracees[i]));
	return next;
}

/* Wake everybody whose time has come. Returns whether there was anybody. */
static bool wake_due(struct witness *witness)
{
	bool any = false;

	alarms_ring(witness);
	for (int i = 0; i < witness->count; i++) {
		struct tracee *tracee = witness->tracees[i];
		nanoseconds deadline = deadline_of(witness, tracee);

		if (deadline == NEVER || deadline > witness->clock.now)
			continue;
		any = true;
		if (tracee->hold == HOLD_END)
			tracee_release(witness, tracee);
		else if (!witness->options->real_time) /* where the machine's own timer rings */
			call_time_out(tracee);
	}
	return any;
}

static bool has_been_quiet_for(const struct witness *witness, nanoseconds time)
{
	return clock_real_time() - witness->quiet_since >= time;
}

static void call_it_a_deadlock(struct witness *witness)
{
	/* What the clock can't follow may wake somebody at any time. */
	if (!witness->trace->clock_followed || !has_been_quiet_for(witness, DEADLOCK_CERTAIN))
		return;
	for (int i = 0; i < witness->count; i++)
		describe_waiting(witness, witness->tracees[i]);
	stop(witness, ENDING_DEADLOCK, 0);
}

/* Nobody can go on. Let the time pass until somebody can, or see that nobody ever will. */
static void let_time_pass(struct witness *witness)
{
	const struct companion *companion = witness->options->companion;
	nanoseconds next = next_deadline(witness), limit = witness->options->time_limit;

	/* What is on its way would wake somebody; only the companion, who decides when it reads, need not wait for it. */
	if (companion != NULL && (next == NEVER || next != companion->due(companion->self)) &&
	    !has_been_quiet_for(witness, IN_FLIGHT_MAX) && sockets_in_flight(witness))
		return;
	if (only_alarms_are_left(witness) && schedule_yield(witness))
		return;
	if (next == NEVER) {
		call_it_a_deadlock(witness);
		return;
	}
	if (next > limit)
		next = limit + 1;
	clock_jump(&witness->clock, next);
	clock_advance(&witness->clock, 0);
	/* Where the companion and a task are due at once, the companion comes first: what it does may be waited for. */
	if (witness->clock.now <= limit && !companion_act(witness, true))
		wake_due(witness);
}

void settle(struct witness *witness)
{
	bool everyone = look(witness);

	if (call_finish_look(witness) || schedule_look(witness) || wake_due(witness) || !everyone ||
	    !look_again(witness))
		return;
	if (!companion_act(witness, true) && !schedule_look(witness))
		let_time_pass(witness);
}
