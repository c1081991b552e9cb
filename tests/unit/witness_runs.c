#include "witness_runs.h"

#include "run/build.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct trace trace;

/* The sandbox is kept from run to run, as long as the program stays the same. */
static struct sandbox sandbox = SANDBOX_CLOSED;
static char program_inside[256];

void name_launcher(void)
{
	char path[4096], *end;
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - sizeof "grade");

	ck_assert_int_gt(length, 0);
	path[length] = '\0';
	for (int up = 0; up < 2; up++) {
		end = strrchr(path, '/');
		ck_assert_ptr_nonnull(end);
		*end = '\0';
	}
	strcat(path, "/grade");
	ck_assert_int_eq(setenv("GRADE_LAUNCHER", path, 0), 0);
}

static void enter_sandbox(const char *name, int fd)
{
	char path[sizeof program_inside], real[sizeof path];
	struct fault fault;

	name_launcher();
	snprintf(path, sizeof path, "/program/%s", name);
	sandbox_close(&sandbox);
	ck_assert_msg(sandbox_open(&sandbox, SANDBOX_PROGRAMS, &fault), "no sandbox: %s", fault.text);
	sandbox_path(&sandbox, path, real, sizeof real);
	ck_assert_msg(sandbox_put(&sandbox, real, fd, &fault), "no program: %s", fault.text);
	memcpy(program_inside, path, sizeof path);
}

static void make_program(const char *name)
{
	struct build_request request = { .submission = "tests/programs", .lesson = "none", .name = name };
	struct sandbox compiler = SANDBOX_CLOSED;
	struct build build;
	struct fault fault;

	name_launcher();
	ck_assert_msg(build_source(&compiler, &request, &build, &fault), "no compiler: %s", fault.text);
	ck_assert_msg(build.state == BUILD_DONE, "%s: %s", name, build.messages);
	ck_assert_msg(build.messages[0] == '\0', "%s: %s", name, build.messages);
	sandbox_close(&compiler);
	enter_sandbox(name, build.program);
	build_release(&build);
}

static void run_again(const struct run_plan *plan, struct run_options options)
{
	struct fault fault;

	release_run();
	trace_init(&trace);
	ck_assert_msg(run_program(&sandbox, program_inside, plan, &options, &trace, &fault), "no run: %s", fault.text);
}

void run_plan(const char *name, const struct run_plan *plan, struct run_options options)
{
	const char *inside = strrchr(program_inside, '/');

	if (inside == NULL || strcmp(inside + 1, name) != 0)
		make_program(name);
	run_again(plan, options);
}

void run(const char *name, const char *argument, struct run_options options)
{
	run_plan(name, &(struct run_plan){ .argument = argument, .output = OUTPUT_PIPE }, options);
}

void run_file(int fd, const struct run_plan *plan, struct run_options options)
{
	enter_sandbox("file", fd);
	run_again(plan, options);
}

void release_run(void)
{
	trace_release(&trace);
}

const char *output(void)
{
	static char text[65536];

	snprintf(text, sizeof text, "%.*s", (int)trace.streams[STREAM_OUTPUT].length,
		 trace.streams[STREAM_OUTPUT].length > 0 ? trace.streams[STREAM_OUTPUT].data : "");
	return text;
}

void expect_output(const char *text)
{
	ck_assert_str_eq(output(), text);
	ck_assert_int_eq(trace.ending, ENDING_BY_ITSELF);
	for (int i = 0; i < trace.task_count; i++) {
		ck_assert_int_ge(trace.tasks[i].ended, 0);
		ck_assert_int_eq(trace.tasks[i].killed_by_grader, false);
		if (!trace.tasks[i].is_thread)
			ck_assert_int_eq(trace.tasks[i].status, 0);
	}
}

void expect_near(nanoseconds time, nanoseconds wanted)
{
	ck_assert_msg(time >= wanted - MILLISECOND && time <= wanted + WORK, "%.6f s, expected %.6f s",
		      (double)time / SECOND, (double)wanted / SECOND);
}

void expect_end_at(nanoseconds time)
{
	expect_near(trace.ended, time);
}

int event_after(int from, enum event_kind kind, int task)
{
	for (int i = from + 1; i < trace.event_count; i++)
		if (trace.events[i].kind == kind && trace.events[i].task == task)
			return i;
	return -1;
}

int count_events(enum event_kind kind, int task)
{
	int count = 0;

	for (int i = event_after(-1, kind, task); i >= 0; i = event_after(i, kind, task))
		count++;
	return count;
}

int writer_of(const char *text)
{
	int writer = NOBODY;

	for (int i = 0; i < trace.event_count; i++) {
		const struct event *event = &trace.events[i];

		if (event->kind != EVENT_WRITE || event->length != strlen(text) ||
		    memcmp(trace.streams[event->stream].data + event->offset, text, event->length) != 0)
			continue;
		ck_assert_int_eq(writer, NOBODY);
		writer = event->task;
	}
	ck_assert_msg(writer != NOBODY, "nobody wrote \"%s\"", text);
	return writer;
}

void add_cases(Suite *suite, TCase *const *cases)
{
	for (; *cases != NULL; cases++) {
		tcase_set_timeout(*cases, 120);
		tcase_add_checked_fixture(*cases, NULL, release_run);
		suite_add_tcase(suite, *cases);
	}
}
