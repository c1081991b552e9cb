/*
 * The build cache: what is kept, what goes, and that nobody ever finds half an entry.
 */
#include "unit.h"

#include "run/cache.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* As many as are kept; see the cache. */
#define ENTRIES 512
#define ENTRIES_SIZE ((off_t)256 << 20)

static char folder[] = "/tmp/check_cache_XXXXXX";

static void make_folder(void)
{
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(setenv("XDG_CACHE_HOME", folder, 1), 0);
}

static void remove_folder(void)
{
	char command[64];

	snprintf(command, sizeof command, "rm -rf -- '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static struct bytes key_of(int number)
{
	struct bytes key = { 0 };
	char text[32];

	snprintf(text, sizeof text, "key %d", number);
	bytes_append(&key, text, strlen(text) + 1);
	return key;
}

/* An entry whose program and messages are the text of its key. */
static void keep(int number)
{
	struct bytes key = key_of(number);
	int program = memfd_create("program", MFD_CLOEXEC);

	ck_assert_int_eq(write(program, key.data, key.length), (ssize_t)key.length);
	cache_keep(&key, program, key.data);
	close(program);
	free(key.data);
}

/* Whether there is such an entry; then it is whole. */
static bool is_kept(int number)
{
	struct bytes key = key_of(number);
	char text[32] = "", *messages;
	int program;
	bool found = cache_find(&key, &program, &messages);

	if (found) {
		ck_assert_str_eq(messages, key.data);
		ck_assert_int_eq(read(program, text, sizeof text), (ssize_t)key.length);
		ck_assert_str_eq(text, key.data);
		close(program);
	} else {
		ck_assert_int_eq(program, -1);
	}
	free(messages);
	free(key.data);
	return found;
}

/* The files of this kind. Release them with globfree. */
static glob_t files(const char *part)
{
	char pattern[64];
	glob_t found;

	snprintf(pattern, sizeof pattern, "%s/grade/*%s", folder, part);
	ck_assert_int_eq(glob(pattern, 0, NULL, &found), 0);
	return found;
}

static void expect_files(const char *part, size_t count)
{
	glob_t found = files(part);

	ck_assert_uint_eq(found.gl_pathc, count);
	globfree(&found);
}

/* From now on, all that is there was last used so many days ago. */
static void let_pass(int days)
{
	struct timespec past[2] = { { .tv_nsec = UTIME_OMIT }, { 0 } };
	glob_t found = files(".program");

	clock_gettime(CLOCK_REALTIME, &past[1]);
	past[1].tv_sec -= (time_t)days * 24 * 60 * 60;
	for (size_t i = 0; i < found.gl_pathc; i++)
		ck_assert_int_eq(utimensat(AT_FDCWD, found.gl_pathv[i], past, 0), 0);
	globfree(&found);
}

START_TEST(test_cache__gives_back_what_it_was_given)
{
	ck_assert(!is_kept(1));
	keep(1);
	ck_assert(is_kept(1));
	ck_assert(!is_kept(2));
	expect_files("", 3);
}
END_TEST

START_TEST(test_cache__removes_what_was_not_used_for_longest)
{
	for (int i = 0; i < 10; i++)
		keep(i);
	let_pass(1);
	ck_assert(is_kept(0));
	for (int i = 10; i < 10 + ENTRIES - 1; i++)
		keep(i);
	for (int i = 0; i < 10 + ENTRIES - 1; i++)
		ck_assert_msg(is_kept(i) == (i == 0 || i >= 10), "entry %d", i);
	expect_files("", (size_t)3 * ENTRIES);
}
END_TEST

START_TEST(test_cache__removes_what_takes_too_much_room)
{
	glob_t large;

	keep(1);
	keep(2);
	large = files(".program");
	for (size_t i = 0; i < large.gl_pathc; i++)
		ck_assert_int_eq(truncate(large.gl_pathv[i], ENTRIES_SIZE * 3 / 4), 0);
	globfree(&large);
	let_pass(1);
	keep(3);
	expect_files(".key", 2);
	expect_files(".program", 2);
	ck_assert(is_kept(3));
}
END_TEST

START_TEST(test_cache__an_entry_without_one_of_its_parts_is_none_and_is_made_again)
{
	const char *const parts[] = { ".key", ".messages", ".program" };
	glob_t found;

	keep(1);
	found = files(parts[_i]);
	ck_assert_int_eq(unlink(found.gl_pathv[0]), 0);
	globfree(&found);
	ck_assert(!is_kept(1));
	keep(1);
	ck_assert(is_kept(1));
}
END_TEST

/* One of several graders: all want the same programs, and more of them than are kept. */
static void grade(unsigned seed)
{
	for (int i = 0; i < 500; i++) {
		int number = rand_r(&seed) % (ENTRIES + 100);

		if (!is_kept(number))
			keep(number);
	}
}

START_TEST(test_cache__an_entry_whose_program_is_empty_is_none_and_is_made_again)
{
	glob_t found;

	keep(1);
	found = files(".program");
	ck_assert_int_eq(truncate(found.gl_pathv[0], 0), 0);
	globfree(&found);
	ck_assert(!is_kept(1));
	keep(1);
	ck_assert(is_kept(1));
}
END_TEST

START_TEST(test_cache__graders_at_the_same_time_find_whole_entries)
{
	pid_t graders[3];
	int status;

	for (int i = 0; i < ENTRIES; i++)
		keep(i);
	for (int i = 0; i < LENGTH(graders); i++) {
		graders[i] = check_fork();
		if (graders[i] == 0) {
			grade((unsigned)i);
			_exit(0);
		}
	}
	for (int i = 0; i < LENGTH(graders); i++) {
		ck_assert_int_eq(waitpid(graders[i], &status, 0), graders[i]);
		ck_assert_int_eq(status, 0);
	}
	expect_files("", (size_t)3 * ENTRIES);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cache");
	TCase *entries = tcase_create("entries");

	tcase_set_timeout(entries, 120);
	tcase_add_checked_fixture(entries, make_folder, remove_folder);
	tcase_add_test(entries, test_cache__gives_back_what_it_was_given);
	tcase_add_test(entries, test_cache__removes_what_was_not_used_for_longest);
	tcase_add_test(entries, test_cache__removes_what_takes_too_much_room);
	tcase_add_loop_test(entries, test_cache__an_entry_without_one_of_its_parts_is_none_and_is_made_again, 0, 3);
	tcase_add_test(entries, test_cache__an_entry_whose_program_is_empty_is_none_and_is_made_again);
	tcase_add_test(entries, test_cache__graders_at_the_same_time_find_whole_entries);
	suite_add_tcase(suite, entries);
	return run_suite(suite);
}
