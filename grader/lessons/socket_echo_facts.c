/*
 * Lesson 05: facts of a run, and words for them.
 */
#include "lessons/socket_echo.h"

#include <string.h>

const struct trace *socket_trace(const struct evidence *evidence, int run, struct verdict *verdict)
{
	const struct trace *trace = evidence_trace(evidence, run);

	if (!trace)
		verdict_not_run(verdict, evidence, run);
	return trace;
}

const struct trace *serving_trace(const struct evidence *evidence, int run, struct verdict *verdict)
{
	const struct trace *first = socket_trace(evidence, RUN_ECHO, verdict);

	if (!first)
		return NULL;
	if (listen_event(first, DEFAULT_PORT) == NOBODY || !conversation_of(first)->connected) {
		verdict_skip(verdict, "server-listens");
		return NULL;
	}
	return socket_trace(evidence, run, verdict);
}

int listen_event(const struct trace *trace, int port)
{
	for (int i = 0; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		if (event->kind == EVENT_LISTEN && event->value == port && !event->error)
			return i;
	}
	return NOBODY;
}

int peer_event(const struct trace *trace, enum act_kind kind)
{
	const struct act *acts = socket_echo_runs[trace->plan].acts;
	int act = 0;

	while (acts && acts[act].kind != kind && acts[act].kind != ACT_END)
		act++;
	if (!acts || acts[act].kind == ACT_END)
		return NOBODY;
	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_PEER && trace->events[i].value == act)
			return i;
	return NOBODY;
}

const struct conversation *conversation_of(const struct trace *trace)
{
	static const struct conversation none = { .received = NULL };

	return trace->conversation_count > 0 ? &trace->conversations[0] : &none;
}

bool peer_got_hello(const struct trace *trace)
{
	const struct conversation *conversation = conversation_of(trace);

	return conversation->length == strlen(HELLO) && memcmp(conversation->received, HELLO, strlen(HELLO)) == 0;
}

int find_text(const struct lines *lines, const char *text, int from)
{
	for (int i = from; i < lines->count; i++)
		if (line_is(&lines->items[i], text))
			return i;
	return NOBODY;
}

bool socket_program_ended(const struct trace *trace)
{
	return trace->task_count > 0 && trace->tasks[0].process_ended != NEVER && !trace->tasks[0].killed_by_grader;
}

/* The first line on standard error that holds more than blanks, NOBODY when there is none. */
static int find_complaint(const struct lines *lines)
{
	for (int i = 0; i < lines->count; i++)
		if (lines->items[i].length > 0)
			return i;
	return NOBODY;
}

bool has_complained(const struct trace *trace)
{
	struct lines lines = trace_lines(trace, STREAM_ERROR);
	bool complained = find_complaint(&lines) != NOBODY;

	lines_release(&lines);
	return complained;
}

static void add_complaint(const struct trace *trace, char *text, size_t size)
{
	struct lines lines = trace_lines(trace, STREAM_ERROR);
	int complaint = find_complaint(&lines);
	char words[128];

	if (complaint != NOBODY) {
		line_words(&lines.items[complaint], words, sizeof words);
		add_words(text, size, "; on standard error: %s", words);
	}
	lines_release(&lines);
}

static const char *program_name(const struct trace *trace)
{
	return trace->program == PROGRAM_SERVER ? "echo_server" : "echo_client";
}

void ask_about_end(const struct trace *trace, struct verdict *verdict)
{
	int process = find_killed(trace);

	for (int i = 0; i < trace->task_count && process == NOBODY; i++)
		if (trace->tasks[i].process == i && lacks_program(trace, i))
			process = i;
	if (verdict->status == STATUS_FAILED && process != NOBODY)
		end_hint(trace, process, program_name(trace), verdict);
}

/* A process of the program that a signal killed, where the first one lived on. */
static void add_killed_child(const struct trace *trace, char *text, size_t size)
{
	int killed = find_killed(trace);
	char name[64], words[400];

	if (killed == NOBODY || killed == 0)
		return;
	task_words(trace, killed, name, sizeof name);
	status_words(trace, killed, words, sizeof words);
	add_words(text, size, "; %s: %s", name, words);
}

void add_run_words(const struct trace *trace, char *text, size_t size)
{
	const char *peer = trace->program == PROGRAM_SERVER ? "client" : "server";
	char words[400];

	if (socket_program_ended(trace))
		status_words(trace, 0, words, sizeof words);
	else
		ending_words(trace, words, sizeof words);
	add_words(text, size, "%s: %s", program_name(trace), words);
	add_killed_child(trace, text, size);
	add_complaint(trace, text, size);
	if (trace->acts_done < trace->act_count && trace->act_waiting[0])
		add_words(text, size, "; the grader's %s waited for %s", peer, trace->act_waiting);
}

void add_port_words(const struct trace *trace, char *text, size_t size)
{
	for (int i = 0; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		if (event->kind == EVENT_LISTEN && !event->error)
			add_words(text, size, "it listened on port %d; ", (int)event->value);
		else if ((event->kind == EVENT_LISTEN || event->kind == EVENT_BIND) && event->error)
			add_words(text, size, "%s failed on port %d: %s; ",
				  event->kind == EVENT_BIND ? "bind" : "listen", (int)event->value,
				  strerror(event->error));
	}
}

void add_byte_words(const char *bytes, size_t length, char *text, size_t size)
{
	const size_t most = 16;

	if (length == 0) {
		add_words(text, size, "nothing");
		return;
	}
	add_words(text, size, "%zu byte%s:", length, length == 1 ? "" : "s");
	for (size_t i = 0; i < length && i < most; i++)
		add_words(text, size, " %02x", (unsigned char)bytes[i]);
	if (length > most)
		add_words(text, size, " ...");
}
