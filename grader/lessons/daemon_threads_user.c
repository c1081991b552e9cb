/*
 * Lesson 04: the check of user_thread, whose process lives until its thread has beaten five times.
 */
#include "lessons/daemon_threads.h"

#include <limits.h>
#include <stdio.h>

/* How many beats a thread has written; *last is the fifth or, where there are fewer, the last one. */
static int count_beats(const struct story *story, const struct line **last)
{
	int beats = 0;

	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1))
		if (story->lines.items[i].writer == story->thread && ++beats <= USER_BEATS)
			*last = &story->lines.items[i];
	return beats;
}

/* The first beat that the thread has not written, NOBODY when they are all its own. */
static int find_stranger(const struct story *story)
{
	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1))
		if (story->lines.items[i].writer != story->thread)
			return i;
	return NOBODY;
}

static void fail_user_beats(const struct story *story, struct verdict *verdict)
{
	int stranger = find_stranger(story);
	const struct line *last;
	char beats[512], name[64];

	story_beat_words(story, INT_MAX, beats, sizeof beats);
	if (stranger != NOBODY) {
		story_writer_words(story, &story->lines.items[stranger], name, sizeof name);
		add_words(beats, sizeof beats, "; one of them was not written by the thread, but by %s", name);
	}
	verdict_fail(verdict,
		     "one thread writes \"%s\" five times: 0, 1, 2, 3 and 4 s after its creation (50 ms more or less)",
		     BEAT_LINE);
	verdict_saw(verdict, "%s", beats);
	verdict_hint(verdict, "How often does the loop of the thread run, and who decides when it is over?");
	if (count_beats(story, &last) == USER_BEATS && stranger == NOBODY)
		daemon_add_drift(story_drift(story, INT_MAX), verdict);
	daemon_add_why(story->trace, verdict);
}

/* Judge who wrote the beats, how many and when: in the natural schedule. */
static bool beats_are_right(const struct story *story, struct verdict *verdict)
{
	bool right = find_stranger(story) == NOBODY;
	int beats = 0;

	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1))
		right &= story_is_at(story, story->lines.items[i].at, beats++ * SECOND);
	if (right && beats == USER_BEATS)
		return true;
	fail_user_beats(story, verdict);
	return false;
}

static void fail_end(const struct story *story, const char *saw, struct verdict *verdict)
{
	verdict_fail(verdict, "the process ends after the fifth beat, and not later than 1.05 s after it");
	verdict_saw_in(verdict, story->trace, "%s", saw);
}

/* Judge when the process ended: in every schedule. */
static bool end_is_right(const struct story *story, struct verdict *verdict)
{
	const struct task *process = &story->trace->tasks[0];
	const struct line *last = NULL;
	int beats = count_beats(story, &last);
	char words[256], time[32];

	if (!daemon_ended(story->trace)) {
		ending_words(story->trace, words, sizeof words);
	} else if (beats != USER_BEATS) {
		snprintf(words, sizeof words, "the process ended with %d beat%s of the thread", beats,
			 beats == 1 ? "" : "s");
	} else if (process->process_ended - last->at > tolerances.end_after_beat) {
		time_words(process->process_ended - last->at, time, sizeof time);
		snprintf(words, sizeof words, "the process ended %s after the fifth beat", time);
	} else {
		return true;
	}
	fail_end(story, words, verdict);
	if (daemon_ended(story->trace))
		daemon_add_why(story->trace, verdict);
	return false;
}

/* Judge one run. Returns whether it is right. */
static bool judge_user_run(const struct trace *trace, struct verdict *verdict)
{
	struct story story = story_read(trace);
	bool right = false;

	if (story.thread == NOBODY) {
		verdict_fail(verdict, "a thread that beats five times");
		verdict_saw_in(verdict, trace, "no thread besides main");
		verdict_hint(verdict, "Which call starts a function in a new thread of the same process?");
		daemon_add_why(trace, verdict);
	} else if (trace->schedule != SCHEDULE_NATURAL) {
		right = end_is_right(&story, verdict);
	} else {
		right = beats_are_right(&story, verdict) && story_main_line_is_right(&story, verdict) &&
			end_is_right(&story, verdict);
	}
	story_release(&story);
	return right;
}

void judge_user_thread_finishes(const struct evidence *evidence, struct verdict *verdict)
{
	bool judged = false;

	for (int i = 0; i < evidence->trace_count; i++) {
		const struct trace *trace = &evidence->traces[i];

		if (trace->program != PROGRAM_USER)
			continue;
		judged = true;
		if (!judge_user_run(trace, verdict))
			return;
	}
	if (!judged)
		verdict_error(verdict, "the program was not run");
}
