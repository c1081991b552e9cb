/*
 * Lesson 03: finding the two rounds in a trace, and reading the lines about them.
 */
#include "lessons/process_vs_thread.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *round_noun(enum round_kind kind)
{
	return kind == ROUND_OF_PROCESSES ? "processes" : "threads";
}

const char *round_worker(enum round_kind kind)
{
	return kind == ROUND_OF_PROCESSES ? "child process" : "thread";
}

const char *round_check(enum round_kind kind)
{
	return kind == ROUND_OF_PROCESSES ? "n-processes" : "n-threads";
}

const struct trace *round_trace(const struct evidence *evidence, int run, struct verdict *verdict)
{
	const struct trace *trace = evidence_trace(evidence, run);

	if (!trace)
		verdict_not_run(verdict, evidence, run);
	return trace;
}

static bool is_worker(const struct trace *trace, int task, enum round_kind kind)
{
	const struct task *it = &trace->tasks[task];

	if (kind == ROUND_OF_THREADS)
		return it->is_thread && it->process == 0;
	return task_is_child(it) && trace->tasks[it->creator].process == 0;
}

bool round_has(const struct round *round, int task)
{
	for (int i = 0; i < round->count; i++)
		if (round->workers[i] == task)
			return true;
	return false;
}

int worker_ended_at(const struct trace *trace, int worker)
{
	const struct task *it = &trace->tasks[worker];

	return it->is_thread ? it->ended_at : it->process_ended_at;
}

nanoseconds worker_cpu(const struct trace *trace, int worker)
{
	nanoseconds cpu = 0;

	if (trace->tasks[worker].is_thread)
		return trace->tasks[worker].cpu;
	for (int i = 0; i < trace->task_count; i++)
		if (trace->tasks[i].process == worker)
			cpu += trace->tasks[i].cpu;
	return cpu;
}

/* When the worker was over and done with: a thread at its end, a process when it was reaped. NEVER while it lives. */
static nanoseconds worker_over(const struct trace *trace, int worker, int *over_at)
{
	const struct task *it = &trace->tasks[worker];

	*over_at = it->ended_at;
	if (it->is_thread)
		return it->ended;
	if (it->reaped != NEVER) {
		*over_at = it->reaped_at;
		return it->reaped;
	}
	*over_at = it->process_ended_at;
	if (it->process_ended == NEVER || it->ended <= it->process_ended)
		return it->process_ended;
	*over_at = it->ended_at;
	return it->ended;
}

static void measure_round(const struct trace *trace, struct round *round)
{
	for (int i = 0; i < round->count; i++) {
		int over_at;
		nanoseconds over = worker_over(trace, round->workers[i], &over_at);

		if (over == NEVER) {
			round->ended = NEVER;
			round->ended_at = INT_MAX;
			return;
		}
		if (over > round->ended)
			round->ended = over;
		if (over_at > round->ended_at)
			round->ended_at = over_at;
	}
}

static struct round find_round(const struct trace *trace, enum round_kind kind)
{
	struct round round = { .kind = kind, .began = NEVER, .ended = NEVER };

	round.workers = calloc((size_t)trace->task_count + 1, sizeof *round.workers);
	if (!round.workers)
		abort();
	for (int i = 0; i < trace->task_count; i++) {
		if (!is_worker(trace, i, kind))
			continue;
		if (round.count == 0) {
			round.created_at = trace->tasks[i].born_at;
			round.began = trace->tasks[i].born;
		}
		round.last_created_at = trace->tasks[i].born_at;
		round.workers[round.count++] = i;
	}
	measure_round(trace, &round);
	return round;
}

struct rounds rounds_find(const struct trace *trace)
{
	struct rounds rounds = { .round = {
					 find_round(trace, ROUND_OF_PROCESSES),
					 find_round(trace, ROUND_OF_THREADS),
				 } };

	return rounds;
}

void rounds_release(struct rounds *rounds)
{
	for (int i = 0; i < ROUND_KINDS; i++)
		free(rounds->round[i].workers);
	*rounds = (struct rounds){ 0 };
}

/* Read digits as a number below 10^9; returns where they end, NULL when there are none or too many. */
static const char *read_digits(const char *text, const char *end, int64_t *number)
{
	const char *start = text;

	for (*number = 0; text < end && *text >= '0' && *text <= '9'; text++) {
		if (text - start == 9)
			return NULL;
		*number = *number * 10 + (*text - '0');
	}
	return text > start ? text : NULL;
}

/* The text behind the word, NULL when the text does not begin with it. */
static const char *skip_word(const char *text, const char *end, const char *word)
{
	size_t length = strlen(word);

	if (!text || (size_t)(end - text) < length || memcmp(text, word, length) != 0)
		return NULL;
	return text + length;
}

/* Read decimals, three or more of them; those below a nanosecond are passed over. */
static const char *read_decimals(const char *text, const char *end, struct printed *printed)
{
	const char *start = text;

	for (printed->unit = SECOND; text < end && *text >= '0' && *text <= '9'; text++) {
		printed->unit = printed->unit > 1 ? printed->unit / 10 : 0;
		printed->time += printed->unit * (*text - '0');
	}
	if (printed->unit == 0)
		printed->unit = 1;
	return text - start >= 3 ? text : NULL;
}

bool printed_parse(const struct line *line, enum round_kind kind, struct printed *printed)
{
	const char *end = line->text + line->length;
	const char *text = line->text;
	int64_t number;

	*printed = (struct printed){ 0 };
	if (line->length == 0 || *text == '0')
		return false;
	text = read_digits(text, end, &number);
	printed->workers = (int)number;
	text = skip_word(text, end, kind == ROUND_OF_PROCESSES ? " processes: " : " threads: ");
	if (!text || !(text = read_digits(text, end, &number)))
		return false;
	printed->time = number * SECOND;
	text = skip_word(text, end, ".");
	if (!text || !(text = read_decimals(text, end, printed)))
		return false;
	text = skip_word(text, end, " s");
	return text == end && text;
}

int round_line(const struct lines *lines, enum round_kind kind, struct printed *printed)
{
	struct printed parsed;
	int count = 0;

	for (int i = 0; i < lines->count; i++)
		if (printed_parse(&lines->items[i], kind, &parsed) && count++ == 0)
			*printed = parsed;
	return count;
}
