/*
 * Lesson 03: whether every worker of a round was created before the first was waited for.
 *
 * A worker may end early by itself, so its end proves nothing. What proves a wait is
 *  - a call that waited for a worker and returned it before the last one was created;
 *  - the same by asking again and again (WNOHANG), where the worker could not run before it was asked for: in the
 *    schedule in which newborns start late. In the natural one a SIGCHLD handler of a right program looks alike;
 *  - each worker but the last being over when the next one was created, or the creator having slept away nearly all
 *    of its life: no call names the worker then (a pipe, a condition, a poll). Both schedules have to agree.
 */
#include "lessons/process_vs_thread.h"

/* How many workers of the round had been created by an event. */
static int created_by(const struct trace *trace, const struct round *round, int event)
{
	int count = 0;

	for (int i = 0; i < round->count; i++)
		count += trace->tasks[round->workers[i]].born_at < event;
	return count;
}

/* Whether the event is a call of main's (or a helper thread's) that returned a worker before all were created. */
static bool returned_early(const struct trace *trace, const struct round *round, int index)
{
	const struct event *event = &trace->events[index];

	if (event->task == NOBODY || event->error || index >= round->last_created_at)
		return false;
	if (event->kind != EVENT_WAIT && event->kind != EVENT_BLOCK)
		return false;
	return trace->tasks[event->task].process == 0 && !round_has(round, event->task) &&
	       round_has(round, event->other);
}

/* Whether the call that returned this polled wait's child had asked in vain before, with no creation in between. */
static bool asked_before(const struct trace *trace, const struct round *round, int index)
{
	const struct event *hit = &trace->events[index];

	for (int i = index - 1; i > trace->tasks[hit->other].born_at; i--) {
		const struct event *event = &trace->events[i];

		if (event->kind == EVENT_CREATE && round_has(round, event->other))
			return false;
		if (event->kind == EVENT_WAIT && event->polled && event->task == hit->task && event->other == NOBODY &&
		    i <= worker_ended_at(trace, hit->other))
			return true;
	}
	return false;
}

/* The first event that waited for a worker before all were created, NOBODY when there is none. */
static int find_early_wait(const struct trace *trace, const struct round *round)
{
	for (int i = round->created_at; round->count > 0 && i < round->last_created_at; i++) {
		const struct event *event = &trace->events[i];

		if (!returned_early(trace, round, i))
			continue;
		if (!event->polled && event->began_at <= worker_ended_at(trace, event->other))
			return i;
		if (event->polled && trace->schedule == SCHEDULE_CREATOR_FIRST && asked_before(trace, round, i))
			return i;
	}
	return NOBODY;
}

/* How long the creator was blocked, between two events, in calls that name nobody. */
static nanoseconds blocked_between(const struct trace *trace, int creator, int from, int to)
{
	nanoseconds blocked = 0;

	for (int i = from; i < to; i++) {
		const struct event *event = &trace->events[i];
		bool blocks = event->kind == EVENT_POLL || (event->kind == EVENT_BLOCK && event->other == NOBODY);

		if (blocks && event->task == creator && event->began_at >= from)
			blocked += event->at - event->began;
	}
	return blocked;
}

static nanoseconds life_of(const struct trace *trace, int worker)
{
	const struct task *it = &trace->tasks[worker];
	nanoseconds ended = it->is_thread ? it->ended : it->process_ended;

	return (ended == NEVER ? trace->ended : ended) - it->born;
}

/* Whether a worker's life was as good as over when the next one was created. */
static bool over_before_next(const struct trace *trace, int worker, int next)
{
	const struct task *it = &trace->tasks[worker];
	nanoseconds blocked = blocked_between(trace, it->creator, it->born_at, trace->tasks[next].born_at);

	return worker_ended_at(trace, worker) < trace->tasks[next].born_at ||
	       (blocked > 0 && (double)blocked >= tolerances.share_of_life * (double)life_of(trace, worker));
}

/* Whether the workers of the round lived one after the other. */
static bool is_one_by_one(const struct trace *trace, enum round_kind kind)
{
	struct rounds rounds = rounds_find(trace);
	const struct round *round = &rounds.round[kind];
	bool one_by_one = round->count >= WORKERS_MIN;
	nanoseconds lives = 0;

	for (int i = 0; i + 1 < round->count && one_by_one; i++) {
		one_by_one = over_before_next(trace, round->workers[i], round->workers[i + 1]);
		lives += life_of(trace, round->workers[i]);
	}
	rounds_release(&rounds);
	return one_by_one && lives >= tolerances.lives_least;
}

static void fail_order(enum round_kind kind, struct verdict *verdict)
{
	verdict_fail(verdict, "all %s of the round are created before the first is waited for", round_noun(kind));
}

static void fail_early_wait(const struct trace *trace, const struct round *round, int index, struct verdict *verdict)
{
	const struct event *event = &trace->events[index];
	char waiter[64], worker[64];

	task_words(trace, event->task, waiter, sizeof waiter);
	task_words(trace, event->other, worker, sizeof worker);
	fail_order(round->kind, verdict);
	verdict_saw_in(verdict, trace, "%s waited for %s when %d of %d %s had been created", waiter, worker,
		       created_by(trace, round, index), round->count, round_noun(round->kind));
}

/* Judge one round in one run. */
static void judge_round(const struct trace *trace, enum round_kind kind, struct verdict *verdict)
{
	struct rounds rounds = rounds_find(trace);
	const struct round *round = &rounds.round[kind];
	int early = find_early_wait(trace, round);

	if (early != NOBODY)
		fail_early_wait(trace, round, early, verdict);
	rounds_release(&rounds);
}

/* Judge the order in one round by all runs together; `late` is NULL where that one was not made. */
static void judge_order(const struct trace *natural, const struct trace *late, enum round_kind kind,
			struct verdict *verdict)
{
	judge_round(natural, kind, verdict);
	if (verdict->status == STATUS_PASSED && late)
		judge_round(late, kind, verdict);
	if (verdict->status != STATUS_PASSED || !late || !is_one_by_one(natural, kind) || !is_one_by_one(late, kind))
		return;
	fail_order(kind, verdict);
	verdict_saw(verdict, "each %s was over before the next one was created, also when new ones start late",
		    round_worker(kind));
}

/* Whether all workers of the round were there before the first had ended, and nobody had waited for anything till then. */
static bool all_started_first(const struct trace *trace, const struct round *round)
{
	for (int i = 0; i < round->count; i++)
		if (worker_ended_at(trace, round->workers[i]) <= round->last_created_at)
			return false;
	for (int i = round->created_at; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];
		bool waits = event->kind == EVENT_WAIT || event->kind == EVENT_BLOCK || event->kind == EVENT_POLL;

		if (waits && trace->tasks[event->task].process == 0 && event->began_at <= round->last_created_at)
			return false;
	}
	return round->count >= WORKERS_MIN;
}

/* Whether a call that does not only ask has waited for a worker of the round. */
static bool was_waited_for(const struct trace *trace, const struct round *round)
{
	for (int i = 0; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];
		bool waits = event->kind == EVENT_WAIT || event->kind == EVENT_BLOCK;

		if (waits && !event->polled && !event->error && round_has(round, event->other))
			return true;
	}
	return false;
}

static bool asks(const struct trace *trace)
{
	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_WAIT && trace->events[i].polled)
			return true;
	return false;
}

static bool holds_for_both(const struct trace *trace, bool (*holds)(const struct trace *, const struct round *))
{
	struct rounds rounds = rounds_find(trace);
	bool both = holds(trace, &rounds.round[ROUND_OF_PROCESSES]) && holds(trace, &rounds.round[ROUND_OF_THREADS]);

	rounds_release(&rounds);
	return both;
}

bool order_is_evident(const struct trace *natural)
{
	return holds_for_both(natural, all_started_first);
}

bool waiting_is_evident(const struct trace *natural)
{
	return !asks(natural) && holds_for_both(natural, was_waited_for);
}

/* A round with too few workers has no order; the check waits for the one that counts them. */
static void skip_without_workers(const struct trace *natural, struct verdict *verdict)
{
	struct rounds rounds = rounds_find(natural);

	for (int kind = 0; kind < ROUND_KINDS && verdict->status == STATUS_PASSED; kind++)
		if (rounds.round[kind].count < WORKERS_MIN)
			verdict_skip(verdict, round_check(kind));
	rounds_release(&rounds);
}

void judge_starts_all_then_waits(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *natural = round_trace(evidence, RUN_NATURAL, verdict);
	const struct trace *late = evidence_trace(evidence, RUN_CREATOR_FIRST);

	if (!natural || (!late && order_is_evident(natural)))
		return;
	for (int kind = 0; kind < ROUND_KINDS && verdict->status == STATUS_PASSED; kind++)
		judge_order(natural, late, kind, verdict);
	skip_without_workers(natural, verdict);
	if (late || verdict->status != STATUS_PASSED)
		return;
	/* A program that had to be stopped is not run again. */
	if (natural->ending != ENDING_BY_ITSELF)
		verdict_skip(verdict, "exits-cleanly");
	else
		round_trace(evidence, RUN_CREATOR_FIRST, verdict);
}
