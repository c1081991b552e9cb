/*
 * Lesson 02: the lines in which threads show their names.
 */
#include "five_threads_runs.h"

START_TEST(test_prints_names__passes_with_lines_that_are_right_to_their_reader)
{
	const char *const texts[] = {
		"Thread name: worker-2, Process ID: 100 \t\r\n",
		"worker-2 is here\nThread name: worker-2, Process ID: 100\nThread name worker-2\n\n",
		"  Thread name: worker-9, Process ID: 9\nThread name: worker-2, Process ID: 100\n",
	};

	play_second(NATURAL, texts[_i]);
	expect_pass(&evidence, "prints-names");
}
END_TEST

START_TEST(test_prints_names__passes_with_names_of_any_characters)
{
	const char *const names[] = { "a b", ", Process ID: 1", "%s%n", "w", "fifteen-letters" };

	play(NATURAL);
	create_threads(5);
	for (int i = 0; i < 5; i++)
		rename_task(run, thread[i], names[i]);
	live_rightly(5);
	leave(run, 0, 0);
	expect_pass(&evidence, "prints-names");
	expect_pass(&evidence, "named");
}
END_TEST

START_TEST(test_prints_names__takes_the_name_at_the_moment_of_writing)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	live_rightly(4);
	print_name(thread[4], "worker-5");
	rename_task(run, thread[4], "done");
	end_thread(thread[4]);
	leave(run, 0, 0);
	expect_pass(&evidence, "prints-names");
}
END_TEST

START_TEST(test_prints_names__fails_for_lines_that_are_wrong)
{
	const struct {
		const char *text, *saw;
	} second[] = {
		{ "", "thread worker-2 (102) wrote none (4 lines of this form)" },
		{ "Thread name: worker-5, Process ID: 100\n", "line 2 says worker-5, written by worker-2" },
		{ "Thread name: worker-2, Process ID: 99\n", "line 2 shows Process ID: 99, but the process is 100" },
		{ "Thread name: worker-2, Process ID: 102\n", "which is the id of the thread; its process is 100" },
		{ "Thread name: worker-2, Process ID: 100\nThread name: worker-2, Process ID: 100\n",
		  "worker-2 wrote its line again in line 3" },
		{ "Thread name: worker-2, Process ID: 100.\n", "wrote none" },
		{ "Thread name: worker-2, Process ID: 0100\n", "wrote none" },
		{ "Thread name: worker-2 Process ID: 100\n", "wrote none" },
		{ "thread name: worker-2, Process ID: 100\n", "wrote none" },
		{ " Thread name: worker-2, Process ID: 100\n", "wrote none" },
		{ "Thread name:  worker-2, Process ID: 100\n", "line 2 says  worker-2, written by worker-2" },
		{ "Thread name: , Process ID: 100\n", "line 2 says , written by worker-2" },
	};

	play_second(NATURAL, second[_i].text);
	expect_failure(&evidence, "prints-names", second[_i].saw);
}
END_TEST

START_TEST(test_prints_names__fails_for_lines_that_main_wrote)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	for (int i = 0; i < 5; i++)
		end_thread(thread[i]);
	for (int i = 0; i < 5; i++)
		print_name(0, run->tasks[thread[i]].name);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-names", "line 1 says worker-1, written by main");
}
END_TEST

START_TEST(test_prints_names__fails_for_a_thread_that_is_named_after_it_has_printed)
{
	play(NEWBORN_FIRST);
	create_threads(5);
	for (int i = 0; i < 5; i++)
		print_name(thread[i], "worker-1");
	name_threads(5);
	for (int i = 0; i < 5; i++)
		end_thread(thread[i]);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-names",
		       "when each new thread runs before its creator goes on, which the system may "
		       "do at any time, line 1 says worker-1, written by thread 101 while it was "
		       "still called five_threads");
}
END_TEST

START_TEST(test_prints_names__fails_for_the_programs_own_name)
{
	play(NATURAL);
	create_threads(5);
	live_rightly(5);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-names", "line 1 says five_threads, the name that the program began with");
}
END_TEST

START_TEST(test_prints_names__fails_for_namesakes)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	rename_task(run, thread[1], "worker-1");
	live_rightly(5);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-names", "line 2 shows the name worker-1 a second time");
}
END_TEST

START_TEST(test_prints_names__fails_for_pieces_of_several_threads)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	say(run, thread[0], "Thread name: worker-1, ");
	say(run, thread[1], "Process ID: 100\n");
	for (int i = 0; i < 5; i++)
		end_thread(thread[i]);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-names", "line 1 is made of pieces that several threads wrote");
}
END_TEST

START_TEST(test_prints_names__points_at_the_line_that_comes_near)
{
	play(NATURAL);
	create_threads(5);
	name_threads(5);
	say(run, thread[0], "THREAD: worker-1, PID: 100\n");
	for (int i = 0; i < 5; i++)
		end_thread(thread[i]);
	leave(run, 0, 0);
	expect_failure(&evidence, "prints-names",
		       "no line of this form; line 1 comes near: \"THREAD: worker-1, PID: 100\"");
}
END_TEST

START_TEST(test_prints_names__fails_in_one_schedule_alone_and_names_it)
{
	play_second(CREATOR_FIRST, "Thread name: worker-5, Process ID: 100\n");
	expect_failure(&evidence, "prints-names",
		       "when new threads start late, which the system may do at any time, line 2 says "
		       "worker-5, written by worker-2");
}
END_TEST

START_TEST(test_prints_names__does_not_judge_a_schedule_that_cut_the_threads_off)
{
	play(ONE_LATE);
	create_threads(5);
	name_threads(5);
	live_rightly(3);
	print_name(thread[3], "worker-3");
	leave(run, 0, 0);
	expect_pass(&evidence, "prints-names");
}
END_TEST

START_TEST(test_prints_names__fails_for_a_fake_without_threads)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		for (int i = 0; i < 5; i++)
			print_name(0, "worker");
		leave(run, 0, 0);
	}
	expect_failure(&evidence, "prints-names", "5 lines of this form, but no thread that could have written them");
	expect_skip(&evidence, "named", "five-threads");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_prints_names__passes_with_names_of_any_characters,
		test_prints_names__takes_the_name_at_the_moment_of_writing,
		test_prints_names__fails_for_lines_that_main_wrote,
		test_prints_names__fails_for_a_thread_that_is_named_after_it_has_printed,
		test_prints_names__fails_for_the_programs_own_name,
		test_prints_names__fails_for_namesakes,
		test_prints_names__fails_for_pieces_of_several_threads,
		test_prints_names__points_at_the_line_that_comes_near,
		test_prints_names__fails_in_one_schedule_alone_and_names_it,
		test_prints_names__does_not_judge_a_schedule_that_cut_the_threads_off,
		test_prints_names__fails_for_a_fake_without_threads,
	};
	Suite *suite = suite_create("five_threads_lines");
	TCase *group = tcase_create("lines");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_prints_names__passes_with_lines_that_are_right_to_their_reader, 0, 3);
	tcase_add_loop_test(group, test_prints_names__fails_for_lines_that_are_wrong, 0, 12);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
