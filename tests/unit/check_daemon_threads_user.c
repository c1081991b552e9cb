/*
 * Lesson 04: user_thread, whose process lives until its thread has beaten five times, under every schedule; and what is
 * asked of both programs.
 */
#include "daemon_threads_runs.h"

#define FINISHES "user-thread-finishes"

START_TEST(test_user__main_may_leave_by_pthread_exit)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	trace_end_task(run, 0, START + 3 * SECOND);
	beat(3 * SECOND, 2);
	finish(1, 0, 5 * SECOND);
	expect_pass(&evidence, FINISHES);
}
END_TEST

START_TEST(test_user__may_sleep_once_more_after_the_fifth_beat_but_no_longer)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3 * SECOND, 2);
	finish(0, 0, (_i ? 5060 : 5040) * MILLISECOND);
	if (_i)
		expect_failure(&evidence, FINISHES, "the process ended 1.060 s after the fifth beat");
	else
		expect_pass(&evidence, FINISHES);
}
END_TEST

START_TEST(test_user__fails_for_four_beats_and_for_six)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3 * SECOND, _i ? 3 : 1);
	finish(0, 0, 6 * SECOND);
	expect_failure(&evidence, FINISHES, _i ? "5.000 s" : "beats at 0.000 s, 1.000 s, 2.000 s, 3.000 s");
}
END_TEST

static const enum event_kind waits[] = { EVENT_SLEEP, EVENT_POLL, EVENT_BLOCK };

START_TEST(test_user__is_told_that_what_a_round_costs_adds_up)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat_and_wait(5, waits[_i], SECOND, 14 * MILLISECOND);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 5070 * MILLISECOND);
	expect_failure(&evidence, FINISHES, "3.056 s, 4.070 s; each round waits for a second, and takes 0.014 s more");
	expect_hint(&evidence, FINISHES, "What one round costs adds up");
}
END_TEST

/* A wait for too long, one for too short, or one beat too many: that is no drift. */
START_TEST(test_user__is_not_told_of_a_drift_where_there_is_none)
{
	const struct {
		int beats;
		nanoseconds waits, works;
	} rounds[] = {
		{ 5, 1100 * MILLISECOND, 14 * MILLISECOND },
		{ 5, 500 * MILLISECOND, 514 * MILLISECOND },
		{ 6, SECOND, 14 * MILLISECOND },
	};

	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat_and_wait(rounds[_i].beats, EVENT_SLEEP, rounds[_i].waits, rounds[_i].works);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 6 * SECOND);
	expect_failure(&evidence, FINISHES, "beats at");
	expect_hint(&evidence, FINISHES, "How often does the loop");
}
END_TEST

START_TEST(test_user__fails_when_the_beats_come_too_fast)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	for (int i = 0; i < 5; i++)
		say_at(1, BEAT, i * SECOND / 2);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, FINISHES, "beats at 0.000 s, 0.500 s");
}
END_TEST

START_TEST(test_user__fails_when_main_beats_itself)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	for (int i = 0; i < 5; i++)
		say_at(i == 4 ? 0 : 1, BEAT, i * SECOND);
	say_at(0, FINISHED, 5 * SECOND);
	finish(0, 0, 5 * SECOND);
	expect_failure(&evidence, FINISHES, "not written by the thread, but by main");
}
END_TEST

START_TEST(test_user__fails_when_mains_line_comes_after_the_join)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 5);
	say_at(0, FINISHED, 5 * SECOND);
	finish(0, 0, 5 * SECOND);
	expect_failure(&evidence, FINISHES, "main wrote it at 5.000 s");
}
END_TEST

/* Main sleeps five seconds instead of waiting: right by luck, until the thread starts late. */
START_TEST(test_user__fails_for_a_sleep_instead_of_a_wait_and_names_the_schedule)
{
	play(_i);
	create_thread(DETACHMENT_JOINABLE);
	say_at(0, FINISHED, 3 * SECOND);
	beat(4 * SECOND, 2);
	finish(0, 0, 5500 * MILLISECOND);
	expect_failure(&evidence, FINISHES, "the process ended with 2 beats of the thread");
	expect_failure(&evidence, FINISHES, "which the system may do at any time");
}
END_TEST

START_TEST(test_user__says_what_killed_the_program)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 2);
	finish(0, 0, SECOND);
	run->tasks[0].status = W_EXITCODE(0, 11);
	expect_failure(&evidence, FINISHES, "beats at 0.000 s, 1.000 s; main: killed by SIGSEGV");
}
END_TEST

START_TEST(test_user__asks_for_times_in_the_natural_schedule_alone)
{
	play(USER_NEWBORN_FIRST);
	create_thread(DETACHMENT_JOINABLE);
	beat(300 * MILLISECOND, 5);
	say_at(0, FINISHED, 3800 * MILLISECOND);
	finish(0, 0, 5 * SECOND);
	expect_pass(&evidence, FINISHES);
}
END_TEST

START_TEST(test_user__fails_when_a_schedule_shows_a_deadlock)
{
	play(USER_ONE_LATE);
	create_thread(DETACHMENT_JOINABLE);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3 * SECOND, 5);
	stop_run(ENDING_DEADLOCK, 8 * SECOND);
	expect_failure(&evidence, FINISHES, "waits for the end of thread 101");
}
END_TEST

START_TEST(test_user__is_judged_without_the_other_program)
{
	evidence.traces = &runs[USER];
	evidence.trace_count = RUN_COUNT - USER;
	expect_pass(&evidence, FINISHES);
}
END_TEST

START_TEST(test_sleeps__fails_for_a_busy_main_or_a_busy_thread_of_either_program)
{
	runs[_i & 1 ? USER : DAEMON].tasks[_i & 2 ? 1 : 0].cpu = 2500 * MILLISECOND;
	expect_failure(&evidence, "sleeps-not-spins", _i & 1 ? "user_thread used 2.50" : "daemon_thread used 2.50");
}
END_TEST

START_TEST(test_sleeps__allows_fifty_milliseconds_or_five_percent)
{
	runs[DAEMON].tasks[0].cpu = _i ? 140 * MILLISECOND : 160 * MILLISECOND;
	expect_verdict(&evidence, "sleeps-not-spins", _i ? STATUS_PASSED : STATUS_FAILED, NULL);
}
END_TEST

START_TEST(test_sleeps__has_nothing_to_judge_in_a_program_that_is_over_at_once)
{
	play(USER);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 1);
	finish(0, 0, 10 * MILLISECOND);
	expect_skip(&evidence, "sleeps-not-spins", "user-thread-finishes");
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	finish(0, 0, 10 * MILLISECOND);
	expect_skip(&evidence, "sleeps-not-spins", "main-finishes-at-three");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_the_status_of_either_program)
{
	runs[_i ? USER : DAEMON].tasks[0].status = W_EXITCODE(1, 0);
	expect_failure(&evidence, "exits-cleanly", "exit status 1");
}
END_TEST

START_TEST(test_exits_cleanly__is_judged_when_one_program_has_its_thread)
{
	play(USER);
	finish(0, 0, SECOND);
	expect_pass(&evidence, "exits-cleanly");
	expect_skip(&evidence, "sleeps-not-spins", "user-thread-finishes");
	runs[DAEMON].tasks[0].status = W_EXITCODE(1, 0);
	expect_failure(&evidence, "exits-cleanly", "exit status 1");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_exits_cleanly__is_judged_when_one_program_has_its_thread,
		test_user__main_may_leave_by_pthread_exit,
		test_user__fails_when_the_beats_come_too_fast,
		test_user__fails_when_main_beats_itself,
		test_user__fails_when_mains_line_comes_after_the_join,
		test_user__says_what_killed_the_program,
		test_user__asks_for_times_in_the_natural_schedule_alone,
		test_user__fails_when_a_schedule_shows_a_deadlock,
		test_user__is_judged_without_the_other_program,
		test_sleeps__has_nothing_to_judge_in_a_program_that_is_over_at_once,
	};
	Suite *suite = suite_create("daemon_threads_user");
	TCase *group = tcase_create("user");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_user__is_told_that_what_a_round_costs_adds_up, 0, LENGTH(waits));
	tcase_add_loop_test(group, test_user__is_not_told_of_a_drift_where_there_is_none, 0, 3);
	tcase_add_loop_test(group, test_user__may_sleep_once_more_after_the_fifth_beat_but_no_longer, 0, 2);
	tcase_add_loop_test(group, test_user__fails_for_four_beats_and_for_six, 0, 2);
	tcase_add_loop_test(group, test_user__fails_for_a_sleep_instead_of_a_wait_and_names_the_schedule,
			    USER_CREATOR_FIRST, USER_ONE_LATE + 1);
	tcase_add_loop_test(group, test_sleeps__fails_for_a_busy_main_or_a_busy_thread_of_either_program, 0, 4);
	tcase_add_loop_test(group, test_sleeps__allows_fifty_milliseconds_or_five_percent, 0, 2);
	tcase_add_loop_test(group, test_exits_cleanly__fails_for_the_status_of_either_program, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
