/*
 * Lesson 01: each check with traces that pass and traces that fail. The lines have files of
 * their own: check_three_processes_lines.c and check_three_processes_pipe.c.
 */
#include "three_processes_runs.h"

START_TEST(test_lesson__right_program_passes_every_check)
{
	int points = 0;

	for (int i = 0; i < lesson_01_three_processes.check_count; i++) {
		expect_pass(&evidence, lesson_01_three_processes.checks[i].id);
		points += lesson_01_three_processes.checks[i].points;
	}
	ck_assert_int_eq(points, 100);
}
END_TEST

START_TEST(test_lesson__starter_that_creates_nothing_passes_no_check_of_a_run)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		say(run, 0, "Hello\n");
		leave(run, 0, 0);
	}
	expect_failure(&evidence, "three-children", "no new process");
	expect_failure(&evidence, "prints-pids", "0 lines");
	expect_skip(&evidence, "waits-for-all", "three-children");
	expect_failure(&evidence, "same-through-a-pipe", "0 lines");
	expect_skip(&evidence, "exits-cleanly", "three-children");
}
END_TEST

START_TEST(test_lesson__is_not_judged_when_nothing_was_run)
{
	evidence.trace_count = 0;
	for (int i = 1; i < lesson_01_three_processes.check_count; i++)
		expect_verdict(&evidence, lesson_01_three_processes.checks[i].id, STATUS_ERROR, NULL);
}
END_TEST

START_TEST(test_builds__shows_warnings_and_passes)
{
	build.messages = (char[]){ "three_processes.c:3: warning: unused variable" };
	expect_verdict(&evidence, "builds", STATUS_PASSED, "unused variable");
}
END_TEST

START_TEST(test_builds__fails_with_the_compilers_words)
{
	build = (struct build){ .state = BUILD_FAILED,
				.messages = (char[]){ "three_processes.c:3: error: expected ';'" } };
	expect_failure(&evidence, "builds", "expected ';'");
}
END_TEST

START_TEST(test_builds__fails_for_a_file_that_was_refused)
{
	build = (struct build){ .state = BUILD_REFUSED,
				.messages = (char[]){ "three_processes.c is a symbolic link" } };
	expect_failure(&evidence, "builds", "symbolic link");
}
END_TEST

START_TEST(test_builds__says_that_a_file_is_missing)
{
	build = (struct build){ .state = BUILD_MISSING };
	expect_verdict(&evidence, "builds", STATUS_MISSING, "three_processes.c is missing");
}
END_TEST

START_TEST(test_three_children__fails_for_two_and_for_four)
{
	play(TERMINAL);
	create_children(2 * _i + 2);
	live_rightly(2 * _i + 2);
	leave(run, 0, 0);
	expect_failure(&evidence, "three-children", _i ? "4 processes created" : "2 processes created");
}
END_TEST

START_TEST(test_three_children__fails_when_children_create_more)
{
	play(TERMINAL);
	create_children(3);
	for (int i = 0; i < 4; i++)
		trace_add_task(run, child[i / 2], 104 + i, false, 0);
	expect_failure(&evidence, "three-children", "7 processes: 3 created by the first one, 4 by its children");
}
END_TEST

START_TEST(test_three_children__fails_for_threads_beside_the_processes)
{
	trace_add_task(&runs[TERMINAL], 0, 110, true, 0);
	expect_failure(&evidence, "three-children", "3 processes created by the first one, and 1 thread");
}
END_TEST

START_TEST(test_three_children__fails_for_threads_instead_of_processes)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		for (int i = 0; i < 3; i++)
			trace_add_task(run, 0, 101 + i, true, 0);
		leave(run, 0, 0);
	}
	expect_failure(&evidence, "three-children", "no new process, and 3 threads");
	expect_skip(&evidence, "waits-for-all", "three-children");
}
END_TEST

START_TEST(test_three_children__says_what_killed_the_program_before_it_had_made_them)
{
	play(TERMINAL);
	create_children(1);
	live_rightly(1);
	die(run, 0, SIGSEGV);
	expect_failure(&evidence, "three-children",
		       "1 process created by the first one; main: killed by SIGSEGV (it used memory that is not its "
		       "own)");
	expect_hint(&evidence, "three-children", "gdb");
}
END_TEST

START_TEST(test_three_children__shows_the_complaint_of_a_parent_that_gave_up)
{
	play(TERMINAL);
	create_children(1);
	live_rightly(1);
	trace_add_write(run, 0, STREAM_ERROR, "fork: no more\n", 14, 0);
	leave(run, 0, 1);
	expect_failure(&evidence, "three-children",
		       "1 process created by the first one; main: exit status 1; on standard error: \"fork: no more\"");
	expect_hint(&evidence, "three-children", "What does the message");
}
END_TEST

START_TEST(test_three_children__says_which_limit_the_program_met_before_it_had_made_them)
{
	play(TERMINAL);
	stop_run(ENDING_OUTPUT_LIMIT, "");
	run->limit = 1 << 20;
	expect_failure(&evidence, "three-children",
		       "no new process; it was stopped, because it printed more than 1 MiB");
	expect_hint(&evidence, "three-children", "prints again and again");
}
END_TEST

START_TEST(test_three_children__calls_a_fork_bomb_by_its_name)
{
	play(TERMINAL);
	create_children(5);
	stop_run(ENDING_TASK_LIMIT, "");
	run->limit = 256;
	expect_failure(&evidence, "three-children", "it created 256 processes and was stopped: a fork bomb");
	expect_hint(&evidence, "three-children", "children of its own");
}
END_TEST

START_TEST(test_three_children__does_not_ask_a_late_run_that_was_ended_for_what_was_still_to_come)
{
	play(ONE_LATE);
	create_children(1);
	stop_run(ENDING_TIME_LIMIT, "");
	expect_pass(&evidence, "three-children");
	play(TERMINAL);
	create_children(1);
	stop_run(ENDING_TIME_LIMIT, "");
	expect_failure(&evidence, "three-children", "1 process created");
}
END_TEST

START_TEST(test_waits_for_all__passes_with_children_that_the_kernel_reaped_by_itself)
{
	play(TERMINAL);
	create_children(3);
	for (int i = 0; i < 3; i++)
		leave(run, child[i], 0);
	leave(run, 0, 0);
	expect_pass(&evidence, "waits-for-all");
}
END_TEST

START_TEST(test_waits_for_all__fails_when_the_parent_ends_first)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(1);
	leave(run, 0, 0);
	leave(run, child[1], 0);
	leave(run, child[2], 0);
	expect_failure(&evidence, "waits-for-all",
		       "child 102 ended at 0.009 s, the parent already at 0.007 s; "
		       "the parent's waits returned a child once");
}
END_TEST

START_TEST(test_waits_for_all__fails_for_a_zombie)
{
	runs[TERMINAL].tasks[2].zombie = true;
	expect_failure(&evidence, "waits-for-all", "child 102 had ended, but was left behind as a zombie");
}
END_TEST

START_TEST(test_waits_for_all__fails_in_one_schedule_alone_and_names_it)
{
	play(CREATOR_FIRST);
	create_children(3);
	trace_add_event(run, EVENT_SLEEP, 0, 0);
	leave(run, 0, 0);
	live_rightly(3);
	expect_failure(&evidence, "waits-for-all",
		       "when new processes start late, which the system may do at any time, child 101");
	play_rightly(CREATOR_FIRST);
	runs[ONE_LATE].tasks[2].zombie = true;
	expect_failure(&evidence, "waits-for-all", "when new process number 2 starts later than all others");
}
END_TEST

START_TEST(test_waits_for_all__asks_one_who_sleeps_what_a_sleep_can_know)
{
	play(TERMINAL);
	create_children(1);
	trace_add_event(run, EVENT_SLEEP, 0, 0);
	leave(run, 0, 0);
	expect_hint(&evidence, "waits-for-all", "sleep");
	expect_failure(&evidence, "waits-for-all", "the parent waited for no child");
}
END_TEST

START_TEST(test_waits_for_all__asks_for_the_flags_of_a_wait_that_leaves_the_child)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(3);
	run->tasks[1].zombie = true;
	leave(run, 0, 0);
	expect_hint(&evidence, "waits-for-all", "flags");
}
END_TEST

START_TEST(test_waits_for_all__fails_when_the_grader_had_to_end_the_run)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(2);
	say(run, child[2], "Process ID: 103\n");
	stop_run(ENDING_DEADLOCK, "the end of a child");
	expect_failure(&evidence, "waits-for-all",
		       "everybody waits and nobody can go on: main waits for the end of a child");
	expect_failure(&evidence, "exits-cleanly", "main waits for the end of a child");
	expect_pass(&evidence, "three-children");
	expect_pass(&evidence, "prints-pids");
}
END_TEST

START_TEST(test_waits_for_all__says_what_killed_the_parent_before_it_could_wait)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(2);
	die(run, 0, SIGALRM);
	leave(run, child[2], 0);
	expect_failure(&evidence, "waits-for-all",
		       "the parent's waits returned a child twice; main: killed by SIGALRM");
	expect_hint(&evidence, "waits-for-all", "nobody caught it");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_a_childs_status)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(2);
	leave(run, child[2], 3);
	leave(run, 0, 0);
	expect_failure(&evidence, "exits-cleanly", "child 103: exit status 3");
}
END_TEST

START_TEST(test_exits_cleanly__fails_for_the_parents_status_through_a_pipe)
{
	play(PIPE);
	create_children(3);
	live_rightly(3);
	leave(run, 0, 1);
	expect_failure(&evidence, "exits-cleanly", "through a pipe: main: exit status 1");
}
END_TEST

START_TEST(test_exits_cleanly__says_which_signal_killed_a_child)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(2);
	die(run, child[2], SIGSEGV);
	leave(run, 0, 0);
	expect_failure(&evidence, "exits-cleanly", "child 103: killed by SIGSEGV (it used memory that is not its own)");
}
END_TEST

START_TEST(test_exits_cleanly__fails_at_each_limit_with_its_own_words)
{
	const struct {
		enum ending ending;
		const char *words;
	} limits[] = {
		{ ENDING_TIME_LIMIT, "had not ended after 20.000 s on its own clock" },
		{ ENDING_CPU_LIMIT, "after 20.000 s of processor time" },
		{ ENDING_OUTPUT_LIMIT, "it printed more than 19073 MiB" },
		{ ENDING_MEMORY_LIMIT, "it asked for more than 19073 MiB" },
		{ ENDING_TASK_LIMIT, "processes and was stopped: a fork bomb" },
	};

	play(TERMINAL);
	create_children(3);
	stop_run(limits[_i].ending, "");
	expect_failure(&evidence, "exits-cleanly", limits[_i].words);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_lesson__right_program_passes_every_check,
		test_lesson__starter_that_creates_nothing_passes_no_check_of_a_run,
		test_lesson__is_not_judged_when_nothing_was_run,
		test_builds__shows_warnings_and_passes,
		test_builds__fails_with_the_compilers_words,
		test_builds__fails_for_a_file_that_was_refused,
		test_builds__says_that_a_file_is_missing,
		test_three_children__fails_when_children_create_more,
		test_three_children__fails_for_threads_beside_the_processes,
		test_three_children__fails_for_threads_instead_of_processes,
		test_three_children__says_what_killed_the_program_before_it_had_made_them,
		test_three_children__shows_the_complaint_of_a_parent_that_gave_up,
		test_three_children__says_which_limit_the_program_met_before_it_had_made_them,
		test_three_children__calls_a_fork_bomb_by_its_name,
		test_three_children__does_not_ask_a_late_run_that_was_ended_for_what_was_still_to_come,
		test_waits_for_all__passes_with_children_that_the_kernel_reaped_by_itself,
		test_waits_for_all__fails_when_the_parent_ends_first,
		test_waits_for_all__fails_for_a_zombie,
		test_waits_for_all__fails_in_one_schedule_alone_and_names_it,
		test_waits_for_all__asks_one_who_sleeps_what_a_sleep_can_know,
		test_waits_for_all__asks_for_the_flags_of_a_wait_that_leaves_the_child,
		test_waits_for_all__fails_when_the_grader_had_to_end_the_run,
		test_waits_for_all__says_what_killed_the_parent_before_it_could_wait,
		test_exits_cleanly__fails_for_a_childs_status,
		test_exits_cleanly__fails_for_the_parents_status_through_a_pipe,
		test_exits_cleanly__says_which_signal_killed_a_child,
	};
	Suite *suite = suite_create("three_processes");
	TCase *group = tcase_create("checks");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_three_children__fails_for_two_and_for_four, 0, 2);
	tcase_add_loop_test(group, test_exits_cleanly__fails_at_each_limit_with_its_own_words, 0, 5);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
