/*
 * Lesson 05: the server whose client is suddenly gone, whose port was just in use, or is in use.
 */
#include "socket_echo_runs.h"

#include <signal.h>

static const int resets[] = { RUN_LEAVES_SMALL, RUN_LEAVES_LARGE, RUN_RESET_LATER, RUN_RESET_AT_ONCE };

START_TEST(test_reset__fails_when_the_server_is_killed_by_sigpipe)
{
	start_server(resets[_i]);
	peer_does(run->act_count);
	die(run, 0, 13);
	expect_failure(&evidence, "server-survives-reset", "main was killed by SIGPIPE");
	expect_failure(&evidence, "server-survives-reset", socket_echo_runs[resets[_i]].title);
}
END_TEST

START_TEST(test_reset__fails_when_a_child_of_the_server_is_killed)
{
	int child;

	start_server(RUN_LEAVES_LARGE);
	child = trace_add_task(run, 0, 101, false, 0);
	peer_does(run->act_count);
	die(run, child, 13);
	leave(run, 0, 0);
	expect_failure(&evidence, "server-survives-reset", "child 101 was killed by SIGPIPE");
}
END_TEST

/* What the system does to a process that sends to nobody is the question of the lesson; a debugger's is not. */
START_TEST(test_reset__asks_about_the_signal_that_killed_the_server)
{
	struct verdict verdict;

	start_server(RUN_LEAVES_LARGE);
	peer_does(run->act_count);
	die(run, 0, _i ? SIGSEGV : SIGPIPE);
	verdict = verdict_of(&evidence, "server-survives-reset");
	ck_assert_int_eq(verdict.status, STATUS_FAILED);
	ck_assert_int_eq(verdict.hint != NULL, _i);
	ck_assert(!verdict.hint || strstr(verdict.hint, "gdb ./echo_server"));
	verdict_release(&verdict);
}
END_TEST

START_TEST(test_reset__fails_when_the_server_goes_on_for_ever)
{
	start_server(resets[_i]);
	peer_does(run->act_count);
	stop_run(ENDING_CPU_LIMIT, "", "");
	expect_failure(&evidence, "server-survives-reset", "of processor time");
}
END_TEST

START_TEST(test_reset__allows_any_status_and_no_goodbye)
{
	start_server(RUN_RESET_AT_ONCE);
	peer_does(run->act_count);
	complain("recv: Connection reset by peer\n");
	leave(run, 0, 1);
	expect_pass(&evidence, "server-survives-reset");
}
END_TEST

START_TEST(test_reset__waits_for_the_echo_where_it_never_came)
{
	start_server(RUN_RESET_LATER);
	peer_does(2);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "5 more bytes");
	expect_skip(&evidence, "server-survives-reset", "server-echoes");
}
END_TEST

START_TEST(test_restart__fails_when_the_port_is_still_in_use)
{
	play(_i);
	call(EVENT_BIND, DEFAULT_PORT, EADDRINUSE);
	complain("bind: Address already in use\n");
	leave(run, 0, 1);
	expect_failure(&evidence, "server-restarts-at-once", "bind failed on port 8888: Address already in use");
}
END_TEST

START_TEST(test_restart__passes_when_a_second_bind_fails_but_the_server_listens)
{
	play(RUN_RESTART);
	call(EVENT_LISTEN, DEFAULT_PORT, 0);
	call(EVENT_BIND, DEFAULT_PORT, EADDRINUSE);
	say(run, 0, WAITING);
	expect_pass(&evidence, "server-restarts-at-once");
}
END_TEST

START_TEST(test_taken_port__fails_without_a_message_on_standard_error)
{
	play(RUN_TAKEN_PORT);
	call(EVENT_BIND, DEFAULT_PORT, EADDRINUSE);
	say(run, 0, "bind: Address already in use\n");
	leave(run, 0, 1);
	expect_failure(&evidence, "server-reports-a-taken-port", "nothing on standard error");
}
END_TEST

START_TEST(test_taken_port__fails_with_status_0)
{
	runs[RUN_TAKEN_PORT].tasks[0].status = 0;
	expect_failure(&evidence, "server-reports-a-taken-port", "exit status 0");
}
END_TEST

START_TEST(test_taken_port__fails_when_it_tries_again_for_a_while)
{
	runs[RUN_TAKEN_PORT].tasks[0].process_ended = 3 * SECOND;
	expect_failure(&evidence, "server-reports-a-taken-port", "it ended after 3.000 s");
}
END_TEST

START_TEST(test_taken_port__fails_when_it_goes_on_without_the_port)
{
	play(RUN_TAKEN_PORT);
	call(EVENT_BIND, DEFAULT_PORT, EADDRINUSE);
	call(EVENT_LISTEN, 40001, 0);
	complain("bind: Address already in use\n");
	stop_run(ENDING_DEADLOCK, "a client, in accept on port 40001", "");
	expect_failure(&evidence, "server-reports-a-taken-port", "in accept on port 40001");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_reset__fails_when_a_child_of_the_server_is_killed,
		test_reset__allows_any_status_and_no_goodbye,
		test_reset__waits_for_the_echo_where_it_never_came,
		test_restart__passes_when_a_second_bind_fails_but_the_server_listens,
		test_taken_port__fails_without_a_message_on_standard_error,
		test_taken_port__fails_with_status_0,
		test_taken_port__fails_when_it_tries_again_for_a_while,
		test_taken_port__fails_when_it_goes_on_without_the_port,
	};
	Suite *suite = suite_create("socket_echo_trouble");
	TCase *group = tcase_create("trouble");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_reset__asks_about_the_signal_that_killed_the_server, 0, 2);
	tcase_add_loop_test(group, test_reset__fails_when_the_server_is_killed_by_sigpipe, 0, 4);
	tcase_add_loop_test(group, test_reset__fails_when_the_server_goes_on_for_ever, 0, 4);
	tcase_add_loop_test(group, test_restart__fails_when_the_port_is_still_in_use, RUN_RESTART,
			    RUN_RESTART_AFTER_KILL + 1);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
