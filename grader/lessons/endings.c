/*
 * How a run or a process came to its end, in a person's words.
 */
#define _GNU_SOURCE 1

#include "lessons/judge.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MIB ((int64_t)1024 * 1024)

/* ": main waits for a client, in accept on port 8888; thread worker-2 (4713) waits for a mutex"; nothing when nobody is known to wait. */
static void add_waits(const struct trace *trace, char *text, size_t size)
{
	const int most = 8;
	int waiting = 0;
	char name[64];

	for (int i = 0; i < trace->task_count; i++) {
		const char *waiting_for = trace->tasks[i].waiting_for;

		if (!waiting_for[0] || ++waiting > most)
			continue;
		task_words(trace, i, name, sizeof name);
		add_words(text, size, "%s%s waits for %s", waiting == 1 ? ": " : "; ", name, waiting_for);
	}
	if (waiting > most)
		add_words(text, size, "; and %d more", waiting - most);
}

/* Whether most of what the program created are threads. */
static bool has_mostly_threads(const struct trace *trace)
{
	return trace_count_threads(trace, NOBODY) > trace_count_processes(trace);
}

const char *ending_hint(const struct trace *trace)
{
	switch (trace->ending) {
	case ENDING_DEADLOCK: return "Who waits here, and what for? Will it ever come?";
	case ENDING_OUTPUT_LIMIT: return "Which line prints again and again here, and what was to end it?";
	case ENDING_MEMORY_LIMIT: return "Which line asks for memory again and again here, and what was to end it?";
	case ENDING_TASK_LIMIT:
		if (has_mostly_threads(trace))
			return "How often does the program come past the call that creates a thread, and what was to "
			       "end that?";
		return "After fork, parent and child go on at the same line. What keeps the child from creating "
		       "children of its own?";
	default: return "What goes on and on here, and what was to end it?";
	}
}

/* "1 MiB"; what is no whole number of these is cut. */
static void add_size(int64_t bytes, char *text, size_t size)
{
	if (bytes >= MIB)
		add_words(text, size, "%" PRId64 " MiB", bytes / MIB);
	else
		add_words(text, size, "%" PRId64 " bytes", bytes);
}

void ending_words(const struct trace *trace, char *text, size_t size)
{
	char limit[32];

	text[0] = '\0';
	time_words(trace->limit, limit, sizeof limit);
	switch (trace->ending) {
	case ENDING_BY_ITSELF: add_words(text, size, "it ended by itself"); return;
	case ENDING_DEADLOCK:
		add_words(text, size, "it was stopped, because everybody waits and nobody can go on");
		break;
	case ENDING_TIME_LIMIT:
		add_words(text, size, "it was stopped, because it had not ended after %s on its own clock", limit);
		break;
	case ENDING_CPU_LIMIT: add_words(text, size, "it was stopped after %s of processor time", limit); return;
	case ENDING_OUTPUT_LIMIT:
		add_words(text, size, "it was stopped, because it printed more than ");
		add_size(trace->limit, text, size);
		return;
	case ENDING_MEMORY_LIMIT:
		add_words(text, size, "it was stopped, because it asked for more than ");
		add_size(trace->limit, text, size);
		return;
	case ENDING_TASK_LIMIT:
		add_words(text, size, "it created %" PRId64 " %s", trace->limit,
			  has_mostly_threads(trace) ? "threads and was stopped"
						    : "processes and was stopped: a fork bomb");
		return;
	}
	add_waits(trace, text, size);
}

bool cut_short_words(const struct trace *trace, char *text, size_t size)
{
	if (trace->ending != ENDING_BY_ITSELF) {
		ending_words(trace, text, size);
		return true;
	}
	if (trace->task_count == 0 || !end_is_explained(trace, 0))
		return false;
	snprintf(text, size, "main: ");
	end_words(trace, 0, text + strlen(text), size - strlen(text));
	return true;
}

void cut_short_hint(const struct trace *trace, const char *program, struct verdict *verdict)
{
	if (trace->ending != ENDING_BY_ITSELF)
		verdict_hint(verdict, "%s", ending_hint(trace));
	else if (trace->task_count > 0)
		end_hint(trace, 0, program, verdict);
}

void add_cut_short(const struct trace *trace, const char *program, struct verdict *verdict)
{
	char why[1000];

	if (!cut_short_words(trace, why, sizeof why))
		return;
	verdict_saw(verdict, "%s; %s", verdict->saw, why);
	cut_short_hint(trace, program, verdict);
}
