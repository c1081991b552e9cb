/*
 * Lesson 05: the server that listens, answers and says goodbye.
 */
#include "socket_echo_runs.h"

#include <signal.h>

START_TEST(test_listens__fails_on_the_wrong_port)
{
	play(RUN_ECHO);
	call(EVENT_LISTEN, 47138, 0);
	say(run, 0, WAITING);
	stop_run(ENDING_DEADLOCK, "a client, in accept on port 47138", "a server on port 8888");
	expect_failure(&evidence, "server-listens", "it listened on port 47138");
	expect_failure(&evidence, "server-listens", "the grader's client waited for a server on port 8888");
	expect_skip(&evidence, "server-echoes", "server-listens");
}
END_TEST

START_TEST(test_listens__fails_when_the_argument_is_not_heeded_and_nothing_else_does)
{
	play(RUN_ARGUMENT);
	call(EVENT_LISTEN, DEFAULT_PORT, 0);
	say(run, 0, WAITING);
	stop_run(ENDING_DEADLOCK, "a client, in accept on port 8888", "a server on port 9417");
	expect_failure(&evidence, "server-listens", "it listened on port 8888");
	expect_pass(&evidence, "server-echoes");
	expect_pass(&evidence, "server-says-goodbye");
}
END_TEST

START_TEST(test_listens__counts_only_a_listen_that_succeeded)
{
	play(RUN_ECHO);
	call(EVENT_BIND, DEFAULT_PORT, EACCES);
	call(EVENT_LISTEN, DEFAULT_PORT, EINVAL);
	say(run, 0, WAITING);
	leave(run, 0, 1);
	expect_failure(&evidence, "server-listens", "bind failed on port 8888: Permission denied");
}
END_TEST

START_TEST(test_listens__fails_when_nobody_can_reach_it)
{
	start_server(RUN_ECHO);
	stop_run(ENDING_DEADLOCK, "a client, in accept on port 8888", "a server at 127.0.0.1");
	expect_failure(&evidence, "server-listens", "it listened on port 8888, but no client came through");
	expect_skip(&evidence, "server-echoes", "server-listens");
}
END_TEST

START_TEST(test_listens__fails_when_it_says_so_too_early)
{
	int plan = _i ? RUN_ARGUMENT : RUN_ECHO;

	play(plan);
	say(run, 0, WAITING);
	call(EVENT_LISTEN, _i ? ARGUMENT_PORT : DEFAULT_PORT, 0);
	peer_does(run->act_count);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-listens", "before listen had succeeded");
}
END_TEST

START_TEST(test_listens__fails_without_its_line)
{
	play(RUN_ECHO);
	call(EVENT_LISTEN, DEFAULT_PORT, 0);
	say(run, 0, "Waiting for connections\n");
	peer_does(run->act_count);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-listens", "no such line");
}
END_TEST

/* Play the echo run up to the client's close, with this answer and this line. */
static void play_echo(const char *answer, size_t length, const char *line)
{
	start_server(RUN_ECHO);
	peer_does(4);
	peer_gets(answer, length);
	say(run, 0, line);
	peer_does(1);
	say(run, 0, GOODBYE);
	leave(run, 0, 0);
}

START_TEST(test_echoes__fails_for_a_byte_too_many)
{
	play_echo("hello", 6, RECEIVED);
	expect_failure(&evidence, "server-echoes", "6 bytes: 68 65 6c 6c 6f 00");
}
END_TEST

START_TEST(test_echoes__fails_for_another_text)
{
	play_echo("HELLO", 5, RECEIVED);
	expect_failure(&evidence, "server-echoes", "5 bytes: 48 45 4c 4c 4f");
}
END_TEST

START_TEST(test_echoes__fails_without_its_line)
{
	play_echo(HELLO, 5, _i ? "Received: hello\001\n" : "got something\n");
	expect_failure(&evidence, "server-echoes", _i ? "\"Received: hello" : "no such line");
}
END_TEST

START_TEST(test_echoes__says_who_waited_for_what_when_nothing_comes_back)
{
	start_server(RUN_ECHO);
	peer_does(2);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "5 more bytes");
	expect_failure(&evidence, "server-echoes",
		       "nothing; echo_server: it was stopped, because everybody waits and nobody can go on: main waits "
		       "for data on "
		       "descriptor 4; the grader's client waited for 5 more bytes");
	expect_skip(&evidence, "server-says-goodbye", "server-echoes");
}
END_TEST

START_TEST(test_every_byte__fails_at_the_first_zero_byte)
{
	start_server(RUN_EVERY_BYTE);
	peer_does(2);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "256 more bytes");
	expect_failure(&evidence, "server-echoes-every-byte", "0 of 1048832 bytes came back");
}
END_TEST

START_TEST(test_every_byte__fails_for_a_changed_byte_and_says_which)
{
	runs[RUN_EVERY_BYTE].conversations[0].received[_i ? 300000 : 13] ^= 1;
	expect_failure(&evidence, "server-echoes-every-byte",
		       _i ? "byte number 300001 came back as" : "byte number 14 came back as 0c, it was sent as 0d");
}
END_TEST

START_TEST(test_every_byte__fails_when_bytes_are_lost_at_the_end)
{
	start_server(RUN_EVERY_BYTE);
	peer_does(3);
	peer_gets(socket_echo_every_byte, BYTE_VALUES);
	peer_gets_pattern(0, 65536);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "983040 more bytes");
	expect_failure(&evidence, "server-echoes-every-byte", "65792 of 1048832 bytes came back");
}
END_TEST

START_TEST(test_every_byte__fails_when_more_comes_back_than_was_sent)
{
	run = &runs[RUN_EVERY_BYTE];
	peer_gets("!", 1);
	expect_failure(&evidence, "server-echoes-every-byte",
		       "all 1048832 bytes came back, and then more that was never sent, 1 byte: 21");
	expect_hint(&evidence, "server-echoes-every-byte", "how many does the send get");
}
END_TEST

START_TEST(test_in_turn__fails_for_a_server_that_answers_once)
{
	start_server(RUN_IN_TURN);
	peer_does(5);
	peer_gets("first", 5);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-echoes-in-turn",
		       "the answer to message 2 is not complete: 5 of 32 bytes came back");
	expect_pass(&evidence, "server-echoes");
}
END_TEST

START_TEST(test_in_turn__fails_when_the_last_words_are_not_answered)
{
	start_server(RUN_IN_TURN);
	peer_does(13);
	for (int i = 0; i < 3; i++)
		peer_gets(socket_echo_turns[i], strlen(socket_echo_turns[i]));
	leave(run, 0, 0);
	expect_failure(&evidence, "server-echoes-in-turn", "the answer to message 4 is not complete: 22 of 32");
}
END_TEST

START_TEST(test_in_turn__fails_when_a_message_comes_back_with_the_rest_of_the_one_before)
{
	start_server(RUN_IN_TURN);
	peer_does(13);
	peer_gets("first", 5);
	peer_gets("a second message", 16);
	peer_gets("3 second message", 16);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-echoes-in-turn",
		       "22 bytes came back right, then not byte number 23 (6c), but once more byte number 7 (20)");
	expect_hint(&evidence, "server-echoes-in-turn", "still lies in the buffer");
}
END_TEST

START_TEST(test_in_turn__fails_when_a_large_last_message_is_cut_short)
{
	start_server(RUN_LARGE_LAST);
	peer_does(4);
	peer_gets_pattern(0, 65536);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-echoes-in-turn", "65536 of 200000 bytes came back");
}
END_TEST

START_TEST(test_goodbye__fails_before_the_client_has_closed)
{
	start_server(RUN_ECHO);
	peer_does(4);
	peer_gets(HELLO, 5);
	say(run, 0, RECEIVED GOODBYE);
	if (_i)
		peer_does(1);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-says-goodbye", "while the client was still connected");
}
END_TEST

START_TEST(test_goodbye__fails_without_its_line)
{
	start_server(RUN_ECHO);
	peer_does(4 + _i);
	peer_gets(HELLO, 5);
	say(run, 0, RECEIVED);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-says-goodbye",
		       _i ? "no such line; echo_server: exit status 0"
			  : "no such line, and the client was still connected");
}
END_TEST

START_TEST(test_goodbye__fails_when_the_server_goes_on_or_ends_badly)
{
	start_server(RUN_ECHO);
	peer_does(4);
	peer_gets(HELLO, 5);
	say(run, 0, RECEIVED);
	peer_does(1);
	say(run, 0, GOODBYE);
	if (_i)
		leave(run, 0, 1);
	else
		stop_run(ENDING_DEADLOCK, "a client, in accept on port 8888", "");
	expect_failure(&evidence, "server-says-goodbye", _i ? "exit status 1" : "in accept on port 8888");
}
END_TEST

/* Where the server was killed, no other question helps; where a child of it was, the evidence says so. */
START_TEST(test_server__is_asked_about_the_signal_that_killed_it)
{
	static const struct {
		int run;
		const char *id;
	} checks[] = {
		{ RUN_ARGUMENT, "server-listens" },         { RUN_ECHO, "server-echoes" },
		{ RUN_ECHO, "server-says-goodbye" },        { RUN_EVERY_BYTE, "server-echoes-every-byte" },
		{ RUN_IN_TURN, "server-echoes-in-turn" },   { RUN_LARGE_LAST, "server-echoes-in-turn" },
		{ RUN_RESTART, "server-restarts-at-once" }, { RUN_TAKEN_PORT, "server-reports-a-taken-port" },
	};
	bool starts =
		checks[_i].run != RUN_ARGUMENT && checks[_i].run != RUN_RESTART && checks[_i].run != RUN_TAKEN_PORT;
	bool forks = _i % 2;

	if (starts)
		start_server(checks[_i].run);
	else
		play(checks[_i].run);
	if (starts)
		peer_does(1);
	if (forks)
		die(run, trace_add_task(run, 0, 101, false, 0), SIGSEGV);
	if (forks)
		leave(run, 0, 0);
	else
		die(run, 0, SIGSEGV);
	expect_failure(&evidence, checks[_i].id,
		       forks ? "echo_server: exit status 0; child 101: killed by SIGSEGV"
			     : "echo_server: killed by SIGSEGV");
	expect_hint(&evidence, checks[_i].id, "gdb ./echo_server");
}
END_TEST

/* A server may leave the conversation to another program, if that is there. */
START_TEST(test_server__is_asked_about_the_program_that_it_lacks)
{
	struct event *event;
	int child;

	start_server(RUN_ECHO);
	peer_does(1);
	child = trace_add_task(run, 0, 101, false, 0);
	event = trace_add_event(run, EVENT_EXEC, child, 0);
	event->error = ENOENT;
	trace_add_write(run, child, STREAM_ERROR, "cat: No such file or directory\n", 31, 0);
	leave(run, child, 127);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-echoes", "on standard error: \"cat: No such file or directory\"");
	expect_hint(&evidence, "server-echoes", "no shell, no helper");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_listens__fails_on_the_wrong_port,
		test_listens__fails_when_the_argument_is_not_heeded_and_nothing_else_does,
		test_listens__counts_only_a_listen_that_succeeded,
		test_listens__fails_when_nobody_can_reach_it,
		test_listens__fails_without_its_line,
		test_echoes__fails_for_a_byte_too_many,
		test_echoes__fails_for_another_text,
		test_echoes__says_who_waited_for_what_when_nothing_comes_back,
		test_every_byte__fails_at_the_first_zero_byte,
		test_every_byte__fails_when_bytes_are_lost_at_the_end,
		test_every_byte__fails_when_more_comes_back_than_was_sent,
		test_in_turn__fails_for_a_server_that_answers_once,
		test_in_turn__fails_when_the_last_words_are_not_answered,
		test_in_turn__fails_when_a_message_comes_back_with_the_rest_of_the_one_before,
		test_in_turn__fails_when_a_large_last_message_is_cut_short,
	};
	Suite *suite = suite_create("socket_echo_server");
	TCase *group = tcase_create("server");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_test(group, test_server__is_asked_about_the_program_that_it_lacks);
	tcase_add_loop_test(group, test_server__is_asked_about_the_signal_that_killed_it, 0, 8);
	tcase_add_loop_test(group, test_listens__fails_when_it_says_so_too_early, 0, 2);
	tcase_add_loop_test(group, test_echoes__fails_without_its_line, 0, 2);
	tcase_add_loop_test(group, test_every_byte__fails_for_a_changed_byte_and_says_which, 0, 2);
	tcase_add_loop_test(group, test_goodbye__fails_before_the_client_has_closed, 0, 2);
	tcase_add_loop_test(group, test_goodbye__fails_without_its_line, 0, 2);
	tcase_add_loop_test(group, test_goodbye__fails_when_the_server_goes_on_or_ends_badly, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
