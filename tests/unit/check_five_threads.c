/*
 * Lesson 02: each check with traces that pass and traces that fail. The lines are in check_five_threads_lines.c.
 */
#include "five_threads_runs.h"

#include <signal.h>

START_TEST(test_lesson__right_program_passes_every_check)
{
	int points = 0;

	for (int i = 0; i < lesson_02_five_threads.check_count; i++) {
		expect_pass(&evidence, lesson_02_five_threads.checks[i].id);
		points += lesson_02_five_threads.checks[i].points;
	}
	ck_assert_int_eq(points, 100);
}
END_TEST

START_TEST(test_lesson__starter_that_creates_no_thread_passes_no_check_of_a_run)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		say(run, 0, "Hello\n");
		leave(run, 0, 0);
	}
	expect_failure(&evidence, "five-threads", "no thread besides main");
	for (int i = 2; i < lesson_02_five_threads.check_count; i++)
		expect_skip(&evidence, lesson_02_five_threads.checks[i].id, "five-threads");
}
END_TEST

START_TEST(test_lesson__is_not_judged_when_nothing_was_run)
{
	evidence.trace_count = 0;
	for (int i = 1; i < lesson_02_five_threads.check_count; i++)
		expect_verdict(&evidence, lesson_02_five_threads.checks[i].id, STATUS_ERROR, NULL);
}
END_TEST

START_TEST(test_five_threads__fails_for_four_and_for_six)
{
	play_with(NATURAL, 4 + 2 * _i);
	expect_failure(&evidence, "five-threads", _i ? "6 threads besides main" : "4 threads besides main");
	expect_failure(&evidence, "named",
		       _i ? "6 different names among 6 threads" : "4 different names among 4 threads");
	expect_failure(&evidence, "prints-names", _i ? "6 lines of this form" : "4 lines of this form");
	expect_pass(&evidence, "joins-all");
}
END_TEST

START_TEST(test_five_threads__says_what_cut_the_program_short)
{
	play(NATURAL);
	create_threads(2);
	die(run, 0, SIGABRT);
	expect_failure(&evidence, "five-threads", "2 threads besides main; main: killed by SIGABRT");
	play(NATURAL);
	create_threads(7);
	stop_run(ENDING_TASK_LIMIT);
	run->limit = 256;
	expect_failure(&evidence, "five-threads", "it created 256 threads and was stopped");
	expect_hint(&evidence, "five-threads", "the call that creates a thread");
}
END_TEST

START_TEST(test_five_threads__fails_for_another_process)
{
	trace_add_task(&runs[NATURAL], 0, 110, false, 0);
	expect_failure(&evidence, "five-threads", "5 threads besides main, and 1 other process");
}
END_TEST

START_TEST(test_five_threads__counts_threads_that_threads_create)
{
	play(NATURAL);
	for (int i = 0; i < 5; i++)
		thread[i] = trace_add_task(run, i, 101 + i, true, 0);
	name_threads(5);
	live_rightly(5);
	leave(run, 0, 0);
	expect_pass(&evidence, "five-threads");
	expect_pass(&evidence, "named");
}
END_TEST

START_TEST(test_named__fails_for_threads_that_keep_the_programs_name)
{
	rename_task(&runs[NATURAL], 3, "five_threads");
	expect_failure(&evidence, "named",
		       "4 different names among 5 threads; thread 103 ended with the name "
		       "\"five_threads\"");
}
END_TEST

START_TEST(test_named__passes_for_a_name_that_main_has_come_to_bear_too)
{
	rename_task(&runs[NATURAL], 0, "boss");
	rename_task(&runs[NATURAL], 5, "boss");
	expect_pass(&evidence, "named");
}
END_TEST

START_TEST(test_named__fails_for_an_empty_name)
{
	rename_task(&runs[NATURAL], 1, "");
	expect_failure(&evidence, "named", "thread 101 ended with the name \"\"");
}
END_TEST

START_TEST(test_named__fails_for_namesakes_in_one_schedule_alone_and_names_it)
{
	rename_task(&runs[CREATOR_FIRST], 2, "worker-5");
	expect_failure(&evidence, "named",
		       "when new threads start late, which the system may do at any time, 4 different names "
		       "among 5 threads; threads 102 and 105 both ended as worker-5");
}
END_TEST

START_TEST(test_named__does_not_ask_threads_that_were_ended_before_they_could_start)
{
	play(CREATOR_FIRST);
	create_threads(5);
	leave(run, 0, 0);
	expect_pass(&evidence, "named");
	expect_pass(&evidence, "prints-names");
	expect_failure(&evidence, "joins-all", "when new threads start late");
}
END_TEST

START_TEST(test_named__fails_when_no_run_shows_five_names)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		create_threads(5);
		leave(run, 0, 0);
	}
	expect_failure(&evidence, "named", "no name of their own among 5 threads");
	expect_failure(&evidence, "prints-names", "0 lines");
}
END_TEST

START_TEST(test_named__asks_one_whose_names_are_too_long_how_long_they_may_be)
{
	play(NATURAL);
	create_threads(5);
	for (int i = 0; i < 5; i++) {
		print_name(thread[i], "a-name-of-sixteen");
		end_thread(thread[i]);
	}
	leave(run, 0, 0);
	expect_hint(&evidence, "named", "How many characters");
}
END_TEST

START_TEST(test_joins_all__passes_when_the_last_thread_ends_the_process)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	end_thread(0);
	live_rightly(4);
	print_name(thread[4], "worker-5");
	leave(run, thread[4], 0);
	expect_pass(&evidence, "joins-all");
	expect_pass(&evidence, "prints-names");
	expect_pass(&evidence, "named");
}
END_TEST

START_TEST(test_joins_all__fails_for_a_thread_that_main_left_behind)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	live_rightly(4);
	print_name(thread[4], "worker-5");
	leave(run, 0, 0);
	expect_failure(&evidence, "joins-all",
		       "thread worker-5 (105) had not come to its end when main ended the process at "
		       "0.014 s");
}
END_TEST

START_TEST(test_joins_all__fails_when_a_thread_calls_exit_while_main_waits)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	live_rightly(4);
	leave(run, thread[4], 0);
	expect_failure(&evidence, "joins-all", "when thread worker-5 (105) ended the process");
}
END_TEST

/* A thread's signal ends the process, and with it all that the others had yet to do. */
START_TEST(test_lesson__says_which_signal_ended_the_threads)
{
	static const char *const ids[] = { "five-threads", "named", "joins-all", "exits-cleanly" };
	struct event *event;

	play(NATURAL);
	create_threads(4);
	name_threads(4);
	live_rightly(3);
	event = trace_add_event(run, EVENT_SIGNAL, thread[3], 0);
	event->value = SIGTERM;
	event->other = thread[3];
	die(run, thread[3], SIGTERM);
	expect_failure(&evidence, ids[_i],
		       "main: killed by SIGTERM (sent by thread worker-4 (104), to its own process)");
	expect_hint(&evidence, ids[_i], "Which line sends this signal");
}
END_TEST

START_TEST(test_joins_all__fails_in_one_schedule_alone_and_asks_one_who_sleeps)
{
	play(ONE_LATE);
	create_threads(5);
	name_threads(5);
	trace_add_event(run, EVENT_SLEEP, 0, 0);
	live_rightly(4);
	leave(run, 0, 0);
	expect_failure(&evidence, "joins-all", "when new thread number 3 starts later than all others");
	expect_hint(&evidence, "joins-all", "sleep");
}
END_TEST

START_TEST(test_joins_all__fails_when_the_grader_had_to_end_the_run)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	live_rightly(4);
	print_name(thread[4], "worker-5");
	stop_run(ENDING_DEADLOCK);
	strcpy(run->tasks[0].waiting_for, "the end of thread worker-5 (105)");
	strcpy(run->tasks[5].waiting_for, "a mutex");
	expect_failure(&evidence, "joins-all",
		       "main waits for the end of thread worker-5 (105); thread worker-5 (105) waits "
		       "for a mutex");
	expect_failure(&evidence, "exits-cleanly", "everybody waits");
	expect_pass(&evidence, "named");
	expect_pass(&evidence, "prints-names");
}
END_TEST

START_TEST(test_no_data_race__fails_with_the_sanitizers_report)
{
	evidence.race_report = "WARNING: ThreadSanitizer: data race on counter";
	expect_failure(&evidence, "no-data-race", "data race on counter");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_a_status_and_for_a_signal)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	live_rightly(5);
	if (_i == 0)
		leave(run, 0, 42);
	else
		die(run, 0, SIGABRT);
	expect_failure(&evidence, "exits-cleanly", _i ? "killed by SIGABRT" : "exit status 42");
	expect_pass(&evidence, "joins-all");
}
END_TEST

START_TEST(test_exits_cleanly__does_not_look_at_the_sanitizers_run)
{
	struct trace all[RUN_COUNT + 1];

	memcpy(all, runs, sizeof runs);
	trace_init(&all[RUN_COUNT]);
	all[RUN_COUNT].plan = RUN_COUNT;
	all[RUN_COUNT].ending = ENDING_TIME_LIMIT;
	evidence.traces = all;
	evidence.trace_count++;
	for (int i = 0; i < lesson_02_five_threads.check_count; i++)
		expect_pass(&evidence, lesson_02_five_threads.checks[i].id);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_lesson__right_program_passes_every_check,
		test_lesson__starter_that_creates_no_thread_passes_no_check_of_a_run,
		test_lesson__is_not_judged_when_nothing_was_run,
		test_five_threads__says_what_cut_the_program_short,
		test_five_threads__fails_for_another_process,
		test_five_threads__counts_threads_that_threads_create,
		test_named__fails_for_threads_that_keep_the_programs_name,
		test_named__passes_for_a_name_that_main_has_come_to_bear_too,
		test_named__fails_for_an_empty_name,
		test_named__fails_for_namesakes_in_one_schedule_alone_and_names_it,
		test_named__does_not_ask_threads_that_were_ended_before_they_could_start,
		test_named__fails_when_no_run_shows_five_names,
		test_named__asks_one_whose_names_are_too_long_how_long_they_may_be,
		test_joins_all__passes_when_the_last_thread_ends_the_process,
		test_joins_all__fails_for_a_thread_that_main_left_behind,
		test_joins_all__fails_when_a_thread_calls_exit_while_main_waits,
		test_joins_all__fails_in_one_schedule_alone_and_asks_one_who_sleeps,
		test_joins_all__fails_when_the_grader_had_to_end_the_run,
		test_no_data_race__fails_with_the_sanitizers_report,
		test_exits_cleanly__does_not_look_at_the_sanitizers_run,
	};
	Suite *suite = suite_create("five_threads");
	TCase *group = tcase_create("checks");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_lesson__says_which_signal_ended_the_threads, 0, 4);
	tcase_add_loop_test(group, test_five_threads__fails_for_four_and_for_six, 0, 2);
	tcase_add_loop_test(group, test_exits_cleanly__fails_for_a_status_and_for_a_signal, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
