/*
 * Lesson 05: what its checks share.
 */
#ifndef LESSONS_SOCKET_ECHO_H
#define LESSONS_SOCKET_ECHO_H

#include "lessons/judge.h"
#include "lessons/tolerances.h"

enum { PROGRAM_SERVER, PROGRAM_CLIENT };

/*
 * The runs of the lesson, in the order of its plans. The restarts stand right behind the run that they follow, and last,
 * because what they leave behind in the network asks for a new one.
 */
enum {
	RUN_ECHO,
	RUN_ARGUMENT,
	RUN_EVERY_BYTE,
	RUN_LARGE_LAST,
	RUN_LEAVES_SMALL,
	RUN_LEAVES_LARGE,
	RUN_RESET_LATER,
	RUN_RESET_AT_ONCE,
	RUN_TAKEN_PORT,
	RUN_CLIENT,
	RUN_CLIENT_ARGUMENT,
	RUN_CLIENT_BYTEWISE,
	RUN_CLIENT_ALONE,
	RUN_IN_TURN,
	RUN_RESTART,            /* after RUN_IN_TURN; ends with the server killed while a client is connected */
	RUN_RESTART_AFTER_KILL, /* after that */
	RUN_COUNT,
};

#define DEFAULT_PORT 8888
#define ARGUMENT_PORT 9417
#define HELLO "hello"
#define BYTE_VALUES 256
#define LARGE (1 << 20)
#define LARGE_LAST 200000
#define PEER_PAUSE (50 * MILLISECOND)

extern const struct run_plan socket_echo_runs[RUN_COUNT];
/* All byte values, from 0 to 255. */
extern const char socket_echo_every_byte[BYTE_VALUES];
/* The messages of RUN_IN_TURN, in order; the last one is followed by the half-close. */
#define TURNS 4
extern const char *const socket_echo_turns[TURNS];

/* The trace of a run; NULL, and the verdict is an error, when the run was not made. */
const struct trace *socket_trace(const struct evidence *evidence, int run, struct verdict *verdict);
/* The same, for checks of a server: where no client ever reaches it, there is nothing to judge, and they skip. */
const struct trace *serving_trace(const struct evidence *evidence, int run, struct verdict *verdict);

/* The event in which the program began to listen on the port, NOBODY when it never did. */
int listen_event(const struct trace *trace, int port);
/* The event in which the peer had done its first act of this kind, NOBODY when it never did. */
int peer_event(const struct trace *trace, enum act_kind kind);
/* What the peer got in its one conversation; never NULL. */
const struct conversation *conversation_of(const struct trace *trace);
/* Whether that was hello, and nothing else. */
bool peer_got_hello(const struct trace *trace);
/* The first line that is exactly this text, from line number `from` on; NOBODY when there is none. */
int find_text(const struct lines *lines, const char *text, int from);
/* Whether the first process came to its end, and not because the grader ended it. */
bool socket_program_ended(const struct trace *trace);
/* Whether it wrote more to standard error than blanks. */
bool has_complained(const struct trace *trace);

/* Where a signal killed a process of the program, or one could not become another program, a failed verdict asks about that. */
void ask_about_end(const struct trace *trace, struct verdict *verdict);
/* "echo_server: exit status 1; on standard error: "bind: ..."; the grader's client waited for ..."; appends. */
void add_run_words(const struct trace *trace, char *text, size_t size);
/* "it listened on port 9417; bind failed on port 8888: Address already in use; "; appends to text. */
void add_port_words(const struct trace *trace, char *text, size_t size);
/* "5 bytes: 68 65 6c 6c 6f", cut after 16 bytes; appends to text. */
void add_byte_words(const char *bytes, size_t length, char *text, size_t size);

void judge_server_listens(const struct evidence *evidence, struct verdict *verdict);
void judge_server_echoes(const struct evidence *evidence, struct verdict *verdict);
void judge_server_echoes_every_byte(const struct evidence *evidence, struct verdict *verdict);
void judge_server_echoes_in_turn(const struct evidence *evidence, struct verdict *verdict);
void judge_server_says_goodbye(const struct evidence *evidence, struct verdict *verdict);
void judge_server_survives_reset(const struct evidence *evidence, struct verdict *verdict);
void judge_server_restarts_at_once(const struct evidence *evidence, struct verdict *verdict);
void judge_server_reports_a_taken_port(const struct evidence *evidence, struct verdict *verdict);
void judge_client_talks(const struct evidence *evidence, struct verdict *verdict);
void judge_client_reports_no_server(const struct evidence *evidence, struct verdict *verdict);

#endif
