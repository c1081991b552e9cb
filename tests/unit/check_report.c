/*
 * Reports: what they look like, and that nothing a program printed can do harm in them.
 */
#include "report/escape.h"
#include "report/report.h"

#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (int)(sizeof(array) / sizeof(*(array)))

/* A check result with texts of its own, so that result_release can be called on it. */
static struct check_result make_check(const char *id, enum status status, int points)
{
	return (struct check_result){
		.id = id,
		.title = "title",
		.read = "man 2 fork",
		.points = points,
		.score = status == STATUS_PASSED ? points : 0,
		.status = status,
		.message = strdup(""),
		.evidence = strdup(""),
		.hint = strdup(""),
	};
}

static void say(struct check_result *check, const char *message, const char *evidence, const char *hint)
{
	free(check->message);
	free(check->evidence);
	free(check->hint);
	check->message = strdup(message);
	check->evidence = strdup(evidence);
	check->hint = strdup(hint);
}

/* A result of one lesson with so many checks, all of this status. */
static struct result make_result(int check_count, enum status status)
{
	struct result result = { .submission = strdup("solutions"),
				 .isolation = ISOLATION_FULL,
				 .isolation_note = strdup(""),
				 .seconds = 0.61 };
	struct lesson_result *lesson = calloc(1, sizeof(*lesson));

	lesson->id = "01-three-processes";
	lesson->title = "Three processes";
	lesson->status = status;
	lesson->check_count = check_count;
	lesson->checks = calloc((size_t)check_count, sizeof(*lesson->checks));
	for (int i = 0; i < check_count; i++) {
		lesson->checks[i] = make_check("builds", status, 10);
		lesson->score += lesson->checks[i].score;
		lesson->points += 10;
	}
	result.lessons = lesson;
	result.lesson_count = 1;
	result.score = lesson->score;
	result.points = lesson->points;
	return result;
}

/* The report as a string; its length goes to *length. The caller frees it. */
static char *written(const char *format, const struct result *result, bool colour, size_t *length)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	ck_assert(report_format_by_name(format)->write(result, colour, stream));
	ck_assert_int_eq(fclose(stream), 0);
	if (length != NULL)
		*length = size;
	return text;
}

/* Whether a byte of valid UTF-8 belongs to a control character other than the newline. */
static bool is_control(const char *text)
{
	unsigned char byte = (unsigned char)text[0];

	if (byte == 0xC2)
		return (unsigned char)text[1] <= 0x9F;
	return byte != '\n' && (byte < ' ' || byte == 0x7F);
}

/* Valid UTF-8 without a control character but the newline. */
static void assert_harmless(const char *text, size_t length)
{
	json_t *value = json_stringn(text, length);
	size_t harmless = 0;

	ck_assert_msg(value != NULL, "not valid UTF-8");
	json_decref(value);
	while (harmless < length && !is_control(text + harmless))
		harmless++;
	ck_assert_uint_eq(harmless, length);
}

static void assert_shown(const char *text, const char *expected)
{
	struct glyph glyph = escape_glyph(text);

	ck_assert_str_eq(glyph.shown, expected);
}

START_TEST(test_escape__shows_printable_characters_as_they_are)
{
	assert_shown("a", "a");
	assert_shown("\\", "\\");
	assert_shown("~", "~");
	assert_shown("é", "é");
	assert_shown("日", "日");
	assert_shown("😀", "😀");
	ck_assert_int_eq(escape_columns("aé日"), 4);
}
END_TEST

START_TEST(test_escape__shows_control_characters_as_escapes)
{
	assert_shown("\t", "\\t");
	assert_shown("\r", "\\r");
	assert_shown("\n", "\\n");
	assert_shown("\a", "\\a");
	assert_shown("\001", "\\x01");
	assert_shown("\033[31m", "\\x1b");
	assert_shown("\177", "\\x7f");
	assert_shown("\xC2\x9B", "\\u009b");
}
END_TEST

START_TEST(test_escape__shows_marks_without_a_width_as_escapes)
{
	static const char *const marks[][2] = {
		{ "\u200B", "\\u200b" }, { "\u200E", "\\u200e" }, { "\u200F", "\\u200f" },
		{ "\u061C", "\\u061c" }, { "\u202A", "\\u202a" }, { "\u202B", "\\u202b" },
		{ "\u202C", "\\u202c" }, { "\u202D", "\\u202d" }, { "\u202E", "\\u202e" },
		{ "\u2066", "\\u2066" }, { "\u2067", "\\u2067" }, { "\u2068", "\\u2068" },
		{ "\u2069", "\\u2069" }, { "\u2028", "\\u2028" }, { "\uFEFF", "\\ufeff" },
		{ "\u00AD", "\\u00ad" }, { "\u0301", "\\u0301" }, { "\U000E0001", "\\U000e0001" },
	};

	for (int i = 0; i < LENGTH(marks); i++)
		assert_shown(marks[i][0], marks[i][1]);
}
END_TEST

START_TEST(test_escape__shows_bytes_that_are_no_utf8_one_by_one)
{
	static const char *const wrong[] = {
		"\x80",         "\xFF",
		"\xC0\xAF",     "\xE2\x82",
		"\xED\xA0\x80", "\xF4\x90\x80\x80",
		"\xE0\x80\xAF", "\xF0\x80\x80\xAF",
	};

	for (int i = 0; i < LENGTH(wrong); i++) {
		struct glyph glyph = escape_glyph(wrong[i]);

		ck_assert_uint_eq(glyph.bytes, 1);
		ck_assert_uint_eq(glyph.character, 0);
		ck_assert_int_eq(strncmp(glyph.shown, "\\x", 2), 0);
	}
}
END_TEST

START_TEST(test_escape__leaves_no_sequence_of_three_bytes_harmful)
{
	char text[4] = "";

	for (int first = 0x80; first < 0x100; first++)
		for (int second = 1; second < 0x100; second++) {
			char *copy;

			text[0] = (char)first;
			text[1] = (char)second;
			text[2] = (char)(first ^ second);
			copy = escape_for_json(text, 1000);
			assert_harmless(copy, strlen(copy));
			free(copy);
		}
}
END_TEST

START_TEST(test_escape__cuts_what_does_not_fit_and_says_so)
{
	char *copy = escape_for_json("short", 100);

	ck_assert_str_eq(copy, "short");
	free(copy);
	copy = escape_for_json("0123456789 and so on, longer than it may be", 74);
	ck_assert_str_eq(copy, "0123456789\n[cut here: 33 more bytes]");
	free(copy);
}
END_TEST

START_TEST(test_text__looks_like_this)
{
	static const char expected[] =
		"solutions\n\n"
		"01-three-processes                                         10/40\n"
		"  ✓ three_processes.c compiles                             10/10\n"
		"  ✗ exactly three child processes                           0/30\n"
		"      expected  3 processes, all created by the first one\n"
		"      saw       7 processes: 3 created by the first one, 4 by its children\n"
		"      hint      fork returns twice. Where does the child go after its line is printed?\n"
		"      read      man 2 fork\n\n"
		"Stuck? `build/grade hint 01-three-processes` gives one hint at a time.\n";
	struct result result = make_result(2, STATUS_PASSED);
	struct lesson_result *lesson = &result.lessons[0];
	char *text;

	lesson->checks[0].title = "three_processes.c compiles";
	lesson->checks[1].title = "exactly three child processes";
	lesson->checks[1].status = STATUS_FAILED;
	lesson->checks[1].score = 0;
	lesson->checks[1].points = 30;
	lesson->status = STATUS_FAILED;
	lesson->score = 10;
	lesson->points = 40;
	say(&lesson->checks[1], "3 processes, all created by the first one",
	    "7 processes: 3 created by the first one, 4 by its children",
	    "fork returns twice. Where does the child go after its line is printed?");
	text = written("text", &result, false, NULL);
	ck_assert_str_eq(text, expected);
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_text__says_what_a_skipped_check_waits_for)
{
	struct result result = make_result(1, STATUS_SKIPPED);
	char *text;

	say(&result.lessons[0].checks[0], "waits for three-children", "", "not shown");
	text = written("text", &result, false, NULL);
	ck_assert_ptr_nonnull(strstr(text, "– title"));
	ck_assert_ptr_nonnull(strstr(text, "0/10\n      skipped   waits for three-children\n"));
	ck_assert_ptr_null(strstr(text, "not shown"));
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_text__says_once_that_a_file_is_missing)
{
	struct result result = make_result(3, STATUS_MISSING);
	const char *first;
	char *text;

	for (int i = 0; i < 3; i++)
		say(&result.lessons[0].checks[i], "five_threads.c is missing", "", "");
	text = written("text", &result, false, NULL);
	first = strstr(text, "missing   five_threads.c is missing");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 30, "is missing"));
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_text__shows_each_failed_check_even_when_it_says_the_same)
{
	struct result result = make_result(2, STATUS_FAILED);
	const char *first;
	char *text;

	for (int i = 0; i < 2; i++)
		say(&result.lessons[0].checks[i], "this", "that", "hint");
	text = written("text", &result, false, NULL);
	first = strstr(text, "saw       that");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_nonnull(strstr(first + 1, "saw       that"));
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_text__takes_the_blame_for_what_was_not_judged)
{
	struct result result = make_result(1, STATUS_ERROR);
	char *text;

	say(&result.lessons[0].checks[0], "ptrace is not permitted here", "", "");
	text = written("text", &result, false, NULL);
	ck_assert_ptr_nonnull(strstr(text, "not judged\n  The grader could not judge this; nothing is lost.\n"));
	ck_assert_ptr_nonnull(strstr(text, "reason    ptrace is not permitted here"));
	ck_assert_ptr_null(strstr(text, "0/10"));
	ck_assert_ptr_null(strstr(text, "Stuck"));
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_text__shows_warnings_of_a_check_that_passed)
{
	struct result result = make_result(1, STATUS_PASSED);
	char *text;

	say(&result.lessons[0].checks[0], "", "three_processes.c:3:5: warning: unused variable\n  3 | int x;\n", "");
	text = written("text", &result, false, NULL);
	ck_assert_ptr_nonnull(strstr(text, "      note      | three_processes.c:3:5: warning: unused variable\n"
					   "                |   3 | int x;\n\n"));
	free(text);
	result_release(&result);
}
END_TEST

/* Whether a line of the text begins with such a command, blanks apart. */
static bool has_command(const char *text)
{
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += strspn(line, " \n");
		if (strncmp(line, "::", 2) == 0 || strncmp(line, "##", 2) == 0)
			return true;
	}
	return false;
}

START_TEST(test_text__lets_no_line_begin_with_a_programs_words)
{
	static const char *const words[] = {
		"::error::owned",
		"three_processes.c:1: note:\n::error::owned\n  ##[error]owned\n\n::error::owned",
		"line 1, \"Process ID: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn ::error::owned "
		"::error::owned "
		"::error::owned\"",
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct result result = make_result(1, STATUS_FAILED);
		char *text;

		free(result.submission);
		result.submission = strdup("##[error]owned");
		say(&result.lessons[0].checks[0], "this", words[i], "");
		text = written("text", &result, false, NULL);
		ck_assert_ptr_nonnull(strstr(text, "::error::owned"));
		ck_assert(!has_command(text));
		free(text);
		result_release(&result);
	}
}
END_TEST

START_TEST(test_text__says_what_is_missing_of_the_isolation)
{
	struct result result = make_result(1, STATUS_PASSED);
	char *text = written("text", &result, false, NULL);

	ck_assert_ptr_null(strstr(text, "Isolation"));
	free(text);
	result.isolation = ISOLATION_REDUCED;
	free(result.isolation_note);
	result.isolation_note = strdup("no private network");
	text = written("text", &result, false, NULL);
	ck_assert_ptr_nonnull(strstr(text, "Isolation reduced: no private network\n"));
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_text__adds_up_several_lessons)
{
	struct result result = make_result(1, STATUS_PASSED);
	struct result other = make_result(1, STATUS_FAILED);
	char *text = written("text", &result, false, NULL);

	ck_assert_ptr_null(strstr(text, "total"));
	free(text);
	result.lessons = realloc(result.lessons, 2 * sizeof(*result.lessons));
	result.lessons[1] = other.lessons[0];
	result.lesson_count = 2;
	result.points = 20;
	free(other.lessons);
	other.lessons = NULL;
	other.lesson_count = 0;
	text = written("text", &result, false, NULL);
	ck_assert_ptr_nonnull(strstr(text, "\ntotal "));
	ck_assert_ptr_nonnull(strstr(text, " 10/20\n"));
	free(text);
	result_release(&other);
	result_release(&result);
}
END_TEST

START_TEST(test_text__is_coloured_only_when_asked)
{
	struct result result = make_result(1, STATUS_PASSED);
	char *text = written("text", &result, false, NULL);

	ck_assert_ptr_null(strchr(text, '\033'));
	free(text);
	text = written("text", &result, true, NULL);
	ck_assert_ptr_nonnull(strstr(text, "\033[32m✓\033[0m"));
	free(text);
	result_release(&result);
}
END_TEST

/* A text of `size` bytes that repeats a pattern. The caller frees it. */
static char *repeat(const char *pattern, size_t size)
{
	char *text = malloc(size + 1);

	for (size_t i = 0; i < size; i++)
		text[i] = pattern[i % strlen(pattern)];
	text[size] = '\0';
	return text;
}

static const char *const hostile[] = {
	"\033]0;title\007\033[2J", "\xFF\xFE", "\xE2\x80\xAE", "\n",   "\t",         "a", "日本",
	"\xF0\x9F\x98\x80",        "word ",    "\"\\",         "\x7F", "          ",
};

START_TEST(test_text__is_never_wider_than_100_columns)
{
	for (int i = 0; i < LENGTH(hostile); i++) {
		struct result result = make_result(1, STATUS_FAILED);
		char *long_text = repeat(hostile[i], 3000), *text, *rest, *line;
		size_t length;

		free(result.submission);
		result.submission = strdup(long_text);
		say(&result.lessons[0].checks[0], long_text, long_text, long_text);
		text = written("text", &result, false, &length);
		assert_harmless(text, length);
		rest = text;
		while ((line = strsep(&rest, "\n")) != NULL)
			ck_assert_int_le(escape_columns(line), 100);
		free(text);
		free(long_text);
		result_release(&result);
	}
}
END_TEST

START_TEST(test_text__cuts_long_evidence_and_says_so)
{
	struct result result = make_result(1, STATUS_FAILED);
	char *long_text = repeat("line\n", 5000), *text;

	say(&result.lessons[0].checks[0], "", long_text, "");
	text = written("text", &result, false, NULL);
	ck_assert_ptr_nonnull(strstr(text, "line\n                [cut here: 4800 more bytes]\n      read"));
	free(text);
	free(long_text);
	result_release(&result);
}
END_TEST

START_TEST(test_json__is_the_contracts)
{
	struct result result = make_result(1, STATUS_PASSED);
	char *text;

	result.lessons[0].checks[0].title = "three_processes.c compiles";
	result.virtual_clock = true;
	text = written("json", &result, true, NULL);
	ck_assert_str_eq(
		text,
		"{\"version\":1,\"submission\":\"solutions\",\"score\":10,\"max_score\":10,"
		"\"isolation\":\"full\",\"clock\":\"virtual\",\"seconds\":0.61,"
		"\"lessons\":[{\"id\":\"01-three-processes\",\"status\":\"passed\",\"score\":10,\"max_score\":10,"
		"\"checks\":[{\"id\":\"builds\",\"status\":\"passed\",\"score\":10,\"max_score\":10,"
		"\"title\":\"three_processes.c compiles\",\"message\":\"\",\"evidence\":\"\",\"hint\":\"\"}]}]}\n");
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_json__names_every_status)
{
	static const char *const names[] = { "passed", "failed", "skipped", "missing", "error" };

	for (int status = STATUS_PASSED; status <= STATUS_ERROR; status++) {
		struct result result = make_result(1, (enum status)status);
		char *text = written("json", &result, false, NULL), wanted[64];

		snprintf(wanted, sizeof(wanted), "{\"id\":\"builds\",\"status\":\"%s\"", names[status]);
		ck_assert_ptr_nonnull(strstr(text, wanted));
		free(text);
		result_release(&result);
	}
}
END_TEST

START_TEST(test_json__keeps_texts_and_newlines)
{
	struct result result = make_result(1, STATUS_FAILED);
	json_t *value, *check;
	char *text;

	say(&result.lessons[0].checks[0], "3 \"lines\"", "one\ntwo é", "");
	text = written("json", &result, false, NULL);
	value = json_loads(text, 0, NULL);
	check = json_array_get(json_object_get(json_array_get(json_object_get(value, "lessons"), 0), "checks"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(check, "message")), "3 \"lines\"");
	ck_assert_str_eq(json_string_value(json_object_get(check, "evidence")), "one\ntwo é");
	json_decref(value);
	free(text);
	result_release(&result);
}
END_TEST

START_TEST(test_json__is_one_line_of_ascii_under_a_mebibyte_whatever_was_printed)
{
	for (int i = 0; i < LENGTH(hostile); i++) {
		const int check_count = 50;
		struct result result = make_result(check_count, STATUS_FAILED);
		char *long_text = repeat(hostile[i], 100000), *text;
		size_t length, plain = 0;
		json_t *value;

		for (int j = 0; j < check_count; j++)
			say(&result.lessons[0].checks[j], long_text, long_text, long_text);
		free(result.submission);
		result.submission = strdup(long_text);
		text = written("json", &result, false, &length);
		ck_assert_uint_lt(length, 1024 * 1024);
		while (text[plain] >= ' ' && text[plain] <= '~')
			plain++;
		ck_assert_str_eq(text + plain, "\n");
		ck_assert_uint_eq(plain + 1, length);
		value = json_loads(text, 0, NULL);
		ck_assert_ptr_nonnull(value);
		json_decref(value);
		free(text);
		free(long_text);
		result_release(&result);
	}
}
END_TEST

START_TEST(test_report__knows_its_formats)
{
	ck_assert_str_eq(report_formats[0].name, "text");
	ck_assert_ptr_nonnull(report_format_by_name("json"));
	ck_assert_ptr_null(report_format_by_name("xml"));
	ck_assert_ptr_null(report_format_by_name(""));
}
END_TEST

START_TEST(test_result__can_be_released_twice)
{
	struct result result = make_result(2, STATUS_PASSED);

	result_release(&result);
	result_release(&result);
	ck_assert_ptr_null(result.lessons);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("report");
	TCase *part = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(part, test_escape__shows_printable_characters_as_they_are);
	tcase_add_test(part, test_escape__shows_control_characters_as_escapes);
	tcase_add_test(part, test_escape__shows_marks_without_a_width_as_escapes);
	tcase_add_test(part, test_escape__shows_bytes_that_are_no_utf8_one_by_one);
	tcase_add_test(part, test_escape__leaves_no_sequence_of_three_bytes_harmful);
	tcase_add_test(part, test_escape__cuts_what_does_not_fit_and_says_so);
	tcase_add_test(part, test_text__looks_like_this);
	tcase_add_test(part, test_text__says_what_a_skipped_check_waits_for);
	tcase_add_test(part, test_text__says_once_that_a_file_is_missing);
	tcase_add_test(part, test_text__shows_each_failed_check_even_when_it_says_the_same);
	tcase_add_test(part, test_text__takes_the_blame_for_what_was_not_judged);
	tcase_add_test(part, test_text__shows_warnings_of_a_check_that_passed);
	tcase_add_test(part, test_text__lets_no_line_begin_with_a_programs_words);
	tcase_add_test(part, test_text__says_what_is_missing_of_the_isolation);
	tcase_add_test(part, test_text__adds_up_several_lessons);
	tcase_add_test(part, test_text__is_coloured_only_when_asked);
	tcase_add_test(part, test_text__is_never_wider_than_100_columns);
	tcase_add_test(part, test_text__cuts_long_evidence_and_says_so);
	tcase_add_test(part, test_json__is_the_contracts);
	tcase_add_test(part, test_json__names_every_status);
	tcase_add_test(part, test_json__keeps_texts_and_newlines);
	tcase_add_test(part, test_json__is_one_line_of_ascii_under_a_mebibyte_whatever_was_printed);
	tcase_add_test(part, test_report__knows_its_formats);
	tcase_add_test(part, test_result__can_be_released_twice);
	suite_add_tcase(suite, part);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
