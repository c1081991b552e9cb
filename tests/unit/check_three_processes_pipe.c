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

/* The task writes a text. So many of its bytes lay in a buffer when its process, or another with a copy, was created. */
static void say_copied(int task, const char *text, size_t copied, int created)
{
	struct event *event;

	say(run, task, text);
	event = &run->events[run->event_count - 1];
	event->copied = copied;
	event->copied_at = run->tasks[created].born_at;
}

/* The parent's words are still in its buffer when it forks. Each child writes them before its own line, the parent at its end. */
static void play_with_copies(int plan, const char *words)
{
	char text[64];

	play(plan);
	create_children(3);
	for (int i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "%sProcess ID: %d\n", words, 101 + i);
		say_copied(child[i], text, strlen(words), child[0]);
		live(child[i], "");
	}
	say_copied(0, words, strlen(words), child[0]);
	leave(run, 0, 0);
}

START_TEST(test_pipe__fails_for_a_line_that_lay_in_the_buffer_at_fork)
{
	play_with_copies(PIPE, "Starting\n");
	expect_failure(&evidence, "same-through-a-pipe",
		       "through a pipe: the line \"Starting\" was written 4 times: by main, child 101, child 102, "
		       "child 103; it lay in a buffer when child 101 was created");
}
END_TEST

START_TEST(test_pipe__fails_for_an_empty_line_that_was_copied)
{
	play_with_copies(PIPE, "\n");
	expect_failure(&evidence, "same-through-a-pipe", "the empty line \"\" was written 4 times");
}
END_TEST

START_TEST(test_pipe__names_the_first_of_several_lines_that_were_copied)
{
	play_with_copies(PIPE, "One\nTwo\n");
	expect_failure(&evidence, "same-through-a-pipe", "the line \"One\" was written 4 times");
}
END_TEST

START_TEST(test_pipe__fails_for_words_without_a_newline)
{
	play_with_copies(PIPE, "Starting: ");
	expect_failure(&evidence, "same-through-a-pipe", "the text \"Starting: \" was written 4 times");
	expect_pass(&evidence, "prints-pids");
}
END_TEST

/* A buffer that is as large on a terminal as through a pipe. */
START_TEST(test_pipe__fails_for_copies_in_every_run)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		play_with_copies(plan, "Starting\n");
	expect_failure(&evidence, "same-through-a-pipe",
		       "the line \"Starting\" was written 4 times: by main, child 101");
	expect_pass(&evidence, "prints-pids");
}
END_TEST

START_TEST(test_pipe__fails_for_copies_in_one_schedule_alone_and_names_it)
{
	play_with_copies(CREATOR_FIRST, "Starting\n");
	expect_failure(&evidence, "same-through-a-pipe",
		       "when new processes start late, which the system may do at any time, the line \"Starting\" was "
		       "written 4 times");
}
END_TEST

START_TEST(test_pipe__finds_lines_that_only_later_children_inherit)
{
	play(PIPE);
	create_children(3);
	live(child[0], "Process ID: 101\n");
	say_copied(child[1], "first is there\nProcess ID: 102\n", 15, child[1]);
	say_copied(child[2], "first is there\nsecond, too\nProcess ID: 103\n", 27, child[1]);
	live(child[1], "");
	live(child[2], "");
	leave(run, 0, 0);
	expect_failure(
		&evidence, "same-through-a-pipe",
		"\"first is there\" was written twice: by child 102, child 103; it lay in a buffer when child 102 "
		"was created");
}
END_TEST

/* Innocent: the children have copies, and leave by _exit. */
START_TEST(test_pipe__passes_when_one_process_alone_writes_what_was_copied)
{
	play(PIPE);
	create_children(3);
	live_rightly(3);
	say_copied(0, "Starting\n", 9, child[0]);
	leave(run, 0, 0);
	expect_pass(&evidence, "same-through-a-pipe");
}
END_TEST

/* Innocent: two texts, each written once. */
START_TEST(test_pipe__passes_when_equal_texts_were_copied_by_different_forks)
{
	play(PIPE);
	create_children(3);
	live_rightly(3);
	say_copied(0, "dot\n", 4, child[0]);
	say_copied(0, "dot\n", 4, child[1]);
	leave(run, 0, 0);
	expect_pass(&evidence, "same-through-a-pipe");
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
		test_pipe__fails_for_an_empty_line_that_was_copied,
		test_pipe__names_the_first_of_several_lines_that_were_copied,
		test_pipe__fails_for_words_without_a_newline,
		test_pipe__fails_for_copies_in_every_run,
		test_pipe__fails_for_copies_in_one_schedule_alone_and_names_it,
		test_pipe__finds_lines_that_only_later_children_inherit,
		test_pipe__passes_when_one_process_alone_writes_what_was_copied,
		test_pipe__passes_when_equal_texts_were_copied_by_different_forks,
		test_pipe__passes_when_parent_and_children_print_equal_lines_of_their_own,
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
