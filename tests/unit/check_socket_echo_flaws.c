/*
 * Lesson 05: what is said of bytes that do not come back as they were sent. Each test plays a server with one mistake.
 */
#include "socket_echo_runs.h"

#define EVERY_BYTE "server-echoes-every-byte"
#define IN_TURN "server-echoes-in-turn"

static void start(int plan)
{
	start_server(plan);
	peer_does(plan == RUN_EVERY_BYTE ? 4 : 2);
}

static void send_right(size_t from, size_t to)
{
	if (from < BYTE_VALUES) {
		peer_gets(socket_echo_every_byte + from, (to < BYTE_VALUES ? to : BYTE_VALUES) - from);
		from = BYTE_VALUES;
	}
	if (to > from)
		peer_gets_pattern(from - BYTE_VALUES, to - BYTE_VALUES);
}

static void expect_flaw(const char *id, const char *saw, const char *hint)
{
	expect_failure(&evidence, id, saw);
	expect_hint(&evidence, id, hint);
}

START_TEST(test_flaw__of_strlen_is_the_zero_byte_that_ends_the_answer)
{
	start(RUN_EVERY_BYTE);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "an answer: 0 of 256 bytes have come");
	expect_flaw(
		EVERY_BYTE,
		"0 of 1048832 bytes came back, the first that is missing is byte number 1 (00); echo_server: it was "
		"stopped",
		"A zero byte ends a text");
}
END_TEST

START_TEST(test_flaw__of_a_text_that_is_copied_is_what_stands_behind_its_end)
{
	static const char zeros[BYTE_VALUES];

	start(RUN_EVERY_BYTE);
	peer_gets(zeros, sizeof zeros);
	send_right(BYTE_VALUES, BYTE_VALUES + LARGE);
	leave(run, 0, 0);
	expect_flaw(EVERY_BYTE, "byte number 2 came back as 00, it was sent as 01", "A zero byte ends a text");
}
END_TEST

/* So many bytes are lost again and again, while so many come through. */
START_TEST(test_flaw__of_a_short_send_is_what_was_lost)
{
	static const struct {
		size_t lost, sent;
		const char *saw;
	} servers[] = {
		{ 2048, 4096,
		  "10496 bytes came back right, then byte number 10497 (97) and 2047 more did not come, and it "
		  "goes on with byte number 12545 (e8)" },
		{ 1, 4096, "then byte number 10497 (97) did not come, and it goes on with byte number 10498 (c0)" },
		{ 256, 256, "then byte number 10497 (97) and 255 more did not come" },
		{ 40001, 4096, "then byte number 10497 (97) and 40000 more did not come" },
	};
	size_t at = 10496;

	start(RUN_EVERY_BYTE);
	send_right(0, at);
	for (at += servers[_i].lost; at + servers[_i].sent < BYTE_VALUES + LARGE; at += servers[_i].lost) {
		send_right(at, at + servers[_i].sent);
		at += servers[_i].sent;
	}
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "the rest");
	expect_flaw(EVERY_BYTE, servers[_i].saw, "Who sends the rest?");
}
END_TEST

/* One byte too many with each piece, or the whole buffer. */
START_TEST(test_flaw__of_a_send_that_gets_too_much_is_what_was_added)
{
	static const char buffer[4096] = { 0x0a };
	size_t added = _i ? sizeof buffer - BYTE_VALUES : 1;

	start(RUN_EVERY_BYTE);
	send_right(0, BYTE_VALUES);
	peer_gets(buffer, added);
	for (size_t at = BYTE_VALUES; at < BYTE_VALUES + LARGE; at += 4096) {
		send_right(at, at + 4096);
		peer_gets(buffer, _i ? 0 : 1);
	}
	leave(run, 0, 0);
	expect_flaw(
		EVERY_BYTE,
		_i ? "256 bytes came back right, then something that was never sent, 3840 bytes: 0a 00"
		   : "256 bytes came back right, then something that was never sent, 1 byte: 0a, and only then byte "
		     "number 257 (01)",
		"how many does the send get");
}
END_TEST

START_TEST(test_flaw__of_a_piece_that_is_sent_twice_is_where_it_begins_again)
{
	start(RUN_EVERY_BYTE);
	send_right(0, 20000);
	send_right(15904, BYTE_VALUES + LARGE);
	leave(run, 0, 0);
	expect_flaw(
		EVERY_BYTE,
		"20000 bytes came back right, then not byte number 20001 (d5), but once more byte number 15905 (33) "
		"and what follows it",
		"from which one on");
}
END_TEST

START_TEST(test_flaw__of_another_value_is_that_byte)
{
	runs[RUN_EVERY_BYTE].conversations[0].received[200] = 'x';
	expect_flaw(EVERY_BYTE, "byte number 201 came back as 78, it was sent as c8", "functions count for themselves");
}
END_TEST

START_TEST(test_flaw__of_a_server_that_reads_once_is_the_end)
{
	start(RUN_EVERY_BYTE);
	send_right(0, BYTE_VALUES);
	leave(run, 0, 0);
	expect_flaw(EVERY_BYTE, "256 of 1048832 bytes came back, the first that is missing is byte number 257 (01)",
		    "When is the conversation over?");
}
END_TEST

START_TEST(test_flaw__of_a_send_that_gets_too_little_is_the_last_byte)
{
	start(RUN_EVERY_BYTE);
	send_right(0, 255);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "an answer: 255 of 256 bytes have come");
	expect_flaw(EVERY_BYTE, "255 of 1048832 bytes came back, the first that is missing is byte number 256 (ff)",
		    "how many does the send get");
}
END_TEST

START_TEST(test_flaw__of_the_end_of_much_is_asked_for_the_rest)
{
	start(RUN_EVERY_BYTE);
	send_right(0, 65792);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "the rest");
	expect_flaw(EVERY_BYTE, "65792 of 1048832 bytes came back", "Who sends the rest?");
}
END_TEST

/* Where hello does not come back, zero bytes and pieces are not the first thing to look at. */
START_TEST(test_flaw__of_a_server_that_does_not_answer_is_not_explained_by_zero_bytes)
{
	for (int i = 0; i < 2; i++) {
		start(i ? RUN_EVERY_BYTE : RUN_ECHO);
		if (_i)
			peer_gets("Received: ", 10);
		stop_run(ENDING_DEADLOCK, "data on descriptor 4", "an answer");
	}
	expect_flaw(EVERY_BYTE,
		    _i ? "byte number 1 came back as 52, it was sent as 00" : "0 of 1048832 bytes came back",
		    "A single short message");
}
END_TEST

START_TEST(test_flaw__of_a_short_message_is_found_there_too)
{
	start(RUN_IN_TURN);
	peer_gets(_i ? "first\na second message\n3\nlast words\n" : "firstfirsta second message3", _i ? 36 : 27);
	leave(run, 0, 0);
	if (_i)
		expect_flaw(IN_TURN, "5 bytes came back right, then something that was never sent, 1 byte: 0a",
			    "how many does the send get");
	else
		expect_flaw(IN_TURN, "but once more byte number 1 (66)", "from which one on");
}
END_TEST

START_TEST(test_flaw__of_the_first_message_points_at_it)
{
	start(RUN_IN_TURN);
	peer_gets("firs", 4);
	stop_run(ENDING_DEADLOCK, "data on descriptor 4", "an answer: 4 of 5 bytes have come");
	expect_flaw(IN_TURN, "the answer to message 1 is not complete: 4 of 32 bytes came back",
		    "A single short message");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		test_flaw__of_strlen_is_the_zero_byte_that_ends_the_answer,
		test_flaw__of_a_text_that_is_copied_is_what_stands_behind_its_end,
		test_flaw__of_a_piece_that_is_sent_twice_is_where_it_begins_again,
		test_flaw__of_another_value_is_that_byte,
		test_flaw__of_a_server_that_reads_once_is_the_end,
		test_flaw__of_a_send_that_gets_too_little_is_the_last_byte,
		test_flaw__of_the_end_of_much_is_asked_for_the_rest,
		test_flaw__of_the_first_message_points_at_it,
	};
	Suite *suite = suite_create("socket_echo_flaws");
	TCase *group = tcase_create("flaws");

	tcase_add_checked_fixture(group, setup, teardown);
	for (int i = 0; i < LENGTH(tests); i++)
		tcase_add_test(group, tests[i]);
	tcase_add_loop_test(group, test_flaw__of_a_short_send_is_what_was_lost, 0, 4);
	tcase_add_loop_test(group, test_flaw__of_a_send_that_gets_too_much_is_what_was_added, 0, 2);
	tcase_add_loop_test(group, test_flaw__of_a_server_that_does_not_answer_is_not_explained_by_zero_bytes, 0, 2);
	tcase_add_loop_test(group, test_flaw__of_a_short_message_is_found_there_too, 0, 2);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
