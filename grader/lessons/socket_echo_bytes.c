/*
 * Lesson 05: whether what comes back is what was sent, byte for byte.
 */
#include "lessons/socket_echo_flaws.h"

#include <string.h>

#define SHORT_MESSAGE_HINT "A single short message does not come back as it was sent. Begin there."

/*
 * Fail for bytes that did not come back as they were sent. What became of the run belongs to it where bytes are missing at
 * the end: then something else may be the reason. `before` begins the evidence.
 */
static void fail_bytes(const struct trace *trace, const struct expected *expected, const struct flaw *flaw,
		       const char *before, struct verdict *verdict)
{
	const char *hint = flaw_hint(flaw, expected);
	char words[1000] = "";

	add_words(words, sizeof words, "%s", before);
	flaw_add_words(flaw, conversation_of(trace), expected, words, sizeof words);
	if (flaw->kind == FLAW_SHORT) {
		add_words(words, sizeof words, "; ");
		add_run_words(trace, words, sizeof words);
	}
	verdict_saw(verdict, "%s", words);
	if (hint)
		verdict_hint(verdict, "%s", hint);
}

static const char *pattern_from(size_t index, size_t *count)
{
	*count = PATTERN_PIECE;
	return peer_pattern(index);
}

static const char *every_byte_from(size_t index, size_t *count)
{
	if (index >= BYTE_VALUES)
		return pattern_from(index - BYTE_VALUES, count);
	*count = BYTE_VALUES - index;
	return socket_echo_every_byte + index;
}

/* What to ask of a server that stops sending back: it may have lost the end, or not know that more is to come. */
static const char *short_hint(const struct trace *trace, const struct flaw *flaw)
{
	if (flaw->at < BYTE_VALUES)
		return "How many bytes did the read receive, and how many does the send get?";
	if (socket_program_ended(trace))
		return "A read brings what is there, not all that will come. When is the conversation over?";
	return "A send may take fewer bytes than it was given. Who sends the rest?";
}

void judge_server_echoes_every_byte(const struct evidence *evidence, struct verdict *verdict)
{
	static const struct expected expected = { every_byte_from, BYTE_VALUES + LARGE };
	const struct trace *trace = serving_trace(evidence, RUN_EVERY_BYTE, verdict);
	const struct trace *hello = trace ? socket_trace(evidence, RUN_ECHO, verdict) : NULL;
	struct flaw flaw;

	if (!trace || !hello)
		return;
	flaw = flaw_find(conversation_of(trace), &expected);
	if (flaw.kind == FLAW_NONE)
		return;
	verdict_fail(verdict,
		     "all bytes come back unchanged: the values 0 to 255, then 1 MiB to a client that reads slowly");
	fail_bytes(trace, &expected, &flaw, "", verdict);
	if (flaw.kind == FLAW_SHORT && flaw_hint(&flaw, &expected) == NULL)
		verdict_hint(verdict, "%s", short_hint(trace, &flaw));
	if ((flaw.kind == FLAW_SHORT || flaw.kind == FLAW_CHANGED) && !peer_got_hello(hello))
		verdict_hint(verdict, SHORT_MESSAGE_HINT);
	ask_about_end(trace, verdict);
}

/* All messages of the run, one behind the other. */
static const char *turns_from(size_t index, size_t *count)
{
	for (int i = 0; i < TURNS; i++) {
		*count = strlen(socket_echo_turns[i]);
		if (index < *count) {
			*count -= index;
			return socket_echo_turns[i] + index;
		}
		index -= *count;
	}
	*count = 1;
	return "";
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
	const struct expected expected = { turns_from, turns_length(TURNS) };
	struct flaw flaw = flaw_find(conversation_of(trace), &expected);
	int turn = unanswered_turn(conversation_of(trace));
	char before[64] = "";

	if (flaw.kind == FLAW_NONE)
		return;
	verdict_fail(verdict, "three messages, each answered before the next, and a last one right before the client's "
			      "half-close, answered too");
	if (flaw.kind == FLAW_SHORT)
		add_words(before, sizeof before, "the answer to message %d is not complete: ", turn);
	fail_bytes(trace, &expected, &flaw, before, verdict);
	if (turn == 1 && flaw.kind == FLAW_SHORT)
		verdict_hint(verdict, SHORT_MESSAGE_HINT);
	else if (turn < TURNS && flaw.kind == FLAW_SHORT)
		verdict_hint(verdict, "One client may send more than one message. When is the conversation over?");
	ask_about_end(trace, verdict);
}

static void judge_large_last(const struct trace *trace, struct verdict *verdict)
{
	static const struct expected expected = { pattern_from, LARGE_LAST };
	struct flaw flaw = flaw_find(conversation_of(trace), &expected);

	if (flaw.kind == FLAW_NONE)
		return;
	verdict_fail(verdict, "a client sends %d bytes, half-closes, and gets all of them back", LARGE_LAST);
	fail_bytes(trace, &expected, &flaw, "", verdict);
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
