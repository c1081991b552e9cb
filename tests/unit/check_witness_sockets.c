/*
 * What the witness writes down of sockets.
 */
#include "witness_runs.h"

START_TEST(test_connect__carries_the_address_where_it_is_not_the_loopback)
{
	const struct {
		const char *address, *name;
	} connects[] = {
		{ "127.0.0.1", "" },
		{ "127.1.2.3", "" },
		{ "0.0.0.0", "" },
		{ "::1", "" },
		{ "::ffff:127.0.0.1", "" },
		{ "192.0.2.1", "192.0.2.1" },
		{ "203.123.113.255", "203.123.113.255" },
		{ "::ffff:192.0.2.1", "192.0.2.1" },
		{ "2001:db8::1", "2001:db8::1" },
		{ "2001:db8:1234:5678::1", "2001:db8:123..." },
	};
	int connected;

	run("connects", connects[_i].address, VIRTUAL);
	connected = event_after(-1, EVENT_CONNECT, 0);
	ck_assert_int_ne(connected, -1);
	ck_assert_str_eq(trace.events[connected].name, connects[_i].name);
	ck_assert_int_eq(trace.events[connected].value, 80);
}
END_TEST

START_TEST(test_connect__is_seen_in_a_send_that_connects)
{
	static const char *const calls[] = { "sendto", "sendmsg", "sendmmsg" };
	int connected;

	run("connects", calls[_i], VIRTUAL);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	connected = event_after(-1, EVENT_CONNECT, 0);
	ck_assert_int_ne(connected, -1);
	ck_assert_int_eq(trace.events[connected].value, 80);
	ck_assert_int_eq(trace.events[connected].error, ECONNREFUSED);
	ck_assert_str_eq(trace.events[connected].name, "");
	ck_assert_int_eq(count_events(EVENT_CONNECT, 0), 1);
}
END_TEST

int main(void)
{
	TCase *connects = tcase_create("connects");
	Suite *suite = suite_create("witness: sockets");

	tcase_add_loop_test(connects, test_connect__carries_the_address_where_it_is_not_the_loopback, 0, 10);
	tcase_add_loop_test(connects, test_connect__is_seen_in_a_send_that_connects, 0, 3);
	add_cases(suite, (TCase *[]){ connects, NULL });
	return run_suite(suite);
}
