/*
 * Lesson 05: the runs, and what the grader's own client or server does in each.
 */
#include "lessons/socket_echo.h"

#define FOUR(n) (char)(n), (char)((n) + 1), (char)((n) + 2), (char)((n) + 3)
#define SIXTEEN(n) FOUR(n), FOUR((n) + 4), FOUR((n) + 8), FOUR((n) + 12)
#define SIXTY_FOUR(n) SIXTEEN(n), SIXTEEN((n) + 16), SIXTEEN((n) + 32), SIXTEEN((n) + 48)

const char socket_echo_every_byte[BYTE_VALUES] = { SIXTY_FOUR(0), SIXTY_FOUR(64), SIXTY_FOUR(128), SIXTY_FOUR(192) };

#define FIRST_TURN "first"
#define SECOND_TURN "a second message"
#define THIRD_TURN "3"
#define LAST_TURN "last words"

const char *const socket_echo_turns[TURNS] = { FIRST_TURN, SECOND_TURN, THIRD_TURN, LAST_TURN };

#define LENGTH_OF(text) (sizeof(text) - 1)
#define SMALL 8192
#define LARGE_LEFT 200000

/* A client that reads everything, waits whether more comes, and closes. */
static const struct act echo[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND, .data = HELLO, .length = LENGTH_OF(HELLO) },
	{ .kind = ACT_EXPECT, .length = LENGTH_OF(HELLO) },
	{ .kind = ACT_READ, .pause = PEER_PAUSE },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

/* Time enough for the server to accept. Nothing is left unread, so that the connection ends as politely as it can. */
static const struct act killed[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_PAUSE, .pause = PEER_PAUSE },
	{ .kind = ACT_KILL },
	{ 0 },
};

static const struct act restarted[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

static const struct act on_argument_port[] = {
	{ .kind = ACT_CONNECT, .port = ARGUMENT_PORT },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

static const struct act every_byte[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND, .data = socket_echo_every_byte, .length = BYTE_VALUES },
	{ .kind = ACT_EXPECT, .length = BYTE_VALUES },
	{ .kind = ACT_EXCHANGE, .length = LARGE },
	{ .kind = ACT_HALF_CLOSE },
	{ .kind = ACT_EXPECT_END },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

static const struct act in_turn[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND, .data = FIRST_TURN, .length = LENGTH_OF(FIRST_TURN) },
	{ .kind = ACT_EXPECT, .length = LENGTH_OF(FIRST_TURN) },
	{ .kind = ACT_PAUSE, .pause = PEER_PAUSE },
	{ .kind = ACT_SEND, .data = SECOND_TURN, .length = LENGTH_OF(SECOND_TURN) },
	{ .kind = ACT_EXPECT, .length = LENGTH_OF(SECOND_TURN) },
	{ .kind = ACT_PAUSE, .pause = PEER_PAUSE },
	{ .kind = ACT_SEND, .data = THIRD_TURN, .length = LENGTH_OF(THIRD_TURN) },
	{ .kind = ACT_EXPECT, .length = LENGTH_OF(THIRD_TURN) },
	{ .kind = ACT_PAUSE, .pause = PEER_PAUSE },
	{ .kind = ACT_SEND_LAST, .data = LAST_TURN, .length = LENGTH_OF(LAST_TURN) },
	{ .kind = ACT_EXPECT_END },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

static const struct act large_last[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND_LAST, .length = LARGE_LAST },
	{ .kind = ACT_EXPECT_END },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

/* A client that leaves without reading: data and end are there before the server reads. */
static const struct act leaves_small[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND, .length = SMALL },
	{ .kind = ACT_CLOSE },
	{ 0 },
};
static const struct act leaves_large[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND, .length = LARGE_LEFT },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

static const struct act reset_later[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_SEND, .data = HELLO, .length = LENGTH_OF(HELLO) },
	{ .kind = ACT_EXPECT, .length = LENGTH_OF(HELLO) },
	{ .kind = ACT_RESET },
	{ 0 },
};
static const struct act reset_at_once[] = {
	{ .kind = ACT_CONNECT, .port = DEFAULT_PORT },
	{ .kind = ACT_RESET },
	{ 0 },
};

/* The grader as an echo server, for the clients. */
static const struct act answer[] = {
	{ .kind = ACT_LISTEN, .port = DEFAULT_PORT },
	{ .kind = ACT_ACCEPT },
	{ .kind = ACT_ECHO },
	{ .kind = ACT_CLOSE },
	{ 0 },
};
static const struct act answer_on_argument_port[] = {
	{ .kind = ACT_LISTEN, .port = ARGUMENT_PORT },
	{ .kind = ACT_ACCEPT },
	{ .kind = ACT_ECHO },
	{ .kind = ACT_CLOSE },
	{ 0 },
};
static const struct act answer_bytewise[] = {
	{ .kind = ACT_LISTEN, .port = DEFAULT_PORT },
	{ .kind = ACT_ACCEPT },
	{ .kind = ACT_ECHO, .piece = 1, .pause = PEER_PAUSE },
	{ .kind = ACT_CLOSE },
	{ 0 },
};

#define STRING_OF(number) #number
#define ARGUMENT_OF(number) STRING_OF(number)

const struct run_plan socket_echo_runs[RUN_COUNT] = {
	[RUN_ECHO] = { .title = "with a client that says hello", .acts = echo },
	[RUN_ARGUMENT] = { .title = "on port " ARGUMENT_OF(ARGUMENT_PORT),
			   .argument = ARGUMENT_OF(ARGUMENT_PORT),
			   .acts = on_argument_port },
	/* A server that reads one byte at a time prints twelve for each, and needs its time. */
	[RUN_EVERY_BYTE] = { .title = "with every byte value, and 1 MiB through small buffers",
			     .acts = every_byte,
			     .small_buffers = true,
			     .output_limit = 16 << 20,
			     .cpu_limit = 60 * SECOND },
	[RUN_LARGE_LAST] = { .title = "with a client that sends 200000 bytes and half-closes", .acts = large_last },
	[RUN_LEAVES_SMALL] = { .title = "when the client sends 8192 bytes and leaves without reading",
			       .acts = leaves_small },
	[RUN_LEAVES_LARGE] = { .title = "when the client sends 200000 bytes and leaves without reading",
			       .acts = leaves_large },
	[RUN_RESET_LATER] = { .title = "when the client resets the connection after an answer", .acts = reset_later },
	[RUN_RESET_AT_ONCE] = { .title = "when the client resets the connection at once", .acts = reset_at_once },
	[RUN_TAKEN_PORT] = { .title = "while another program listens on the port", .blocked_port = true },
	[RUN_CLIENT] = { .title = "without an argument", .program = PROGRAM_CLIENT, .acts = answer },
	[RUN_CLIENT_ARGUMENT] = { .title = "with the argument " ARGUMENT_OF(ARGUMENT_PORT),
				  .program = PROGRAM_CLIENT,
				  .argument = ARGUMENT_OF(ARGUMENT_PORT),
				  .acts = answer_on_argument_port },
	[RUN_CLIENT_BYTEWISE] = { .title = "when the answer comes one byte at a time",
				  .program = PROGRAM_CLIENT,
				  .acts = answer_bytewise },
	[RUN_CLIENT_ALONE] = { .title = "without a server", .program = PROGRAM_CLIENT },
	[RUN_IN_TURN] = { .title = "with a client that sends four messages", .acts = in_turn },
	[RUN_RESTART] = { .title = "right after another server ended", .after_previous = true, .acts = killed },
	[RUN_RESTART_AFTER_KILL] = { .title = "right after a server was killed while a client was connected",
				     .after_previous = true,
				     .acts = restarted },
};
