/*
 * Lesson 03: whether the printed times are true, and what the wrong ones look like.
 */
#include "process_vs_thread_runs.h"

#define TIMES "true-times"

/* Let time pass without an event. */
static void pass(nanoseconds time)
{
	now += time;
}

/* A process round that lasts 400 ms, with these gaps and clocks around it; then a right thread round. */
static void play_measured(clockid_t clock, nanoseconds gap_before, nanoseconds gap_after, nanoseconds step,
			  const char *line)
{
	play(NATURAL);
	pass(MILLISECOND);
	read_clock(clock, now / step * step);
	pass(gap_before);
	play_round(4, false);
	pass(gap_after);
	read_clock(clock, now / step * step);
	print(0, line);
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
}

START_TEST(test_times__pass_within_a_tenth_and_fail_beyond_it)
{
	static const char *const lines[] = { "4 processes: 0.439 s\n", "4 processes: 0.361 s\n",
					     "4 processes: 0.441 s\n", "4 processes: 0.359 s\n" };

	play(NATURAL);
	play_round(4, false);
	print(0, lines[_i]);
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_verdict(&evidence, TIMES, _i < 2 ? STATUS_PASSED : STATUS_FAILED, NULL);
}
END_TEST

START_TEST(test_times__pass_for_a_difference_of_readings_when_only_the_machine_was_slow)
{
	play_measured(CLOCK_MONOTONIC, 60 * MILLISECOND, 40 * MILLISECOND, 1, "4 processes: 0.500 s\n");
	expect_pass(&evidence, TIMES);
}
END_TEST

START_TEST(test_times__fail_when_main_works_before_the_first_creation)
{
	play_measured(CLOCK_MONOTONIC, 100 * MILLISECOND, 0, 1, "4 processes: 0.500 s\n");
	run->tasks[0].cpu = 90 * MILLISECOND;
	expect_failure(&evidence, TIMES, "it printed 0.500 s");
}
END_TEST

/* A thread round after which main naps, in a call that was made so much before the last end. */
static void play_nap(enum event_kind kind, nanoseconds nap, nanoseconds before_end, const char *line)
{
	int began_at;

	play(NATURAL);
	play_timed_round(4, false, PROCESS_LINE);
	read_wall_clock();
	play_round(4, true);
	began_at = before_end > 0 ? run->event_count - 8 : run->event_count;
	pass(nap - before_end);
	trace_add_event(run, kind, 0, now)->began = now - nap;
	run->events[run->event_count - 1].began_at = began_at;
	read_wall_clock();
	print(0, line);
	finish(0);
}

START_TEST(test_times__fail_when_main_naps_after_the_last_end)
{
	static const enum event_kind naps[] = { EVENT_SLEEP, EVENT_POLL, EVENT_BLOCK };

	play_nap(naps[_i], SECOND, 0, "4 threads: 1.400 s\n");
	expect_failure(&evidence, TIMES, "it printed 1.400 s");
}
END_TEST

START_TEST(test_times__pass_when_the_last_end_comes_in_the_middle_of_a_nap)
{
	play_nap(EVENT_SLEEP, 100 * MILLISECOND, 50 * MILLISECOND, "4 threads: 0.450 s\n");
	expect_pass(&evidence, TIMES);
}
END_TEST

START_TEST(test_times__end_with_the_last_end_when_the_kernel_reaps)
{
	play(NATURAL);
	read_wall_clock();
	play_round(4, false);
	for (int i = 1; i <= 4; i++)
		run->tasks[i].reaped = NEVER;
	print(0, _i ? "4 processes: 0.500 s\n" : PROCESS_LINE);
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_verdict(&evidence, TIMES, _i ? STATUS_FAILED : STATUS_PASSED, NULL);
}
END_TEST

START_TEST(test_times__pass_for_every_wall_clock_and_a_rounded_reading)
{
	static const struct {
		clockid_t clock;
		nanoseconds step;
	} clocks[] = { { CLOCK_REALTIME, 1000 },
		       { CLOCK_MONOTONIC_RAW, 1 },
		       { CLOCK_BOOTTIME, 1 },
		       { CLOCK_TAI, 1 },
		       { CLOCK_MONOTONIC_COARSE, 50 * MILLISECOND },
		       { CLOCK_OF_TIMES, 50 * MILLISECOND } };

	play_measured(clocks[_i].clock, 60 * MILLISECOND, 40 * MILLISECOND, clocks[_i].step, "4 processes: 0.500 s\n");
	expect_pass(&evidence, TIMES);
}
END_TEST

START_TEST(test_times__recognise_clock)
{
	play(NATURAL);
	read_clock(CLOCK_PROCESS_CPUTIME_ID, 2 * MILLISECOND);
	play_round(4, false);
	read_clock(CLOCK_PROCESS_CPUTIME_ID, 3 * MILLISECOND);
	print(0, "4 processes: 0.001 s\n");
	read_clock(CLOCK_PROCESS_CPUTIME_ID, 3 * MILLISECOND);
	play_round(4, true);
	read_clock(CLOCK_PROCESS_CPUTIME_ID, 803 * MILLISECOND);
	print(0, _i ? "4 threads: 0.800 s\n" : THREAD_LINE);
	finish(0);
	expect_failure(&evidence, TIMES, "0.001 s; this looks like clock()");
	if (_i) {
		play_lines(NATURAL, PROCESS_LINE, "4 threads: 0.800 s\n");
		expect_failure(&evidence, TIMES, "it printed 0.800 s");
	}
}
END_TEST

START_TEST(test_times__recognise_whole_seconds)
{
	play_measured(CLOCK_OF_TIME, 60 * MILLISECOND, 40 * MILLISECOND, SECOND,
		      _i ? "4 processes: 1.000 s\n" : "4 processes: 0.000 s\n");
	expect_failure(&evidence, TIMES, "whole seconds only, as time() gives them");
}
END_TEST

START_TEST(test_times__recognise_both_rounds_in_one)
{
	play(NATURAL);
	read_wall_clock();
	play_round(4, false);
	read_wall_clock();
	print(0, PROCESS_LINE);
	play_round(4, true);
	read_wall_clock();
	print(0, "4 threads: 0.800 s\n");
	finish(0);
	expect_failure(&evidence, TIMES, "as long as both rounds together");
}
END_TEST

START_TEST(test_times__recognise_the_creation_alone)
{
	play(NATURAL);
	for (int i = 0; i < 4; i++) {
		create(i, false);
		pass(10 * MILLISECOND);
	}
	pass(ROUND_TIME);
	for (int i = 0; i < 4; i++) {
		end(worker[i]);
		wait_for(worker[i], 0, run->event_count);
	}
	print(0, "4 processes: 0.031 s\n");
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_failure(&evidence, TIMES, "as long as the creation alone took");
}
END_TEST

START_TEST(test_times__recognise_milliseconds)
{
	play_lines(NATURAL, PROCESS_LINE, "4 threads: 400.123 s\n");
	expect_failure(&evidence, TIMES, "this looks like milliseconds");
}
END_TEST

START_TEST(test_times__end_with_the_last_reaping)
{
	play(NATURAL);
	for (int i = 0; i < 4; i++)
		create(i, false);
	pass(ROUND_TIME);
	for (int i = 0; i < 4; i++)
		end(worker[i]);
	pass(ROUND_TIME);
	for (int i = 0; i < 4; i++)
		wait_for(worker[i], 0, run->event_count);
	print(0, "4 processes: 0.800 s\n");
	play_timed_round(4, true, THREAD_LINE);
	finish(0);
	expect_pass(&evidence, TIMES);
}
END_TEST

START_TEST(test_times__wait_when_the_grader_ended_the_run_before_any_was_printed)
{
	play(NATURAL);
	play_round(4, false);
	play_round(4, true);
	stop_run(ENDING_TIME_LIMIT);
	expect_skip(&evidence, TIMES, "exits-cleanly");
}
END_TEST

START_TEST(test_times__fail_for_a_round_that_had_not_ended)
{
	play(NATURAL);
	create(0, false);
	create(1, false);
	pass(ROUND_TIME);
	end(worker[0]);
	print(0, "2 processes: 0.100 s\n");
	stop_run(ENDING_DEADLOCK);
	expect_failure(&evidence, TIMES, "it printed 0.100 s");
}
END_TEST

/* Main was too slow to see it in the natural run. */
START_TEST(test_times__fail_when_they_are_told_before_a_late_worker_has_begun)
{
	play_rightly(CREATOR_FIRST);
	for (int i = 1; i <= 4; i++)
		run->tasks[i].begun_at = i == 2 && _i == 0 ? run->tasks[5].born_at : run->tasks[4].born_at;
	if (_i == 0)
		expect_failure(&evidence, TIMES, "their time is printed when 1 of 4 have not even begun");
	else
		expect_pass(&evidence, TIMES);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_times__pass_for_a_difference_of_readings_when_only_the_machine_was_slow,
		test_times__fail_when_main_works_before_the_first_creation,
		test_times__pass_when_the_last_end_comes_in_the_middle_of_a_nap,
		test_times__recognise_both_rounds_in_one,
		test_times__recognise_the_creation_alone,
		test_times__recognise_milliseconds,
		test_times__end_with_the_last_reaping,
		test_times__wait_when_the_grader_ended_the_run_before_any_was_printed,
		test_times__fail_for_a_round_that_had_not_ended,
	};
	Suite *suite = suite_create("process_vs_thread_times");
	TCase *group = tcase_create("times");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_times__pass_within_a_tenth_and_fail_beyond_it, 0, 4);
	tcase_add_loop_test(group, test_times__pass_for_every_wall_clock_and_a_rounded_reading, 0, 6);
	tcase_add_loop_test(group, test_times__recognise_clock, 0, 2);
	tcase_add_loop_test(group, test_times__recognise_whole_seconds, 0, 2);
	tcase_add_loop_test(group, test_times__fail_when_main_naps_after_the_last_end, 0, 3);
	tcase_add_loop_test(group, test_times__end_with_the_last_end_when_the_kernel_reaps, 0, 2);
	tcase_add_loop_test(group, test_times__fail_when_they_are_told_before_a_late_worker_has_begun, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
