/* Lesson 03: whether both kinds of workers do the same work. */
#include "process_vs_thread_runs.h"

START_TEST(test_same_work__counts_the_threads_of_a_worker_process)
{
	play_rightly(NATURAL);
	for (int i = 1; i <= 4; i++) {
		int helper = trace_add_task(run, i, 300 + i, true, now);

		run->tasks[i].cpu = 10 * MILLISECOND;
		run->tasks[helper].cpu = 80 * MILLISECOND;
	}
	expect_pass(&evidence, "same-work");
}
END_TEST

START_TEST(test_same_work__passes_within_the_factor_and_fails_beyond_it)
{
	play_rightly(NATURAL);
	for (int i = 1; i <= 4; i++)
		run->tasks[i].cpu = (_i ? 163 : 161) * MILLISECOND;
	if (_i)
		expect_failure(&evidence, "same-work", "a process worker used 163.0 ms, a thread worker 90.0 ms");
	else
		expect_pass(&evidence, "same-work");
}
END_TEST

START_TEST(test_same_work__fails_when_the_compiler_dropped_the_task)
{
	play_rightly(NATURAL);
	for (int i = 1; i <= 8; i++)
		run->tasks[i].cpu = MILLISECOND / 10;
	expect_failure(&evidence, "same-work", "a child process used 0.10 ms");
}
END_TEST

/* A status is a worker's own affair; but where it did not work, and said why, that is told. */
START_TEST(test_same_work__shows_why_a_child_did_not_work)
{
	const char *const complaint = "./crunch: No such file or directory\n";

	play_rightly(NATURAL);
	for (int i = 1; i <= 4; i++) {
		run->tasks[i].cpu = MILLISECOND / 10;
		run->tasks[i].status = W_EXITCODE(127, 0);
	}
	expect_failure(&evidence, "same-work", "a child process used 0.10 ms (the median of 4)");
	trace_add_write(run, 2, STREAM_ERROR, complaint, strlen(complaint), now);
	expect_failure(&evidence, "same-work",
		       "(the median of 4); child 103: exit status 127; on standard error: \"./crunch: No such");
	expect_hint(&evidence, "same-work", "What does the message");
}
END_TEST

START_TEST(test_same_work__fails_when_one_thread_is_idle_and_not_when_it_is_a_little_faster)
{
	play_rightly(NATURAL);
	run->tasks[8].cpu = MILLISECOND / 20;
	expect_failure(&evidence, "same-work", "one thread used 0.05 ms, the median of all 4 is 90.00 ms");
	for (int i = 1; i <= 8; i++)
		run->tasks[i].cpu = i == 8 ? MILLISECOND * 9 / 10 : MILLISECOND * 11 / 10;
	expect_pass(&evidence, "same-work");
}
END_TEST

START_TEST(test_same_work__leaves_a_process_alone_that_is_no_worker)
{
	play(NATURAL);
	play_timed_round(5, false, PROCESS_LINE);
	run->tasks[3].cpu = 0;
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_failure(&evidence, "n-processes", "prints 4 and created 5");
	expect_pass(&evidence, "same-work");
}
END_TEST

START_TEST(test_same_work__waits_for_the_round_that_is_missing)
{
	play(NATURAL);
	play_timed_round(4, false, PROCESS_LINE);
	finish(0);
	expect_skip(&evidence, "same-work", "n-threads");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_same_work__counts_the_threads_of_a_worker_process,
		test_same_work__fails_when_the_compiler_dropped_the_task,
		test_same_work__shows_why_a_child_did_not_work,
		test_same_work__fails_when_one_thread_is_idle_and_not_when_it_is_a_little_faster,
		test_same_work__leaves_a_process_alone_that_is_no_worker,
		test_same_work__waits_for_the_round_that_is_missing,
	};
	Suite *suite = suite_create("process_vs_thread_work");
	TCase *group = tcase_create("work");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_same_work__passes_within_the_factor_and_fails_beyond_it, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
