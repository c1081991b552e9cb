#include "run/peer.h"

#include "run/acts.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
				     .sin_port = htons((uint16_t)port),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static bool listen_on(struct peer *peer, const struct sandbox *sandbox, int port, struct fault *fault)
{
	struct sockaddr_in address = loopback(port);
	struct sockaddr_in6 address6 = { .sin6_family = AF_INET6,
					 .sin6_port = htons((uint16_t)port),
					 .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct fault no_ipv6;
	int on = 1;

	if (!sandbox_socket(sandbox, AF_INET, &peer->listening[0], fault))
		return false;
	setsockopt(peer->listening[0], SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(peer->listening[0], (struct sockaddr *)&address, sizeof address) != 0 ||
	    listen(peer->listening[0], 4) != 0)
		return fault_set_errno(fault, "the grader can't listen on port %d", port);
	/* A machine without IPv6 has no ::1, and then nobody will look for it. */
	if (!sandbox_socket(sandbox, AF_INET6, &peer->listening[1], &no_ipv6))
		return true;
	setsockopt(peer->listening[1], SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(peer->listening[1], IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(peer->listening[1], (struct sockaddr *)&address6, sizeof address6) != 0 ||
	    listen(peer->listening[1], 4) != 0) {
		close(peer->listening[1]);
		peer->listening[1] = -1;
	}
	return true;
}

static bool peer_act(void *self, struct trace *trace, nanoseconds now, bool at_accept, bool *kill)
{
	struct peer *peer = self;
	bool any = false;

	peer->at_accept = at_accept;
	while (peer->act < peer->act_count) {
		int act = peer->act;

		if (!peer_do_act(peer, &peer->acts[act], trace, now, kill))
			break;
		any = true;
		if (peer->act > act)
			trace_add_event(trace, EVENT_PEER, NOBODY, now)->value = act;
	}
	return any;
}

static nanoseconds peer_due(void *self)
{
	return ((struct peer *)self)->due;
}

static int peer_descriptors(void *self, struct pollfd *fds, int max)
{
	struct peer *peer = self;
	enum act_kind kind = peer->acts[peer->act].kind;
	int count = 0;

	for (int i = 0; kind == ACT_ACCEPT && i < 2 && count < max; i++)
		if (peer->listening[i] >= 0)
			fds[count++] = (struct pollfd){ .fd = peer->listening[i], .events = POLLIN };
	if (peer->connection < 0 || (peer->due != NEVER && kind != ACT_READ) || peer->talk.saw_end ||
	    peer->talk.saw_reset || count == max)
		return count;
	if (kind == ACT_EXPECT || kind == ACT_ECHO || kind == ACT_EXPECT_END || kind == ACT_EXCHANGE ||
	    kind == ACT_SEND_LAST || kind == ACT_READ)
		fds[count++] = (struct pollfd){ .fd = peer->connection, .events = POLLIN };
	if ((kind == ACT_SEND || kind == ACT_SEND_LAST || kind == ACT_EXCHANGE) &&
	    peer->done < peer->acts[peer->act].length && count < max)
		fds[count++] = (struct pollfd){ .fd = peer->connection, .events = POLLOUT };
	return count;
}

static int peer_socket(void *self)
{
	return ((struct peer *)self)->connection;
}

static bool make_sockets(struct peer *peer, const struct sandbox *sandbox, struct fault *fault)
{
	for (const struct act *act = peer->acts; act->kind != ACT_END; act++, peer->act_count++) {
		if (act->kind == ACT_LISTEN && !listen_on(peer, sandbox, act->port, fault))
			return false;
		if (act->kind != ACT_CONNECT)
			continue;
		peer->spare = realloc(peer->spare, (size_t)(peer->spare_count + 1) * sizeof *peer->spare);
		if (peer->spare == NULL)
			abort();
		if (!sandbox_socket(sandbox, AF_INET, &peer->spare[peer->spare_count], fault))
			return false;
		peer->spare_count++;
	}
	return true;
}

struct peer *peer_open(const struct act *acts, const struct sandbox *sandbox, struct fault *fault)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (peer == NULL)
		abort();
	*peer = (struct peer){ .acts = acts, .listening = { -1, -1 }, .connection = -1, .due = NEVER };
	peer->companion = (struct companion){ peer, peer_act, peer_due, peer_descriptors, peer_socket };
	if (make_sockets(peer, sandbox, fault))
		return peer;
	peer_close(peer);
	return NULL;
}

void peer_close(struct peer *peer)
{
	for (int i = peer->spare_used; i < peer->spare_count; i++)
		close(peer->spare[i]);
	for (int i = 0; i < 2; i++)
		if (peer->listening[i] >= 0)
			close(peer->listening[i]);
	if (peer->connection >= 0)
		close(peer->connection);
	free(peer->talk.received);
	free(peer->to_echo.data);
	free(peer->spare);
	free(peer);
}

struct companion *peer_companion(struct peer *peer)
{
	return &peer->companion;
}

static void describe_act(const struct peer *peer, char *text, size_t size)
{
	const struct act *act = &peer->acts[peer->act];

	switch (act->kind) {
	case ACT_END: text[0] = '\0'; break;
	case ACT_ACCEPT: snprintf(text, size, "a connection to port %d", peer->acts[0].port); break;
	case ACT_CONNECT: snprintf(text, size, "the program to listen on port %d and to accept", act->port); break;
	case ACT_SEND:
	case ACT_SEND_LAST:
		snprintf(text, size, "room to send: %zu of %zu bytes were taken", peer->done, act->length);
		break;
	case ACT_EXPECT:
		snprintf(text, size, "an answer: %zu of %zu bytes have come", peer->received, act->length);
		break;
	case ACT_EXCHANGE:
		snprintf(text, size, "an answer: %zu bytes sent, %zu of %zu have come back", peer->done, peer->received,
			 act->length);
		break;
	case ACT_ECHO:
	case ACT_EXPECT_END: snprintf(text, size, "the program to close its connection"); break;
	default: snprintf(text, size, "its next act"); break;
	}
}

void peer_report(struct peer *peer, struct trace *trace)
{
	trace->acts_done = peer->act;
	trace->act_count = peer->act_count;
	describe_act(peer, trace->act_waiting, sizeof trace->act_waiting);
	trace->conversations = calloc(1, sizeof *trace->conversations);
	if (trace->conversations == NULL)
		abort();
	trace->conversations[0] = peer->talk;
	trace->conversation_count = 1;
	peer->talk = (struct conversation){ 0 };
}
