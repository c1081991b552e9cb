/* Lesson 03: numbers and the end. check_process_vs_thread_order.c, _times.c and _work.c have the rest. */
#include "process_vs_thread_runs.h"

#include <signal.h>

START_TEST(test_lesson__right_program_passes_every_check)
{
	int points = 0;

	for (int i = 0; i < lesson_03_process_vs_thread.check_count; i++) {
		expect_pass(&evidence, lesson_03_process_vs_thread.checks[i].id);
		points += lesson_03_process_vs_thread.checks[i].points;
	}
	ck_assert_int_eq(points, 100);
}
END_TEST

START_TEST(test_lesson__starter_that_creates_nothing_passes_no_check_of_a_run)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		print(0, PROCESS_LINE THREAD_LINE);
		finish(0);
	}
	expect_failure(&evidence, "n-processes", "0 child processes");
	expect_failure(&evidence, "n-threads", "0 threads besides main");
	expect_skip(&evidence, "starts-all-then-waits", "n-processes");
	expect_skip(&evidence, "same-work", "n-processes");
	expect_skip(&evidence, "true-times", "n-processes");
	expect_skip(&evidence, "exits-cleanly", "n-processes");
}
END_TEST

START_TEST(test_lesson__is_not_judged_when_nothing_was_run)
{
	evidence.trace_count = 0;
	for (int i = 1; i < lesson_03_process_vs_thread.check_count; i++)
		expect_verdict(&evidence, lesson_03_process_vs_thread.checks[i].id, STATUS_ERROR, NULL);
}
END_TEST

START_TEST(test_lesson__threads_may_come_first)
{
	play(NATURAL);
	play_timed_round(4, true, THREAD_LINE);
	play_timed_round(4, false, PROCESS_LINE);
	finish(0);
	for (int i = 0; i < lesson_03_process_vs_thread.check_count; i++)
		expect_pass(&evidence, lesson_03_process_vs_thread.checks[i].id);
}
END_TEST

START_TEST(test_n_processes__fails_when_another_number_is_printed)
{
	play_lines(NATURAL, "5 processes: 0.400 s\n", THREAD_LINE);
	expect_failure(&evidence, "n-processes", "prints 5 and created 4");
	expect_pass(&evidence, "n-threads");
}
END_TEST

START_TEST(test_n_processes__fails_when_one_process_is_missing_and_blames_the_threads_for_nothing)
{
	play(NATURAL);
	play_timed_round(3, false, PROCESS_LINE);
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_failure(&evidence, "n-processes", "prints 4 and created 3");
	expect_pass(&evidence, "n-threads");
}
END_TEST

START_TEST(test_n_processes__says_what_killed_the_program_before_its_line)
{
	play(NATURAL);
	if (_i)
		play_round(4, false);
	trace_end_task(run, 0, now);
	trace_end_process(run, 0, W_EXITCODE(0, 11), now);
	expect_failure(&evidence, "n-processes",
		       _i ? "no such line; main: killed by SIGSEGV" : "0 child processes; main: killed by SIGSEGV");
}
END_TEST

START_TEST(test_n_processes__fails_for_one_and_for_65)
{
	play(NATURAL);
	play_timed_round(_i ? 65 : 1, false, _i ? "65 processes: 0.400 s\n" : "1 processes: 0.400 s\n");
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_failure(&evidence, "n-processes", _i ? "65 child processes" : "1 child processes");
}
END_TEST

START_TEST(test_n_processes__fails_when_children_create_more)
{
	play(NATURAL);
	play_timed_round(4, false, PROCESS_LINE);
	end(trace_add_task(run, worker[0], 300, false, now));
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_failure(&evidence, "n-processes", "5 processes: 4 created by main, 1 by its children");
}
END_TEST

START_TEST(test_n_processes__fails_for_lines_without_the_format)
{
	static const char *const lines[] = {
		"4 processes: 0.40 s\n",      "4 processes: 0.400s\n",   "4 processes:  0.400 s\n",
		" 4 processes: 0.400 s\n",    "04 processes: 0.400 s\n", "4 processes: 0.400 s.\n",
		"4 processes took 0.400 s\n", "4 processes: .400 s\n",
	};

	play_lines(NATURAL, lines[_i], THREAD_LINE);
	expect_failure(&evidence, "n-processes", "the nearest is");
	expect_skip(&evidence, "true-times", "n-processes");
}
END_TEST

START_TEST(test_n_threads__is_told_where_its_line_differs)
{
	static const struct {
		const char *line, *differences;
	} lines[] = {
		{ "4 Threads: 0.1 s\n",
		  ": \"Threads\" where \"threads\" should be; 1 decimal where at least 3 should be." },
		{ "4 threads 0.100 s\n", ": no colon after the word." },
		{ "4 threads: 0,1 s\n", ": a comma where the point should be; 1 decimal where at least 3 should be." },
		{ "4 threads: 0,100 s\n", ": a comma where the point should be." },
		{ "4 threads:0.100 s\n", ": no blank after the colon." },
		{ "4 threads:\t0.100 s\n", ": a tab, not a blank, after the colon." },
		{ "4 threads:  0.100 s\n", ": more than one blank after the colon." },
		{ "4 threads : 0.100 s\n", ": a blank before the colon." },
		{ "4 thread: 0.100 s\n", ": \"thread\" where \"threads\" should be." },
		{ "4  threads: 0.100 s\n", ": more than one blank after the number." },
		{ "4threads: 0.100 s\n", ": no blank after the number." },
		{ " 4 threads: 0.100 s\n", ": a blank before the number." },
		{ "04 threads: 0.100 s\n", ": a 0 before the number." },
		{ "threads: 0.100 s\n", ": no number at the beginning." },
		{ "4 threads: .100 s\n", ": no digit before the point." },
		{ "4 threads: 1 s\n", ": 0 decimals where at least 3 should be." },
		{ "4 threads: 0.100\n", ": no \" s\" at the end." },
		{ "4 threads: 0.100s\n", ": no blank before the unit." },
		{ "4 threads: 0.100 sec\n", ": \"sec\" where \"s\" should be." },
		{ "4 threads: 100.000 ms\n", ": \"ms\" where \"s\" should be." },
		{ "4 threads: 0.100 s.\n", ": something behind the unit." },
		{ "4 threads took 0.100 s\n", ": no colon after the word; something else before the time." },
		{ "threads are slow\nWith threads:\n4 THREADS: 0.100 s\n",
		  ": \"THREADS\" where \"threads\" should be." },
	};

	play_lines(NATURAL, PROCESS_LINE, lines[_i].line);
	expect_failure(&evidence, "n-threads", "the nearest is");
	expect_hint(&evidence, "n-threads", lines[_i].differences);
}
END_TEST

/* What shares hardly more than a word with the format is no line that was meant to be it. */
START_TEST(test_n_threads__is_asked_to_compare_a_line_that_differs_everywhere)
{
	play_lines(NATURAL, PROCESS_LINE, "::Now I start all my threads::\n");
	expect_failure(&evidence, "n-threads", "the nearest is \"::Now");
	expect_hint(&evidence, "n-threads", "character by character");
}
END_TEST

START_TEST(test_n_processes__allows_more_decimals_blanks_at_the_end_and_lines_of_ones_own)
{
	play_lines(NATURAL, "starting\n4 processes: 0.400000000123 s \r\n", "and now\n4 threads: 0.400000 s\n");
	expect_pass(&evidence, "n-processes");
	expect_pass(&evidence, "n-threads");
	expect_pass(&evidence, "true-times");
}
END_TEST

START_TEST(test_n_processes__fails_when_fork_doubles_a_line_of_either_kind)
{
	play_lines(NATURAL, _i ? PROCESS_LINE : PROCESS_LINE PROCESS_LINE, _i ? THREAD_LINE THREAD_LINE : THREAD_LINE);
	expect_failure(&evidence, "n-processes", "twice");
	expect_pass(&evidence, "n-threads");
}
END_TEST

START_TEST(test_n_threads__fails_when_there_are_fewer_threads_than_processes)
{
	play(NATURAL);
	play_timed_round(4, false, PROCESS_LINE);
	play_timed_round(3, true, "3 threads: 0.400 s\n");
	finish(0);
	expect_pass(&evidence, "n-processes");
	expect_failure(&evidence, "n-threads", "4 processes and 3 threads");
}
END_TEST

START_TEST(test_n_threads__fails_without_its_line)
{
	play_lines(NATURAL, PROCESS_LINE, "done\n");
	expect_failure(&evidence, "n-threads", "no such line");
	expect_pass(&evidence, "n-processes");
	expect_skip(&evidence, "true-times", "n-threads");
}
END_TEST

START_TEST(test_n_threads__counts_no_threads_of_a_worker_process)
{
	play(NATURAL);
	play_timed_round(4, false, PROCESS_LINE);
	trace_add_task(run, worker[1], 301, true, now);
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_pass(&evidence, "n-threads");
}
END_TEST

START_TEST(test_n_threads__owes_no_line_when_the_grader_ended_the_run)
{
	play(NATURAL);
	play_timed_round(4, false, PROCESS_LINE);
	play_round(4, true);
	stop_run(ENDING_DEADLOCK);
	expect_pass(&evidence, "n-threads");
	expect_pass(&evidence, "true-times");
	expect_failure(&evidence, "exits-cleanly", "everybody waits");
}
END_TEST

START_TEST(test_exits_cleanly__does_not_care_for_the_workers_own_statuses)
{
	play_rightly(NATURAL);
	run->tasks[1].status = W_EXITCODE(7, 0);
	expect_pass(&evidence, "exits-cleanly");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_a_status_and_when_the_grader_had_to_end_it)
{
	play(NATURAL);
	play_round(4, false);
	finish(3);
	expect_failure(&evidence, "exits-cleanly", "exit status 3");
	finish(0);
	stop_run(ENDING_CPU_LIMIT);
	run->tasks[0].killed_by_grader = true;
	expect_failure(&evidence, "exits-cleanly", "of processor time");
}
END_TEST

START_TEST(test_exits_cleanly__asks_about_the_end_that_it_saw)
{
	play(NATURAL);
	play_round(4, false);
	if (_i == 0)
		finish(3);
	else if (_i == 1)
		die(run, 0, SIGSEGV);
	else
		stop_run(ENDING_DEADLOCK);
	expect_hint(&evidence, "exits-cleanly",
		    (const char *[]){ "echo $?", "gdb ./process_vs_thread", "Who waits" }[_i]);
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_a_child_that_nobody_waited_for)
{
	play_rightly(NATURAL);
	run->tasks[2].zombie = true;
	expect_failure(&evidence, "exits-cleanly", "nobody had waited for it");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_a_child_that_is_left_only_where_it_starts_late)
{
	play_rightly(CREATOR_FIRST);
	run->tasks[2].zombie = true;
	expect_failure(&evidence, "exits-cleanly", "start late");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_a_thread_and_for_a_child_that_are_still_there)
{
	play(NATURAL);
	create(0, _i);
	create(1, _i);
	now += ROUND_TIME;
	end(worker[0]);
	finish(0);
	if (!_i)
		end(worker[1]);
	expect_failure(&evidence, "exits-cleanly", "still there when main ended");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_lesson__right_program_passes_every_check,
		test_lesson__starter_that_creates_nothing_passes_no_check_of_a_run,
		test_lesson__is_not_judged_when_nothing_was_run,
		test_lesson__threads_may_come_first,
		test_n_processes__fails_when_another_number_is_printed,
		test_n_processes__fails_when_one_process_is_missing_and_blames_the_threads_for_nothing,
		test_n_processes__fails_when_children_create_more,
		test_n_processes__allows_more_decimals_blanks_at_the_end_and_lines_of_ones_own,
		test_n_threads__fails_when_there_are_fewer_threads_than_processes,
		test_n_threads__fails_without_its_line,
		test_n_threads__counts_no_threads_of_a_worker_process,
		test_n_threads__owes_no_line_when_the_grader_ended_the_run,
		test_exits_cleanly__fails_for_a_child_that_is_left_only_where_it_starts_late,
		test_exits_cleanly__does_not_care_for_the_workers_own_statuses,
		test_exits_cleanly__fails_for_a_status_and_when_the_grader_had_to_end_it,
		test_exits_cleanly__fails_for_a_child_that_nobody_waited_for,
	};
	Suite *suite = suite_create("process_vs_thread");
	TCase *group = tcase_create("checks");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_n_threads__is_told_where_its_line_differs, 0, 23);
	tcase_add_test(group, test_n_threads__is_asked_to_compare_a_line_that_differs_everywhere);
	tcase_add_loop_test(group, test_exits_cleanly__asks_about_the_end_that_it_saw, 0, 3);
	tcase_add_loop_test(group, test_n_processes__says_what_killed_the_program_before_its_line, 0, 2);
	tcase_add_loop_test(group, test_n_processes__fails_for_one_and_for_65, 0, 2);
	tcase_add_loop_test(group, test_n_processes__fails_for_lines_without_the_format, 0, 8);
	tcase_add_loop_test(group, test_n_processes__fails_when_fork_doubles_a_line_of_either_kind, 0, 2);
	tcase_add_loop_test(group, test_exits_cleanly__fails_for_a_thread_and_for_a_child_that_are_still_there, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
