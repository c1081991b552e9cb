#include "run/acts.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

/* Where an act sends slowly or in pieces, this passes on the program's clock between two of them. */
#define PIECE_PAUSE MILLISECOND
/* A slow reader takes this much, and then pauses. */
#define SLOW_PIECE 65536

/* The pattern begins again after so many bytes. */
#define PATTERN_PERIOD ((size_t)251 * 255)

const char *peer_pattern(size_t index)
{
	static char pattern[PATTERN_PERIOD + PATTERN_PIECE];

	for (size_t i = 0; pattern[sizeof pattern - 1] == 0 && i < sizeof pattern; i++)
		pattern[i] = i < PATTERN_PERIOD ? (char)(1 + (i * 41 + i / 251) % 255) : pattern[i - PATTERN_PERIOD];
	return pattern + index % PATTERN_PERIOD;
}

static bool act_over(struct peer *peer)
{
	peer->act++;
	peer->done = peer->received = 0;
	peer->due = NEVER;
	return true;
}

static bool is_refused(int error)
{
	return error == ECONNRESET || error == EPIPE || error == ECONNREFUSED || error == ENOTCONN;
}

/* Take what has come, at most `most` bytes. Returns how many; 0 when nothing has. */
static size_t take(struct peer *peer, size_t most)
{
	char buffer[65536];
	ssize_t got = recv(peer->connection, buffer, most < sizeof buffer ? most : sizeof buffer, MSG_DONTWAIT);
	int on = 1;

	/* The kernel may put off its confirmation by 40 ms of real time, for which a sender with a full buffer waits: tcp(7). */
	setsockopt(peer->connection, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
	if (got > 0) {
		struct bytes bytes = { peer->talk.received, peer->talk.length, peer->talk.capacity };

		bytes_append(&bytes, buffer, (size_t)got);
		peer->talk.received = bytes.data;
		peer->talk.length = bytes.length;
		peer->talk.capacity = bytes.capacity;
		return (size_t)got;
	}
	if (got == 0)
		peer->talk.saw_end = true;
	else if (is_refused(errno))
		peer->talk.saw_reset = true;
	return 0;
}

/* Send on from where the act is. Returns whether anything could be sent. */
static bool send_some(struct peer *peer, const struct act *act, size_t most)
{
	size_t length = act->length - peer->done;
	const char *data = act->data == NULL ? peer_pattern(peer->done) : act->data + peer->done;
	ssize_t sent;

	if (length > most)
		length = most;
	if (act->data == NULL && length > PATTERN_PIECE)
		length = PATTERN_PIECE;
	sent = send(peer->connection, data, length, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (sent > 0)
		peer->done += (size_t)sent;
	else if (sent < 0 && is_refused(errno))
		peer->talk.saw_reset = true;
	return sent > 0;
}

static bool program_listens(const struct trace *trace, int port)
{
	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_LISTEN && trace->events[i].error == 0 &&
		    trace->events[i].value == port)
			return true;
	return false;
}

static bool do_connect(struct peer *peer, const struct act *act, const struct trace *trace)
{
	struct sockaddr_in address = loopback(act->port);
	struct pollfd established = { .events = POLLOUT };
	int error = 0;
	socklen_t length = sizeof error;

	if (!peer->at_accept || !program_listens(trace, act->port) || peer->spare_used == peer->spare_count)
		return false;
	if (peer->connection >= 0)
		close(peer->connection);
	established.fd = peer->connection = peer->spare[peer->spare_used++];
	/* The kernel completes it by itself, at once, whatever the program does: this is no waiting for the program. */
	if (connect(peer->connection, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS)
		return false;
	poll(&established, 1, 1000);
	if (getsockopt(peer->connection, SOL_SOCKET, SO_ERROR, &error, &length) != 0 || error != 0)
		return false;
	peer->talk.connected = true;
	return act_over(peer);
}

static bool do_accept(struct peer *peer)
{
	for (int i = 0; i < 2; i++) {
		int fd = peer->listening[i] < 0 ? -1
						: accept4(peer->listening[i], NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (fd < 0)
			continue;
		if (peer->connection >= 0)
			close(peer->connection);
		peer->connection = fd;
		peer->talk.connected = true;
		return act_over(peer);
	}
	return false;
}

static bool do_send(struct peer *peer, const struct act *act)
{
	int on = 1, off = 0;
	bool any;

	if (act->kind == ACT_SEND_LAST)
		setsockopt(peer->connection, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
	any = send_some(peer, act, SIZE_MAX);
	/* What is echoed meanwhile must be read, or both sides would wait for each other. */
	while (act->kind == ACT_SEND_LAST && take(peer, SIZE_MAX) > 0)
		any = true;
	if (peer->done < act->length && !peer->talk.saw_reset)
		return any;
	if (act->kind == ACT_SEND_LAST) {
		shutdown(peer->connection, SHUT_WR);
		setsockopt(peer->connection, IPPROTO_TCP, TCP_CORK, &off, sizeof off);
	}
	return act_over(peer);
}

static bool do_expect(struct peer *peer, const struct act *act)
{
	size_t got = take(peer, act->length - peer->received);

	peer->received += got;
	return peer->received >= act->length ? act_over(peer) : got > 0;
}

/* Write as fast as the other side takes it, read slowly. */
static bool do_exchange(struct peer *peer, const struct act *act, nanoseconds now)
{
	bool any = peer->done < act->length && send_some(peer, act, SIZE_MAX);
	size_t got;

	if (peer->due == NEVER || now >= peer->due) {
		got = take(peer, SLOW_PIECE - peer->received % SLOW_PIECE);
		peer->received += got;
		peer->due = got > 0 && peer->received % SLOW_PIECE == 0 ? now + PIECE_PAUSE : NEVER;
		any = any || got > 0;
	}
	return peer->received >= act->length ? act_over(peer) : any;
}

static bool do_echo(struct peer *peer, const struct act *act, nanoseconds now)
{
	size_t before = peer->talk.length, left;
	ssize_t sent;
	bool any = take(peer, SIZE_MAX) > 0;

	if (any)
		bytes_append(&peer->to_echo, peer->talk.received + before, peer->talk.length - before);
	left = peer->to_echo.length - peer->done;
	if (peer->due != NEVER && now >= peer->due)
		peer->due = NEVER;
	if (left > 0 && peer->due == NEVER) {
		sent = send(peer->connection, peer->to_echo.data + peer->done,
			    act->piece > 0 && act->piece < left ? act->piece : left, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (sent > 0) {
			peer->done += (size_t)sent;
			peer->due = act->piece > 0 ? now + act->pause : NEVER;
			any = true;
		} else if (sent < 0 && is_refused(errno)) {
			peer->talk.saw_reset = true;
		}
	}
	if ((peer->talk.saw_end && peer->done == peer->to_echo.length) || peer->talk.saw_reset)
		return act_over(peer);
	return any;
}

static bool do_expect_end(struct peer *peer)
{
	bool any = take(peer, SIZE_MAX) > 0;

	return peer->talk.saw_end || peer->talk.saw_reset ? act_over(peer) : any;
}

static bool do_close(struct peer *peer, bool reset)
{
	struct linger none = { .l_onoff = 1, .l_linger = 0 };

	if (reset)
		setsockopt(peer->connection, SOL_SOCKET, SO_LINGER, &none, sizeof none);
	if (peer->connection >= 0)
		close(peer->connection);
	peer->connection = -1;
	return act_over(peer);
}

static bool do_pause(struct peer *peer, const struct act *act, nanoseconds now)
{
	bool any = false;

	while (act->kind == ACT_READ && take(peer, SIZE_MAX) > 0)
		any = true;
	if (peer->due == NEVER)
		peer->due = now + act->pause;
	return now >= peer->due ? act_over(peer) : any;
}

bool peer_do_act(struct peer *peer, const struct act *act, const struct trace *trace, nanoseconds now, bool *kill)
{
	switch (act->kind) {
	case ACT_LISTEN: return act_over(peer);
	case ACT_ACCEPT: return do_accept(peer);
	case ACT_CONNECT: return do_connect(peer, act, trace);
	case ACT_SEND:
	case ACT_SEND_LAST: return do_send(peer, act);
	case ACT_EXPECT: return do_expect(peer, act);
	case ACT_EXCHANGE: return do_exchange(peer, act, now);
	case ACT_ECHO: return do_echo(peer, act, now);
	case ACT_EXPECT_END: return do_expect_end(peer);
	case ACT_HALF_CLOSE: shutdown(peer->connection, SHUT_WR); return act_over(peer);
	case ACT_CLOSE:
	case ACT_RESET: return do_close(peer, act->kind == ACT_RESET);
	case ACT_PAUSE:
	case ACT_READ: return do_pause(peer, act, now);
	case ACT_KILL: *kill = true; return act_over(peer);
	default: return false;
	}
}
