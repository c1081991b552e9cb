/*
 * The walls: what is put into them is there.
 */
#include "witness_runs.h"

#include "run/sandbox.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILES_MAX (SANDBOX_FILES_MAX + 1)

static char paths[FILES_MAX][32];
static struct sandbox_file files[FILES_MAX];

/* Each file holds its own path. */
static void make_files(void)
{
	for (int i = 0; i < FILES_MAX; i++) {
		int length = snprintf(paths[i], sizeof paths[i], "/program/file-%d", i);

		files[i] = (struct sandbox_file){ .path = paths[i], .fd = memfd_create("file", MFD_CLOEXEC) };
		ck_assert_int_eq(write(files[i].fd, paths[i], (size_t)length), length);
	}
	name_launcher();
}

static void expect_file(const struct sandbox *sandbox, const char *path)
{
	char real[128], text[64] = "";
	struct fault fault;
	int fd;

	sandbox_path(sandbox, path, real, sizeof real);
	ck_assert_msg(sandbox_fetch(sandbox, real, &fd, &fault), "%s: %s", path, fault.text);
	ck_assert_int_gt(read(fd, text, sizeof text - 1), 0);
	ck_assert_str_eq(text, path);
	close(fd);
}

START_TEST(test_sandbox__holds_as_many_files_as_it_promises)
{
	const enum sandbox_content contents[] = { SANDBOX_LIBRARIES, SANDBOX_PROGRAMS };
	struct sandbox sandbox;
	struct fault fault;

	make_files();
	ck_assert_msg(sandbox_open(&sandbox, contents[_i], files, SANDBOX_FILES_MAX, &fault), "%s", fault.text);
	for (int i = 0; i < SANDBOX_FILES_MAX; i++)
		expect_file(&sandbox, paths[i]);
	sandbox_close(&sandbox);
}
END_TEST

START_TEST(test_sandbox__refuses_more_files_than_it_promises)
{
	struct sandbox sandbox;
	struct fault fault = { "" };

	make_files();
	ck_assert(!sandbox_open(&sandbox, SANDBOX_LIBRARIES, files, FILES_MAX, &fault));
	ck_assert_str_ne(fault.text, "");
	sandbox_close(&sandbox);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("sandbox");
	TCase *cases = tcase_create("files");

	tcase_add_loop_test(cases, test_sandbox__holds_as_many_files_as_it_promises, 0, 2);
	tcase_add_test(cases, test_sandbox__refuses_more_files_than_it_promises);
	add_cases(suite, (TCase *[]){ cases, NULL });
	return run_suite(suite);
}
