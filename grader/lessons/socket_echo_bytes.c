/*
 * Lesson 05: whether what comes back is what was sent, byte for byte.
 */
#include "lessons/socket_echo.h"

#include <string.h>

/* What should come back in a run: byte number i of it, and how many there are. */
struct expected {
	char (*at)(size_t index);
	size_t length;
};

/* The first place where what came back is wrong; the length of the shorter one where it is not. */
static size_t first_difference(const struct conversation *conversation, const struct expected *expected)
{
	size_t i = 0;

	while (i < conversation->length && i < expected->length && conversation->received[i] == expected->at(i))
		i++;
	return i;
}

static bool is_unchanged(const struct conversation *conversation, const struct expected *expected)
{
	return conversation->length == expected->length && first_difference(conversation, expected) == expected->length;
}

/* What is wrong with the bytes, and what became of the run; appends to text. */
static void add_difference(const struct trace *trace, const struct expected *expected, char *text, size_t size)
{
	const struct conversation *conversation = conversation_of(trace);
	size_t place = first_difference(conversation, expected);

	if (place < conversation->length && place < expected->length) {
		add_words(text, size, "byte number %zu came back as %02x, it was sent as %02x", place + 1,
			  (unsigned char)conversation->received[place], (unsigned char)expected->at(place));
		return;
	}
	add_words(text, size, "%zu of %zu bytes came back; ", conversation->length, expected->length);
	add_run_words(trace, text, size);
}

static char every_byte_at(size_t index)
{
	return index < BYTE_VALUES ? socket_echo_every_byte[index] : peer_pattern(index - BYTE_VALUES);
}

void judge_server_echoes_every_byte(const struct evidence *evidence, struct verdict *verdict)
{
	static const struct expected expected = { every_byte_at, BYTE_VALUES + LARGE };
	const struct trace *trace = serving_trace(evidence, RUN_EVERY_BYTE, verdict);
	char words[700] = "";

	if (!trace || is_unchanged(conversation_of(trace), &expected))
		return;

	bool small = first_difference(conversation_of(trace), &expected) < BYTE_VALUES;

	verdict_fail(verdict,
		     "all bytes come back unchanged: the values 0 to 255, then 1 MiB to a client that reads slowly");
	add_difference(trace, &expected, words, sizeof words);
	verdict_saw(verdict, "%s", words);
	if (small)
		verdict_hint(verdict, "A zero byte ends a text, not a message. Which functions of yours stop at it?");
	else
		verdict_hint(verdict, "A send may take fewer bytes than it was given. Who sends the rest?");
	ask_about_end(trace, verdict);
}

/* All messages of the run, one behind the other. */
static char turns_at(size_t index)
{
	for (int i = 0; i < TURNS; i++) {
		if (index < strlen(socket_echo_turns[i]))
			return socket_echo_turns[i][index];
		index -= strlen(socket_echo_turns[i]);
	}
	return '\0';
}

static size_t turns_length(int turns)
{
	size_t length = 0;

	for (int i = 0; i < turns; i++)
		length += strlen(socket_echo_turns[i]);
	return length;
}

/* Which message was the first not to be answered in full, from 1; TURNS + 1 when all were. */
static int unanswered_turn(const struct conversation *conversation)
{
	int turn = 1;

	while (turn <= TURNS && turns_length(turn) <= conversation->length)
		turn++;
	return turn;
}

static void judge_turns(const struct trace *trace, struct verdict *verdict)
{
	const struct expected expected = { turns_at, turns_length(TURNS) };
	char words[700] = "";
	int turn;

	if (is_unchanged(conversation_of(trace), &expected))
		return;
	verdict_fail(verdict, "three messages, each answered before the next, and a last one right before the client's "
			      "half-close, answered too");
	turn = unanswered_turn(conversation_of(trace));
	if (turn <= TURNS && first_difference(conversation_of(trace), &expected) == conversation_of(trace)->length)
		add_words(words, sizeof words, "the answer to message %d is not complete: ", turn);
	add_difference(trace, &expected, words, sizeof words);
	verdict_saw(verdict, "%s", words);
	if (turn < TURNS)
		verdict_hint(verdict, "One client may send more than one message. When is the conversation over?");
	ask_about_end(trace, verdict);
}

static void judge_large_last(const struct trace *trace, struct verdict *verdict)
{
	static const struct expected expected = { peer_pattern, LARGE_LAST };
	char words[700] = "";

	if (is_unchanged(conversation_of(trace), &expected))
		return;
	verdict_fail(verdict, "a client sends %d bytes, half-closes, and gets all of them back", LARGE_LAST);
	add_difference(trace, &expected, words, sizeof words);
	verdict_saw(verdict, "%s", words);
	ask_about_end(trace, verdict);
}

void judge_server_echoes_in_turn(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *turns = serving_trace(evidence, RUN_IN_TURN, verdict);
	const struct trace *large = turns ? socket_trace(evidence, RUN_LARGE_LAST, verdict) : NULL;

	if (!turns || !large)
		return;
	judge_turns(turns, verdict);
	if (verdict->status == STATUS_PASSED)
		judge_large_last(large, verdict);
}
