/*
 * The schedules, by programs whose output shows who came first. Each is repeated: a schedule is no matter of luck.
 */
#include "witness_runs.h"

#define TIMES 20
#define ANY (-1)

/* What a program says under a schedule. */
struct order {
	const char *program;
	enum schedule schedule;
	int late;
	const char *begin, *end; /* of its output, the rest of which is free */
	int length;              /* ANY when the end of the process cuts it off sooner or later */
	const char *without;     /* a letter that is not there */
	enum ending ending;
};

static const struct order orders[] = {
	{ "threads", SCHEDULE_NEWBORN_FIRST, 0, "ambmcm", "", 6 },
	{ "threads", SCHEDULE_CREATOR_FIRST, 0, "mmm", "", 6 },
	{ "threads", SCHEDULE_ONE_LATE, 1, "", "a", 6 },
	{ "threads", SCHEDULE_ONE_LATE, 2, "", "b", 6 },
	{ "threads", SCHEDULE_ONE_LATE, 3, "", "c", 6 },
	{ "children", SCHEDULE_NEWBORN_FIRST, 0, "ambmcm", "", 6 },
	{ "children", SCHEDULE_CREATOR_FIRST, 0, "mmm", "", 6 },
	{ "children", SCHEDULE_ONE_LATE, 1, "", "a", 6 },
	{ "children", SCHEDULE_ONE_LATE, 3, "", "c", 6 },
	{ "shared", SCHEDULE_NEWBORN_FIRST, 0, "abc", "", 3 },
	{ "shared", SCHEDULE_CREATOR_FIRST, 0, "ddd", "", 3 },
	{ "shared", SCHEDULE_ONE_LATE, 1, "", "d", 3 },
	{ "last-join", SCHEDULE_NEWBORN_FIRST, 0, "abc", "", 3 },
	{ "last-join", SCHEDULE_ONE_LATE, 1, "", "", ANY, "a" },
	{ "last-join", SCHEDULE_ONE_LATE, 2, "", "", ANY, "b" },
	{ "last-join", SCHEDULE_ONE_LATE, 3, "", "c", 3, "d" },
	{ "sleep", SCHEDULE_NEWBORN_FIRST, 0, "am", "", 2 },
	{ "sleep", SCHEDULE_CREATOR_FIRST, 0, "m", "", 1, "a" },
	{ "sleep", SCHEDULE_ONE_LATE, 1, "m", "", 1, "a" },
	{ "naps", SCHEDULE_CREATOR_FIRST, 0, "am", "", 2 },
	{ "naps", SCHEDULE_ONE_LATE, 1, "am", "", 2 },
	{ "wnohang", SCHEDULE_NEWBORN_FIRST, 0, "amm", "", 3 },
	{ "wnohang", SCHEDULE_CREATOR_FIRST, 0, "mam", "", 3 },
	{ "asks-once", SCHEDULE_CREATOR_FIRST, 0, "mmm", "", 6 },
	{ "lost", SCHEDULE_NEWBORN_FIRST, 0, "", "", 0, "m", ENDING_DEADLOCK },
	{ "lost", SCHEDULE_CREATOR_FIRST, 0, "m", "", 1 },
	{ "beats", SCHEDULE_NEWBORN_FIRST, 0, "bbbm", "", 4 },
	{ "beats", SCHEDULE_CREATOR_FIRST, 0, "bbbm", "", 4 },
	{ "beats", SCHEDULE_ONE_LATE, 1, "bbbm", "", 4 },
};

static void expect_order(const struct order *order)
{
	int length = (int)strlen(output());
	const char *end = output() + length - strlen(order->end);

	ck_assert_msg(trace.ending == order->ending, "%s: ending %d", order->program, trace.ending);
	ck_assert_msg(order->length == ANY || length == order->length, "%s: %s", order->program, output());
	ck_assert_msg(strncmp(output(), order->begin, strlen(order->begin)) == 0, "%s: %s", order->program, output());
	ck_assert_msg(strcmp(end, order->end) == 0, "%s: %s", order->program, output());
	ck_assert_msg(order->without == NULL || strstr(output(), order->without) == NULL, "%s: %s", order->program,
		      output());
	ck_assert(trace.clock_followed);
}

START_TEST(test_schedules__always_give_the_same_order)
{
	const struct order *order = &orders[_i];

	for (int i = 0; i < TIMES; i++) {
		run("orders", order->program, (struct run_options){ .schedule = order->schedule, .late = order->late });
		expect_order(order);
	}
}
END_TEST

START_TEST(test_schedules__are_the_same_in_real_time)
{
	const struct order *order = &orders[_i];

	if (strcmp(order->program, "beats") == 0)
		return; /* takes seconds */
	run("orders", order->program,
	    (struct run_options){ .schedule = order->schedule, .late = order->late, .real_time = true });
	expect_order(order);
}
END_TEST

/* A creator that spins is let off; a correct program is not hung by a schedule. */
START_TEST(test_schedules__a_creator_that_spins_is_let_off)
{
	const enum schedule schedule = _i ? SCHEDULE_ONE_LATE : SCHEDULE_CREATOR_FIRST;

	run("orders", "spins", (struct run_options){ .schedule = schedule, .late = 1 });
	expect_output("am");
	ck_assert_int_ge(trace.tasks[0].cpu, 400 * MILLISECOND);
	ck_assert_int_lt(trace.tasks[0].cpu, SECOND);
}
END_TEST

START_TEST(test_schedules__a_creator_that_naps_is_let_off_after_a_number_of_naps)
{
	run("orders", "naps", (struct run_options){ .schedule = SCHEDULE_CREATOR_FIRST });
	ck_assert_int_ge(count_events(EVENT_SLEEP, 0), 50);
	ck_assert_int_lt(trace.ended, 500 * MILLISECOND);
}
END_TEST

START_TEST(test_schedules__a_sleep_is_jumped_over_and_no_wait)
{
	run("orders", "sleep", (struct run_options){ .schedule = SCHEDULE_CREATOR_FIRST });
	expect_end_at(SECOND);
	ck_assert_int_eq(trace_count_threads(&trace, 0), 1);
}
END_TEST

START_TEST(test_natural__holds_nobody)
{
	run("orders", _i ? "children" : "threads", VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_int_eq(strlen(output()), 6);
	expect_end_at(0);
}
END_TEST

/* Held at the end of the first process, its threads show what they would have done. */
START_TEST(test_hold_end__lets_the_others_go_on_for_so_long)
{
	struct run_plan plan = {
		.argument = "daemon", .output = OUTPUT_PIPE, .hold_end = true, .hold_time = 4 * SECOND
	};

	run_plan("orders", &plan, VIRTUAL);
	ck_assert_str_eq(output(), "bbbmbbbb");
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_int_eq(trace.tasks[0].status, 0);
	expect_near(trace.tasks[0].process_ended, 2500 * MILLISECOND);
	expect_end_at(6500 * MILLISECOND);
	for (int i = 0; i < trace.event_count; i++)
		if (trace.events[i].kind == EVENT_SLEEP && trace.events[i].task == 1)
			ck_assert_int_eq(trace.events[i].value, SECOND);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: schedules");
	TCase *schedules = tcase_create("schedules");

	tcase_add_loop_test(schedules, test_schedules__always_give_the_same_order, 0, LENGTH(orders));
	tcase_add_loop_test(schedules, test_schedules__are_the_same_in_real_time, 0, LENGTH(orders));
	tcase_add_loop_test(schedules, test_schedules__a_creator_that_spins_is_let_off, 0, 2);
	tcase_add_test(schedules, test_schedules__a_creator_that_naps_is_let_off_after_a_number_of_naps);
	tcase_add_test(schedules, test_schedules__a_sleep_is_jumped_over_and_no_wait);
	tcase_add_loop_test(schedules, test_natural__holds_nobody, 0, 2);
	tcase_add_test(schedules, test_hold_end__lets_the_others_go_on_for_so_long);
	add_cases(suite, (TCase *[]){ schedules, NULL });
	return run_suite(suite);
}
