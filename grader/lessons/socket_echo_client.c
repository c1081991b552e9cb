/*
 * Lesson 05: the client.
 */
#include "lessons/socket_echo.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define ANSWER_LINE "Received response from server: " HELLO

/* When one byte comes at a time, four pauses lie between the first and the last; one is left as a tolerance. */
#define ANSWER_TIME (3 * PEER_PAUSE)

/* Say which run failed, what it should have done, and what became of it. */
static void fail_client(const struct trace *trace, const char *expected, const char *saw, struct verdict *verdict)
{
	char words[700] = "";

	add_words(words, sizeof words, "%s; ", saw);
	add_run_words(trace, words, sizeof words);
	verdict_fail(verdict, "%s: %s", socket_echo_runs[trace->plan].title, expected);
	verdict_saw(verdict, "%s", words);
}

static bool has_tried_to_connect(const struct trace *trace)
{
	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_CONNECT && trace->events[i].value > 0)
			return true;
	return false;
}

/* The first connect to another machine, which the walls or the lack of a way there refused; NULL when there is none. */
static const struct event *find_way_out(const struct trace *trace)
{
	for (int i = 0; i < trace->event_count; i++) {
		const struct event *event = &trace->events[i];

		if (event->kind == EVENT_CONNECT && event->name[0] && event->error && event->error != EINPROGRESS &&
		    event->error != ECONNREFUSED)
			return event;
	}
	return NULL;
}

static void fail_without_connection(const struct trace *trace, struct verdict *verdict)
{
	const struct event *way_out = find_way_out(trace);
	char words[128] = "it did not connect";

	if (way_out)
		snprintf(words, sizeof words, "it wanted to leave the machine: connect to %s was refused",
			 way_out->name);
	fail_client(trace, "the client connects to the server on localhost", words, verdict);
	if (way_out)
		verdict_hint(verdict, "The server runs on this very machine. Which address always means that?");
}

/* Whether the grader's server got exactly hello. */
static bool judge_request(const struct trace *trace, struct verdict *verdict)
{
	const struct conversation *conversation = conversation_of(trace);
	char words[128] = "the server received ";

	if (!conversation->connected) {
		fail_without_connection(trace, verdict);
		return false;
	}
	if (peer_got_hello(trace))
		return true;
	add_byte_words(conversation->received, conversation->length, words, sizeof words);
	fail_client(trace, "the client sends the five bytes 68 65 6c 6c 6f (\"hello\")", words, verdict);
	verdict_hint(verdict, "How many bytes does your send get, and are they the bytes of the word alone?");
	return false;
}

/* Whether the line stood there before the answer could be known. */
static bool is_too_early(const struct trace *trace, const struct line *line)
{
	int accepted = peer_event(trace, ACT_ACCEPT);

	return trace->plan == RUN_CLIENT_BYTEWISE && accepted != NOBODY &&
	       line->at < trace->events[accepted].at + ANSWER_TIME;
}

static void judge_answer_line(const struct trace *trace, const struct lines *lines, struct verdict *verdict)
{
	int line = find_text(lines, ANSWER_LINE, 0);
	char nearest[128] = "no such line";

	for (int i = 0; i < lines->count; i++)
		if (lines->items[i].length > 0 && memchr(lines->items[i].text, ':', lines->items[i].length))
			line_words(&lines->items[i], nearest, sizeof nearest);
	if (line == NOBODY) {
		fail_client(trace, "the line \"" ANSWER_LINE "\"", nearest, verdict);
		verdict_hint(verdict, "One read need not bring the whole answer. When does the client have all of it?");
	} else if (find_text(lines, ANSWER_LINE, line + 1) != NOBODY) {
		fail_client(trace, "the line \"" ANSWER_LINE "\" once", "it is there more than once", verdict);
	} else if (is_too_early(trace, &lines->items[line])) {
		fail_client(trace, "the line when the answer has come", "it was written before", verdict);
		verdict_hint(verdict, "Print what came back, not what was sent.");
	}
}

/* Judge one conversation with the grader's server. */
static void judge_talk(const struct trace *trace, struct verdict *verdict)
{
	struct lines lines;

	if (!judge_request(trace, verdict))
		return;
	lines = trace_lines(trace, STREAM_OUTPUT);
	judge_answer_line(trace, &lines, verdict);
	lines_release(&lines);
	if (verdict->status == STATUS_PASSED)
		judge_clean_exit(trace, "echo_client", verdict);
}

void judge_client_talks(const struct evidence *evidence, struct verdict *verdict)
{
	static const int runs[] = { RUN_CLIENT, RUN_CLIENT_ARGUMENT, RUN_CLIENT_BYTEWISE };

	for (int i = 0; i < 3 && verdict->status == STATUS_PASSED; i++) {
		const struct trace *trace = socket_trace(evidence, runs[i], verdict);

		if (!trace)
			return;
		judge_talk(trace, verdict);
		ask_about_end(trace, verdict);
	}
}

void judge_client_reports_no_server(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace = socket_trace(evidence, RUN_CLIENT_ALONE, verdict);
	const char *expected = "a message on standard error and a status other than 0";

	if (!trace)
		return;
	if (!has_tried_to_connect(trace))
		fail_client(trace, expected, "it did not try to connect", verdict);
	else if (!has_complained(trace))
		fail_client(trace, expected, "nothing on standard error", verdict);
	else if (!socket_program_ended(trace) || !WIFEXITED(trace->tasks[0].status) || trace->tasks[0].status == 0)
		fail_client(trace, expected, "a message, but no such status", verdict);
	ask_about_end(trace, verdict);
}
