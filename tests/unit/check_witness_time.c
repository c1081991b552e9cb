/*
 * The virtual clock on real programs: what each way of waiting sees, and what the trace says of it.
 */
#include "witness_runs.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Each way to let time pass, and what kind of event it leaves. */
static const struct {
	const char *name;
	enum event_kind kind;
} ways[] = {
	{ "sleep", EVENT_SLEEP },
	{ "usleep", EVENT_SLEEP },
	{ "nanosleep", EVENT_SLEEP },
	{ "relative", EVENT_SLEEP },
	{ "relative-realtime", EVENT_SLEEP },
	{ "absolute", EVENT_SLEEP },
	{ "absolute-realtime", EVENT_SLEEP },
	{ "absolute-boottime", EVENT_SLEEP },
	{ "empty-poll", EVENT_SLEEP },
	{ "empty-select", EVENT_SLEEP },
	{ "c11-sleep", EVENT_SLEEP },
	{ "poll", EVENT_POLL },
	{ "ppoll", EVENT_POLL },
	{ "select", EVENT_POLL },
	{ "pselect", EVENT_POLL },
	{ "epoll", EVENT_POLL },
	{ "signal", EVENT_POLL },
	{ "system-v-semaphore", EVENT_POLL },
	{ "message-queue", EVENT_POLL },
	{ "semaphore", EVENT_BLOCK },
	{ "mutex", EVENT_BLOCK },
	{ "condition", EVENT_BLOCK },
	{ "monotonic-condition", EVENT_BLOCK },
	{ "c11-condition", EVENT_BLOCK },
};

START_TEST(test_timeouts__last_exactly_as_long_as_asked_for)
{
	const nanoseconds duration = strcmp(ways[_i].name, "sleep") == 0 ? 2 * SECOND : 1500 * MILLISECOND;
	const struct event *event;

	run("timeouts", ways[_i].name, VIRTUAL);
	expect_output("ok\n");
	expect_end_at(duration);
	ck_assert(trace.clock_followed);
	ck_assert_int_eq(count_events(ways[_i].kind, 0), 1);
	event = &trace.events[event_after(-1, ways[_i].kind, 0)];
	expect_near(event->at - event->began, duration);
	if (ways[_i].kind != EVENT_SLEEP)
		return;
	ck_assert_int_eq(event->at - event->began, event->value);
	expect_near(event->value + MILLISECOND, duration);
}
END_TEST

START_TEST(test_timeouts__are_the_same_in_real_time)
{
	char argument[64];

	snprintf(argument, sizeof argument, "%s,20", ways[_i].name);
	if (strcmp(ways[_i].name, "sleep") == 0)
		return;
	run("timeouts", argument, REAL);
	expect_output("ok\n");
	ck_assert_int_ge(trace.ended, 20 * MILLISECOND);
	ck_assert_int_eq(count_events(ways[_i].kind, 0), 1);
}
END_TEST

START_TEST(test_clocks__agree_with_each_other)
{
	nanoseconds last = 0;

	run("clocks", NULL, VIRTUAL);
	expect_output("ok\n");
	expect_end_at(15050 * MILLISECOND);
	ck_assert_int_eq(trace_count_sleeps(&trace, 0), 5);
	for (int i = event_after(-1, EVENT_CLOCK, 0); i >= 0; i = event_after(i, EVENT_CLOCK, 0)) {
		ck_assert_int_ge(trace.events[i].at, last);
		last = trace.events[i].at;
	}
}
END_TEST

START_TEST(test_clocks__are_all_recorded_with_their_readings)
{
	const clockid_t seen[] = { CLOCK_REALTIME,           CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_MONOTONIC_RAW,
				   CLOCK_PROCESS_CPUTIME_ID, CLOCK_OF_TIME,   CLOCK_OF_TIMES };
	bool found[LENGTH(seen)] = { false };

	run("clocks", NULL, VIRTUAL);
	for (int i = event_after(-1, EVENT_CLOCK, 0); i >= 0; i = event_after(i, EVENT_CLOCK, 0))
		for (int clock = 0; clock < LENGTH(seen); clock++)
			found[clock] =
				found[clock] || (trace.events[i].clock == seen[clock] && trace.events[i].value > 0);
	for (int clock = 0; clock < LENGTH(seen); clock++)
		ck_assert_msg(found[clock], "clock %d", (int)seen[clock]);
}
END_TEST

/* The order of waking, the exact times, and five seconds in all. */
static void expect_five_sleepers(void)
{
	char line[16];

	expect_output("1 s\n2 s\n3 s\n4 s\n5 s\nok\n");
	expect_end_at(5 * SECOND);
	for (int seconds = 1; seconds <= 5; seconds++) {
		int task;

		snprintf(line, sizeof line, "%d s\n", seconds);
		task = writer_of(line);
		ck_assert_int_eq(task, 6 - seconds);
		ck_assert_int_eq(trace.events[event_after(-1, EVENT_SLEEP, task)].value, seconds * SECOND);
		expect_near(trace.events[event_after(-1, EVENT_WRITE, task)].at, seconds * SECOND);
		expect_near(trace.tasks[task].ended, seconds * SECOND);
	}
}

START_TEST(test_parallel__threads_sleep_at_the_same_time)
{
	run("parallel", "threads", VIRTUAL);
	expect_five_sleepers();
	ck_assert_int_eq(trace_count_threads(&trace, 0), 5);
}
END_TEST

START_TEST(test_parallel__children_sleep_at_the_same_time)
{
	run("parallel", "children", VIRTUAL);
	expect_five_sleepers();
	ck_assert_int_eq(trace_count_children(&trace, 0), 5);
}
END_TEST

/* A program without a dynamic linker reads its auxiliary vector in another way. */
START_TEST(test_parallel__a_static_program_has_the_same_clock)
{
	char path[] = "/tmp/check_witness_XXXXXX", command[256];
	int file = mkstemp(path), program;

	ck_assert_int_ge(file, 0);
	close(file);
	snprintf(command, sizeof command, "cc -std=gnu17 -pthread -static -o %s tests/programs/parallel.c 2>/dev/null",
		 path);
	program = system(command) == 0 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	unlink(path);
	if (program < 0)
		return; /* this machine has no static C library */
	run_file(program, &(struct run_plan){ .output = OUTPUT_PIPE }, VIRTUAL);
	close(program);
	expect_five_sleepers();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: time");
	TCase *timeouts = tcase_create("timeouts"), *clocks = tcase_create("clocks"),
	      *parallel = tcase_create("parallel");

	tcase_add_loop_test(timeouts, test_timeouts__last_exactly_as_long_as_asked_for, 0, LENGTH(ways));
	tcase_add_loop_test(timeouts, test_timeouts__are_the_same_in_real_time, 0, LENGTH(ways));
	tcase_add_test(clocks, test_clocks__agree_with_each_other);
	tcase_add_test(clocks, test_clocks__are_all_recorded_with_their_readings);
	tcase_add_test(parallel, test_parallel__threads_sleep_at_the_same_time);
	tcase_add_test(parallel, test_parallel__children_sleep_at_the_same_time);
	tcase_add_test(parallel, test_parallel__a_static_program_has_the_same_clock);
	add_cases(suite, (TCase *[]){ timeouts, clocks, parallel, NULL });
	return run_suite(suite);
}
