/*
 * What is said of a process that a signal killed: what the signal means, who sent it, and what to ask about it.
 */
#include "unit.h"

#include <signal.h>

enum { MAIN, CHILD, THREAD };

static struct trace trace;
static struct verdict verdict;
static char words[300];

static void setup(void)
{
	trace_init(&trace);
	trace_add_task(&trace, NOBODY, 100, false, 0);
	trace_add_task(&trace, MAIN, 101, false, 0);
	trace_add_task(&trace, MAIN, 102, true, 0);
	verdict = (struct verdict){ .status = STATUS_PASSED };
}

static void teardown(void)
{
	verdict_release(&verdict);
	trace_release(&trace);
}

static struct event *send_signal(int sender, int receiver, int signal)
{
	struct event *event = trace_add_event(&trace, EVENT_SIGNAL, sender, 0);

	event->value = signal;
	event->other = receiver;
	return event;
}

static void expect_words(int process, const char *expected, const char *hint)
{
	status_words(&trace, process, words, sizeof words);
	ck_assert_str_eq(words, expected);
	death_hint(&trace, process, "program", &verdict);
	ck_assert_msg(verdict.hint && strstr(verdict.hint, hint), "hint %s", verdict.hint ? verdict.hint : "-");
}

START_TEST(test_signals__that_the_system_sent_are_told_by_what_they_mean)
{
	const struct {
		int signal;
		const char *words, *hint;
	} signals[] = {
		{ SIGSEGV, "killed by SIGSEGV (it used memory that is not its own)", "which pointer or index" },
		{ SIGBUS, "killed by SIGBUS (it used memory that is not there)", "which pointer or index" },
		{ SIGFPE, "killed by SIGFPE (a calculation without a result, often a division by zero)", "divide by" },
		{ SIGILL, "killed by SIGILL (it ran into bytes that are no instruction)", "gdb ./program" },
		{ SIGPIPE, "killed by SIGPIPE (it wrote to a pipe or connection that nobody reads any more)",
		  "at the other end" },
		{ SIGALRM, "killed by SIGALRM (an alarm rang, and it had no handler for it)", "nobody caught it" },
		{ SIGKILL, "killed by SIGKILL (it was ended by force)", "memory runs out" },
		{ SIGUSR2, "killed by SIGUSR2 (it had no handler for this signal)", "without a handler" },
		{ 40, "killed by signal 40 (it had no handler for this signal)", "without a handler" },
	};

	die(&trace, CHILD, signals[_i].signal);
	expect_words(CHILD, signals[_i].words, signals[_i].hint);
}
END_TEST

START_TEST(test_signals__are_told_by_who_sent_them)
{
	send_signal(MAIN, CHILD, SIGTERM);
	die(&trace, CHILD, SIGTERM);
	expect_words(CHILD, "killed by SIGTERM (sent by main)", "does it have to?");
}
END_TEST

START_TEST(test_signals__may_come_from_a_child_for_a_handler_that_is_not_there)
{
	send_signal(CHILD, MAIN, SIGUSR1);
	die(&trace, MAIN, SIGUSR1);
	expect_words(MAIN, "killed by SIGUSR1 (sent by child 101)", "without a handler");
}
END_TEST

START_TEST(test_signals__to_a_group_may_hit_everybody)
{
	send_signal(CHILD, NOBODY, SIGTERM)->to_group = true;
	die(&trace, _i ? MAIN : CHILD, SIGTERM);
	expect_words(_i ? MAIN : CHILD, "killed by SIGTERM (sent by child 101 to a whole group of processes)",
		     "0 or a negative number");
}
END_TEST

START_TEST(test_signals__to_one_thread_end_its_process)
{
	send_signal(MAIN, THREAD, SIGTERM);
	die(&trace, MAIN, SIGTERM);
	expect_words(MAIN, "killed by SIGTERM (sent by main to thread 102)", "whichever thread");
}
END_TEST

START_TEST(test_signals__may_be_sent_to_oneself)
{
	send_signal(_i ? THREAD : MAIN, _i ? THREAD : MAIN, SIGUSR1);
	die(&trace, MAIN, SIGUSR1);
	expect_words(MAIN,
		     _i ? "killed by SIGUSR1 (sent by thread 102, to its own process)"
			: "killed by SIGUSR1 (sent by itself)",
		     "to its own process");
}
END_TEST

START_TEST(test_signals__of_abort_are_told_by_their_meaning)
{
	send_signal(MAIN, MAIN, SIGABRT);
	die(&trace, MAIN, SIGABRT);
	expect_words(MAIN,
		     "killed by SIGABRT (it gave itself up: a failed assertion, or damaged memory that libc noticed)",
		     "assert or libc");
}
END_TEST

/* Another signal, another process, a call that failed, and one that came when all was over. */
START_TEST(test_signals__that_did_not_kill_it_are_not_blamed)
{
	send_signal(MAIN, CHILD, SIGUSR1);
	send_signal(CHILD, MAIN, SIGALRM);
	send_signal(MAIN, CHILD, SIGALRM)->error = 1;
	die(&trace, CHILD, SIGALRM);
	send_signal(MAIN, CHILD, SIGALRM);
	expect_words(CHILD, "killed by SIGALRM (an alarm rang, and it had no handler for it)", "nobody caught it");
}
END_TEST

/* A debugger follows the parent, unless it is told to follow the child. */
START_TEST(test_signals__are_looked_for_with_a_debugger_that_follows_the_child)
{
	die(&trace, CHILD, SIGSEGV);
	death_hint(&trace, CHILD, "program", &verdict);
	ck_assert_ptr_nonnull(strstr(verdict.hint, "set follow-fork-mode child"));
	die(&trace, MAIN, SIGSEGV);
	death_hint(&trace, MAIN, "program", &verdict);
	ck_assert_ptr_null(strstr(verdict.hint, "follow-fork-mode"));
}
END_TEST

START_TEST(test_signals__ask_nothing_where_none_killed)
{
	leave(&trace, CHILD, 3);
	status_words(&trace, CHILD, words, sizeof words);
	ck_assert_str_eq(words, "exit status 3");
	die(&trace, MAIN, SIGKILL);
	trace.tasks[MAIN].killed_by_grader = true;
	death_hint(&trace, CHILD, "program", &verdict);
	death_hint(&trace, MAIN, "program", &verdict);
	ck_assert_ptr_null(verdict.hint);
	ck_assert_int_eq(find_killed(&trace), NOBODY);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("signals");
	TCase *group = tcase_create("signals");

	tcase_add_checked_fixture(group, setup, teardown);
	tcase_add_loop_test(group, test_signals__that_the_system_sent_are_told_by_what_they_mean, 0, 9);
	tcase_add_test(group, test_signals__are_told_by_who_sent_them);
	tcase_add_test(group, test_signals__may_come_from_a_child_for_a_handler_that_is_not_there);
	tcase_add_loop_test(group, test_signals__to_a_group_may_hit_everybody, 0, 2);
	tcase_add_test(group, test_signals__to_one_thread_end_its_process);
	tcase_add_loop_test(group, test_signals__may_be_sent_to_oneself, 0, 2);
	tcase_add_test(group, test_signals__of_abort_are_told_by_their_meaning);
	tcase_add_test(group, test_signals__that_did_not_kill_it_are_not_blamed);
	tcase_add_test(group, test_signals__are_looked_for_with_a_debugger_that_follows_the_child);
	tcase_add_test(group, test_signals__ask_nothing_where_none_killed);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
