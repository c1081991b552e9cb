/*
 * Lesson 05: the server that listens, answers and says goodbye.
 */
#include "lessons/socket_echo.h"

#include <string.h>

#define WAITING_LINE "Waiting for incoming connections..."
#define RECEIVED_LINE "Received: " HELLO
#define GOODBYE_LINE "Client disconnected"

/* Whether the server listens on the port and can be reached there. */
static bool judge_reachable(const struct trace *trace, int port, struct verdict *verdict)
{
	const char *argument = socket_echo_runs[trace->plan].argument;
	char words[600] = "";

	if (listen_event(trace, port) != NOBODY && conversation_of(trace)->connected)
		return true;
	verdict_fail(verdict,
		     "started as \"echo_server%s%s\", it listens on TCP port %d and can be reached at 127.0.0.1",
		     argument ? " " : "", argument ? argument : "", port);
	if (listen_event(trace, port) == NOBODY)
		add_port_words(trace, words, sizeof words);
	else
		add_words(words, sizeof words, "it listened on port %d, but no client came through; ", port);
	add_run_words(trace, words, sizeof words);
	verdict_saw(verdict, "%s", words);
	return false;
}

/* Whether the server says that it waits, and not before it listens. */
static void judge_announcement(const struct trace *trace, int port, struct verdict *verdict)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	int line = find_text(&lines, WAITING_LINE, 0);
	char words[600] = "";

	if (line == NOBODY) {
		verdict_fail(verdict, "the line \"%s\"", WAITING_LINE);
		add_words(words, sizeof words, "no such line; ");
		add_run_words(trace, words, sizeof words);
		verdict_saw(verdict, "%s", words);
		verdict_hint(verdict, "Compare your line with the one that is asked for, character by character.");
	} else if (lines.items[line].first_event < listen_event(trace, port)) {
		verdict_fail(verdict, "the line \"%s\" once the server listens, not before", WAITING_LINE);
		verdict_saw(verdict, "the line was written before listen had succeeded");
		verdict_hint(verdict,
			     "Whoever reads the line may connect at once. From which call on is a client let in?");
	}
	lines_release(&lines);
}

void judge_server_listens(const struct evidence *evidence, struct verdict *verdict)
{
	static const struct {
		int run, port;
	} runs[] = { { RUN_ECHO, DEFAULT_PORT }, { RUN_ARGUMENT, ARGUMENT_PORT } };

	for (int i = 0; i < 2 && verdict->status == STATUS_PASSED; i++) {
		const struct trace *trace = socket_trace(evidence, runs[i].run, verdict);

		if (!trace)
			return;
		if (judge_reachable(trace, runs[i].port, verdict))
			judge_announcement(trace, runs[i].port, verdict);
		ask_about_end(trace, verdict);
	}
}

/* Whether exactly hello came back. */
static bool judge_answer(const struct trace *trace, struct verdict *verdict)
{
	const struct conversation *conversation = conversation_of(trace);
	char words[700] = "";

	if (peer_got_hello(trace))
		return true;
	verdict_fail(verdict, "\"%s\" (68 65 6c 6c 6f) comes back, and nothing else", HELLO);
	add_byte_words(conversation->received, conversation->length, words, sizeof words);
	if (conversation->length < strlen(HELLO)) {
		add_words(words, sizeof words, "; ");
		add_run_words(trace, words, sizeof words);
	} else {
		verdict_hint(verdict, "How many bytes did the read receive? How many does the server send?");
	}
	verdict_saw(verdict, "%s", words);
	return false;
}

/* Whether the server prints what it received; the evidence is the last line that was meant to. */
static void judge_received_line(const struct trace *trace, struct verdict *verdict)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	const char start[] = "Received";
	char words[128] = "no such line";

	if (find_text(&lines, RECEIVED_LINE, 0) == NOBODY) {
		for (int i = 0; i < lines.count; i++)
			if (lines.items[i].length >= strlen(start) &&
			    memcmp(lines.items[i].text, start, strlen(start)) == 0)
				line_words(&lines.items[i], words, sizeof words);
		verdict_fail(verdict, "the line \"%s\"", RECEIVED_LINE);
		verdict_saw(verdict, "%s", words);
		verdict_hint(verdict, "What was received has no zero byte at its end. Where does the print stop?");
	}
	lines_release(&lines);
}

void judge_server_echoes(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace = serving_trace(evidence, RUN_ECHO, verdict);

	if (!trace)
		return;
	if (judge_answer(trace, verdict))
		judge_received_line(trace, verdict);
	ask_about_end(trace, verdict);
}

static void fail_goodbye(const struct trace *trace, bool is_there, bool has_closed, struct verdict *verdict)
{
	char words[600] = "";

	if (is_there)
		add_words(words, sizeof words, "the line came while the client was still connected; ");
	else if (has_closed)
		add_words(words, sizeof words, "no such line; ");
	else
		add_words(words, sizeof words, "no such line, and the client was still connected; ");
	add_run_words(trace, words, sizeof words);
	verdict_fail(verdict, "the line \"%s\" after the client has closed its connection, not before", GOODBYE_LINE);
	verdict_saw(verdict, "%s", words);
}

/* Whether the goodbye is there, after the client has gone. Skips the check where it waits for an answer instead. */
static bool judge_goodbye_line(const struct trace *trace, struct verdict *verdict)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	int closed = peer_event(trace, ACT_CLOSE), line = find_text(&lines, GOODBYE_LINE, 0);
	bool good = line != NOBODY && closed != NOBODY && lines.items[line].first_event > closed;

	if (!good && line == NOBODY && closed == NOBODY && !socket_program_ended(trace))
		verdict_skip(verdict, "server-echoes");
	else if (!good)
		fail_goodbye(trace, line != NOBODY, closed != NOBODY, verdict);
	lines_release(&lines);
	return good;
}

static bool ends_well(const struct trace *trace)
{
	return socket_program_ended(trace) && trace->ending == ENDING_BY_ITSELF && trace->tasks[0].status == 0;
}

void judge_server_says_goodbye(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace = serving_trace(evidence, RUN_ECHO, verdict);
	char words[600] = "";

	if (!trace)
		return;
	if (judge_goodbye_line(trace, verdict) && !ends_well(trace)) {
		verdict_fail(verdict, "the server ends with status 0 when its client has gone");
		add_run_words(trace, words, sizeof words);
		verdict_saw(verdict, "%s", words);
		verdict_hint(verdict, "It serves one client. What comes after that client's end?");
	}
	ask_about_end(trace, verdict);
}
