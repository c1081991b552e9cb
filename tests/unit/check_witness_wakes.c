/*
 * Time is skipped only when nobody can go on: tasks that wake each other, that compute, that wait for the machine.
 */
#include "witness_runs.h"

static const char *const ways[] = {
	"pipe",        "socket",       "event",           "select",          "semaphore",
	"condition",   "signal",       "sleep",           "timed-pipe",      "timed-socket",
	"timed-event", "timed-select", "timed-semaphore", "timed-condition", "timed-signal",
};

START_TEST(test_wakes__no_time_is_skipped_before_a_task_is_woken)
{
	run("wakes", ways[_i], VIRTUAL);
	expect_output("ok\n");
	expect_near(trace.tasks[0].process_ended, 30 * MILLISECOND);
	ck_assert_int_eq(trace_count_threads(&trace, 0), 2);
}
END_TEST

START_TEST(test_wakes__processes_hand_over_to_each_other)
{
	const char *const arguments[] = { "work", "sleep" };
	const nanoseconds ends[] = { 100 * MILLISECOND, 10 * SECOND };

	run("handovers", arguments[_i], VIRTUAL);
	ck_assert_str_eq(output(), "ok\n");
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_int_ge(trace.ended, ends[_i]);
	ck_assert_int_lt(trace.ended, ends[_i] + 40 * MILLISECOND);
	ck_assert_int_eq(trace_count_children(&trace, 0), 2);
	for (int child = 1; child <= 2; child++)
		ck_assert_int_ne(trace.tasks[child].reaped, NEVER);
}
END_TEST

START_TEST(test_wakes__sleepers_wake_while_others_never_rest)
{
	run("spinners", NULL, VIRTUAL);
	expect_output("ok\n");
	ck_assert_int_ge(trace.ended, SECOND);
	ck_assert_int_lt(trace.ended, SECOND + 300 * MILLISECOND);
	for (int i = 1; i <= 4; i++) {
		int woken = event_after(-1, EVENT_SLEEP, i);
		const struct event *sleep = &trace.events[woken];

		ck_assert_int_eq(sleep->value, i * 100 * MILLISECOND);
		ck_assert_int_eq(sleep->at - sleep->began, sleep->value);
		for (int spinner = 5; spinner <= 8; spinner++)
			ck_assert_int_lt(woken, trace.tasks[spinner].ended_at);
	}
}
END_TEST

START_TEST(test_wakes__waiting_for_a_disk_is_no_idle_time)
{
	run("reads_disk", NULL, VIRTUAL);
	expect_output("ok\n");
	ck_assert_int_lt(trace.ended, SECOND);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: wakes");
	TCase *wakes = tcase_create("wakes");

	tcase_add_loop_test(wakes, test_wakes__no_time_is_skipped_before_a_task_is_woken, 0, LENGTH(ways));
	tcase_add_loop_test(wakes, test_wakes__processes_hand_over_to_each_other, 0, 2);
	tcase_add_test(wakes, test_wakes__sleepers_wake_while_others_never_rest);
	tcase_add_test(wakes, test_wakes__waiting_for_a_disk_is_no_idle_time);
	add_cases(suite, (TCase *[]){ wakes, NULL });
	return run_suite(suite);
}
