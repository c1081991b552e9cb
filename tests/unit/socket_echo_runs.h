/*
 * Runs of lesson 05, played by hand. Every test starts with sixteen right ones, and plays some of them anew and wrong.
 */
#ifndef TESTS_SOCKET_ECHO_RUNS_H
#define TESTS_SOCKET_ECHO_RUNS_H

#include "lessons/socket_echo.h"
#include "unit.h"

#include <errno.h>
#include <stdio.h>

extern const struct lesson lesson_05_socket_echo;

static struct trace runs[RUN_COUNT];
static struct build builds[2];
static struct evidence evidence;
static struct trace *run; /* the run that is being played */

#define WAITING "Waiting for incoming connections...\n"
#define RECEIVED "Received: hello\n"
#define GOODBYE "Client disconnected\n"
#define ANSWER "Received response from server: hello\n"

static inline int count_acts(int plan)
{
	const struct act *acts = socket_echo_runs[plan].acts;
	int count = 0;

	while (acts && acts[count].kind != ACT_END)
		count++;
	return count;
}

/* Start one run anew: the first process is there, nothing has happened yet, and the peer has one conversation. */
static inline void play(int plan)
{
	run = &runs[plan];
	trace_release(run);
	run->plan = plan;
	run->program = socket_echo_runs[plan].program;
	run->act_count = count_acts(plan);
	if (run->act_count > 0) {
		run->conversations = calloc(1, sizeof *run->conversations);
		ck_assert_ptr_nonnull(run->conversations);
		run->conversation_count = 1;
	}
	trace_add_task(run, NOBODY, 100, false, 0);
	rename_task(run, 0, run->program == PROGRAM_SERVER ? "echo_server" : "echo_client");
}

/* A call with a port: it succeeds, or fails with an error. */
static inline void call(enum event_kind kind, int port, int error)
{
	struct event *event = trace_add_event(run, kind, 0, run->event_count * MILLISECOND);

	event->value = port;
	event->error = error;
}

/* The peer does its next acts. */
static inline void peer_does(int count)
{
	for (int i = 0; i < count; i++)
		trace_add_event(run, EVENT_PEER, NOBODY, run->event_count * MILLISECOND)->value = run->acts_done++;
	run->conversations[0].connected = true;
}

static inline void peer_gets(const char *data, size_t length)
{
	struct conversation *conversation = &run->conversations[0];

	conversation->received = realloc(conversation->received, conversation->length + length);
	ck_assert_ptr_nonnull(conversation->received);
	memcpy(conversation->received + conversation->length, data, length);
	conversation->length += length;
}

static inline void peer_gets_pattern(size_t from, size_t to)
{
	char *bytes = malloc(to - from);

	ck_assert_ptr_nonnull(bytes);
	for (size_t i = from; i < to; i++)
		bytes[i - from] = *peer_pattern(i);
	peer_gets(bytes, to - from);
	free(bytes);
}

static inline void complain(const char *text)
{
	trace_add_write(run, 0, STREAM_ERROR, text, strlen(text), run->event_count * MILLISECOND);
}

/* The grader ends the run; this is what main and the peer waited for. */
static inline void stop_run(enum ending ending, const char *waiting_for, const char *peer_waiting)
{
	run->ending = ending;
	run->limit = 20 * SECOND;
	snprintf(run->tasks[0].waiting_for, sizeof run->tasks[0].waiting_for, "%s", waiting_for);
	snprintf(run->act_waiting, sizeof run->act_waiting, "%s", peer_waiting);
	run->tasks[0].killed_by_grader = true;
}

static inline void start_server(int plan)
{
	int port = plan == RUN_ARGUMENT ? ARGUMENT_PORT : DEFAULT_PORT;

	play(plan);
	call(EVENT_BIND, port, 0);
	call(EVENT_LISTEN, port, 0);
	say(run, 0, WAITING);
}

/* What a right server sends back in this run. */
static inline void answer_rightly(int plan)
{
	switch (plan) {
	case RUN_ECHO:
	case RUN_RESET_LATER: peer_gets(HELLO, strlen(HELLO)); break;
	case RUN_EVERY_BYTE:
		peer_gets(socket_echo_every_byte, BYTE_VALUES);
		peer_gets_pattern(0, LARGE);
		break;
	case RUN_IN_TURN:
		for (int i = 0; i < TURNS; i++)
			peer_gets(socket_echo_turns[i], strlen(socket_echo_turns[i]));
		break;
	case RUN_LARGE_LAST: peer_gets_pattern(0, LARGE_LAST); break;
	default: break;
	}
}

static inline void play_server(int plan)
{
	start_server(plan);
	peer_does(run->act_count - 1);
	answer_rightly(plan);
	say(run, 0, RECEIVED);
	peer_does(1);
	say(run, 0, GOODBYE);
	leave(run, 0, 0);
}

static inline void play_client(int plan)
{
	play(plan);
	call(EVENT_CONNECT, plan == RUN_CLIENT_ARGUMENT ? ARGUMENT_PORT : DEFAULT_PORT, 0);
	peer_does(2);
	peer_gets(HELLO, strlen(HELLO));
	trace_add_write(run, 0, STREAM_OUTPUT, ANSWER, strlen(ANSWER), SECOND);
	leave(run, 0, 0);
}

static inline void setup(void)
{
	for (int i = 0; i < RUN_COUNT; i++)
		trace_init(&runs[i]);
	for (int i = 0; i < 2; i++)
		builds[i] = (struct build){ .state = BUILD_DONE };
	for (int plan = 0; plan < RUN_COUNT; plan++)
		if (socket_echo_runs[plan].acts != NULL && socket_echo_runs[plan].program == PROGRAM_SERVER)
			play_server(plan);
		else if (socket_echo_runs[plan].acts != NULL)
			play_client(plan);
	play(RUN_TAKEN_PORT);
	call(EVENT_BIND, DEFAULT_PORT, EADDRINUSE);
	complain("bind: Address already in use\n");
	leave(run, 0, 1);
	play(RUN_CLIENT_ALONE);
	call(EVENT_CONNECT, DEFAULT_PORT, ECONNREFUSED);
	complain("connect: Connection refused\n");
	leave(run, 0, 1);
	evidence = (struct evidence){
		.lesson = &lesson_05_socket_echo, .builds = builds, .traces = runs, .trace_count = RUN_COUNT
	};
}

static inline void teardown(void)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		trace_release(&runs[plan]);
}

#endif
