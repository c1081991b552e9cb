/*
 * Building a trace: the order of things, and who is over when.
 */
#include "unit.h"

#include <limits.h>

static struct trace trace;

static void setup(void)
{
	trace_init(&trace);
	trace_add_task(&trace, NOBODY, 100, false, 0);
}

static void teardown(void)
{
	trace_release(&trace);
}

START_TEST(test_trace__begins_empty_and_with_a_clock_that_follows)
{
	struct trace fresh;

	trace_init(&fresh);
	ck_assert_int_eq(fresh.task_count, 0);
	ck_assert_int_eq(fresh.event_count, 0);
	ck_assert_int_eq(fresh.ended, NEVER);
	ck_assert(fresh.clock_followed);
	trace_release(&fresh);
}
END_TEST

START_TEST(test_trace__first_task_has_no_creator_and_no_create_event)
{
	ck_assert_int_eq(trace.tasks[0].creator, NOBODY);
	ck_assert_int_eq(trace.tasks[0].process, 0);
	ck_assert_int_eq(trace.event_count, 0);
}
END_TEST

START_TEST(test_trace__newborn_is_created_by_an_event_at_its_birth)
{
	int child = trace_add_task(&trace, 0, 101, false, 5);

	ck_assert_int_eq(trace.events[0].kind, EVENT_CREATE);
	ck_assert_int_eq(trace.events[0].task, 0);
	ck_assert_int_eq(trace.events[0].other, child);
	ck_assert_int_eq(trace.tasks[child].born, 5);
	ck_assert_int_eq(trace.tasks[child].born_at, 0);
}
END_TEST

START_TEST(test_trace__process_leads_itself_and_thread_belongs_to_its_creators_process)
{
	int child = trace_add_task(&trace, 0, 101, false, 0);
	int thread = trace_add_task(&trace, child, 102, true, 0);
	int grandthread = trace_add_task(&trace, thread, 103, true, 0);

	ck_assert_int_eq(trace.tasks[child].process, child);
	ck_assert_int_eq(trace.tasks[thread].process, child);
	ck_assert_int_eq(trace.tasks[grandthread].process, child);
}
END_TEST

START_TEST(test_trace__newborn_inherits_its_creators_name)
{
	int thread;

	rename_task(&trace, 0, "boss");
	thread = trace_add_task(&trace, 0, 101, true, 0);
	ck_assert_str_eq(trace.tasks[thread].name, "boss");
}
END_TEST

START_TEST(test_trace__nothing_has_happened_to_a_newborn)
{
	ck_assert_int_eq(trace.tasks[0].ended, NEVER);
	ck_assert_int_eq(trace.tasks[0].ended_at, INT_MAX);
	ck_assert_int_eq(trace.tasks[0].process_ended, NEVER);
	ck_assert_int_eq(trace.tasks[0].process_ended_at, INT_MAX);
	ck_assert_int_eq(trace.tasks[0].reaped, NEVER);
	ck_assert_int_eq(trace.tasks[0].ended_by, NOBODY);
}
END_TEST

START_TEST(test_trace__event_takes_no_time_until_somebody_says_so)
{
	struct event *event = trace_add_event(&trace, EVENT_SLEEP, 0, 7);

	ck_assert_int_eq(event->began, 7);
	ck_assert_int_eq(event->at, 7);
	ck_assert_int_eq(event->began_at, 0);
	ck_assert_int_eq(event->other, NOBODY);
	ck_assert_int_eq(event->error, 0);
}
END_TEST

START_TEST(test_trace__write_appends_to_its_stream_under_the_present_name)
{
	struct event *event;

	rename_task(&trace, 0, "first");
	say(&trace, 0, "ab");
	rename_task(&trace, 0, "second");
	trace_add_write(&trace, 0, STREAM_ERROR, "x", 1, 0);
	event = trace_add_write(&trace, 0, STREAM_OUTPUT, "c\0d", 3, 0);
	ck_assert_str_eq(event->name, "second");
	ck_assert_uint_eq(event->offset, 2);
	ck_assert_uint_eq(event->length, 3);
	ck_assert_str_eq(trace.events[0].name, "first");
	ck_assert_mem_eq(trace.streams[STREAM_OUTPUT].data, "abc\0d", 5);
	ck_assert_uint_eq(trace.streams[STREAM_ERROR].length, 1);
}
END_TEST

START_TEST(test_trace__process_is_told_to_end_by_the_first_call_of_exit)
{
	int thread = trace_add_task(&trace, 0, 101, true, 0);

	trace_finish_process(&trace, thread, 3, 10);
	trace_finish_process(&trace, 0, 4, 20);
	ck_assert_int_eq(trace.tasks[0].ended_by, thread);
	ck_assert_int_eq(trace.tasks[0].process_ended, 10);
	ck_assert_int_eq(trace.tasks[0].process_ended_at, 1);
	ck_assert_int_eq(WEXITSTATUS(trace.tasks[0].status), 3);
	ck_assert_int_eq(trace.event_count, 3);
}
END_TEST

START_TEST(test_trace__exit_status_keeps_eight_bits)
{
	trace_finish_process(&trace, 0, -1, 0);
	ck_assert_int_eq(WEXITSTATUS(trace.tasks[0].status), 255);
	ck_assert_int_eq(trace.events[0].value, -1);
}
END_TEST

START_TEST(test_trace__process_that_was_told_to_end_keeps_that_time)
{
	trace_finish_process(&trace, 0, 0, 10);
	trace_end_task(&trace, 0, 11);
	trace_end_process(&trace, 0, W_EXITCODE(0, SIGKILL), 12);
	ck_assert_int_eq(trace.tasks[0].process_ended, 10);
	ck_assert_int_eq(trace.tasks[0].process_ended_at, 0);
	ck_assert_int_eq(trace.tasks[0].ended, 11);
	ck_assert_int_eq(trace.tasks[0].ended_at, 1);
	ck_assert(WIFSIGNALED(trace.tasks[0].status));
}
END_TEST

START_TEST(test_trace__process_that_nobody_told_is_over_after_its_last_task)
{
	trace_end_task(&trace, 0, 11);
	trace_end_process(&trace, 0, 0, 12);
	ck_assert_int_eq(trace.tasks[0].process_ended, 12);
	ck_assert_int_gt(trace.tasks[0].process_ended_at, trace.tasks[0].ended_at);
	ck_assert_int_eq(trace.tasks[0].ended_by, NOBODY);
}
END_TEST

START_TEST(test_trace__grows_with_what_it_is_given)
{
	for (int i = 0; i < 1000; i++) {
		trace_add_task(&trace, 0, 101 + i, true, i);
		say(&trace, i, "0123456789");
	}
	ck_assert_int_eq(trace.task_count, 1001);
	ck_assert_int_eq(trace.event_count, 2000);
	ck_assert_uint_eq(trace.streams[STREAM_OUTPUT].length, 10000);
	ck_assert_int_eq(trace.tasks[1000].id, 1100);
	ck_assert_mem_eq(trace.streams[STREAM_OUTPUT].data + 9990, "0123456789", 10);
}
END_TEST

START_TEST(test_bytes__take_what_is_larger_than_they_are)
{
	struct bytes bytes = { 0 };
	char *large = calloc(1, 100000);

	bytes_append(&bytes, "", 0);
	ck_assert_ptr_null(bytes.data);
	bytes_append(&bytes, "a", 1);
	bytes_append(&bytes, large, 100000);
	ck_assert_uint_eq(bytes.length, 100001);
	ck_assert_int_eq(bytes.data[0], 'a');
	free(large);
	free(bytes.data);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_trace__begins_empty_and_with_a_clock_that_follows,
		test_trace__first_task_has_no_creator_and_no_create_event,
		test_trace__newborn_is_created_by_an_event_at_its_birth,
		test_trace__process_leads_itself_and_thread_belongs_to_its_creators_process,
		test_trace__newborn_inherits_its_creators_name,
		test_trace__nothing_has_happened_to_a_newborn,
		test_trace__event_takes_no_time_until_somebody_says_so,
		test_trace__write_appends_to_its_stream_under_the_present_name,
		test_trace__process_is_told_to_end_by_the_first_call_of_exit,
		test_trace__exit_status_keeps_eight_bits,
		test_trace__process_that_was_told_to_end_keeps_that_time,
		test_trace__process_that_nobody_told_is_over_after_its_last_task,
		test_trace__grows_with_what_it_is_given,
		test_bytes__take_what_is_larger_than_they_are,
	};
	Suite *suite = suite_create("trace");
	TCase *group = tcase_create("building");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
