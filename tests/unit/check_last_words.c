/*
 * What is said of a process that did not end well: its status, its last words, and what it was to become.
 */
#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

enum { MAIN, CHILD };

static struct trace trace;
static struct verdict verdict;
static char words[600];

static void setup(void)
{
	trace_init(&trace);
	trace_add_task(&trace, NOBODY, 100, false, 0);
	trace_add_task(&trace, MAIN, 101, false, 0);
	verdict = (struct verdict){ .status = STATUS_PASSED };
}

static void teardown(void)
{
	verdict_release(&verdict);
	trace_release(&trace);
}

static void complain(int task, const char *text)
{
	trace_add_write(&trace, task, STREAM_ERROR, text, strlen(text), 0);
}

static void try_to_become(int task, const char *file, int error)
{
	struct event *event = trace_add_event(&trace, EVENT_EXEC, task, 0);

	event->error = error;
	snprintf(event->name, sizeof event->name, "%s", file);
}

static void expect_words(const char *expected, const char *hint)
{
	end_words(&trace, CHILD, words, sizeof words);
	ck_assert_str_eq(words, expected);
	end_hint(&trace, CHILD, "program", &verdict);
	if (hint)
		ck_assert_msg(verdict.hint && strstr(verdict.hint, hint), "hint %s", verdict.hint ? verdict.hint : "-");
	else
		ck_assert_ptr_null(verdict.hint);
}

START_TEST(test_last_words__are_the_last_line_that_the_process_itself_wrote)
{
	complain(CHILD, "trying\n");
	complain(CHILD, "open: Permission denied\n\n  \n");
	complain(MAIN, "a child has ended\n");
	leave(&trace, CHILD, 1);
	expect_words("exit status 1; on standard error: \"open: Permission denied\"", "What does the message");
}
END_TEST

START_TEST(test_last_words__need_not_be_there)
{
	complain(MAIN, "a child has ended\n");
	leave(&trace, CHILD, 1);
	expect_words("exit status 1", NULL);
}
END_TEST

START_TEST(test_last_words__of_a_process_that_ended_well_raise_no_question)
{
	complain(CHILD, "done\n");
	leave(&trace, CHILD, 0);
	expect_words("exit status 0; on standard error: \"done\"", NULL);
}
END_TEST

START_TEST(test_last_words__of_an_assertion_stand_beside_the_signal)
{
	complain(CHILD, "program: program.c:7: main: Assertion `0' failed.\n");
	die(&trace, CHILD, SIGABRT);
	expect_words("killed by SIGABRT (it gave itself up: a failed assertion, or damaged memory that libc noticed); "
		     "on standard error: \"program: program.c:7: main: Assertion `0' failed.\"",
		     "gdb ./program");
}
END_TEST

START_TEST(test_last_words__are_replaced_by_the_program_that_is_not_there)
{
	try_to_become(CHILD, "helper", ENOENT);
	if (_i)
		complain(CHILD, "./helper: No such file or directory\n");
	leave(&trace, CHILD, 127);
	expect_words(_i ? "exit status 127; on standard error: \"./helper: No such file or directory\""
			: "exit status 127; it was to become helper, but there is no such program here",
		     "no shell, no helper");
}
END_TEST

/* It found the program in another folder, it was the parent that looked, or the program was there but could not be run. */
START_TEST(test_last_words__do_not_speak_of_a_program_that_was_not_missing)
{
	if (_i == 0)
		try_to_become(CHILD, "helper", ENOENT);
	try_to_become(_i == 1 ? MAIN : CHILD, "helper", (const int[]){ 0, ENOENT, EACCES }[_i]);
	leave(&trace, CHILD, 127);
	expect_words("exit status 127", NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("last words");
	TCase *group = tcase_create("last words");

	tcase_add_checked_fixture(group, setup, teardown);
	tcase_add_test(group, test_last_words__are_the_last_line_that_the_process_itself_wrote);
	tcase_add_test(group, test_last_words__need_not_be_there);
	tcase_add_test(group, test_last_words__of_a_process_that_ended_well_raise_no_question);
	tcase_add_test(group, test_last_words__of_an_assertion_stand_beside_the_signal);
	tcase_add_loop_test(group, test_last_words__are_replaced_by_the_program_that_is_not_there, 0, 2);
	tcase_add_loop_test(group, test_last_words__do_not_speak_of_a_program_that_was_not_missing, 0, 3);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
