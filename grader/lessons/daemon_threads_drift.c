/*
 * Lesson 04: beats that drift. Each round waits for a second and works besides, so that the work of all rounds adds up.
 */
#include "lessons/daemon_threads.h"

/* How long the thread waited, in calls that do nothing else, between two events. */
static nanoseconds waited_between(const struct story *story, int from, int to)
{
	nanoseconds waited = 0;

	for (int i = from + 1; i < to; i++) {
		const struct event *event = &story->trace->events[i];
		bool waits = event->kind == EVENT_SLEEP || event->kind == EVENT_POLL || event->kind == EVENT_BLOCK;

		if (waits && event->task == story->thread)
			waited += event->at - event->began;
	}
	return waited;
}

nanoseconds story_drift(const struct story *story, int before_event)
{
	const struct line *last = NULL;
	nanoseconds cost = 0;
	int rounds = 0;

	for (int i = story_next_beat(story, 0); i != NOBODY; i = story_next_beat(story, i + 1)) {
		const struct line *beat = &story->lines.items[i];

		if (beat->first_event >= before_event || beat->writer != story->thread)
			break;
		if (last) {
			nanoseconds waited = waited_between(story, last->last_event, beat->first_event);

			if (waited < SECOND - tolerances.wait || waited > SECOND + tolerances.wait)
				return 0;
			cost += beat->at - last->at - waited;
			rounds++;
		}
		last = beat;
	}
	return rounds > 0 && cost >= tolerances.moment / 2 ? cost / rounds : 0;
}

void daemon_add_drift(nanoseconds drift, struct verdict *verdict)
{
	char time[32];

	if (drift == 0)
		return;
	time_words(drift, time, sizeof time);
	verdict_saw(verdict, "%s; each round waits for a second, and takes %s more", verdict->saw, time);
	verdict_hint(verdict, "What one round costs adds up. Let the thread sleep until the next moment, not for a "
			      "second: clock_nanosleep with TIMER_ABSTIME.");
}
