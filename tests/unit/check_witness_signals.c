/*
 * Signals that come while a program waits on the virtual clock.
 */
#include "witness_runs.h"

#include <signal.h>

static const struct {
	const char *name;
	nanoseconds end;
} cases[] = {
	{ "nanosleep", 5 * SECOND },     { "clock-nanosleep", 3 * SECOND },
	{ "sleep", 2500 * MILLISECOND }, { "child-ends", 18 * SECOND },
	{ "read", 3 * SECOND },          { "timed-waits", 3 * SECOND },
	{ "alarm", 13 * SECOND },        { "timer", 4200 * MILLISECOND },
	{ "sigwait", 3 * SECOND },
};

START_TEST(test_signals__the_program_sees_what_the_manual_promises)
{
	run("interrupts", cases[_i].name, VIRTUAL);
	expect_output("ok\n");
	expect_end_at(cases[_i].end);
	ck_assert(trace.clock_followed);
}
END_TEST

START_TEST(test_signals__an_interrupted_sleep_is_recorded_with_its_error)
{
	const struct event *sleep;
	int first;

	run("interrupts", "nanosleep", VIRTUAL);
	first = event_after(-1, EVENT_SLEEP, 0);
	sleep = &trace.events[first];
	ck_assert_int_eq(sleep->error, EINTR);
	ck_assert_int_eq(sleep->value, 5 * SECOND);
	expect_near(sleep->at, 2 * SECOND);
	sleep = &trace.events[event_after(first, EVENT_SLEEP, 0)];
	ck_assert_int_eq(sleep->error, 0);
	expect_near(sleep->value, 3 * SECOND - MILLISECOND);
	ck_assert_int_eq(count_events(EVENT_SLEEP, 0), 2);
}
END_TEST

START_TEST(test_signals__an_alarm_that_nobody_catches_ends_the_program)
{
	run("interrupts", "deadly-alarm", VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	ck_assert_str_eq(output(), "ok\n");
	ck_assert(WIFSIGNALED(trace.tasks[0].status) && WTERMSIG(trace.tasks[0].status) == SIGALRM);
	ck_assert(!trace.tasks[0].killed_by_grader);
	expect_end_at(3 * SECOND);
	expect_near(trace.tasks[0].process_ended, 3 * SECOND);
}
END_TEST

START_TEST(test_signals__the_deadline_of_an_interrupted_sleep_is_forgotten)
{
	run("interrupts", "deadlock", VIRTUAL);
	ck_assert_str_eq(output(), "ok\n");
	ck_assert_int_eq(trace.ending, ENDING_DEADLOCK);
	expect_end_at(1200 * MILLISECOND);
}
END_TEST

static const struct {
	const char *name;
	int signal, sender, receiver, killed;
	bool to_group;
} own[] = {
	{ "child", SIGTERM, 0, 1, 1, false },     { "group", SIGTERM, 1, NOBODY, 1, true },
	{ "group", SIGTERM, 1, NOBODY, 0, true }, { "raise", SIGUSR1, 0, 0, 0, false },
	{ "force", SIGKILL, 0, 0, 0, false },     { "thread", SIGTERM, 0, 1, 0, false },
};

START_TEST(test_signals__are_recorded_with_who_sent_them_even_when_they_kill_their_sender)
{
	const struct event *event;
	int sent;

	run("kills", own[_i].name, VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	sent = event_after(-1, EVENT_SIGNAL, own[_i].sender);
	ck_assert_int_ne(sent, -1);
	event = &trace.events[sent];
	ck_assert_int_eq(event->value, own[_i].signal);
	ck_assert_int_eq(event->other, own[_i].receiver);
	ck_assert_int_eq(event->to_group, own[_i].to_group);
	ck_assert_int_eq(event->error, 0);
	ck_assert_int_eq(count_events(EVENT_SIGNAL, own[_i].sender), 1);
	ck_assert_int_eq(WTERMSIG(trace.tasks[own[_i].killed].status), own[_i].signal);
	ck_assert_int_lt(event->began_at, trace.tasks[own[_i].killed].process_ended_at);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: signals");
	TCase *signals = tcase_create("signals");

	tcase_add_loop_test(signals, test_signals__the_program_sees_what_the_manual_promises, 0, LENGTH(cases));
	tcase_add_test(signals, test_signals__an_interrupted_sleep_is_recorded_with_its_error);
	tcase_add_test(signals, test_signals__an_alarm_that_nobody_catches_ends_the_program);
	tcase_add_loop_test(signals, test_signals__are_recorded_with_who_sent_them_even_when_they_kill_their_sender, 0,
			    LENGTH(own));
	tcase_add_test(signals, test_signals__the_deadline_of_an_interrupted_sleep_is_forgotten);
	add_cases(suite, (TCase *[]){ signals, NULL });
	return run_suite(suite);
}
