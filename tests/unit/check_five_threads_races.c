/*
 * Lesson 02: what is said of a data race. The reports are those of gcc 12 and clang 14, some cut or altered to be as other versions
 * write them.
 */
#include "lessons/five_threads.h"

#include "five_threads_runs.h"

#define LIBTSAN "../../../../src/libsanitizer/tsan/tsan_interceptors_posix.cpp"
#define CREATED_BY_GCC_12                                                         \
	"\n"                                                                      \
	"  Thread T2 (tid=5, running) created by main thread at:\n"               \
	"    #0 pthread_create " LIBTSAN ":1001 (libtsan.so.2+0x5e686)\n"         \
	"    #1 main /source/five_threads.c:29 (five_threads (deleted)+0x132f)\n" \
	"\n"                                                                      \
	"  Thread T1 'worker-1' (tid=4, finished) created by main thread at:\n"   \
	"    #0 pthread_create " LIBTSAN ":1001 (libtsan.so.2+0x5e686)\n"         \
	"    #1 main /source/five_threads.c:29 (five_threads (deleted)+0x132f)\n"

/* gcc 12, as the grader runs it. */
static const char *const gcc_12 = "WARNING: ThreadSanitizer: data race (pid=2)\n"
				  "  Read of size 4 at 0x555555558088 by thread T2:\n"
				  "    #0 work /source/five_threads.c:17 (five_threads (deleted)+0x123e)\n"
				  "\n"
				  "  Previous write of size 4 at 0x555555558088 by thread T1:\n"
				  "    #0 work /source/five_threads.c:17 (five_threads (deleted)+0x124c)\n"
				  "\n"
				  "  Location is global 'next_number' of size 4 at 0x555555558088 (five_threads "
				  "(deleted)+0x4088)\n" CREATED_BY_GCC_12 "\n"
				  "SUMMARY: ThreadSanitizer: data race /source/five_threads.c:17 in work";

/* gcc 14 adds a build id to each call. */
static const char *const gcc_14 =
	"WARNING: ThreadSanitizer: data race (pid=2)\n"
	"  Read of size 4 at 0x555555558088 by thread T2:\n"
	"    #0 work /source/five_threads.c:17 (five_threads+0x123e) (BuildId: f0f10c85ea516724447750bbd548d2fc52)\n"
	"\n"
	"  Previous write of size 4 at 0x555555558088 by thread T1:\n"
	"    #0 work /source/five_threads.c:17 (five_threads+0x124c) (BuildId: f0f10c85ea516724447750bbd548d2fc52)\n"
	"\n"
	"  Location is global 'next_number' of size 4 at 0x555555558088 (five_threads+0x4088)\n"
	"\n"
	"  Thread T2 (tid=5, running) created by main thread at:\n"
	"    #0 pthread_create " LIBTSAN ":1022 (libtsan.so.2+0x5ac1a) (BuildId: 2a13a7710e361d06f7babbea53065ca2be)\n"
	"    #1 main /source/five_threads.c:29 (five_threads+0x132f) (BuildId: f0f10c85ea516724447750bbd548d2fc52)\n"
	"\n"
	"SUMMARY: ThreadSanitizer: data race /source/five_threads.c:17 in work";

/* clang 14 has columns, too. */
static const char *const clang_14 =
	"WARNING: ThreadSanitizer: data race (pid=20496)\n"
	"  Write of size 4 at 0x55555565eba8 by thread T2:\n"
	"    #0 work /source/five_threads.c:17:54 (five_threads+0xd01eb) (BuildId: "
	"8487bff7e3c60de5be60d3e88bb1d130d6)\n"
	"\n"
	"  Previous write of size 4 at 0x55555565eba8 by thread T1:\n"
	"    #0 work /source/five_threads.c:17:54 (five_threads+0xd01eb) (BuildId: "
	"8487bff7e3c60de5be60d3e88bb1d130d6)\n"
	"\n"
	"  Location is global 'next_number' of size 4 at 0x55555565eba8 (five_threads+0x10aba8)\n"
	"\n"
	"SUMMARY: ThreadSanitizer: data race /source/five_threads.c:17:54 in work";

/* Older ones begin with an address. */
static const char *const with_addresses = "WARNING: ThreadSanitizer: data race (pid=42)\n"
					  "  Write of size 4 at 0x7b0400000f00 by thread T1:\n"
					  "    #0 0x4a1b2c in count_up five_threads.c:88:9\n"
					  "    #1 0x4a0f10 in work five_threads.c:120:5\n"
					  "\n"
					  "  Previous read of size 4 at 0x7b0400000f00 by main thread:\n"
					  "    #0 0x4a1d40 in main five_threads.c:140:12\n";

/* One of the two holds a mutex. */
static const char *const one_lock =
	"WARNING: ThreadSanitizer: data race (pid=2)\n"
	"  Read of size 4 at 0x5555555580c0 by main thread:\n"
	"    #0 main /source/five_threads.c:33 (five_threads (deleted)+0x132b)\n"
	"\n"
	"  Previous write of size 4 at 0x5555555580c0 by thread T5 (mutexes: write M0):\n"
	"    #0 work /source/five_threads.c:19 (five_threads (deleted)+0x12a2)\n"
	"\n"
	"  Location is global 'finished' of size 4 at 0x5555555580c0 (five_threads (deleted)+0x40c0)\n"
	"\n"
	"  Mutex M0 (0x5555555580e0) created at:\n"
	"    #0 pthread_mutex_lock ../../../../src/libsanitizer/sanitizer_common/"
	"sanitizer_common_interceptors.inc:4324 (libtsan.so.2+0x558e1)\n"
	"    #1 work /source/five_threads.c:18 (five_threads (deleted)+0x1282)\n" CREATED_BY_GCC_12;

#define INTERCEPTORS "../../../../src/libsanitizer/sanitizer_common/sanitizer_common_interceptors.inc"

/* On main's stack, in functions of libc, with a sleep between. */
static const char *const through_libc =
	"WARNING: ThreadSanitizer: data race (pid=2)\n"
	"  Read of size 8 at 0x7fffffffebf0 by thread T1:\n"
	"    #0 vprintf " INTERCEPTORS ":1657 (libtsan.so.2+0x44cd2)\n"
	"    #1 printf " INTERCEPTORS ":1715 (libtsan.so.2+0x44ea5)\n"
	"    #2 work /source/five_threads.c:13 (five_threads (deleted)+0x1230)\n"
	"\n"
	"  Previous write of size 8 at 0x7fffffffebf0 by main thread:\n"
	"    #0 vsnprintf " INTERCEPTORS ":1665 (libtsan.so.2+0x52161)\n"
	"    #1 snprintf " INTERCEPTORS ":1736 (libtsan.so.2+0x5239b)\n"
	"    #2 main /source/five_threads.c:23 (five_threads (deleted)+0x1288)\n"
	"\n"
	"  As if synchronized via sleep:\n"
	"    #0 usleep " LIBTSAN ":351 (libtsan.so.2+0x61e11)\n"
	"    #1 work /source/five_threads.c:12 (five_threads (deleted)+0x1215)\n"
	"\n"
	"  Location is stack of main thread.\n"
	"\n"
	"  Location is global '<null>' at 0x000000000000 ([stack]+0x20bf0)\n" CREATED_BY_GCC_12;

/* A function that the compiler cut into parts, called by another one; memory from malloc. */
static const char *const heap = "WARNING: ThreadSanitizer: data race (pid=27683)\n"
				"  Atomic read of size 4 at 0x7b0400000000 by thread T2 (mutexes: write M0):\n"
				"    #0 add.part.0 /source/five_threads.c:8 (five_threads+0x1228)\n"
				"    #1 work /source/five_threads.c:10 (five_threads+0x1228)\n"
				"\n"
				"  Previous write of size 4 at 0x7b0400000000 by thread T1 (mutexes: write M1):\n"
				"    #0 add.part.0 /source/five_threads.c:9 (five_threads+0x1235)\n"
				"    #1 work /source/five_threads.c:10 (five_threads+0x1235)\n"
				"\n"
				"  Location is heap block of size 4 at 0x7b0400000000 allocated by main thread:\n"
				"    #0 calloc " LIBTSAN ":667 (libtsan.so.2+0x3ee50)\n"
				"    #1 main /source/five_threads.c:14 (five_threads+0x1269)\n" CREATED_BY_GCC_12;

/* What happened long ago may be forgotten; and nothing is said of the memory. */
static const char *const forgotten = "WARNING: ThreadSanitizer: data race (pid=443)\n"
				     "  Read of size 8 at 0x7b0c000a7820 by main thread:\n"
				     "    #0 main /source/five_threads.c:19 (five_threads+0x1183)\n"
				     "\n"
				     "  Previous write of size 8 at 0x7b0c000a7820 by thread T4:\n"
				     "    [failed to restore the stack]\n" CREATED_BY_GCC_12;

/* A variable in a function has a number behind its name. */
static const char *const in_function =
	"WARNING: ThreadSanitizer: data race (pid=2)\n"
	"  Write of size 4 at 0x55555555806c by thread T2:\n"
	"    #0 add /source/five_threads.c:7 (five_threads+0x12d0)\n"
	"  Previous write of size 4 at 0x55555555806c by thread T1:\n"
	"    #0 add /source/five_threads.c:7 (five_threads+0x12e1)\n"
	"  Location is global 'calls.0' of size 4 at 0x55555555806c (five_threads+0x406c)";

static const struct {
	const char *const *report, *words;
} races[] = {
	{ &gcc_12,
	  "next_number: written in work (five_threads.c:17) by thread T1, read in work (five_threads.c:17) by thread "
	  "T2, without a lock between them" },
	{ &gcc_14,
	  "next_number: written in work (five_threads.c:17) by thread T1, read in work (five_threads.c:17) by thread "
	  "T2, without a lock between them" },
	{ &clang_14,
	  "next_number: written in work (five_threads.c:17) by thread T1, written in work (five_threads.c:17) by "
	  "thread T2, without a lock between them" },
	{ &with_addresses,
	  "the memory at 0x7b0400000f00: read in main (five_threads.c:140) by the main thread, written in "
	  "count_up (five_threads.c:88) by thread T1, without a lock between them" },
	{ &one_lock,
	  "finished: written in work (five_threads.c:19) by thread T5, read in main (five_threads.c:33) by the "
	  "main thread, and only the first of the two holds a lock" },
	{ &through_libc,
	  "a variable on the stack of the main thread: written in main (five_threads.c:23, through snprintf) by "
	  "the main thread, read in work (five_threads.c:13, through printf) by thread T1, with a sleep but "
	  "no lock between them" },
	{ &heap, "memory from malloc (five_threads.c:14): written in add (five_threads.c:9) by thread T1, read in add "
		 "(five_threads.c:8) by thread T2, under locks that do not keep the two apart" },
	{ &forgotten,
	  "the memory at 0x7b0c000a7820: written by thread T4, read in main (five_threads.c:19) by the main "
	  "thread, without a lock between them" },
	{ &in_function,
	  "calls: written in add (five_threads.c:7) by thread T1, written in add (five_threads.c:7) by thread "
	  "T2, without a lock between them" },
};

START_TEST(test_races__are_told_in_one_sentence)
{
	char words[1000];

	race_words(*races[_i].report, words, sizeof words);
	ck_assert_str_eq(words, races[_i].words);
	evidence.race_report = *races[_i].report;
	expect_failure(&evidence, "no-data-race", races[_i].words);
}
END_TEST

#define LINES "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"

/* Another file, another kind of report, one access only, or bytes of any kind: the first lines are shown as they came. */
START_TEST(test_races__that_are_not_understood_are_shown_as_they_came)
{
	static const char *const reports[] = {
		"WARNING: ThreadSanitizer: data race (pid=2)",
		"WARNING: ThreadSanitizer: data race (pid=2)\n"
		"  Write of size 4 at 0x55555555806c by thread T2:\n"
		"    #0 add /source/five_threads.c:7 (five_threads+0x12d0)",
		"WARNING: ThreadSanitizer: data race (pid=2)\n"
		"  Write of size 4 at 0x55555555806c by thread T2:\n"
		"    #0 add /source/other.c:7 (five_threads+0x12d0)\n"
		"  Previous write of size 4 at 0x55555555806c by thread T1:\n"
		"    #0 add /source/twenty_five_threads.c:7 (five_threads+0x12d0)\n"
		"    #1 add /source/five_threads.c (five_threads+0x12d0)",
		"WARNING: ThreadSanitizer: data race\n of size  by  at 0x\n#\n#0\nwrite of size 4 by at 0x\n#0 "
		"five_threads.c:\n",
		"WARNING: ThreadSanitizer: data race\n\xff\xfe by \x01 of size \x02 at 0x\nLocation is \nLocation is "
		"global '",
	};

	evidence.race_report = reports[_i];
	expect_failure(&evidence, "no-data-race", reports[_i]);
}
END_TEST

START_TEST(test_races__that_are_not_understood_are_cut_after_twelve_lines)
{
	struct verdict verdict;

	evidence.race_report = LINES LINES;
	verdict = verdict_of(&evidence, "no-data-race");
	ck_assert_str_eq(verdict.saw, LINES "a\nb");
	verdict_release(&verdict);
}
END_TEST

START_TEST(test_races__in_a_line_without_end_are_cut)
{
	static char report[100000];
	char words[4096];

	memset(report, 'T', sizeof report - 1);
	memcpy(report, "  Write of size 4 at 0x1 by thread ", 35);
	race_words(report, words, sizeof words);
	ck_assert_int_eq(strlen(words), sizeof words - 1);
	ck_assert_mem_eq(words, report, sizeof words - 1);
	memcpy(report + 50000, "\n#0 ", 4);
	race_words(report, words, sizeof words);
	ck_assert_mem_eq(words, report, sizeof words - 1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("five_threads_races");
	TCase *group = tcase_create("races");

	tcase_add_checked_fixture(group, setup, teardown);
	tcase_add_loop_test(group, test_races__are_told_in_one_sentence, 0, LENGTH(races));
	tcase_add_loop_test(group, test_races__that_are_not_understood_are_shown_as_they_came, 0, 5);
	tcase_add_test(group, test_races__that_are_not_understood_are_cut_after_twelve_lines);
	tcase_add_test(group, test_races__in_a_line_without_end_are_cut);
	suite_add_tcase(suite, group);
	return run_suite(suite);
}
