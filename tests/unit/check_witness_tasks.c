/*
 * What the trace says of tasks: who they are, what they wrote, how they ended.
 */
#include "witness_runs.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>

/* The name under which a text was written. */
static const char *name_at(const char *text)
{
	int task = writer_of(text);

	for (int i = event_after(-1, EVENT_WRITE, task); i >= 0; i = event_after(i, EVENT_WRITE, task))
		if (memcmp(trace.streams[STREAM_OUTPUT].data + trace.events[i].offset, text, strlen(text)) == 0)
			return trace.events[i].name;
	ck_abort_msg("no write");
}

START_TEST(test_names__are_those_of_the_moment_of_writing)
{
	run("facts", "names", VIRTUAL);
	expect_output("unnamed\nfirst\nsecond\nthird\n");
	ck_assert_str_eq(name_at("unnamed\n"), "facts");
	ck_assert_str_eq(name_at("first\n"), "first");
	ck_assert_str_eq(name_at("second\n"), "second");
	ck_assert_str_eq(name_at("third\n"), "third");
	ck_assert_str_eq(trace.tasks[1].name, "third");
	ck_assert_str_eq(trace.tasks[0].name, "facts");
	ck_assert_int_eq(writer_of("third\n"), 1);
}
END_TEST

START_TEST(test_threads__are_known_as_detached_joinable_and_cancelled)
{
	const enum detachment left[] = { DETACHMENT_UNKNOWN,  DETACHMENT_JOINABLE, DETACHMENT_DETACHED,
					 DETACHMENT_DETACHED, DETACHMENT_JOINABLE, DETACHMENT_JOINABLE };

	run("facts", "threads", VIRTUAL);
	expect_output("");
	expect_end_at(SECOND);
	ck_assert_int_eq(trace_count_threads(&trace, 0), 5);
	for (int i = 1; i < trace.task_count; i++) {
		ck_assert_int_eq(trace.tasks[i].detachment, left[i]);
		ck_assert_int_eq(trace.tasks[i].cancelled, i == 5);
		ck_assert_int_eq(trace.tasks[i].creator, 0);
		ck_assert_int_eq(trace_task_ended_before_process(&trace, i), i == 1 || i == 5);
	}
}
END_TEST

START_TEST(test_children__are_known_as_reaped_and_as_zombies)
{
	const int status[] = { W_EXITCODE(0, 0), W_EXITCODE(3, 0),       W_EXITCODE(4, 0),
			       W_EXITCODE(5, 0), W_EXITCODE(0, SIGTERM), W_EXITCODE(6, 0) };

	run("facts", "children", VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_int_eq(trace_count_children(&trace, 0), 5);
	for (int i = 0; i < trace.task_count; i++) {
		const struct task *task = &trace.tasks[i];

		ck_assert_int_eq(task->status, status[i]);
		ck_assert_int_eq(task->reaped != NEVER, i == 1 || i == 2);
		ck_assert_int_eq(task->zombie, i == 3 || i == 4);
		ck_assert(!task->killed_by_grader);
		expect_near(task->process_ended, i == 5 ? 2 * SECOND : i == 0 ? SECOND : 0);
	}
	expect_end_at(2 * SECOND);
}
END_TEST

START_TEST(test_children__leave_no_zombie_where_sigchld_is_ignored)
{
	run("facts", "ignored", VIRTUAL);
	expect_output("");
	for (int i = 1; i <= 2; i++) {
		ck_assert(!trace.tasks[i].zombie);
		ck_assert_int_lt(trace.tasks[i].process_ended_at, trace.tasks[0].process_ended_at);
	}
}
END_TEST

START_TEST(test_finish__is_recorded_once_for_each_process)
{
	run("facts", "children", VIRTUAL);
	for (int i = 0; i < trace.task_count; i++)
		ck_assert_int_eq(count_events(EVENT_FINISH, i), i == 4 ? 0 : 1);
	ck_assert_int_eq(trace.events[event_after(-1, EVENT_FINISH, 1)].value, 3);
	ck_assert_int_eq(trace.tasks[1].ended_by, 1);
	ck_assert_int_eq(trace.tasks[4].ended_by, NOBODY);
}
END_TEST

START_TEST(test_bytes__are_all_there_and_in_order)
{
	const struct bytes *bytes = &trace.streams[STREAM_OUTPUT];
	struct run_plan plan = { .argument = "bytes", .output = _i ? OUTPUT_TERMINAL : OUTPUT_PIPE };

	run_plan("facts", &plan, VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_int_eq(trace.tasks[0].status, 0);
	ck_assert_int_eq(bytes->length, 12 + 100000 + 3);
	ck_assert_mem_eq(bytes->data, "one two a\0b xxx", 15);
	ck_assert_mem_eq(bytes->data + bytes->length - 4, "xend", 4);
	ck_assert_int_eq(trace.streams[STREAM_ERROR].length, 5);
	ck_assert_mem_eq(trace.streams[STREAM_ERROR].data, "error", 5);
}
END_TEST

START_TEST(test_exec__that_fails_is_recorded_with_its_error_and_the_file)
{
	const struct event *event;

	run("executes", "missing", VIRTUAL);
	ck_assert_str_eq(output(), "ok\n");
	ck_assert_int_eq(trace.task_count, 2);
	ck_assert_int_eq(WEXITSTATUS(trace.tasks[1].status), 127);
	ck_assert_int_eq(count_events(EVENT_EXEC, 1), 1);
	event = &trace.events[event_after(-1, EVENT_EXEC, 1)];
	ck_assert_int_eq(event->error, ENOENT);
	ck_assert_str_eq(event->name, "no-such-program");
}
END_TEST

static const struct {
	const char *name;
	nanoseconds end;
	int tasks;
} executes[] = {
	{ "vfork", 2 * SECOND, 2 },
	{ "spawn", 2 * SECOND, 2 },
	{ "thread", 3 * SECOND, 3 },
};

START_TEST(test_exec__gives_a_program_the_same_clock)
{
	run("executes", executes[_i].name, VIRTUAL);
	expect_output("ok\n");
	expect_end_at(executes[_i].end);
	ck_assert_int_eq(trace.task_count, executes[_i].tasks);
	ck_assert_int_eq(count_events(EVENT_EXEC, executes[_i].tasks - 1), 1);
}
END_TEST

static const struct {
	const char *name, *output;
	nanoseconds end;
	int status;
} leaders[] = {
	{ "return", "1 s\n2 s\n3 s\n", 3 * SECOND, 0 },
	{ "exit", "1 s\n2 s\n3 s\n", 3 * SECOND, 7 },
};

START_TEST(test_leaders__that_leave_by_pthread_exit_let_their_threads_go_on)
{
	run("leaders", leaders[_i].name, VIRTUAL);
	ck_assert_str_eq(output(), leaders[_i].output);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_int_eq(trace.tasks[0].status, W_EXITCODE(leaders[_i].status, 0));
	expect_end_at(leaders[_i].end);
	expect_near(trace.tasks[0].ended, 0);
	for (int i = 1; i <= 3; i++)
		expect_near(trace.tasks[i].ended, i * SECOND);
	expect_near(trace.tasks[0].process_ended, leaders[_i].end);
}
END_TEST

START_TEST(test_leaders__alarms_ring_in_a_process_whose_first_task_is_gone)
{
	run("leaders", "alarm", VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_ptr_nonnull(strstr(output(), "alarm\n"));
	ck_assert_ptr_nonnull(strstr(output(), "3 s\n"));
	ck_assert_int_ge(trace.ended, 2900 * MILLISECOND);
}
END_TEST

START_TEST(test_stops__a_stopped_child_goes_on_when_it_is_told_to)
{
	run("stops", _i ? "late" : "early", VIRTUAL);
	expect_output("ok\n");
	expect_end_at(_i ? 6 * SECOND : 3 * SECOND);
}
END_TEST

START_TEST(test_stops__a_child_that_stays_stopped_is_a_deadlock)
{
	char waiting_for[32];

	run("stops", "never", VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_DEADLOCK);
	snprintf(waiting_for, sizeof waiting_for, "the end of child %d", trace.tasks[1].id);
	ck_assert_str_eq(trace.tasks[0].waiting_for, waiting_for);
	ck_assert_ptr_nonnull(strstr(trace.tasks[1].waiting_for, "SIGCONT"));
	expect_end_at(SECOND);
}
END_TEST

START_TEST(test_python__has_the_same_clock)
{
	run("python", NULL, VIRTUAL);
	if (strcmp(output(), "none\n") == 0)
		return;
	expect_output("ok\n");
	ck_assert_int_ge(trace.ended, 10 * SECOND);
	ck_assert_int_lt(trace.ended, 12 * SECOND);
	ck_assert(trace.clock_followed);
}
END_TEST

/* It shares one with the witness until it shows that it has work to do; a program that computes has all from the start. */
START_TEST(test_processors__are_one_at_first_and_then_all)
{
	struct run_plan plan = { .output = OUTPUT_PIPE, .parallel = _i };
	int all, first, later;
	cpu_set_t set;

	ck_assert_int_eq(sched_getaffinity(0, sizeof set, &set), 0);
	all = CPU_COUNT(&set);
	run_plan("processors", &plan, VIRTUAL);
	ck_assert_int_eq(sscanf(output(), "%d %d", &first, &later), 2);
	ck_assert_int_eq(first, _i ? all : 1);
	ck_assert_int_eq(later, all);
	ck_assert_int_eq(sched_getaffinity(0, sizeof set, &set), 0);
	ck_assert_int_eq(CPU_COUNT(&set), all);
}
END_TEST

START_TEST(test_processors__that_a_program_has_chosen_stay_its_own)
{
	run("processors", "choose", VIRTUAL);
	expect_output("1 1\n");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: tasks");
	TCase *facts = tcase_create("facts"), *lives = tcase_create("lives");

	tcase_add_test(facts, test_names__are_those_of_the_moment_of_writing);
	tcase_add_test(facts, test_threads__are_known_as_detached_joinable_and_cancelled);
	tcase_add_test(facts, test_children__are_known_as_reaped_and_as_zombies);
	tcase_add_test(facts, test_children__leave_no_zombie_where_sigchld_is_ignored);
	tcase_add_test(facts, test_finish__is_recorded_once_for_each_process);
	tcase_add_loop_test(facts, test_bytes__are_all_there_and_in_order, 0, 2);
	tcase_add_test(lives, test_exec__that_fails_is_recorded_with_its_error_and_the_file);
	tcase_add_loop_test(lives, test_exec__gives_a_program_the_same_clock, 0, LENGTH(executes));
	tcase_add_loop_test(lives, test_leaders__that_leave_by_pthread_exit_let_their_threads_go_on, 0,
			    LENGTH(leaders));
	tcase_add_test(lives, test_leaders__alarms_ring_in_a_process_whose_first_task_is_gone);
	tcase_add_loop_test(lives, test_stops__a_stopped_child_goes_on_when_it_is_told_to, 0, 2);
	tcase_add_test(lives, test_stops__a_child_that_stays_stopped_is_a_deadlock);
	tcase_add_loop_test(lives, test_processors__are_one_at_first_and_then_all, 0, 2);
	tcase_add_test(lives, test_processors__that_a_program_has_chosen_stay_its_own);
	tcase_add_test(lives, test_python__has_the_same_clock);
	add_cases(suite, (TCase *[]){ facts, lives, NULL });
	return run_suite(suite);
}
