/*
 * How a run ends: by itself, in a deadlock, at a limit; and what is left of it.
 */
#include "witness_runs.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

static const struct {
	const char *name;
	nanoseconds at;
	int tasks;
	const char *waiting[2]; /* what the first tasks wait for */
} deadlocks[] = {
	{ "one-mutex", 0, 1, { "mutex" } },
	{ "two-mutexes", SECOND, 2, { "mutex", "mutex" } },
	{ "silent-pipe", 0, 1, { "data on descriptor" } },
	{ "full-pipe", 0, 1, { "room to write" } },
	{ "no-client", 0, 1, { "accept on port 7777" } },
	{ "joins", SECOND, 2, { "the end of thread", "" } },
	{ "lost-signal", 2 * SECOND, 1, { "a signal" } },
	{ "child-reads", 0, 2, { "the end of a child", "data on descriptor" } },
	{ "polls-two", 0, 1, { "one of the descriptors 3, 5 to become ready" } },
	{ "polls-nothing", 0, 1, { "a signal" } },
	{ "selects-one", 0, 1, { "descriptor 5 to become ready" } },
	{ "selects-nothing", 0, 1, { "a signal" } },
	{ "polls-after-a-stop", 2 * SECOND, 2, { "descriptor 5 to become ready", "a signal" } },
	{ "waits-for-one", 0, 2, { "the end of child ", "a signal" } },
	{ "receives-messages", 0, 1, { "data on descriptor 4" } },
	{ "splices", 0, 1, { "data on descriptor 3, or room to write on descriptor 6" } },
	{ "epolls", 0, 1, { "a descriptor to become ready, in epoll_wait" } },
	{ "opens-a-fifo", 0, 1, { "somebody who opens the other end of a FIFO" } },
	{ "a-message", 0, 1, { "a message in a queue" } },
	{ "a-client-by-name", 0, 1, { "a client, in accept on descriptor 3" } },
};

static void expect_deadlock(int number)
{
	ck_assert_int_eq(trace.ending, ENDING_DEADLOCK);
	ck_assert_str_eq(output(), "begin\n");
	ck_assert_int_eq(trace.task_count, deadlocks[number].tasks);
	ck_assert(trace.tasks[0].killed_by_grader);
	for (int i = 0; i < deadlocks[number].tasks; i++) {
		const char *waiting = trace.tasks[i].waiting_for;

		ck_assert_str_ne(waiting, "");
		ck_assert_msg(strstr(waiting, deadlocks[number].waiting[i]) != NULL, "it waits for %s", waiting);
	}
}

START_TEST(test_deadlocks__are_reported_at_once_with_who_waits_for_what)
{
	run("deadlocks", deadlocks[_i].name, VIRTUAL);
	expect_deadlock(_i);
	expect_end_at(deadlocks[_i].at);
}
END_TEST

START_TEST(test_deadlocks__are_found_in_real_time_too)
{
	run("deadlocks", deadlocks[_i].name, REAL);
	expect_deadlock(_i);
	ck_assert_int_ge(trace.ended, deadlocks[_i].at);
}
END_TEST

START_TEST(test_deadlocks__name_the_thread_whose_end_is_waited_for)
{
	char text[64];

	run("deadlocks", "joins", VIRTUAL);
	snprintf(text, sizeof text, "the end of thread deadlocks (%d)", trace.tasks[1].id);
	ck_assert_str_eq(trace.tasks[0].waiting_for, text);
}
END_TEST

/* Every limit, and what a program does to get there. */
static const struct {
	const char *name;
	enum ending ending;
	struct run_plan plan;
	bool exact; /* it ends at the limit of the program's own clock, or little later */
} endless[] = {
	{ "sleeps", ENDING_TIME_LIMIT, { .time_limit = 1000 * SECOND }, true },
	{ "rings", ENDING_TIME_LIMIT, { .time_limit = 100 * SECOND }, true },
	{ "spins", ENDING_CPU_LIMIT, { .cpu_limit = SPINNER_LIMIT } },
	{ "asks", ENDING_CPU_LIMIT, { .cpu_limit = SPINNER_LIMIT } },
	{ "yields", ENDING_CPU_LIMIT, { .cpu_limit = SPINNER_LIMIT } },
	{ "polls", ENDING_CPU_LIMIT, { .cpu_limit = SPINNER_LIMIT } },
	{ "all-ask", ENDING_CPU_LIMIT, { .cpu_limit = SPINNER_LIMIT } },
	{ "spins", ENDING_TIME_LIMIT, { .time_limit = 200 * MILLISECOND } },
	{ "all-ask", ENDING_TIME_LIMIT, { .time_limit = 200 * MILLISECOND } },
	{ "writes", ENDING_OUTPUT_LIMIT, { .output_limit = 100000 } },
	{ "forks", ENDING_TASK_LIMIT, { .task_limit = 50 } },
	{ "grows", ENDING_MEMORY_LIMIT, { .cpu_limit = 20 * SECOND } },
};

START_TEST(test_limits__end_a_program_that_never_ends)
{
	struct run_plan plan = endless[_i].plan;

	plan.argument = endless[_i].name;
	plan.output = OUTPUT_PIPE;
	run_plan("endless", &plan, VIRTUAL);
	ck_assert_msg(trace.ending == endless[_i].ending, "%s: ending %d", plan.argument, trace.ending);
	ck_assert(trace.tasks[0].killed_by_grader);
	ck_assert_int_gt(trace.limit, 0);
	if (endless[_i].exact)
		expect_end_at(plan.time_limit);
	if (plan.time_limit > 0)
		ck_assert_int_ge(trace.ended, plan.time_limit);
	if (plan.output_limit > 0)
		ck_assert_int_lt(trace.streams[STREAM_OUTPUT].length, plan.output_limit + 100);
	if (plan.task_limit > 0)
		ck_assert_int_le(trace.task_count, plan.task_limit);
}
END_TEST

/* Nothing of a run is left: this process has no child but the walls, and so has nobody to wait for. */
static int count_own_children(void)
{
	DIR *processes = opendir("/proc");
	struct dirent *entry;
	char path[300], line[256];
	int count = 0, parent;

	ck_assert_ptr_nonnull(processes);
	while ((entry = readdir(processes)) != NULL) {
		FILE *file;

		snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
		file = entry->d_name[0] >= '1' && entry->d_name[0] <= '9' ? fopen(path, "r") : NULL;
		if (file == NULL)
			continue;
		if (fgets(line, sizeof line, file) != NULL && sscanf(strrchr(line, ')'), ") %*c %d", &parent) == 1)
			count += parent == getpid();
		fclose(file);
	}
	closedir(processes);
	return count;
}

START_TEST(test_orphans__are_seen_to_their_end)
{
	run("orphans", NULL, VIRTUAL);
	expect_output(output());
	ck_assert_int_eq(strlen(output()), 5 * 4 + 3);
	ck_assert_int_eq(writer_of("ok\n"), 0);
	ck_assert_int_eq(count_events(EVENT_WRITE, 2), 5);
	expect_end_at(5 * SECOND);
	expect_near(trace.tasks[0].process_ended, 0);
	ck_assert_int_eq(trace_count_processes(&trace), 2);
	ck_assert_int_ne(trace.tasks[1].reaped, NEVER);
	expect_near(trace.tasks[2].process_ended, 5 * SECOND);
	ck_assert_int_eq(trace.tasks[2].creator, 1);
	ck_assert_int_le(count_own_children(), 1);
}
END_TEST

START_TEST(test_orphans__are_ended_with_the_run)
{
	run("orphans", "endless", VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_TIME_LIMIT);
	ck_assert(trace.tasks[2].killed_by_grader);
	ck_assert(!trace.tasks[0].killed_by_grader);
	ck_assert_int_eq(trace.streams[STREAM_OUTPUT].length, 20 * 4 + 3);
	ck_assert_int_le(count_own_children(), 1);
}
END_TEST

static const char *const unfollowed[][2] = {
	{ "timerfd", "timerfd_create" },
	{ "timerfd-absolute", "timerfd_create" },
	{ "timerfd-of-day", "timerfd_create" },
	{ "timerfd-far", "timerfd_create" },
	{ "timer", "timer_create" },
	{ "timer-absolute", "timer_create" },
	{ "socket", "SO_RCVTIMEO" },
};

START_TEST(test_unfollowed__timers_switch_skipping_off_and_are_right)
{
	run("unfollowed", unfollowed[_i][0], VIRTUAL);
	expect_output("ok\n");
	ck_assert(!trace.clock_followed);
	ck_assert_str_eq(trace.clock_note, unfollowed[_i][1]);
	ck_assert_int_ge(trace.ended, SECOND + 168 * MILLISECOND);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: endings");
	TCase *deadlock = tcase_create("deadlocks"), *limits = tcase_create("limits"), *others = tcase_create("others");

	tcase_add_loop_test(deadlock, test_deadlocks__are_reported_at_once_with_who_waits_for_what, 0,
			    LENGTH(deadlocks));
	tcase_add_loop_test(deadlock, test_deadlocks__are_found_in_real_time_too, 0, LENGTH(deadlocks));
	tcase_add_test(deadlock, test_deadlocks__name_the_thread_whose_end_is_waited_for);
	tcase_add_loop_test(limits, test_limits__end_a_program_that_never_ends, 0, LENGTH(endless));
	tcase_add_test(others, test_orphans__are_seen_to_their_end);
	tcase_add_test(others, test_orphans__are_ended_with_the_run);
	tcase_add_loop_test(others, test_unfollowed__timers_switch_skipping_off_and_are_right, 0, LENGTH(unfollowed));
	add_cases(suite, (TCase *[]){ deadlock, limits, others, NULL });
	return run_suite(suite);
}
