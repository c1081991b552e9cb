/*
 * Lesson 05: where what came back differs from what was sent, and in which way.
 *
 * Behind the first difference, the two are laid side by side again: when what came back goes on as it should some bytes
 * later, these were added; when it goes on with what should come some bytes later, these were lost.
 */
#include "lessons/socket_echo_flaws.h"

#include <string.h>

/* Two places are the same when so many bytes agree. Much agreement is looked for first; little may be chance. */
static const size_t agreements[] = { 512, 64, 12 };
#define AGREEMENT_MIN 12

/* The bytes that came back, from here on, and those that were sent, from there on. */
struct comparison {
	const struct conversation *conversation;
	const struct expected *expected;
};

static char expected_at(const struct expected *expected, size_t index)
{
	size_t count;

	return *expected->from(index, &count);
}

/* Whether so many bytes agree, or all up to the common end of both. */
static bool agree(const struct comparison *compared, size_t came, size_t sent, size_t bytes)
{
	size_t came_left = compared->conversation->length - came, sent_left = compared->expected->length - sent;

	if (came_left < bytes || sent_left < bytes) {
		if (came_left != sent_left || came_left == 0)
			return false;
		bytes = came_left;
	}
	for (size_t i = 0; i < bytes; i++)
		if (compared->conversation->received[came + i] != expected_at(compared->expected, sent + i))
			return false;
	return true;
}

/* How many bytes back what comes from this place on had its place; 0 for nowhere. */
static size_t came_before(const struct comparison *compared, size_t at, size_t agreement)
{
	for (size_t back = 1; back <= at; back++)
		if (agree(compared, at, at - back, agreement))
			return back;
	return 0;
}

static size_t count_added(const struct comparison *compared, size_t at, size_t agreement)
{
	for (size_t added = 1; at + added < compared->conversation->length; added++)
		if (agree(compared, at + added, at, agreement))
			return added;
	return 0;
}

static size_t count_lost(const struct comparison *compared, size_t at, size_t agreement)
{
	for (size_t lost = 1; at + lost < compared->expected->length; lost++)
		if (agree(compared, at, at + lost, agreement))
			return lost;
	return 0;
}

/*
 * The likeliest way from one to the other on which so many bytes agree; of kind FLAW_CHANGED when there is none. The
 * peer's pattern begins again after a while, so there may be several: a short way is likelier than a long one, and a loss
 * likelier than a repetition.
 */
static struct flaw find_way(const struct comparison *compared, size_t at, size_t agreement)
{
	static const struct {
		enum flaw_kind kind;
		size_t (*count)(const struct comparison *, size_t, size_t);
		size_t weight;
	} ways[] = { { FLAW_AGAIN, came_before, 4 }, { FLAW_ADDED, count_added, 4 }, { FLAW_LOST, count_lost, 1 } };
	struct flaw likeliest = { FLAW_CHANGED, at, 0 };
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		size_t length = ways[i].count(compared, at, agreement);

		if (length == 0 || length * ways[i].weight >= least)
			continue;
		least = length * ways[i].weight;
		likeliest = (struct flaw){ ways[i].kind, at, length };
	}
	return likeliest;
}

/* What happened at the first byte that is not as it should be. */
static struct flaw explain(const struct comparison *compared, size_t at)
{
	struct flaw flaw = { FLAW_CHANGED, at, 0 };

	if (agree(compared, at + 1, at + 1, AGREEMENT_MIN))
		return flaw;
	for (size_t i = 0; i < sizeof agreements / sizeof *agreements && flaw.kind == FLAW_CHANGED; i++)
		flaw = find_way(compared, at, agreements[i]);
	return flaw;
}

/* How many bytes are right before the first that is not. */
static size_t count_right(const struct conversation *conversation, const struct expected *expected)
{
	size_t most = conversation->length < expected->length ? conversation->length : expected->length;
	size_t count;

	for (size_t at = 0; at < most; at += count) {
		const char *text = expected->from(at, &count);

		if (count > most - at)
			count = most - at;
		if (memcmp(conversation->received + at, text, count) == 0)
			continue;
		while (conversation->received[at] == *text)
			at++, text++;
		return at;
	}
	return most;
}

struct flaw flaw_find(const struct conversation *conversation, const struct expected *expected)
{
	struct comparison compared = { conversation, expected };
	size_t at = count_right(conversation, expected);

	if (at < conversation->length && at < expected->length)
		return explain(&compared, at);
	if (at < expected->length)
		return (struct flaw){ FLAW_SHORT, at, expected->length - at };
	if (at < conversation->length)
		return (struct flaw){ FLAW_LONG, at, conversation->length - at };
	return (struct flaw){ FLAW_NONE, at, 0 };
}

/* "byte number 257 (01)" */
static void add_place(const struct expected *expected, size_t index, char *text, size_t size)
{
	add_words(text, size, "byte number %zu (%02x)", index + 1, (unsigned char)expected_at(expected, index));
}

void flaw_add_words(const struct flaw *flaw, const struct conversation *conversation, const struct expected *expected,
		    char *text, size_t size)
{
	const char *came = conversation->received + flaw->at;

	switch (flaw->kind) {
	case FLAW_NONE: break;
	case FLAW_SHORT:
		add_words(text, size, "%zu of %zu bytes came back, the first that is missing is ", flaw->at,
			  expected->length);
		add_place(expected, flaw->at, text, size);
		break;
	case FLAW_LONG:
		add_words(text, size, "all %zu bytes came back, and then more that was never sent, ", flaw->at);
		add_byte_words(came, flaw->length, text, size);
		break;
	case FLAW_CHANGED:
		add_words(text, size, "byte number %zu came back as %02x, it was sent as %02x", flaw->at + 1,
			  (unsigned char)*came, (unsigned char)expected_at(expected, flaw->at));
		break;
	case FLAW_AGAIN:
		add_words(text, size, "%zu bytes came back right, then not ", flaw->at);
		add_place(expected, flaw->at, text, size);
		add_words(text, size, ", but once more ");
		add_place(expected, flaw->at - flaw->length, text, size);
		add_words(text, size, " and what follows it");
		break;
	case FLAW_ADDED:
		add_words(text, size, "%zu bytes came back right, then something that was never sent, ", flaw->at);
		add_byte_words(came, flaw->length, text, size);
		add_words(text, size, ", and only then ");
		add_place(expected, flaw->at, text, size);
		break;
	case FLAW_LOST:
		add_words(text, size, "%zu bytes came back right, then ", flaw->at);
		add_place(expected, flaw->at, text, size);
		if (flaw->length > 1)
			add_words(text, size, " and %zu more", flaw->length - 1);
		add_words(text, size, " did not come, and it goes on with ");
		add_place(expected, flaw->at + flaw->length, text, size);
		break;
	}
}

/* Whether a zero byte is the first that is missing, or the last that is right before others: a text ends with it. */
static bool is_at_zero(const struct flaw *flaw, const struct expected *expected)
{
	if (flaw->kind == FLAW_SHORT || flaw->kind == FLAW_LOST)
		return expected_at(expected, flaw->at) == '\0';
	return flaw->kind == FLAW_CHANGED && flaw->at > 0 && expected_at(expected, flaw->at - 1) == '\0';
}

const char *flaw_hint(const struct flaw *flaw, const struct expected *expected)
{
	if (is_at_zero(flaw, expected))
		return "A zero byte ends a text, not a message. Which functions of yours stop at it?";
	switch (flaw->kind) {
	case FLAW_LONG:
	case FLAW_ADDED: return "How many bytes did the read receive, and how many does the send get?";
	case FLAW_LOST: return "A send may take fewer bytes than it was given. Who sends the rest?";
	case FLAW_AGAIN:
		return "What was read before still lies in the buffer. How many bytes does each send get, and from "
		       "which one on?";
	case FLAW_CHANGED:
		return "Which call tells you how many bytes there are, and which functions count for themselves?";
	default: return NULL;
	}
}
