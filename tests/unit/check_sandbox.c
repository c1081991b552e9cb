/*
 * The walls: what is put into them is there, and can be had out of the way again.
 */
#include "witness_runs.h"

#include "run/sandbox.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static struct sandbox sandbox = SANDBOX_CLOSED;
static struct fault fault;

static void open_sandbox(enum sandbox_content content)
{
	name_launcher();
	ck_assert_msg(sandbox_open(&sandbox, content, &fault), "%s", fault.text);
}

static void close_sandbox(void)
{
	sandbox_close(&sandbox);
}

static const char *real_path(const char *path)
{
	static char real[128];

	sandbox_path(&sandbox, path, real, sizeof real);
	return real;
}

static void put(const char *path, const char *text)
{
	int fd = memfd_create("file", MFD_CLOEXEC);

	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	ck_assert_msg(sandbox_put(&sandbox, real_path(path), fd, &fault), "%s: %s", path, fault.text);
	close(fd);
}

static void expect_file(const char *path, const char *content)
{
	char text[64] = "";
	int fd;

	ck_assert_msg(sandbox_fetch(&sandbox, real_path(path), &fd, &fault), "%s: %s", path, fault.text);
	ck_assert_int_gt(read(fd, text, sizeof text - 1), 0);
	ck_assert_str_eq(text, content);
	close(fd);
}

static void expect_nothing(const char *path)
{
	int fd;

	ck_assert_msg(!sandbox_fetch(&sandbox, real_path(path), &fd, &fault), "%s is there", path);
}

/* Run a command of the shell inside, as the compiler is run. */
static int shell(const char *command)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), ends[2], status = -1;
	struct launch_request request;
	bool timed_out;
	char text[256];

	launch_prepare(&request, LAUNCH_COMMAND, "/bin/sh", (const char *[]){ "sh", "-c", command, NULL });
	request.limits = (struct launch_limits){ .file_size = 1 << 20, .cpu = 10, .descriptors = 64 };
	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	ck_assert(sandbox_execute(&sandbox, &request, (int[]){ null, ends[1], ends[1] }, ends[0], 10, text, sizeof text,
				  &status, &timed_out, &fault));
	ck_assert_msg(!timed_out, "%s: takes too long", command);
	close(ends[0]);
	close(ends[1]);
	close(null);
	return status;
}

START_TEST(test_sandbox__takes_programs_one_after_the_other)
{
	open_sandbox(_i ? SANDBOX_PROGRAMS : SANDBOX_LIBRARIES);
	put("/program/first", "one");
	put("/program/second", "two");
	expect_file("/program/first", "one");
	put("/program/first", "another");
	expect_file("/program/first", "another");
	expect_file("/program/second", "two");
}
END_TEST

START_TEST(test_sandbox__lets_nobody_inside_touch_the_programs)
{
	static const char *const attempts[] = { "echo x >/program/kept",        "rm -f /program/kept",
						"chmod 755 /program",           "mv /program/kept /tmp",
						"mount -o remount,rw /program", "echo x >/program/another" };

	open_sandbox(SANDBOX_PROGRAMS);
	put("/program/kept", "as it was");
	ck_assert_int_eq(shell("cat /program/kept"), 0);
	for (int i = 0; i < LENGTH(attempts); i++)
		ck_assert_msg(shell(attempts[i]) != 0, "%s", attempts[i]);
	expect_file("/program/kept", "as it was");
}
END_TEST

START_TEST(test_tidy__removes_the_files_that_were_left)
{
	open_sandbox(SANDBOX_PROGRAMS);
	put("/program/kept", "program");
	ck_assert(sandbox_tidy(&sandbox, false));
	ck_assert_int_eq(shell("echo a >/tmp/a; ln -s /nowhere /tmp/b; mkfifo /tmp/c; echo d >/dev/shm/d"), 0);
	ck_assert(sandbox_tidy(&sandbox, false));
	expect_nothing("/tmp/a");
	ck_assert_int_eq(shell("test -z \"$(ls -A /tmp /dev/shm | grep -v :)\""), 0);
	expect_file("/program/kept", "program");
	ck_assert(sandbox_tidy(&sandbox, true));
	expect_nothing("/program/kept");
	put("/program/kept", "anew");
}
END_TEST

START_TEST(test_tidy__says_what_it_cannot_remove)
{
	static const char *const leavings[] = { "sleep 60 >/dev/null 2>&1 &",
						"mkdir /tmp/folder",
						"mkdir /dev/shm/folder",
						"ipcmk -M 1000",
						"ipcmk -S 1",
						"ipcmk -Q",
						"i=0; while [ $i -lt 2000 ]; do : >/tmp/$i; i=$((i + 1)); done" };

	open_sandbox(SANDBOX_PROGRAMS);
	ck_assert_int_eq(shell(leavings[_i]), 0);
	ck_assert(!sandbox_tidy(&sandbox, false));
}
END_TEST

START_TEST(test_sandbox__is_closed_when_a_command_takes_too_long)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), ends[2], status;
	struct launch_request request;
	bool timed_out = false;
	char text[16];

	open_sandbox(SANDBOX_PROGRAMS);
	launch_prepare(&request, LAUNCH_COMMAND, "/bin/cat", (const char *[]){ "cat", "/dev/zero", NULL });
	request.limits = (struct launch_limits){ .file_size = 1 << 20, .cpu = 10, .descriptors = 64 };
	ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
	ck_assert(sandbox_execute(&sandbox, &request, (int[]){ null, ends[1], ends[1] }, ends[0], 1, text, sizeof text,
				  &status, &timed_out, &fault));
	ck_assert(timed_out);
	ck_assert(!sandbox_is_open(&sandbox));
	close(ends[0]);
	close(ends[1]);
	close(null);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox");
	TCase *cases = tcase_create("files");

	tcase_add_checked_fixture(cases, NULL, close_sandbox);
	tcase_add_loop_test(cases, test_sandbox__takes_programs_one_after_the_other, 0, 2);
	tcase_add_test(cases, test_sandbox__lets_nobody_inside_touch_the_programs);
	tcase_add_test(cases, test_tidy__removes_the_files_that_were_left);
	tcase_add_loop_test(cases, test_tidy__says_what_it_cannot_remove, 0, 7);
	tcase_add_test(cases, test_sandbox__is_closed_when_a_command_takes_too_long);
	add_cases(suite, (TCase *[]){ cases, NULL });
	return run_suite(suite);
}
