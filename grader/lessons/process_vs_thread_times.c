/*
 * Lesson 03: whether the printed times are the real ones.
 *
 * A round lasts from its first creation to its last worker's end and reaping. A printed time is true when it is near
 * that, or when it is the difference of two readings of a wall clock that were taken right around the round: then
 * whatever else the machine did in between is no fault of the program.
 */
#include "lessons/process_vs_thread_times.h"

nanoseconds time_distance(nanoseconds a, nanoseconds b)
{
	return a > b ? a - b : b - a;
}

nanoseconds time_tolerance(nanoseconds duration)
{
	nanoseconds share = duration / tolerances.time_share;

	return share > tolerances.time_least ? share : tolerances.time_least;
}

static bool is_wall_clock(clockid_t clock)
{
	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_BOOTTIME:
	case CLOCK_TAI:
	case CLOCK_OF_TIMES: return true;
	default: return false;
	}
}

/* The step of a clock, where it is a coarse one. */
static nanoseconds resolution_of(clockid_t clock)
{
	switch (clock) {
	case CLOCK_OF_TIMES: return 10 * MILLISECOND;
	case CLOCK_REALTIME_COARSE:
	case CLOCK_MONOTONIC_COARSE: return 4 * MILLISECOND;
	default: return 0;
	}
}

static bool is_reading(const struct trace *trace, int index)
{
	const struct event *event = &trace->events[index];

	return event->kind == EVENT_CLOCK && !event->error && trace->tasks[event->task].process == 0;
}

/* The last readings before event `to`, not earlier than `from`. */
static struct readings readings_before(const struct trace *trace, int from, int to)
{
	struct readings readings = { .count = 0 };

	for (int i = to - 1; i >= from && readings.count < READINGS_MAX; i--)
		if (is_reading(trace, i))
			readings.events[readings.count++] = i;
	return readings;
}

/* The first readings from event `from` on. */
static struct readings readings_after(const struct trace *trace, int from)
{
	struct readings readings = { .count = 0 };

	for (int i = from; i < trace->event_count && readings.count < READINGS_MAX; i++)
		if (is_reading(trace, i))
			readings.events[readings.count++] = i;
	return readings;
}

/* Whether the event is one that takes the program's time: a nap that was begun in the gap, or the other round. */
static bool takes_time(const struct claim *claim, const struct event *event, int from)
{
	if (event->task == NOBODY)
		return false;
	if (round_has(claim->other, event->task) ||
	    (event->kind == EVENT_CREATE && round_has(claim->other, event->other)))
		return true;
	if (claim->trace->tasks[event->task].process != 0 || event->began_at < from)
		return false;
	return event->kind == EVENT_SLEEP || ((event->kind == EVENT_POLL || event->kind == EVENT_BLOCK) &&
					      event->at - event->began > tolerances.time_least);
}

/* Whether a reading was taken right at the round: the gap is short, or nothing that the program does made it long. */
static bool is_close(const struct claim *claim, int from, int to, nanoseconds gap)
{
	if (gap <= claim->tolerance)
		return true;
	for (int i = from; i < to; i++)
		if (takes_time(claim, &claim->trace->events[i], from))
			return false;
	return claim->trace->tasks[0].cpu < gap / 2;
}

bool claim_is_difference(const struct claim *claim, const struct event *first, const struct event *last)
{
	nanoseconds rounding = claim->printed.unit > MILLISECOND ? claim->printed.unit : MILLISECOND;

	return first->clock == last->clock &&
	       time_distance(last->value - first->value, claim->printed.time) <= rounding + resolution_of(first->clock);
}

/* Whether the printed time is the difference of two wall clock readings taken around the round. */
static bool is_measured(const struct claim *claim)
{
	const struct trace *trace = claim->trace;

	for (int i = 0; i < claim->before.count; i++) {
		const struct event *first = &trace->events[claim->before.events[i]];

		if (!is_wall_clock(first->clock) ||
		    !is_close(claim, claim->before.events[i] + 1, claim->round->created_at,
			      claim->round->began - first->at))
			continue;
		for (int k = 0; k < claim->after.count; k++) {
			const struct event *last = &trace->events[claim->after.events[k]];

			if (claim_is_difference(claim, first, last) &&
			    is_close(claim, claim->round->ended_at, claim->after.events[k],
				     last->at - claim->round->ended))
				return true;
		}
	}
	return false;
}

static void fail_time(const struct claim *claim, struct verdict *verdict)
{
	const char *looks = claim_recognise(claim, verdict);
	char duration[32], printed[32];

	time_words(claim->duration, duration, sizeof duration);
	time_words(claim->printed.time, printed, sizeof printed);
	verdict_fail(verdict, "%s for the %s, from the first creation to the last worker's end (within 10 %% or 5 ms)",
		     duration, round_noun(claim->round->kind));
	verdict_saw(verdict, "it printed %s%s%s", printed, looks[0] ? "; " : "", looks);
}

/* Judge one printed time of a round. */
static void judge_time(const struct trace *trace, const struct rounds *rounds, enum round_kind kind,
		       struct printed printed, struct verdict *verdict)
{
	const struct round *round = &rounds->round[kind], *other = &rounds->round[ROUND_KINDS - 1 - kind];
	int from = other->count > 0 && other->ended_at <= round->created_at ? other->ended_at : 0;
	nanoseconds duration = (round->ended == NEVER ? trace->ended : round->ended) - round->began;
	struct claim claim = {
		.trace = trace,
		.round = round,
		.other = other,
		.printed = printed,
		.duration = duration,
		.tolerance = time_tolerance(duration),
		.before = readings_before(trace, from, round->created_at),
		.after = readings_after(trace, round->ended_at),
	};

	if (time_distance(printed.time, duration) > claim.tolerance && !is_measured(&claim))
		fail_time(&claim, verdict);
}

/* Judge every time that was printed for a kind of round; returns how many there are. */
static int judge_times_of(const struct trace *trace, const struct rounds *rounds, enum round_kind kind,
			  struct verdict *verdict)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	struct printed printed;
	int count = 0;

	for (int i = 0; i < lines.count; i++) {
		if (!printed_parse(&lines.items[i], kind, &printed))
			continue;
		count++;
		if (verdict->status == STATUS_PASSED && rounds->round[kind].count > 0)
			judge_time(trace, rounds, kind, printed, verdict);
	}
	lines_release(&lines);
	return count;
}

/*
 * Judge what the run with late workers says of times. The times themselves belong to the natural run (a busy machine may
 * make a wrong one true there); but nobody knows how long a round takes while one of its workers has yet to begin.
 */
static void judge_told_early(const struct trace *late, enum round_kind kind, struct verdict *verdict)
{
	struct rounds rounds = rounds_find(late);
	const struct round *round = &rounds.round[kind];
	struct lines lines = trace_lines(late, STREAM_OUTPUT);
	struct printed printed;
	int waiting = 0;

	for (int i = 0; i < lines.count && waiting == 0; i++) {
		if (!printed_parse(&lines.items[i], kind, &printed))
			continue;
		for (int k = 0; k < round->count; k++)
			waiting += late->tasks[round->workers[k]].begun_at > lines.items[i].last_event;
	}
	if (waiting > 0) {
		verdict_fail(verdict, "the time of the %s, told when the last of them has ended", round_noun(kind));
		verdict_saw_in(verdict, late, "their time is printed when %d of %d have not even begun", waiting,
			       round->count);
	}
	lines_release(&lines);
	rounds_release(&rounds);
}

void judge_true_times(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *late = evidence_trace(evidence, RUN_CREATOR_FIRST);
	const struct trace *trace = round_trace(evidence, RUN_NATURAL, verdict);
	int printed[ROUND_KINDS];

	if (!trace)
		return;

	struct rounds rounds = rounds_find(trace);
	bool owed = trace->ending == ENDING_BY_ITSELF;

	for (int kind = 0; kind < ROUND_KINDS; kind++)
		printed[kind] = judge_times_of(trace, &rounds, kind, verdict);
	for (int kind = 0; kind < ROUND_KINDS && late && verdict->status == STATUS_PASSED; kind++)
		judge_told_early(late, kind, verdict);
	for (int kind = 0; kind < ROUND_KINDS && verdict->status == STATUS_PASSED; kind++)
		if (rounds.round[kind].count == 0 || (printed[kind] == 0 && owed))
			verdict_skip(verdict, round_check(kind));
	if (verdict->status == STATUS_PASSED && printed[ROUND_OF_PROCESSES] + printed[ROUND_OF_THREADS] == 0)
		verdict_skip(verdict, "exits-cleanly");
	rounds_release(&rounds);
}
