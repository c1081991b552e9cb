/*
 * The launcher: the first process inside the walls. It starts programs there on the grader's behalf.
 *
 * Theory of operation. The grader stays outside. It starts bwrap(1), which makes the walls and becomes the launcher
 * (process 1 inside, so that nothing inside can kill it). Grader and launcher talk over a socket of packets: the
 * grader sends a struct launch_request with descriptors, the launcher answers with a struct launch_reply. To start a
 * program the launcher starts a process, and does nothing else until that has executed the program. It tells
 * the grader its id over a channel of its own (the kernel translates it, SCM_CREDENTIALS in unix(7)) and waits; the grader
 * attaches to it and says go; then it takes its limits and its filter on, and executes the program. Sockets for the
 * grader's peer are made inside, and so belong to the network inside.
 */
#ifndef RUN_LAUNCHER_H
#define RUN_LAUNCHER_H

#include <stdbool.h>
#include <stdint.h>

#define LAUNCHER_OPTION "--launcher" /* the first argument of the process that is to be the launcher */

enum launch_kind {
	LAUNCH_HELLO,   /* sent by the launcher, when it is ready */
	LAUNCH_PROGRAM, /* descriptors: standard input, output, error, and the channel; no reply, all is said over that */
	LAUNCH_COMMAND, /* the same, without a channel and untraced; the reply's value is its wait status */
	LAUNCH_SOCKET,  /* of family `value`; the reply has its descriptor */
	LAUNCH_BUFFERS, /* value 1: small socket buffers; 0: the usual ones */
	LAUNCH_PORT,    /* whether a server could have port `value`: the reply's error is bind(2)'s */
	LAUNCH_PUT,     /* make the file words[0], with what the descriptor holds */
	LAUNCH_TIDY,    /* remove what programs have left; value 1: the programs too. An error: not all is gone */
	LAUNCH_FETCH,   /* open the file words[0] for reading; the reply has its descriptor */
};

#define LAUNCH_WORDS_SIZE 8192

struct launch_limits {
	uint64_t data;      /* bytes, 0 for no limit: RLIMIT_DATA breaks sanitizers */
	uint64_t file_size; /* bytes */
	uint64_t cpu;       /* seconds */
	uint64_t descriptors;
};

struct launch_request {
	enum launch_kind kind;
	int value;
	struct launch_limits limits;
	bool no_randomization; /* ThreadSanitizer wants its addresses where it expects them: personality(2) */
	/* argument strings, each with its NUL; the first one is the file to execute, the second argv[0] */
	int word_count;
	char words[LAUNCH_WORDS_SIZE];
};

struct launch_reply {
	enum launch_kind kind;
	int error; /* errno, 0 for success */
	int value;
};

/*
 * Be the launcher, with the control socket at descriptor `control`, until that is closed. `folder` stands for the
 * root where there are no namespaces, and programs may write below its folder tmp only; "" where there are. Returns an exit status.
 */
int launcher_main(int control, const char *folder);

/* Send and receive packets with descriptors. Return false, with errno, when the other side is gone. */
bool packet_send(int socket, const void *data, unsigned long size, const int *fds, int fd_count);
bool packet_receive(int socket, void *data, unsigned long size, int *fds, int fd_max, int *sender);

#endif
