/*
 * The acts of a peer's script, one by one. Shared by peer.c and acts.c alone.
 */
#ifndef RUN_ACTS_H
#define RUN_ACTS_H

#include "run/peer.h"

#include <netinet/in.h>

struct peer {
	const struct act *acts;
	int act, act_count;
	int listening[2]; /* 127.0.0.1 and ::1, -1 where there is none */
	int connection;
	int *spare; /* a socket for each connect of the script, in order */
	int spare_used, spare_count;
	bool at_accept;        /* the program is about to wait for a client */
	size_t done, received; /* of the act that is being done */
	nanoseconds due;       /* the act waits for this time, NEVER when for something else */
	struct bytes to_echo;
	struct conversation talk;
	struct companion companion;
};

struct sockaddr_in loopback(int port);
/* Go on with the act that is to be done. Returns whether there was any progress; peer->act moves on when it is over. */
bool peer_do_act(struct peer *peer, const struct act *act, const struct trace *trace, nanoseconds now, bool *kill);

#endif
