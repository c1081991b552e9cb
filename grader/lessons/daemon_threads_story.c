/*
 * Lesson 04: who wrote which line when, and what became of the process.
 */
#include "lessons/daemon_threads.h"

#include <stdio.h>

const struct trace *daemon_trace(const struct evidence *evidence, int run, struct verdict *verdict)
{
	const struct trace *trace = evidence_trace(evidence, run);

	if (!trace)
		verdict_not_run(verdict, evidence, run);
	return trace;
}

bool daemon_ended(const struct trace *trace)
{
	return trace->task_count > 0 && trace->tasks[0].process_ended != NEVER && !trace->tasks[0].killed_by_grader;
}

void daemon_add_why(const struct trace *trace, struct verdict *verdict)
{
	add_cut_short(trace, daemon_programs[trace->program], verdict);
}

static bool is_thread_of_first(const struct trace *trace, int task)
{
	return task != NOBODY && trace->tasks[task].is_thread && trace->tasks[task].process == 0;
}

static int find_thread(const struct story *story)
{
	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1))
		if (is_thread_of_first(story->trace, story->lines.items[i].writer))
			return story->lines.items[i].writer;
	for (int i = 0; i < story->trace->task_count; i++)
		if (is_thread_of_first(story->trace, i))
			return i;
	return NOBODY;
}

static void find_main_line(struct story *story)
{
	for (int i = 0; i < story->lines.count; i++) {
		const struct line *line = &story->lines.items[i];

		if (!line_is(line, MAIN_LINE))
			continue;
		story->main_lines++;
		if (!story->main_line || (story->main_line->writer != 0 && line->writer == 0))
			story->main_line = line;
	}
}

struct story story_read(const struct trace *trace)
{
	struct story story = { .trace = trace, .lines = trace_lines(trace, STREAM_OUTPUT) };

	story.thread = find_thread(&story);
	story.start = story.thread == NOBODY ? 0 : trace->tasks[story.thread].born;
	find_main_line(&story);
	return story;
}

void story_release(struct story *story)
{
	lines_release(&story->lines);
}

int story_next_beat(const struct story *story, int from)
{
	for (int i = from; i < story->lines.count; i++)
		if (line_is(&story->lines.items[i], BEAT_LINE))
			return i;
	return NOBODY;
}

bool story_is_at(const struct story *story, nanoseconds at, nanoseconds moment)
{
	nanoseconds difference = at - story->start - moment;

	return difference <= tolerances.moment && difference >= -tolerances.moment;
}

void story_beat_words(const struct story *story, int before_event, char *text, size_t size)
{
	const char *gap = "beats at ";

	text[0] = '\0';
	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1)) {
		char time[32];

		if (story->lines.items[i].first_event >= before_event)
			break;
		time_words(story->lines.items[i].at - story->start, time, sizeof time);
		add_words(text, size, "%s%s", gap, time);
		gap = ", ";
	}
	if (!text[0])
		add_words(text, size, "no beat");
}

void story_writer_words(const struct story *story, const struct line *line, char *text, size_t size)
{
	if (line->writer == NOBODY)
		snprintf(text, size, "several threads, a piece each");
	else
		task_words(story->trace, line->writer, text, size);
}

/* What is wrong with main's line; "" when nothing is. */
static void main_line_words(const struct story *story, char *text, size_t size)
{
	const struct line *line = story->main_line;
	char name[64];

	text[0] = '\0';
	if (!line) {
		snprintf(text, size, "no such line");
	} else if (story->main_lines > 1) {
		times_words(story->main_lines, name, sizeof name);
		snprintf(text, size, "the line is there %s", name);
	} else if (line->writer != 0) {
		story_writer_words(story, line, name, sizeof name);
		snprintf(text, size, "it was written by %s", name);
	} else if (!story_is_at(story, line->at, MAIN_LINE_TIME)) {
		time_words(line->at - story->start, name, sizeof name);
		snprintf(text, size, "main wrote it at %s", name);
	}
}

bool story_main_line_is_right(const struct story *story, struct verdict *verdict)
{
	char words[128];

	main_line_words(story, words, sizeof words);
	if (!words[0])
		return true;
	verdict_fail(verdict, "main itself writes \"%s\" 3.000 s after the thread's creation", MAIN_LINE);
	verdict_saw(verdict, "%s", words);
	verdict_hint(verdict, "Who has to sleep, for how long, and what comes right after it?");
	if (!story->main_line)
		daemon_add_why(story->trace, verdict);
	return false;
}
