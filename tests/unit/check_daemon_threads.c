/*
 * Lesson 04: the lesson as a whole, and daemon_thread. The rest is in check_daemon_threads_user.c.
 */
#include "daemon_threads_runs.h"

START_TEST(test_lesson__right_programs_pass_every_check)
{
	int points = 0;

	for (int i = 0; i < lesson_04_daemon_threads.check_count; i++) {
		expect_pass(&evidence, lesson_04_daemon_threads.checks[i].id);
		points += lesson_04_daemon_threads.checks[i].points;
	}
	ck_assert_int_eq(points, 100);
}
END_TEST

START_TEST(test_lesson__starters_without_a_thread_pass_no_check_of_a_run)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		say_at(0, FINISHED, 3 * SECOND);
		finish(0, 0, 3 * SECOND);
	}
	expect_failure(&evidence, "background-thread", "0 threads besides main");
	expect_skip(&evidence, "beats-every-second", "background-thread");
	expect_skip(&evidence, "main-finishes-at-three", "background-thread");
	expect_skip(&evidence, "is-a-daemon", "background-thread");
	expect_skip(&evidence, "sleeps-not-spins", "background-thread");
	expect_failure(&evidence, "user-thread-finishes", "no thread besides main");
	expect_skip(&evidence, "exits-cleanly", "background-thread");
}
END_TEST

START_TEST(test_lesson__is_not_judged_when_nothing_was_run)
{
	evidence.trace_count = 0;
	for (int i = 1; i < lesson_04_daemon_threads.check_count; i++)
		expect_verdict(&evidence, lesson_04_daemon_threads.checks[i].id, STATUS_ERROR, NULL);
}
END_TEST

START_TEST(test_background_thread__fails_for_a_second_thread_and_for_a_process)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	trace_add_task(run, 0, 102, _i, START);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "background-thread",
		       _i ? "2 threads besides main, 0 other processes" : "1 thread besides main, 1 other process");
	expect_pass(&evidence, "beats-every-second");
}
END_TEST

START_TEST(test_beats__are_judged_by_the_thread_that_writes_them)
{
	play(DAEMON);
	create_thread(DETACHMENT_JOINABLE);
	create_thread(DETACHMENT_DETACHED);
	for (int i = 0; i < 3; i++)
		say_at(2, BEAT, i * SECOND);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "background-thread", "2 threads");
	expect_pass(&evidence, "beats-every-second");
	expect_pass(&evidence, "is-a-daemon");
}
END_TEST

START_TEST(test_beats__fail_for_a_silent_thread_whose_other_checks_are_judged)
{
	play(DAEMON);
	create_thread(DETACHMENT_JOINABLE);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "beats-every-second", "no beat; main's line at 3.000 s");
	expect_pass(&evidence, "main-finishes-at-three");
	expect_failure(&evidence, "is-a-daemon", "joinable");
}
END_TEST

START_TEST(test_beats__may_be_fifty_milliseconds_off_and_no_more)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(_i ? 51 * MILLISECOND : 50 * MILLISECOND, 3);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	if (_i)
		expect_failure(&evidence, "beats-every-second",
			       "beats at 0.051 s, 1.051 s, 2.051 s; main's line at 3.000 s");
	else
		expect_pass(&evidence, "beats-every-second");
}
END_TEST

START_TEST(test_beats__fail_when_the_sleep_comes_first)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(SECOND, 2);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "beats-every-second", "beats at 1.000 s, 2.000 s");
}
END_TEST

START_TEST(test_beats__fail_when_one_is_missing)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 2);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "beats-every-second", "beats at 0.000 s, 1.000 s;");
}
END_TEST

/* What comes right before main's line or after it is not looked at. */
START_TEST(test_beats__that_drift_are_told_what_adds_up)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat_and_wait(3, EVENT_SLEEP, SECOND, 25 * MILLISECOND);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3100 * MILLISECOND, 1);
	finish(0, 0, 3200 * MILLISECOND);
	expect_failure(&evidence, "beats-every-second",
		       "2.075 s; main's line at 3.000 s; each round waits for a second, and takes 0.025 s more");
	expect_hint(&evidence, "beats-every-second", "TIMER_ABSTIME");
}
END_TEST

START_TEST(test_beats__fail_when_main_writes_them)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 1);
	say_at(0, BEAT, SECOND);
	beat(2 * SECOND, 1);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "beats-every-second", "one of them was written by main");
}
END_TEST

START_TEST(test_beats__near_mains_line_count_neither_for_nor_against)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	say_at(1, BEAT, 2960 * MILLISECOND);
	say_at(0, FINISHED, 3 * SECOND);
	say_at(0, BEAT, 3 * SECOND);
	say_at(1, "Running in", 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_pass(&evidence, "beats-every-second");
}
END_TEST

START_TEST(test_beats__go_on_when_main_is_late)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 5);
	say_at(0, FINISHED, 5 * SECOND);
	finish(0, 0, 5 * SECOND);
	expect_pass(&evidence, "beats-every-second");
	expect_failure(&evidence, "main-finishes-at-three", "main wrote it at 5.000 s");
}
END_TEST

/* What the grader's limit cut off is not missing; what a deadlocked program never wrote is. */
START_TEST(test_beats__are_owed_until_the_grader_ends_the_run)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 1);
	stop_run(_i ? ENDING_DEADLOCK : ENDING_CPU_LIMIT, SECOND / 2);
	expect_verdict(&evidence, "beats-every-second", _i ? STATUS_FAILED : STATUS_PASSED, NULL);
}
END_TEST

START_TEST(test_main__fails_when_another_thread_writes_its_line)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	say_at(1, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "main-finishes-at-three", "written by thread 101");
}
END_TEST

START_TEST(test_main__fails_when_the_line_is_missing_or_there_twice)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	if (_i)
		say_at(0, FINISHED FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "main-finishes-at-three", _i ? "twice" : "no such line");
}
END_TEST

START_TEST(test_main__fails_when_the_process_goes_on)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3 * SECOND, 2);
	finish(0, 0, 4100 * MILLISECOND);
	expect_failure(&evidence, "main-finishes-at-three", "it ended 1.100 s after the line");
}
END_TEST

START_TEST(test_main__fails_when_it_joins_a_thread_that_never_ends)
{
	play(DAEMON);
	create_thread(DETACHMENT_JOINABLE);
	beat(0, 3);
	say_at(0, FINISHED, 3 * SECOND);
	beat(3 * SECOND, 17);
	stop_run(ENDING_TIME_LIMIT, 20 * SECOND);
	expect_pass(&evidence, "beats-every-second");
	expect_failure(&evidence, "main-finishes-at-three", "waits for the end of thread 101");
	expect_failure(&evidence, "is-a-daemon", "20.000 s");
	expect_failure(&evidence, "exits-cleanly", "20.000 s");
}
END_TEST

START_TEST(test_is_a_daemon__fails_for_a_joinable_thread)
{
	runs[DAEMON].tasks[1].detachment = DETACHMENT_JOINABLE;
	expect_failure(&evidence, "is-a-daemon", "alive, and joinable");
}
END_TEST

START_TEST(test_is_a_daemon__fails_for_a_cancelled_thread_in_either_run)
{
	runs[_i ? DAEMON_HELD : DAEMON].tasks[1].cancelled = true;
	expect_failure(&evidence, "is-a-daemon", "somebody cancelled the thread");
}
END_TEST

START_TEST(test_is_a_daemon__fails_when_the_thread_had_ended)
{
	play(DAEMON);
	create_thread(DETACHMENT_DETACHED);
	beat(0, 3);
	trace_end_task(run, 1, START + 2 * SECOND);
	say_at(0, FINISHED, 3 * SECOND);
	finish(0, 0, 3 * SECOND);
	expect_failure(&evidence, "is-a-daemon", "the thread ended by itself at 2.000 s");
}
END_TEST

START_TEST(test_is_a_daemon__fails_when_it_would_not_have_gone_on)
{
	play_held(_i);
	if (_i < 5)
		expect_failure(&evidence, "is-a-daemon", "main was held at its end for 6 s, and");
	else
		expect_pass(&evidence, "is-a-daemon");
}
END_TEST

START_TEST(test_is_a_daemon__is_not_judged_when_the_descriptor_could_not_be_read)
{
	runs[DAEMON].tasks[1].detachment = DETACHMENT_UNKNOWN;
	expect_verdict(&evidence, "is-a-daemon", STATUS_ERROR, NULL);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_lesson__right_programs_pass_every_check,
		test_lesson__starters_without_a_thread_pass_no_check_of_a_run,
		test_lesson__is_not_judged_when_nothing_was_run,
		test_beats__are_judged_by_the_thread_that_writes_them,
		test_beats__fail_for_a_silent_thread_whose_other_checks_are_judged,
		test_beats__fail_when_the_sleep_comes_first,
		test_beats__fail_when_one_is_missing,
		test_beats__that_drift_are_told_what_adds_up,
		test_beats__fail_when_main_writes_them,
		test_beats__near_mains_line_count_neither_for_nor_against,
		test_beats__go_on_when_main_is_late,
		test_main__fails_when_another_thread_writes_its_line,
		test_main__fails_when_the_process_goes_on,
		test_main__fails_when_it_joins_a_thread_that_never_ends,
		test_is_a_daemon__fails_for_a_joinable_thread,
		test_is_a_daemon__fails_when_the_thread_had_ended,
		test_is_a_daemon__is_not_judged_when_the_descriptor_could_not_be_read,
	};
	Suite *suite = suite_create("daemon_threads");
	TCase *group = tcase_create("checks");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_background_thread__fails_for_a_second_thread_and_for_a_process, 0, 2);
	tcase_add_loop_test(group, test_beats__may_be_fifty_milliseconds_off_and_no_more, 0, 2);
	tcase_add_loop_test(group, test_beats__are_owed_until_the_grader_ends_the_run, 0, 2);
	tcase_add_loop_test(group, test_main__fails_when_the_line_is_missing_or_there_twice, 0, 2);
	tcase_add_loop_test(group, test_is_a_daemon__fails_for_a_cancelled_thread_in_either_run, 0, 2);
	tcase_add_loop_test(group, test_is_a_daemon__fails_when_it_would_not_have_gone_on, 3, 7);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
