/*
 * Lesson 05: the lesson as a whole, and the client. The server's checks are in check_socket_echo_server.c and
 * check_socket_echo_trouble.c.
 */
#include "socket_echo_runs.h"

static const char *const server_checks[] = {
	"server-echoes",         "server-echoes-every-byte", "server-echoes-in-turn",       "server-says-goodbye",
	"server-survives-reset", "server-restarts-at-once",  "server-reports-a-taken-port",
};

START_TEST(test_lesson__right_programs_pass_every_check)
{
	int points = 0;

	for (int i = 0; i < lesson_05_socket_echo.check_count; i++) {
		expect_pass(&evidence, lesson_05_socket_echo.checks[i].id);
		points += lesson_05_socket_echo.checks[i].points;
	}
	ck_assert_int_eq(points, 100);
}
END_TEST

START_TEST(test_lesson__starters_that_do_nothing_pass_no_check_of_a_run)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		complain("nothing here yet\n");
		leave(run, 0, 1);
	}
	expect_failure(&evidence, "server-listens",
		       "echo_server: exit status 1; on standard error: \"nothing here yet\"");
	for (int i = 0; i < LENGTH(server_checks); i++)
		expect_skip(&evidence, server_checks[i], "server-listens");
	expect_failure(&evidence, "client-talks", "it did not connect");
	expect_failure(&evidence, "client-reports-no-server", "it did not try to connect");
}
END_TEST

START_TEST(test_lesson__is_not_judged_when_nothing_was_run)
{
	evidence.trace_count = 0;
	for (int i = 1; i < lesson_05_socket_echo.check_count; i++)
		expect_verdict(&evidence, lesson_05_socket_echo.checks[i].id, STATUS_ERROR, NULL);
}
END_TEST

START_TEST(test_lesson__judges_the_client_when_there_is_no_server)
{
	evidence.traces = &runs[RUN_CLIENT];
	evidence.trace_count = RUN_CLIENT_ALONE + 1 - RUN_CLIENT;
	expect_pass(&evidence, "client-talks");
	expect_pass(&evidence, "client-reports-no-server");
}
END_TEST

START_TEST(test_lesson__has_plans_that_fit_together)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		ck_assert_ptr_nonnull(socket_echo_runs[plan].title);
	ck_assert(socket_echo_runs[RUN_IN_TURN + 1].after_previous && socket_echo_runs[RUN_IN_TURN + 2].after_previous);
	ck_assert_int_eq((unsigned char)socket_echo_every_byte[0], 0);
	ck_assert_int_eq((unsigned char)socket_echo_every_byte[255], 255);
	ck_assert_int_eq(count_acts(RUN_IN_TURN), 13);
}
END_TEST

/* Play a run of the client in which the server gets these bytes and this line is printed, when the run is so old. */
static void play_talk(int plan, const char *sent, size_t length, const char *line, nanoseconds at)
{
	play(plan);
	call(EVENT_CONNECT, DEFAULT_PORT, 0);
	peer_does(2);
	peer_gets(sent, length);
	trace_add_write(run, 0, STREAM_OUTPUT, line, strlen(line), at);
	leave(run, 0, 0);
}

START_TEST(test_client__fails_when_it_sends_more_than_the_word)
{
	play_talk(RUN_CLIENT, "hello", 6, ANSWER, SECOND);
	expect_failure(&evidence, "client-talks", "the server received 6 bytes: 68 65 6c 6c 6f 00");
}
END_TEST

START_TEST(test_client__fails_when_it_reads_once)
{
	play_talk(RUN_CLIENT_BYTEWISE, HELLO, 5, "Received response from server: h\n", SECOND);
	expect_failure(&evidence, "client-talks", "\"Received response from server: h\"");
}
END_TEST

START_TEST(test_client__fails_when_it_prints_what_it_sent)
{
	play_talk(RUN_CLIENT_BYTEWISE, HELLO, 5, ANSWER, 2 * MILLISECOND);
	expect_failure(&evidence, "client-talks", "it was written before");
}
END_TEST

START_TEST(test_client__fails_when_it_prints_the_line_twice)
{
	play_talk(RUN_CLIENT, HELLO, 5, ANSWER ANSWER, SECOND);
	expect_failure(&evidence, "client-talks", "more than once");
}
END_TEST

START_TEST(test_client__fails_when_it_knows_no_argument)
{
	play(RUN_CLIENT_ARGUMENT);
	call(EVENT_CONNECT, DEFAULT_PORT, ECONNREFUSED);
	complain("connect: Connection refused\n");
	leave(run, 0, 1);
	expect_failure(&evidence, "client-talks", "it did not connect; echo_client: exit status 1");
}
END_TEST

START_TEST(test_client__is_told_that_it_wanted_to_leave_the_machine)
{
	const int errors[] = { ENETUNREACH, EACCES };

	play(RUN_CLIENT);
	call(EVENT_CONNECT, 80, errors[_i]);
	strcpy(run->events[run->event_count - 1].name, "192.0.2.1");
	leave(run, 0, 1);
	expect_failure(&evidence, "client-talks",
		       "it wanted to leave the machine: connect to 192.0.2.1 was refused; echo_client: exit status 1");
	expect_hint(&evidence, "client-talks", "this very machine");
}
END_TEST

START_TEST(test_client__fails_when_it_waits_for_an_end_that_never_comes)
{
	play(RUN_CLIENT);
	call(EVENT_CONNECT, DEFAULT_PORT, 0);
	peer_does(2);
	peer_gets(HELLO, 5);
	stop_run(ENDING_DEADLOCK, "data on descriptor 3", "the client's end");
	expect_failure(&evidence, "client-talks",
		       "main waits for data on descriptor 3; the grader's server waited for the client's end");
}
END_TEST

START_TEST(test_client__fails_for_a_status_after_a_good_talk)
{
	runs[RUN_CLIENT].tasks[0].status = W_EXITCODE(1, 0);
	expect_failure(&evidence, "client-talks", "exit status 1");
}
END_TEST

START_TEST(test_no_server__fails_without_a_message)
{
	play(RUN_CLIENT_ALONE);
	call(EVENT_CONNECT, DEFAULT_PORT, ECONNREFUSED);
	if (_i)
		complain(" \n");
	else
		say(run, 0, "connect: Connection refused\n");
	leave(run, 0, 1);
	expect_failure(&evidence, "client-reports-no-server", "nothing on standard error");
}
END_TEST

START_TEST(test_no_server__fails_with_status_0_and_for_a_signal)
{
	runs[RUN_CLIENT_ALONE].tasks[0].status = _i ? W_EXITCODE(0, 11) : 0;
	expect_failure(&evidence, "client-reports-no-server", _i ? "SIGSEGV" : "exit status 0");
}
END_TEST

START_TEST(test_no_server__fails_when_it_did_not_try)
{
	play(RUN_CLIENT_ALONE);
	complain("no server\n");
	leave(run, 0, 1);
	expect_failure(&evidence, "client-reports-no-server", "did not try to connect");
}
END_TEST

/* A loss must not look like a repetition: from no place on does the pattern go on as from an earlier one near it. */
START_TEST(test_pattern__begins_again_only_after_64005_bytes)
{
	const size_t period = 251 * 255;

	for (size_t shift = 1; shift <= period; shift++) {
		size_t i = 0;

		while (i < 1000 && *peer_pattern(i) == *peer_pattern(i + shift))
			i++;
		ck_assert_int_eq(i == 1000, shift == period);
	}
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_lesson__right_programs_pass_every_check,
		test_lesson__starters_that_do_nothing_pass_no_check_of_a_run,
		test_lesson__is_not_judged_when_nothing_was_run,
		test_lesson__judges_the_client_when_there_is_no_server,
		test_lesson__has_plans_that_fit_together,
		test_client__fails_when_it_sends_more_than_the_word,
		test_client__fails_when_it_reads_once,
		test_client__fails_when_it_prints_what_it_sent,
		test_client__fails_when_it_prints_the_line_twice,
		test_client__fails_when_it_knows_no_argument,
		test_client__fails_when_it_waits_for_an_end_that_never_comes,
		test_client__fails_for_a_status_after_a_good_talk,
		test_no_server__fails_when_it_did_not_try,
		test_pattern__begins_again_only_after_64005_bytes,
	};
	Suite *suite = suite_create("socket_echo");
	TCase *group = tcase_create("client");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_client__is_told_that_it_wanted_to_leave_the_machine, 0, 2);
	tcase_add_loop_test(group, test_no_server__fails_without_a_message, 0, 2);
	tcase_add_loop_test(group, test_no_server__fails_with_status_0_and_for_a_signal, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
