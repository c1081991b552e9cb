/*
 * Lesson 03: whether all workers are created before the first is waited for.
 */
#include "process_vs_thread_runs.h"

#define ORDER "starts-all-then-waits"

/* Play a round in a row in every run, and the other kind rightly. */
static void play_in_a_row(bool threads)
{
	for (int plan = 0; plan < RUN_COUNT; plan++) {
		play(plan);
		if (threads)
			play_round(4, false);
		play_round_in_a_row(4, threads);
		if (!threads)
			play_round(4, true);
		finish(0);
	}
}

START_TEST(test_order__fails_when_each_worker_is_waited_for_at_once)
{
	play_in_a_row(_i);
	expect_failure(&evidence, ORDER,
		       _i ? "when 1 of 4 threads had been created" : "when 1 of 4 processes had been created");
}
END_TEST

START_TEST(test_order__fails_for_pairs_that_are_waited_for)
{
	play(NATURAL);
	create(0, false);
	create(1, false);
	now += ROUND_TIME;
	end(worker[1]);
	end(worker[0]);
	wait_for(worker[0], ROUND_TIME, run->tasks[2].born_at + 1);
	wait_for(worker[1], 0, run->event_count);
	create(2, false);
	end(worker[2]);
	wait_for(worker[2], 0, run->event_count);
	play_round(4, true);
	finish(0);
	expect_failure(&evidence, ORDER, "main waited for child 102 when 2 of 3 processes had been created");
}
END_TEST

START_TEST(test_order__passes_when_a_short_worker_happens_to_end_before_the_next_is_created)
{
	play(NATURAL);
	for (int i = 0; i < 4; i++) {
		create(i, false);
		now += MILLISECOND;
		end(worker[i]);
	}
	for (int i = 0; i < 4; i++)
		wait_for(worker[i], 0, run->event_count);
	play_round(4, true);
	finish(0);
	expect_pass(&evidence, ORDER);
}
END_TEST

/* In the natural schedule, a handler may reap a short worker in the middle of the creation; with WNOHANG or without. */
START_TEST(test_order__passes_when_a_handler_reaps_a_short_worker)
{
	play(NATURAL);
	for (int i = 0; i < 4; i++) {
		create(i, false);
		if (i == 1) {
			end(worker[0]);
			wait_for(worker[0], 0, run->event_count)->polled = _i;
			if (_i)
				ask_in_vain();
		}
	}
	end(worker[1]);
	wait_for(worker[1], 0, run->event_count)->polled = _i;
	end(worker[2]);
	wait_for(worker[2], 0, run->event_count)->polled = _i;
	end(worker[3]);
	wait_for(worker[3], 0, run->event_count)->polled = _i;
	play_round(4, true);
	finish(0);
	expect_pass(&evidence, ORDER);
}
END_TEST

/* Main asks again and again until the first worker is over, and creates the next one then. */
START_TEST(test_order__fails_for_asking_again_and_again)
{
	play(CREATOR_FIRST);
	create(0, false);
	ask_in_vain();
	now += 100 * MILLISECOND;
	ask_in_vain();
	end(worker[0]);
	wait_for(worker[0], 0, run->event_count)->polled = true;
	create(1, false);
	end(worker[1]);
	wait_for(worker[1], 0, run->event_count);
	play_round(2, true);
	finish(0);
	expect_failure(
		&evidence, ORDER,
		"when new processes and threads start late, which the system may do at any time, main waited for");
}
END_TEST

START_TEST(test_order__passes_when_main_asks_once_between_two_creations)
{
	play(CREATOR_FIRST);
	create(0, false);
	ask_in_vain();
	create(1, false);
	end(worker[0]);
	wait_for(worker[0], 0, run->event_count)->polled = true;
	ask_in_vain();
	create(2, false);
	end(worker[1]);
	end(worker[2]);
	wait_for(worker[1], 0, run->event_count);
	wait_for(worker[2], 0, run->event_count);
	play_round(3, true);
	finish(0);
	expect_pass(&evidence, ORDER);
}
END_TEST

/* Main waits for something of each thread that is no thread's end: for its result, or only for its start. */
static void play_with_a_condition(int plan, nanoseconds blocked, nanoseconds life)
{
	play(plan);
	play_round(4, false);
	for (int i = 0; i < 4; i++) {
		struct event *event;

		create(i, true);
		now += blocked;
		event = trace_add_event(run, EVENT_BLOCK, 0, now);
		event->began = now - blocked;
		event->began_at = run->event_count - 1;
	}
	now += life - blocked;
	for (int i = 0; i < 4; i++) {
		end(worker[i]);
		run->tasks[worker[i]].ended = run->tasks[worker[i]].born + life;
	}
	finish(0);
}

START_TEST(test_order__fails_when_main_waits_for_each_result)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		play_with_a_condition(plan, 99 * MILLISECOND, 100 * MILLISECOND);
	expect_failure(&evidence, ORDER, "each thread was over before the next one was created");
}
END_TEST

START_TEST(test_order__passes_when_lives_are_too_short_to_tell_a_start_from_a_result)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		play_with_a_condition(plan, 10 * MILLISECOND, 10 * MILLISECOND);
	expect_pass(&evidence, ORDER);
}
END_TEST

START_TEST(test_order__passes_when_main_waits_for_each_start)
{
	for (int plan = 0; plan < RUN_COUNT; plan++)
		play_with_a_condition(plan, MILLISECOND, 100 * MILLISECOND);
	expect_pass(&evidence, ORDER);
}
END_TEST

/* Main waits for something that leaves no trace: the end of a pipe that each child holds, perhaps. */
START_TEST(test_order__fails_when_each_worker_ends_before_the_next_begins_under_either_schedule)
{
	for (int plan = 0; plan <= _i; plan++) {
		play(plan);
		for (int i = 0; i < 4; i++) {
			create(i, false);
			now += 100 * MILLISECOND;
			end(worker[i]);
		}
		for (int i = 0; i < 4; i++)
			wait_for(worker[i], 0, run->event_count);
		play_round(4, true);
		finish(0);
	}
	if (_i == CREATOR_FIRST)
		expect_failure(&evidence, ORDER, "each child process was over before the next one was created");
	else
		expect_pass(&evidence, ORDER);
}
END_TEST

START_TEST(test_order__waits_for_the_round_that_is_missing)
{
	play(NATURAL);
	play_round(4, false);
	finish(0);
	expect_skip(&evidence, ORDER, "n-threads");
}
END_TEST

START_TEST(test_order__is_not_disturbed_by_the_graders_own_acts)
{
	play(NATURAL);
	create(0, false);
	trace_add_event(run, EVENT_PEER, NOBODY, now);
	create(1, false);
	now += ROUND_TIME;
	end(worker[0]);
	end(worker[1]);
	wait_for(worker[0], 0, run->event_count);
	wait_for(worker[1], 0, run->event_count);
	play_round(2, true);
	finish(0);
	expect_pass(&evidence, ORDER);
}
END_TEST

/* A program that had to be stopped is run once only. */
START_TEST(test_order__waits_for_an_end_where_the_program_was_stopped)
{
	evidence.trace_count = 1;
	play_with_a_condition(NATURAL, MILLISECOND, 100 * MILLISECOND);
	stop_run(ENDING_OUTPUT_LIMIT);
	expect_skip(&evidence, ORDER, "exits-cleanly");
	play(NATURAL);
	play_round(4, false);
	stop_run(ENDING_OUTPUT_LIMIT);
	expect_skip(&evidence, ORDER, "n-threads");
	play(NATURAL);
	play_round_in_a_row(4, false);
	play_round(4, true);
	stop_run(ENDING_OUTPUT_LIMIT);
	expect_failure(&evidence, ORDER, "when 1 of 4 processes had been created");
}
END_TEST

START_TEST(test_order__is_skipped_where_the_schedule_that_it_needs_was_not_chosen)
{
	struct verdict verdict;

	evidence.trace_count = 1;
	evidence.has_schedule = true;
	evidence.schedule = SCHEDULE_NEWBORN_FIRST;
	play_with_a_condition(NATURAL, MILLISECOND, 100 * MILLISECOND);
	expect_skip(&evidence, ORDER, "needs the schedule creator-first, and --schedule newborn-first was chosen");
	verdict = verdict_of(&evidence, ORDER);
	ck_assert(verdict.left_out);
	verdict_release(&verdict);
	play_rightly(NATURAL);
	expect_pass(&evidence, ORDER);
	evidence.schedule = SCHEDULE_CREATOR_FIRST;
	play_with_a_condition(NATURAL, MILLISECOND, 100 * MILLISECOND);
	expect_verdict(&evidence, ORDER, STATUS_ERROR, NULL);
}
END_TEST

/* What the natural run shows by itself is judged all the same. */
START_TEST(test_order__is_judged_by_the_natural_run_where_no_other_was_chosen)
{
	struct verdict verdict;

	evidence.trace_count = 1;
	evidence.has_schedule = true;
	play(NATURAL);
	play_round_in_a_row(4, false);
	play_round(4, true);
	finish(0);
	expect_failure(&evidence, ORDER, "when 1 of 4 processes had been created");
	play(NATURAL);
	play_round(4, false);
	finish(0);
	expect_skip(&evidence, ORDER, "n-threads");
	verdict = verdict_of(&evidence, ORDER);
	ck_assert(!verdict.left_out);
	verdict_release(&verdict);
}
END_TEST

/* Another run costs as much again: it is made where the natural one leaves something open. */
START_TEST(test_runs__workers_start_late_unless_the_natural_run_shows_the_waiting)
{
	ck_assert(!lesson_03_process_vs_thread.wants_run(&evidence, CREATOR_FIRST));
	play(NATURAL);
	play_round(4, false);
	if (_i == 0)
		ask_in_vain();
	for (int i = 0; i < 4; i++)
		create(i, true);
	for (int i = 0; i < 4; i++) {
		end(worker[i]);
		if (_i == 0)
			wait_for(worker[i], 0, run->event_count);
	}
	finish(0);
	ck_assert(lesson_03_process_vs_thread.wants_run(&evidence, CREATOR_FIRST));
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_order__fails_for_pairs_that_are_waited_for,
		test_order__passes_when_a_short_worker_happens_to_end_before_the_next_is_created,
		test_order__fails_for_asking_again_and_again,
		test_order__passes_when_main_asks_once_between_two_creations,
		test_order__fails_when_main_waits_for_each_result,
		test_order__passes_when_lives_are_too_short_to_tell_a_start_from_a_result,
		test_order__passes_when_main_waits_for_each_start,
		test_order__waits_for_the_round_that_is_missing,
		test_order__is_not_disturbed_by_the_graders_own_acts,
		test_order__waits_for_an_end_where_the_program_was_stopped,
		test_order__is_skipped_where_the_schedule_that_it_needs_was_not_chosen,
		test_order__is_judged_by_the_natural_run_where_no_other_was_chosen,
	};
	Suite *suite = suite_create("process_vs_thread_order");
	TCase *group = tcase_create("order");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_runs__workers_start_late_unless_the_natural_run_shows_the_waiting, 0, 2);
	tcase_add_loop_test(group, test_order__fails_when_each_worker_is_waited_for_at_once, 0, 2);
	tcase_add_loop_test(group, test_order__passes_when_a_handler_reaps_a_short_worker, 0, 2);
	tcase_add_loop_test(group, test_order__fails_when_each_worker_ends_before_the_next_begins_under_either_schedule,
			    0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
