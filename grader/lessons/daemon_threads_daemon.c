/*
 * Lesson 04: the checks of daemon_thread alone.
 */
#include "lessons/daemon_threads.h"

#include <limits.h>

/* Read the run, and skip the check where there is no thread to judge. Release the story when this returns true. */
static bool read_daemon(const struct evidence *evidence, int run, struct story *story, struct verdict *verdict)
{
	const struct trace *trace = daemon_trace(evidence, run, verdict);

	if (!trace)
		return false;
	*story = story_read(trace);
	if (story->thread != NOBODY)
		return true;
	verdict_skip(verdict, "background-thread");
	story_release(story);
	return false;
}

/* Whether beat number n, had it come, would have come before the grader ended the run. */
static bool is_owed(const struct story *story, int n)
{
	const struct trace *trace = story->trace;

	if (trace->ending == ENDING_BY_ITSELF || trace->ending == ENDING_DEADLOCK)
		return true;
	return story->start + n * SECOND + tolerances.moment < trace->ended;
}

/* The event from which on beats count neither for nor against: it comes a moment before main's line. */
static int judged_until(const struct story *story)
{
	nanoseconds until;

	if (!story->main_line)
		return INT_MAX;
	until = story->main_line->at - tolerances.before_line;
	for (int i = 0; i < story->lines.count; i++)
		if (story->lines.items[i].at >= until)
			return story->lines.items[i].first_event;
	return INT_MAX;
}

static void fail_beats(const struct story *story, int until, int stranger, struct verdict *verdict)
{
	char beats[512], name[64];

	story_beat_words(story, until, beats, sizeof beats);
	verdict_fail(verdict,
		     "the thread writes \"%s\" 0.000, 1.000 and 2.000 s after its creation (50 ms more or less), until "
		     "main's line",
		     BEAT_LINE);
	if (story->main_line) {
		time_words(story->main_line->at - story->start, name, sizeof name);
		add_words(beats, sizeof beats, "; main's line at %s", name);
	}
	if (stranger == NOBODY) {
		verdict_saw(verdict, "%s", beats);
		daemon_add_drift(story_drift(story, until), verdict);
		if (!story->main_line)
			daemon_add_why(story->trace, verdict);
		return;
	}
	story_writer_words(story, &story->lines.items[stranger], name, sizeof name);
	verdict_saw(verdict, "%s; one of them was written by %s", beats, name);
	verdict_hint(verdict, "Which thread runs the loop with the line in it? All beats have to come from there.");
}

void judge_beats_every_second(const struct evidence *evidence, struct verdict *verdict)
{
	struct story story;
	int beats = 0, stranger = NOBODY;
	bool in_time = true;

	if (!read_daemon(evidence, RUN_DAEMON, &story, verdict))
		return;

	int until = judged_until(&story);

	for (int i = story_next_beat(&story, 0); i != NOBODY; i = story_next_beat(&story, i + 1)) {
		if (story.lines.items[i].first_event >= until)
			break;
		if (story.lines.items[i].writer != story.thread && stranger == NOBODY)
			stranger = i;
		in_time &= story_is_at(&story, story.lines.items[i].at, beats++ * SECOND);
	}
	if (stranger != NOBODY || !in_time || beats == 0 || (beats < DAEMON_BEATS && is_owed(&story, beats)))
		fail_beats(&story, until, stranger, verdict);
	story_release(&story);
}

/* The process has to end right after main's line. */
static void judge_end_after_line(const struct story *story, struct verdict *verdict)
{
	const struct trace *trace = story->trace;
	char words[256], time[32];

	if (daemon_ended(trace) && trace->tasks[0].process_ended - story->main_line->at <= tolerances.end_after_line)
		return;
	verdict_fail(verdict, "the process ends right after main's line, within 50 ms");
	if (!daemon_ended(trace)) {
		ending_words(trace, words, sizeof words);
		verdict_saw(verdict, "%s", words);
	} else {
		time_words(trace->tasks[0].process_ended - story->main_line->at, time, sizeof time);
		verdict_saw(verdict, "it ended %s after the line", time);
	}
}

void judge_main_finishes_at_three(const struct evidence *evidence, struct verdict *verdict)
{
	struct story story;

	if (!read_daemon(evidence, RUN_DAEMON, &story, verdict))
		return;
	if (story_main_line_is_right(&story, verdict))
		judge_end_after_line(&story, verdict);
	story_release(&story);
}

static void fail_daemon(struct verdict *verdict)
{
	verdict_fail(verdict, "when the process ends, the thread is alive and detached, and would have gone on");
}

/* Judge the thread as it was when the process came to its end. */
static bool is_alive_and_detached(const struct story *story, struct verdict *verdict)
{
	const struct trace *trace = story->trace;
	const struct task *thread = &trace->tasks[story->thread];
	char words[256];

	if (!daemon_ended(trace)) {
		fail_daemon(verdict);
		ending_words(trace, words, sizeof words);
		verdict_saw(verdict, "%s", words);
	} else if (thread->cancelled) {
		fail_daemon(verdict);
		verdict_saw(verdict, "somebody cancelled the thread");
		verdict_hint(verdict, "A daemon needs nobody to stop it. What ends it when main returns?");
	} else if (trace_task_ended_before_process(trace, story->thread)) {
		fail_daemon(verdict);
		time_words(thread->ended - story->start, words, sizeof words);
		verdict_saw(verdict, "the thread ended by itself at %s", words);
		verdict_hint(verdict, "How often does the loop of your thread run? A daemon does not count.");
	} else if (thread->detachment == DETACHMENT_JOINABLE) {
		fail_daemon(verdict);
		verdict_saw(verdict, "the thread was alive, and joinable");
	} else if (thread->detachment == DETACHMENT_UNKNOWN) {
		verdict_error(verdict, "it could not be seen whether the thread is detached");
	}
	return verdict->status == STATUS_PASSED;
}

/* How many beats of the thread come after an event. */
static int beats_after(const struct story *story, int event)
{
	int beats = 0;

	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1))
		beats += story->lines.items[i].first_event > event && story->lines.items[i].writer == story->thread;
	return beats;
}

/* The event in which the first process asks to be ended, NOBODY when it never does. */
static int find_finish(const struct trace *trace)
{
	for (int i = 0; i < trace->event_count; i++)
		if (trace->events[i].kind == EVENT_FINISH && trace->tasks[trace->events[i].task].process == 0)
			return i;
	return NOBODY;
}

/* Judge what the thread did while main was held at its end. */
static void judge_held(const struct story *story, struct verdict *verdict)
{
	int finish = find_finish(story->trace);
	int beats = finish == NOBODY ? 0 : beats_after(story, finish);
	bool cancelled = story->trace->tasks[story->thread].cancelled;

	if (beats >= HELD_BEATS && !cancelled)
		return;
	fail_daemon(verdict);
	if (finish == NOBODY)
		verdict_saw(verdict, "the process never came to its end");
	else if (cancelled)
		verdict_saw(verdict, "somebody cancelled the thread");
	else
		verdict_saw(verdict, "main was held at its end for 6 s, and %d more beat%s came", beats,
			    beats == 1 ? "" : "s");
	verdict_hint(verdict, "What makes your thread stop? A daemon goes on as long as there is a process.");
}

void judge_is_a_daemon(const struct evidence *evidence, struct verdict *verdict)
{
	struct story story;
	bool good;

	if (!read_daemon(evidence, RUN_DAEMON, &story, verdict))
		return;
	good = is_alive_and_detached(&story, verdict);
	story_release(&story);
	if (!good || !read_daemon(evidence, RUN_DAEMON_HELD, &story, verdict))
		return;
	judge_held(&story, verdict);
	story_release(&story);
}
