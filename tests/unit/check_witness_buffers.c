/*
 * What the trace says of text that lay in a buffer when fork copied it.
 */
#include "witness_runs.h"

#include <stdio.h>

/* All writes of the last run in a line: who, how much of it had been copied, by which event's newborn. */
static const char *copies(void)
{
	static char text[400];
	size_t length = 0;

	text[0] = '\0';
	for (int i = 0; i < trace.event_count; i++) {
		const struct event *event = &trace.events[i];

		if (event->kind != EVENT_WRITE)
			continue;
		length += (size_t)snprintf(text + length, sizeof text - length, "%d:%zu", event->task, event->copied);
		if (event->copied > 0)
			length += (size_t)snprintf(text + length, sizeof text - length, "/%d",
						   trace.events[event->copied_at].other);
		length += (size_t)snprintf(text + length, sizeof text - length, " ");
	}
	return text;
}

static const struct {
	const char *name, *output, *copies;
} plays[] = {
	{ "words", "all child\nall ", "1:4/1 0:4/1 " },
	{ "own-buffer", "all\nchild\nall\n", "1:4/1 0:4/1 " },
	{ "wide", "all\nchild\nall\n", "1:4/1 0:4/1 " },
	{ "streams", "all\nall\n", "1:4/1 0:4/1 " },
	{ "beside", "all\nchild\nall\n", "2:4/2 0:4/2 " },
	{ "in-turn", "one\none\ntwo\none\ntwo\n", "1:4/1 2:8/1 0:8/1 " },
	{ "deeper", "one\none\n", "2:4/1 0:4/1 " },
	{ "again", "one\none\none\none\n", "1:4/1 0:4/1 2:4/2 0:4/2 " },
	{ "flushed", "all\nall\n", "0:0 1:0 " },
	{ "unbuffered", "all\nall\n", "0:0 0:0 1:0 " },
	{ "leave", "all\nall\n", "1:0 0:4/1 " },
	{ "purge", "child\nall\n", "1:0 0:4/1 " },
	{ "execute", "all\nall\nall\n", "1:0 2:0 0:4/1 " },
	{ "share", "all\n", "1:0 " },
	{ "vfork", "all\n", "0:0 " },
};

START_TEST(test_copies__are_known_by_where_they_lay)
{
	run("buffers", plays[_i].name, VIRTUAL);
	expect_output(plays[_i].output);
	ck_assert_str_eq(copies(), plays[_i].copies);
}
END_TEST

/* On a terminal a line leaves at once. */
START_TEST(test_copies__on_a_terminal_are_parts_of_lines)
{
	struct run_plan plan = { .argument = _i ? "in-turn" : "words", .output = OUTPUT_TERMINAL };

	run_plan("buffers", &plan, VIRTUAL);
	ck_assert_str_eq(copies(), _i ? "0:0 0:0 " : "1:4/1 0:4/1 ");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("witness: buffers");
	TCase *group = tcase_create("copies");

	tcase_add_loop_test(group, test_copies__are_known_by_where_they_lay, 0, LENGTH(plays));
	tcase_add_loop_test(group, test_copies__on_a_terminal_are_parts_of_lines, 0, 2);
	add_cases(suite, (TCase *[]){ group, NULL });
	return run_suite(suite);
}
