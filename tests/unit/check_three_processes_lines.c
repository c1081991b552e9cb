/*
 * Lesson 01: the lines that its children print on a terminal.
 */
#include "three_processes_runs.h"

#include <signal.h>

START_TEST(test_prints_pids__passes_with_lines_that_are_right_to_their_reader)
{
	const char *const texts[][3] = {
		{ "Process ID: 101 \t\r\n", "Process ID: 102\n", "Process ID: 103" },
		{ "I am a child\nProcess ID: 101\nprocess id: 101\n", "Process ID: 102\n\n", "Process ID: 103\nbye\n" },
		{ "Process ID: 101\n", " Process ID: 103\nProcess ID: 102\n", "Process ID: x\nProcess ID: 103\n" },
	};

	play_texts(TERMINAL, texts[_i][0], texts[_i][1], texts[_i][2]);
	expect_pass(&evidence, "prints-pids");
}
END_TEST

START_TEST(test_prints_pids__passes_with_a_line_in_pieces_by_one_child)
{
	play(TERMINAL);
	create_children(3);
	say(run, child[0], "Process ID: ");
	say(run, child[0], "101");
	live(child[0], "\n");
	live(child[1], "Process ID: 102\n");
	live(child[2], "Process ID: 103\n");
	leave(run, 0, 0);
	expect_pass(&evidence, "prints-pids");
}
END_TEST

START_TEST(test_prints_pids__fails_for_lines_that_are_wrong)
{
	const struct {
		const char *text, *saw;
	} second[] = {
		{ "", "child 102 wrote none (2 lines of this form)" },
		{ "Process ID: 103\n", "line 2 shows 103, but child 102 wrote it" },
		{ "Process ID: 100\n", "line 2 shows 100, but child 102 wrote it" },
		{ "Process ID: 102\nProcess ID: 102\n",
		  "child 102 wrote its line again in line 3 (4 lines of this form)" },
		{ "Process ID: 102 (child)\n", "child 102 wrote none" },
		{ " Process ID: 102\n", "child 102 wrote none" },
		{ "Process ID:102\n", "child 102 wrote none" },
		{ "Process ID:  102\n", "child 102 wrote none" },
		{ "Process ID: +102\n", "child 102 wrote none" },
		{ "Process ID: -102\n", "child 102 wrote none" },
		{ "Process ID: 0102\n", "child 102 wrote none" },
		{ "Process ID: 0x66\n", "child 102 wrote none" },
		{ "process id: 102\n", "child 102 wrote none" },
		{ "Process ID: 4294967398\n", "child 102 wrote none" },
		{ "Hello Process ID: 102\n", "child 102 wrote none" },
		{ "Process ID: \n", "child 102 wrote none" },
	};

	play_texts(TERMINAL, "Process ID: 101\n", second[_i].text, "Process ID: 103\n");
	expect_failure(&evidence, "prints-pids", second[_i].saw);
}
END_TEST

START_TEST(test_prints_pids__says_what_killed_a_child_before_its_line)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(2);
	die(run, child[2], SIGALRM);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "child 103 wrote none: killed by SIGALRM (an alarm rang");
	expect_hint(&evidence, "prints-pids", "nobody caught it");
}
END_TEST

/* Its own words say more than a line of the parent's that comes near. */
START_TEST(test_prints_pids__shows_the_last_words_of_a_child_without_a_line)
{
	const char *const complaint = "execlp: No such file or directory\n";

	play(TERMINAL);
	say(run, 0, "Starting three processes\n");
	create_children(3);
	for (int i = 0; i < 3; i++) {
		trace_add_write(run, child[i], STREAM_ERROR, complaint, strlen(complaint), 0);
		leave(run, child[i], 1);
	}
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids",
		       "child 101 wrote none: exit status 1; on standard error: \"execlp: No such file or directory\" "
		       "(0 lines of this form)");
	expect_hint(&evidence, "prints-pids", "What does the message");
	expect_failure(&evidence, "exits-cleanly", "child 101: exit status 1; on standard error: \"execlp: ");
}
END_TEST

START_TEST(test_prints_pids__says_what_killed_the_parent_before_it_had_its_children)
{
	play(TERMINAL);
	create_children(2);
	live_rightly(2);
	die(run, 0, SIGALRM);
	expect_failure(&evidence, "prints-pids", "2 lines of this form, and 2 children; main: killed by SIGALRM");
	expect_hint(&evidence, "prints-pids", "nobody caught it");
}
END_TEST

START_TEST(test_prints_pids__fails_for_lines_that_the_parent_wrote)
{
	play(TERMINAL);
	create_children(3);
	for (int i = 0; i < 3; i++)
		leave(run, child[i], 0);
	say(run, 0, "Process ID: 101\nProcess ID: 102\nProcess ID: 103\n");
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "line 1 shows 101, but the parent wrote it");
}
END_TEST

START_TEST(test_prints_pids__fails_for_the_parents_own_id)
{
	play(TERMINAL);
	create_children(3);
	live_rightly(3);
	say(run, 0, "Process ID: 100\n");
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "line 4 shows 100, the id of the parent, which wrote it");
}
END_TEST

START_TEST(test_prints_pids__fails_for_a_grandchild)
{
	int grandchild;

	play(TERMINAL);
	create_children(2);
	live_rightly(1);
	grandchild = trace_add_task(run, child[1], 103, false, 0);
	say(run, grandchild, "Process ID: 103\n");
	live(child[1], "Process ID: 102\n");
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "line 2 was written by process 103, a child of 102");
}
END_TEST

START_TEST(test_prints_pids__fails_for_pieces_of_several_processes)
{
	play(TERMINAL);
	create_children(3);
	say(run, child[0], "Process ID: ");
	say(run, child[1], "101\n");
	live_rightly(3);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "line 1, \"Process ID: 101\", is made of pieces");
}
END_TEST

START_TEST(test_prints_pids__fails_for_four_children_with_a_line_each)
{
	play(TERMINAL);
	create_children(4);
	live_rightly(4);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "4 lines of this form");
}
END_TEST

START_TEST(test_prints_pids__points_at_the_line_that_comes_near)
{
	play_texts(TERMINAL, "My process is 101\n", "", "");
	expect_failure(&evidence, "prints-pids", "no line of this form; line 1 comes near: \"My process is 101\"");
}
END_TEST

START_TEST(test_prints_pids__sees_lines_on_standard_error)
{
	play(TERMINAL);
	create_children(3);
	trace_add_write(run, child[0], STREAM_ERROR, "Process ID: 101\n", 16, 0);
	for (int i = 0; i < 3; i++)
		leave(run, child[i], 0);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-pids", "1 went to standard error");
}
END_TEST

START_TEST(test_prints_pids__fails_in_one_schedule_alone_and_names_it)
{
	play_texts(NEWBORN_FIRST, "Process ID: 101\n", "Process ID: 101\n", "Process ID: 103\n");
	expect_failure(&evidence, "prints-pids",
		       "when each new process runs before its creator goes on, which the system may "
		       "do at any time, line 2 shows 101, but child 102 wrote it");
}
END_TEST

START_TEST(test_prints_pids__does_not_ask_a_run_that_was_ended_for_what_was_still_to_come)
{
	play(ONE_LATE);
	create_children(3);
	live_rightly(2);
	stop_run(ENDING_TIME_LIMIT, "");
	expect_pass(&evidence, "prints-pids");
}
END_TEST

START_TEST(test_prints_pids__asks_a_child_that_ended_for_its_line_all_the_same)
{
	play(ONE_LATE);
	create_children(3);
	live_rightly(1);
	leave(run, child[1], 0);
	stop_run(ENDING_TIME_LIMIT, "");
	expect_failure(&evidence, "prints-pids", "child 102 wrote none");
}
END_TEST

START_TEST(test_prints_pids__fails_when_no_run_came_as_far_as_the_lines)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		create_children(3);
		stop_run(ENDING_DEADLOCK, "a mutex");
	}
	expect_failure(&evidence, "prints-pids", "0 lines of this form, and 3 children; it was stopped");
	expect_failure(&evidence, "same-through-a-pipe", "0 lines of this form, and 3 children; it was stopped");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_prints_pids__passes_with_a_line_in_pieces_by_one_child,
		test_prints_pids__says_what_killed_a_child_before_its_line,
		test_prints_pids__shows_the_last_words_of_a_child_without_a_line,
		test_prints_pids__says_what_killed_the_parent_before_it_had_its_children,
		test_prints_pids__fails_for_lines_that_the_parent_wrote,
		test_prints_pids__fails_for_the_parents_own_id,
		test_prints_pids__fails_for_a_grandchild,
		test_prints_pids__fails_for_pieces_of_several_processes,
		test_prints_pids__fails_for_four_children_with_a_line_each,
		test_prints_pids__points_at_the_line_that_comes_near,
		test_prints_pids__sees_lines_on_standard_error,
		test_prints_pids__fails_in_one_schedule_alone_and_names_it,
		test_prints_pids__does_not_ask_a_run_that_was_ended_for_what_was_still_to_come,
		test_prints_pids__asks_a_child_that_ended_for_its_line_all_the_same,
		test_prints_pids__fails_when_no_run_came_as_far_as_the_lines,
	};
	Suite *suite = suite_create("three_processes_lines");
	TCase *group = tcase_create("lines");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_prints_pids__passes_with_lines_that_are_right_to_their_reader, 0, 3);
	tcase_add_loop_test(group, test_prints_pids__fails_for_lines_that_are_wrong, 0, 16);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
