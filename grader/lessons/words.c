/*
 * Facts of a trace in a person's words.
 */
#define _GNU_SOURCE 1

#include "lessons/judge.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define ANY_TIME "which the system may do at any time"

static bool has_threads(const struct trace *trace)
{
	return trace_count_threads(trace, NOBODY) > 0;
}

const char *schedule_words(const struct trace *trace)
{
	static const char *const words[SCHEDULE_COUNT][2] = {
		[SCHEDULE_NATURAL] = { "", "" },
		[SCHEDULE_NEWBORN_FIRST] = { ", when each new process runs before its creator goes on (" ANY_TIME ")",
					     ", when each new thread runs before its creator goes on (" ANY_TIME ")" },
		[SCHEDULE_CREATOR_FIRST] = { ", when new processes start late (" ANY_TIME ")",
					     ", when new threads start late (" ANY_TIME ")" },
		[SCHEDULE_ONE_LATE] = { ", when one new process starts later than all others (" ANY_TIME ")",
					", when one new thread starts later than all others (" ANY_TIME ")" },
	};

	return words[trace->schedule][has_threads(trace)];
}

void situation_words(const struct trace *trace, char *text, size_t size)
{
	const char *kind = has_threads(trace) ? "thread" : "process";
	const char *kinds = has_threads(trace) ? "threads" : "processes";

	switch (trace->schedule) {
	case SCHEDULE_NEWBORN_FIRST:
		snprintf(text, size, "when each new %s runs before its creator goes on, " ANY_TIME, kind);
		break;
	case SCHEDULE_CREATOR_FIRST: snprintf(text, size, "when new %s start late, " ANY_TIME, kinds); break;
	case SCHEDULE_ONE_LATE:
		snprintf(text, size, "when new %s number %d starts later than all others, " ANY_TIME, kind,
			 trace->late);
		break;
	default: snprintf(text, size, "%s", "");
	}
}

void add_words(char *text, size_t size, const char *format, ...)
{
	size_t length = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + length, size - length, format, arguments);
	va_end(arguments);
}

/* ": main waits for a client, in accept on port 8888; thread worker-2 (4713) waits for a mutex"; nothing when nobody is known to wait. */
static void add_waits(const struct trace *trace, char *text, size_t size)
{
	const int most = 8;
	int waiting = 0;
	char name[64];

	for (int i = 0; i < trace->task_count; i++) {
		const char *waiting_for = trace->tasks[i].waiting_for;

		if (!waiting_for[0] || ++waiting > most)
			continue;
		task_words(trace, i, name, sizeof name);
		add_words(text, size, "%s%s waits for %s", waiting == 1 ? ": " : "; ", name, waiting_for);
	}
	if (waiting > most)
		add_words(text, size, "; and %d more", waiting - most);
}

const char *ending_hint(const struct trace *trace)
{
	if (trace->ending == ENDING_DEADLOCK)
		return "Who waits here, and what for? Will it ever come?";
	return "What goes on and on here, and what was to end it?";
}

void ending_words(const struct trace *trace, char *text, size_t size)
{
	char limit[32];

	text[0] = '\0';
	time_words(trace->limit, limit, sizeof limit);
	switch (trace->ending) {
	case ENDING_BY_ITSELF: add_words(text, size, "it ended by itself"); return;
	case ENDING_DEADLOCK:
		add_words(text, size, "it was stopped, because everybody waits and nobody can go on");
		break;
	case ENDING_TIME_LIMIT:
		add_words(text, size, "it was stopped, because it had not ended after %s on its own clock", limit);
		break;
	case ENDING_CPU_LIMIT: add_words(text, size, "it was stopped after %s of processor time", limit); return;
	case ENDING_OUTPUT_LIMIT:
		add_words(text, size, "it was stopped after %" PRId64 " bytes of output", trace->limit);
		return;
	case ENDING_MEMORY_LIMIT:
		add_words(text, size, "it was stopped, because it used more than %" PRId64 " bytes of memory",
			  trace->limit);
		return;
	case ENDING_TASK_LIMIT:
		add_words(text, size, "it was stopped at %" PRId64 " processes and threads", trace->limit);
		return;
	}
	add_waits(trace, text, size);
}

/* What a signal usually means to the program that it killed; NULL when there is nothing useful to say. */
static const char *signal_meaning(int number)
{
	switch (number) {
	case SIGSEGV: return "it used memory that is not its own";
	case SIGBUS: return "it used memory that is not there";
	case SIGABRT: return "it gave itself up: a failed assertion, or damaged memory that libc noticed";
	case SIGFPE: return "a calculation without a result, often a division by zero";
	case SIGILL: return "it ran into bytes that are no instruction";
	case SIGPIPE: return "it wrote to a pipe or connection that nobody reads any more";
	case SIGALRM: return "its alarm rang, and it had no handler for it";
	case SIGKILL: return "it was ended by force";
	case SIGTERM: return "it was asked to end";
	case SIGINT: return "it was interrupted, as by Ctrl-C";
	case SIGHUP: return "its terminal went away";
	case SIGSYS: return "it made a system call that is not allowed here";
	case SIGXCPU: return "it used too much processor time";
	case SIGTRAP: return "it ran into a breakpoint";
	case SIGUSR1:
	case SIGUSR2: return "it had no handler for this signal";
	default: return NULL;
	}
}

void status_words(int wait_status, char *text, size_t size)
{
	if (!WIFSIGNALED(wait_status)) {
		snprintf(text, size, "exit status %d", WEXITSTATUS(wait_status));
		return;
	}

	int number = WTERMSIG(wait_status);
	const char *name = sigabbrev_np(number);
	const char *meaning = signal_meaning(number);

	if (name)
		snprintf(text, size, "killed by SIG%s", name);
	else
		snprintf(text, size, "killed by signal %d", number);
	if (meaning)
		add_words(text, size, " (%s)", meaning);
}

void time_words(nanoseconds time, char *text, size_t size)
{
	nanoseconds thousandths = (time + MILLISECOND / 2) / MILLISECOND;

	snprintf(text, size, "%" PRId64 ".%03d s", thousandths / 1000, (int)(thousandths % 1000));
}

/* Whether a task carries a name of its own: not the one that its process began with. */
static bool has_own_name(const struct trace *trace, const struct task *task)
{
	return task->name[0] && strcmp(task->name, trace->tasks[task->process].name) != 0;
}

void task_words(const struct trace *trace, int task, char *text, size_t size)
{
	if (task == NOBODY) {
		snprintf(text, size, "nobody");
		return;
	}

	const struct task *it = &trace->tasks[task];

	if (it->creator == NOBODY)
		snprintf(text, size, "main");
	else if (it->is_thread && has_own_name(trace, it))
		snprintf(text, size, "thread %s (%d)", it->name, it->id);
	else if (it->is_thread)
		snprintf(text, size, "thread %d", it->id);
	else if (trace->tasks[it->creator].process == 0)
		snprintf(text, size, "child %d", it->id);
	else
		snprintf(text, size, "process %d, a child of %d", it->id,
			 trace->tasks[trace->tasks[it->creator].process].id);
}

void line_words(const struct line *line, char *text, size_t size)
{
	const size_t most = 60;

	snprintf(text, size, "\"");
	for (size_t i = 0; i < line->length && i < most; i++) {
		if (line->text[i])
			add_words(text, size, "%c", line->text[i]);
		else
			add_words(text, size, "\\0");
	}
	add_words(text, size, line->length > most ? "...\"" : "\"");
}

bool near_words(const struct trace *trace, const char *word, char *text, size_t size)
{
	struct lines lines = trace_lines(trace, STREAM_OUTPUT);
	char start[128], quoted[300];
	bool found = false;

	for (int i = 0; i < lines.count && !found; i++) {
		const struct line *line = &lines.items[i];
		size_t length = line->length < sizeof start ? line->length : sizeof start - 1;

		memcpy(start, line->text, length);
		start[length] = '\0';
		found = strcasestr(start, word) != NULL;
		if (!found)
			continue;
		line_words(line, quoted, sizeof quoted);
		snprintf(text, size, "line %d comes near: %s", i + 1, quoted);
	}
	lines_release(&lines);
	return found;
}

void times_words(int count, char *text, size_t size)
{
	if (count == 1)
		snprintf(text, size, "once");
	else if (count == 2)
		snprintf(text, size, "twice");
	else
		snprintf(text, size, "%d times", count);
}

bool read_decimal(const char *text, size_t length, int *number)
{
	int64_t value = 0;

	if (length == 0 || (text[0] == '0' && length > 1))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = 10 * value + (text[i] - '0');
		if (value > INT32_MAX)
			return false;
	}
	*number = (int)value;
	return true;
}
