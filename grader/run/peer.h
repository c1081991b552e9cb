/*
 * The grader's own end of a conversation over TCP, written as a small script of acts.
 *
 * Acts are done one after the other. An act that has to wait (for an answer, for an end) is over when what
 * it waits for is there; meanwhile the program runs. The peer never blocks and never sleeps: a pause is a
 * time on the program's own clock.
 */
#ifndef RUN_PEER_H
#define RUN_PEER_H

#include "run/fault.h"
#include "run/sandbox.h"
#include "trace/trace.h"
#include "witness/witness.h"

enum act_kind {
	ACT_END = 0, /* closes the list */
	ACT_LISTEN,  /* listen on 127.0.0.1 and ::1, port `port`; done before the program starts when it stands first */
	ACT_ACCEPT,  /* wait for a connection to the listening socket */
	ACT_CONNECT, /* wait until the program listens on `port` and is about to wait for a client; connect */
	ACT_SEND,    /* send `length` bytes; over when the kernel has taken them all */
	ACT_SEND_LAST, /* like ACT_SEND, then half-close, data and FIN in one segment where they fit */
	ACT_EXPECT,    /* wait until `length` more bytes have come */
	ACT_EXCHANGE,  /* send `length` bytes and read as many, slowly, at the same time */
	ACT_ECHO, /* send back what comes until the other side ends; `piece` bytes at a time with a pause between (0: at once) */
	ACT_EXPECT_END, /* wait for the other side's end (or reset) */
	ACT_HALF_CLOSE, /* shutdown(SHUT_WR) */
	ACT_CLOSE,      /* close */
	ACT_RESET,      /* close with SO_LINGER 0: the other side gets a reset */
	ACT_PAUSE,      /* let `pause` pass on the program's clock */
	ACT_KILL,       /* kill every process of the program: signal SIGKILL */
	ACT_READ,       /* like ACT_PAUSE; what comes meanwhile is read and kept (ACT_PAUSE reads nothing) */
};

struct act {
	enum act_kind kind;
	int port;
	const char *data; /* bytes to send; NULL for a pattern: see peer_pattern */
	size_t length;
	size_t piece;
	nanoseconds pause;
};

#define PATTERN_PIECE 16384
/*
 * What a send without data sends: all values but zero, in an order that shows what is lost or doubled. Returns the bytes
 * from number `index` on, PATTERN_PIECE of them.
 */
const char *peer_pattern(size_t index);

struct peer;

/*
 * Get ready to play a script: the sockets are made in the sandbox's network, and it listens already where the script
 * begins with that. Returns NULL with the reason in `fault`. Close with peer_close.
 */
struct peer *peer_open(const struct act *acts, const struct sandbox *sandbox, struct fault *fault);
void peer_close(struct peer *peer);
/* For the witness. */
struct companion *peer_companion(struct peer *peer);
/* After the run: write down how far the script came, and what was received, in the trace. */
void peer_report(struct peer *peer, struct trace *trace);

#endif
