/*
 * The report for people: points, and for what is not right yet the evidence, a hint and where to read.
 */
#include "report/escape.h"
#include "report/report.h"

#include <ctype.h>
#include <string.h>

enum {
	WIDTH = 100,      /* no line is longer */
	SCORE_EDGE = 64,  /* where the points end, when titles are short */
	TITLE_INDENT = 4, /* a check's title, after its mark */
	LABEL_INDENT = 6,
	DETAIL_INDENT = 16, /* what was expected and seen */
	DETAIL_LINES = 40,  /* of one text */
};

#define QUOTATION_MARK "| "

#define BOLD "1"
#define DIM "2"
#define RED "31"
#define GREEN "32"
#define YELLOW "33"

struct page {
	FILE *stream;
	bool colour;
	int score_edge;
};

/* How each status looks. */
static const struct look {
	const char *mark, *colour;
	const char *message, *evidence; /* the labels of these texts */
} looks[] = {
	[STATUS_PASSED] = { "✓", GREEN, "note", "note" },     [STATUS_FAILED] = { "✗", RED, "expected", "saw" },
	[STATUS_SKIPPED] = { "–", YELLOW, "skipped", "saw" }, [STATUS_MISSING] = { "–", YELLOW, "missing", "saw" },
	[STATUS_ERROR] = { "?", YELLOW, "reason", "reason" },
};

static void paint(const struct page *page, const char *colour, const char *text)
{
	if (page->colour)
		fprintf(page->stream, "\033[%sm%s\033[0m", colour, text);
	else
		fputs(text, page->stream);
}

static void blanks(const struct page *page, int count)
{
	fprintf(page->stream, "%*s", count > 0 ? count : 0, "");
}

/* How many bytes of a text's first line to show in so many columns; it is broken at a blank where there is one. */
static size_t fitting(const char *text, int columns)
{
	size_t fits = 0, blank = 0;

	for (int used = 0; text[fits] != '\0' && text[fits] != '\n';) {
		struct glyph glyph = escape_glyph(text + fits);

		used += glyph.columns;
		if (used > columns)
			return glyph.character != ' ' && blank > 0 ? blank : fits;
		if (glyph.character == ' ' && used > columns / 2)
			blank = fits;
		fits += glyph.bytes;
	}
	return fits;
}

static void write_glyphs(const struct page *page, const char *text, size_t length)
{
	for (size_t done = 0; done < length;) {
		struct glyph glyph = escape_glyph(text + done);

		fputs(glyph.shown, page->stream);
		done += glyph.bytes;
	}
}

/* Go to the next line, and there to the column `indent` and behind the mark of a quotation, where it is one. */
static void continue_text(const struct page *page, int indent, const char *mark, bool empty)
{
	fputc('\n', page->stream);
	blanks(page, empty && *mark == '\0' ? 0 : indent);
	fprintf(page->stream, "%.*s", empty ? (int)strcspn(mark, " ") : (int)strlen(mark), mark);
}

/* Write a text and a newline, from the column `indent` where the page stands now; `mark` begins each of its lines. */
static void write_text(const struct page *page, int indent, const char *mark, const char *text)
{
	int lines = 0;

	fputs(mark, page->stream);
	while (*text != '\0') {
		size_t length = fitting(text, WIDTH - indent - (int)strlen(mark));

		if (lines++ == DETAIL_LINES) {
			continue_text(page, indent, "", false);
			fprintf(page->stream, "[cut here: %zu more bytes]", strlen(text));
			break;
		}
		if (lines > 1)
			continue_text(page, indent, mark, length == 0);
		write_glyphs(page, text, length);
		text += length;
		if (*text == '\n')
			text++;
		else
			text += strspn(text, " ");
	}
	fputc('\n', page->stream);
}

static void write_label(const struct page *page, const char *label)
{
	blanks(page, LABEL_INDENT);
	paint(page, DIM, label);
	blanks(page, DETAIL_INDENT - LABEL_INDENT - (int)strlen(label));
}

/* Write a text of the grader's own words. */
static void write_detail(const struct page *page, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	write_label(page, label);
	write_text(page, DETAIL_INDENT, "", text);
}

/*
 * Write a text that may hold what a program or the compiler said. No line begins with such words, whatever they are:
 * services that run tests take a line that begins with "::" or "##", blanks apart, for a command.
 */
static void write_quotation(const struct page *page, const char *label, const char *text)
{
	const char *mark = "", *rest;

	if (text == NULL || *text == '\0')
		return;
	rest = text + fitting(text, WIDTH - DETAIL_INDENT);
	if (*rest != '\0' && strcmp(rest, "\n") != 0)
		mark = QUOTATION_MARK;
	write_label(page, label);
	write_text(page, DETAIL_INDENT, mark, text);
}

/* Finish a line whose text ends at `column` with points, or with a word instead of them. */
static void write_points(const struct page *page, int column, enum status status, int score, int points)
{
	char text[32] = "not judged";
	int room;

	if (status != STATUS_ERROR)
		snprintf(text, sizeof(text), "%d/%d", score, points);
	room = page->score_edge - column - (int)strlen(text);
	blanks(page, room > 2 ? room : 2);
	fprintf(page->stream, "%s\n", text);
}

static bool same_text(const char *one, const char *other)
{
	return strcmp(one != NULL ? one : "", other != NULL ? other : "") == 0;
}

/* Whether a check only repeats what the one before it says: five checks that wait for one missing file. */
static bool repeats(const struct check_result *check, const struct check_result *before)
{
	return before != NULL && check->status == before->status && check->status != STATUS_FAILED &&
	       same_text(check->message, before->message) && same_text(check->evidence, before->evidence);
}

static void write_check(const struct page *page, const struct check_result *check, const struct check_result *before)
{
	const struct look *look = &looks[check->status];

	blanks(page, TITLE_INDENT - 2);
	paint(page, look->colour, look->mark);
	fprintf(page->stream, " %s", check->title);
	write_points(page, TITLE_INDENT + escape_columns(check->title), check->status, check->score, check->points);
	if (repeats(check, before))
		return;
	write_detail(page, look->message, check->message);
	write_quotation(page, look->evidence, check->evidence);
	if (check->status != STATUS_FAILED)
		return;
	write_detail(page, "hint", check->hint);
	write_detail(page, "read", check->read);
}

static void write_lesson(const struct page *page, const struct lesson_result *lesson)
{
	paint(page, BOLD, lesson->id);
	write_points(page, escape_columns(lesson->id), lesson->status, lesson->score, lesson->points);
	if (lesson->status == STATUS_ERROR)
		fputs("  The grader could not judge this; nothing is lost.\n", page->stream);
	for (int i = 0; i < lesson->check_count; i++)
		write_check(page, &lesson->checks[i], i > 0 ? &lesson->checks[i - 1] : NULL);
	fputc('\n', page->stream);
}

static void write_total(const struct page *page, const struct result *result)
{
	const char *unfinished = NULL;

	if (result->lesson_count > 1) {
		paint(page, BOLD, "total");
		write_points(page, (int)strlen("total"), STATUS_PASSED, result->score, result->points);
	}
	for (int i = 0; i < result->lesson_count && unfinished == NULL; i++)
		if (result->lessons[i].status == STATUS_FAILED || result->lessons[i].status == STATUS_MISSING)
			unfinished = result->lessons[i].id;
	if (unfinished != NULL)
		fprintf(page->stream, "Stuck? `build/grade hint %s` gives one hint at a time.\n", unfinished);
	if (result->isolation == ISOLATION_REDUCED) {
		const char *note = result->isolation_note != NULL ? result->isolation_note : "";

		paint(page, YELLOW, "Isolation");
		fputs(" reduced: ", page->stream);
		write_text(page, (int)strlen("Isolation reduced: "), "", *note != '\0' ? note : "on this machine");
	}
}

/* Where points end so that every title of the report has its room. */
static int score_edge(const struct result *result)
{
	int edge = SCORE_EDGE;

	for (int i = 0; i < result->lesson_count; i++)
		for (int j = 0; j < result->lessons[i].check_count; j++) {
			const struct check_result *check = &result->lessons[i].checks[j];
			int room = (int)strlen(check->status == STATUS_ERROR ? "  not judged" : "  100/100");
			int wanted = TITLE_INDENT + escape_columns(check->title) + room;

			if (wanted > edge)
				edge = wanted;
		}
	return edge < WIDTH ? edge : WIDTH;
}

/* The submission's name, on one line where it fits: a newline in it is only a character of a name. */
static void write_name(const struct page *page, const char *name)
{
	int column = 0;

	/* Nor may a name be taken for a command: write_quotation. */
	if (!isalnum((unsigned char)*name) && *name != '/' && *name != '.')
		column = fprintf(page->stream, "./");
	while (*name != '\0') {
		struct glyph glyph = escape_glyph(name);

		column += glyph.columns;
		if (column > WIDTH) {
			column = fprintf(page->stream, "\n" QUOTATION_MARK) - 1 + glyph.columns;
		}
		fputs(glyph.shown, page->stream);
		name += glyph.bytes;
	}
	fputs("\n\n", page->stream);
}

bool report_text(const struct result *result, bool colour, FILE *stream)
{
	struct page page = { .stream = stream, .colour = colour, .score_edge = score_edge(result) };

	write_name(&page, result->submission);
	for (int i = 0; i < result->lesson_count; i++)
		write_lesson(&page, &result->lessons[i]);
	write_total(&page, result);
	return true;
}
