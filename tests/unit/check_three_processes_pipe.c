/*
 * Lesson 01: the same lines through a pipe, and nothing twice.
 */
#include "three_processes_runs.h"

START_TEST(test_pipe__fails_when_a_line_was_lost)
{
	play_texts(PIPE, "Process ID: 101\n", "", "Process ID: 103\n");
	expect_failure(&evidence, "same-through-a-pipe", "through a pipe: child 102 wrote none");
	expect_pass(&evidence, "prints-pids");
}
END_TEST

/* The parent says a line before it forks; through the pipe its buffer holds the line until everybody ends. */
static void play_with_buffered_line(const char *on_terminal, const char *through_pipe)
{
	char text[64];

	play(TERMINAL);
	say(run, 0, on_terminal);
	create_children(3);
	live_rightly(3);
	leave(run, 0, 0);
	play(PIPE);
	create_children(3);
	for (int i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "%sProcess ID: %d\n", through_pipe, 101 + i);
		live(child[i], text);
	}
	say(run, 0, through_pipe);
	leave(run, 0, 0);
}

START_TEST(test_pipe__fails_for_a_line_that_lay_in_the_buffer_at_fork)
{
	play_with_buffered_line("Starting\n", "Starting\n");
	expect_failure(&evidence, "same-through-a-pipe",
		       "through a pipe: the line \"Starting\" was written 4 times: by main, child 101, child 102, "
		       "child 103; on "
		       "a terminal it was written once");
}
END_TEST

START_TEST(test_pipe__knows_a_copied_line_whose_numbers_differ_from_run_to_run)
{
	play_with_buffered_line("Parent 88, at 12:00\n", "Parent 100, at 9:05\n");
	expect_failure(&evidence, "same-through-a-pipe", "the line \"Parent 100, at 9:05\" was written 4 times");
}
END_TEST

START_TEST(test_pipe__fails_for_an_empty_line_that_was_copied)
{
	play_with_buffered_line("\n", "\n");
	expect_failure(&evidence, "same-through-a-pipe", "the empty line \"\" was written 4 times");
}
END_TEST

START_TEST(test_pipe__fails_for_words_without_a_newline_that_end_up_before_the_lines)
{
	play_with_buffered_line("Starting: ", "Starting: ");
	expect_failure(&evidence, "same-through-a-pipe", "comes near: \"Starting: Process ID: 101");
}
END_TEST

START_TEST(test_pipe__finds_lines_that_only_later_children_inherit)
{
	play(TERMINAL);
	create_children(1);
	say(run, 0, "first is there\n");
	child[1] = trace_add_task(run, 0, 102, false, 0);
	child[2] = trace_add_task(run, 0, 103, false, 0);
	live_rightly(3);
	leave(run, 0, 0);
	play_texts(PIPE, "Process ID: 101\n", "first is there\nProcess ID: 102\n", "first is there\nProcess ID: 103\n");
	expect_failure(&evidence, "same-through-a-pipe",
		       "\"first is there\" was written twice: by child 102, child 103");
}
END_TEST

/* Innocent: parent and children say the same, each for itself. */
START_TEST(test_pipe__passes_when_parent_and_children_print_equal_lines_of_their_own)
{
	for (int plan = TERMINAL; plan <= PIPE; plan++) {
		play(plan);
		say(run, 0, "hello\n");
		create_children(3);
		live(child[0], "hello\nProcess ID: 101\n");
		live(child[1], "hello\nProcess ID: 102\n");
		live(child[2], "hello\nProcess ID: 103\n");
		say(run, 0, "hello\n");
		leave(run, 0, 0);
	}
	expect_pass(&evidence, "same-through-a-pipe");
}
END_TEST

/* Innocent: who says how often that it waits depends on chance, and nobody said it before a fork. */
START_TEST(test_pipe__passes_when_children_print_equal_lines_a_changing_number_of_times)
{
	play_texts(PIPE, "busy\nbusy\nProcess ID: 101\n", "busy\nProcess ID: 102\n", "Process ID: 103\n");
	expect_pass(&evidence, "same-through-a-pipe");
}
END_TEST

/* Innocent: the parent alone says it more often through the pipe. */
START_TEST(test_pipe__passes_when_one_process_repeats_its_own_line)
{
	play(TERMINAL);
	say(run, 0, "waiting\n");
	create_children(3);
	live_rightly(3);
	leave(run, 0, 0);
	play(PIPE);
	create_children(3);
	live_rightly(3);
	say(run, 0, "waiting\nwaiting\nwaiting\n");
	leave(run, 0, 0);
	expect_pass(&evidence, "same-through-a-pipe");
}
END_TEST

START_TEST(test_pipe__does_not_ask_a_run_that_was_ended_for_what_lay_in_the_buffer)
{
	play(PIPE);
	create_children(3);
	stop_run(ENDING_DEADLOCK, "the end of a child");
	expect_pass(&evidence, "same-through-a-pipe");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_pipe__fails_when_a_line_was_lost,
		test_pipe__fails_for_a_line_that_lay_in_the_buffer_at_fork,
		test_pipe__knows_a_copied_line_whose_numbers_differ_from_run_to_run,
		test_pipe__fails_for_an_empty_line_that_was_copied,
		test_pipe__fails_for_words_without_a_newline_that_end_up_before_the_lines,
		test_pipe__finds_lines_that_only_later_children_inherit,
		test_pipe__passes_when_parent_and_children_print_equal_lines_of_their_own,
		test_pipe__passes_when_children_print_equal_lines_a_changing_number_of_times,
		test_pipe__passes_when_one_process_repeats_its_own_line,
		test_pipe__does_not_ask_a_run_that_was_ended_for_what_lay_in_the_buffer,
	};
	Suite *suite = suite_create("three_processes_pipe");
	TCase *group = tcase_create("pipe");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
