/*
 * Questions over a trace: lines as their reader sees them, counts, and who ended before whom.
 */
#include "unit.h"

static struct trace trace;
static struct lines lines;
static int child;

static void setup(void)
{
	trace_init(&trace);
	trace_add_task(&trace, NOBODY, 100, false, 0);
	child = trace_add_task(&trace, 0, 101, false, 0);
	lines = (struct lines){ 0 };
}

static void teardown(void)
{
	lines_release(&lines);
	trace_release(&trace);
}

static void expect_line(int index, const char *text)
{
	ck_assert_int_lt(index, lines.count);
	ck_assert_msg(line_is(&lines.items[index], text), "line %d is \"%.*s\"", index, (int)lines.items[index].length,
		      lines.items[index].text);
}

START_TEST(test_lines__there_are_none_without_output)
{
	trace_add_write(&trace, 0, STREAM_ERROR, "oh\n", 3, 0);
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.count, 0);
}
END_TEST

START_TEST(test_lines__leave_out_trailing_blanks_and_keep_leading_ones)
{
	say(&trace, 0, "  a b \t\r\n");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.count, 1);
	expect_line(0, "  a b");
}
END_TEST

START_TEST(test_lines__last_one_counts_without_a_newline)
{
	say(&trace, 0, "a\nb");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.count, 2);
	ck_assert(lines.items[0].complete);
	ck_assert(!lines.items[1].complete);
	expect_line(1, "b");
}
END_TEST

START_TEST(test_lines__empty_ones_are_kept)
{
	say(&trace, 0, "\n\na\n  \n");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.count, 4);
	expect_line(0, "");
	expect_line(3, "");
}
END_TEST

START_TEST(test_lines__of_one_write_have_one_writer)
{
	say(&trace, child, "a\nb\n");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.items[0].writer, child);
	ck_assert_int_eq(lines.items[1].writer, child);
}
END_TEST

START_TEST(test_lines__in_pieces_belong_to_their_only_writer)
{
	say(&trace, child, "Process ID: ");
	trace_add_write(&trace, 0, STREAM_ERROR, "x", 1, 0);
	trace_add_event(&trace, EVENT_WAIT, 0, 0);
	say(&trace, child, "101\n");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	expect_line(0, "Process ID: 101");
	ck_assert_int_eq(lines.items[0].writer, child);
	ck_assert_int_eq(lines.items[0].first_event, 1);
	ck_assert_int_eq(lines.items[0].last_event, 4);
}
END_TEST

START_TEST(test_lines__of_several_writers_belong_to_nobody)
{
	say(&trace, child, "a");
	say(&trace, 0, "b");
	say(&trace, child, "c\nd\n");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.items[0].writer, NOBODY);
	ck_assert_int_eq(lines.items[1].writer, child);
}
END_TEST

START_TEST(test_lines__belong_to_who_wrote_the_text_not_the_newline)
{
	say(&trace, child, "a");
	say(&trace, 0, "\nb\n");
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_int_eq(lines.items[0].writer, child);
	ck_assert_int_eq(lines.items[1].writer, 0);
	ck_assert(lines.items[0].complete);
}
END_TEST

START_TEST(test_lines__carry_the_name_of_their_first_byte_and_the_time_of_their_last)
{
	rename_task(&trace, child, "before");
	trace_add_write(&trace, child, STREAM_OUTPUT, "a", 1, 10);
	rename_task(&trace, child, "after");
	trace_add_write(&trace, child, STREAM_OUTPUT, "b", 1, 20);
	trace_add_write(&trace, child, STREAM_OUTPUT, "\n", 1, 30);
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_str_eq(lines.items[0].name, "before");
	ck_assert_int_eq(lines.items[0].at, 20);
}
END_TEST

START_TEST(test_lines__may_hold_any_byte)
{
	trace_add_write(&trace, 0, STREAM_OUTPUT, "a\0b\n", 4, 0);
	lines = trace_lines(&trace, STREAM_OUTPUT);
	ck_assert_uint_eq(lines.items[0].length, 3);
	ck_assert(!line_is(&lines.items[0], "a"));
}
END_TEST

START_TEST(test_trace__counts_only_direct_children)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	trace_add_task(&trace, child, 103, false, 0);
	trace_add_task(&trace, thread, 104, false, 0);
	ck_assert_int_eq(trace_count_children(&trace, 0), 2);
	ck_assert_int_eq(trace_count_children(&trace, child), 1);
	ck_assert_int_eq(trace_count_children(&trace, NOBODY), 3);
	ck_assert_int_eq(trace_count_processes(&trace), 3);
}
END_TEST

START_TEST(test_trace__counts_threads_of_one_process_or_of_all)
{
	trace_add_task(&trace, 0, 102, true, 0);
	trace_add_task(&trace, child, 103, true, 0);
	trace_add_task(&trace, child, 104, true, 0);
	ck_assert_int_eq(trace_count_threads(&trace, 0), 1);
	ck_assert_int_eq(trace_count_threads(&trace, child), 2);
	ck_assert_int_eq(trace_count_threads(&trace, NOBODY), 3);
}
END_TEST

START_TEST(test_trace__counts_sleeps_of_all_tasks_of_a_process)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	trace_add_event(&trace, EVENT_SLEEP, 0, 0);
	trace_add_event(&trace, EVENT_SLEEP, thread, 0);
	trace_add_event(&trace, EVENT_SLEEP, child, 0);
	trace_add_event(&trace, EVENT_WAIT, 0, 0);
	ck_assert_int_eq(trace_count_sleeps(&trace, 0), 2);
}
END_TEST

START_TEST(test_task__thread_and_first_process_are_no_children)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	ck_assert(task_is_child(&trace.tasks[child]));
	ck_assert(!task_is_child(&trace.tasks[thread]));
	ck_assert(!task_is_child(&trace.tasks[0]));
}
END_TEST

START_TEST(test_ended_before_process__holds_for_a_thread_that_returned)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	trace_end_task(&trace, thread, 1);
	ck_assert(trace_task_ended_before_process(&trace, thread));
	leave(&trace, 0, 0);
	ck_assert(trace_task_ended_before_process(&trace, thread));
}
END_TEST

START_TEST(test_ended_before_process__fails_for_a_thread_that_exit_took_along)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	ck_assert(!trace_task_ended_before_process(&trace, thread));
	leave(&trace, 0, 0);
	ck_assert(!trace_task_ended_before_process(&trace, thread));
}
END_TEST

START_TEST(test_ended_before_process__holds_for_the_last_thread_that_ends_the_process)
{
	int first = trace_add_task(&trace, 0, 102, true, 0);
	int last = trace_add_task(&trace, 0, 103, true, 0);

	trace_end_task(&trace, 0, 1);
	trace_end_task(&trace, first, 2);
	leave(&trace, last, 0);
	ck_assert(trace_task_ended_before_process(&trace, first));
	ck_assert(trace_task_ended_before_process(&trace, last));
}
END_TEST

START_TEST(test_ended_before_process__fails_for_a_thread_that_calls_exit_among_others)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	leave(&trace, thread, 0);
	ck_assert(!trace_task_ended_before_process(&trace, thread));
}
END_TEST

START_TEST(test_ended_before_process__fails_for_threads_that_a_signal_took_along)
{
	int crashed = trace_add_task(&trace, 0, 102, true, 0);
	int other = trace_add_task(&trace, 0, 103, true, 0);

	die(&trace, crashed, SIGSEGV);
	ck_assert(!trace_task_ended_before_process(&trace, crashed));
	ck_assert(!trace_task_ended_before_process(&trace, other));
}
END_TEST

START_TEST(test_ended_before_process__holds_for_threads_that_ended_before_main_crashed)
{
	int thread = trace_add_task(&trace, 0, 102, true, 0);

	trace_end_task(&trace, thread, 1);
	die(&trace, 0, SIGSEGV);
	ck_assert(trace_task_ended_before_process(&trace, thread));
}
END_TEST

START_TEST(test_schedule__names_are_read_as_they_are_written)
{
	enum schedule schedule;

	for (int i = 0; i < SCHEDULE_COUNT; i++) {
		ck_assert(schedule_by_name(schedule_name((enum schedule)i), &schedule));
		ck_assert_int_eq(schedule, i);
	}
	ck_assert(!schedule_by_name("lucky", &schedule));
	ck_assert_str_eq(schedule_name(SCHEDULE_ONE_LATE), "one-late");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_lines__there_are_none_without_output,
		test_lines__leave_out_trailing_blanks_and_keep_leading_ones,
		test_lines__last_one_counts_without_a_newline,
		test_lines__empty_ones_are_kept,
		test_lines__of_one_write_have_one_writer,
		test_lines__in_pieces_belong_to_their_only_writer,
		test_lines__of_several_writers_belong_to_nobody,
		test_lines__belong_to_who_wrote_the_text_not_the_newline,
		test_lines__carry_the_name_of_their_first_byte_and_the_time_of_their_last,
		test_lines__may_hold_any_byte,
		test_trace__counts_only_direct_children,
		test_trace__counts_threads_of_one_process_or_of_all,
		test_trace__counts_sleeps_of_all_tasks_of_a_process,
		test_task__thread_and_first_process_are_no_children,
		test_ended_before_process__holds_for_a_thread_that_returned,
		test_ended_before_process__fails_for_a_thread_that_exit_took_along,
		test_ended_before_process__holds_for_the_last_thread_that_ends_the_process,
		test_ended_before_process__fails_for_a_thread_that_calls_exit_among_others,
		test_ended_before_process__fails_for_threads_that_a_signal_took_along,
		test_ended_before_process__holds_for_threads_that_ended_before_main_crashed,
		test_schedule__names_are_read_as_they_are_written,
	};
	Suite *suite = suite_create("questions");
	TCase *group = tcase_create("questions");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
