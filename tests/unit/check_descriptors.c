/*
 * Limits of open files: the grader's own, and what is left of them for a program.
 */
#include "witness_runs.h"

#include "run/descriptors.h"

#include <sys/resource.h>

/* Fewer than two for each thread of the program. */
#define FEW 256

/* Each test has a process, and so limits, of its own. */
static void set_limit(rlim_t soft, rlim_t hard)
{
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &(struct rlimit){ soft, hard }), 0);
}

static struct rlimit get_limit(void)
{
	struct rlimit limit;

	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	return limit;
}

START_TEST(test_descriptors__are_raised_to_the_hard_limit)
{
	rlim_t hard = get_limit().rlim_max;

	set_limit(FEW, hard);
	descriptors_raise();
	ck_assert_uint_eq(get_limit().rlim_cur, hard);
	ck_assert_uint_eq(get_limit().rlim_max, hard);
}
END_TEST

START_TEST(test_descriptors__of_a_program_are_the_same_whatever_the_grader_has)
{
	set_limit(FEW, get_limit().rlim_max);
	if (_i)
		descriptors_raise();
	run("descriptors", "limit", VIRTUAL);
	expect_output("1024 1024\n");
}
END_TEST

START_TEST(test_descriptors__that_a_program_can_not_have_are_a_fault)
{
	struct fault fault = { "" };

	ck_assert(descriptors_suffice(&fault));
	set_limit(1000, 1000);
	ck_assert(!descriptors_suffice(&fault));
	ck_assert_ptr_nonnull(strstr(fault.text, "1000"));
}
END_TEST

START_TEST(test_descriptors__too_few_to_keep_two_for_each_task_are_enough_to_watch_it)
{
	struct run_plan plan = { .argument = "threads", .output = OUTPUT_PIPE, .task_limit = 1100 };

	set_limit(FEW, get_limit().rlim_max);
	run_plan("descriptors", &plan, VIRTUAL);
	expect_output("ok\n");
	ck_assert_int_eq(trace.task_count, 1001);
	ck_assert_int_ge(trace.ended, 3 * SECOND);
	ck_assert_int_lt(trace.ended, 4 * SECOND);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("descriptors");
	TCase *limits = tcase_create("limits");

	tcase_add_test(limits, test_descriptors__are_raised_to_the_hard_limit);
	tcase_add_loop_test(limits, test_descriptors__of_a_program_are_the_same_whatever_the_grader_has, 0, 2);
	tcase_add_test(limits, test_descriptors__that_a_program_can_not_have_are_a_fault);
	tcase_add_test(limits, test_descriptors__too_few_to_keep_two_for_each_task_are_enough_to_watch_it);
	add_cases(suite, (TCase *[]){ limits, NULL });
	return run_suite(suite);
}
