/*
 * How a run or a process came to its end, in a person's words.
 */
#define _GNU_SOURCE 1

#include "lessons/judge.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define MIB (1024 * 1024)

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

/* Whether most of what the program created are threads. */
static bool has_mostly_threads(const struct trace *trace)
{
	return trace_count_threads(trace, NOBODY) > trace_count_processes(trace);
}

const char *ending_hint(const struct trace *trace)
{
	switch (trace->ending) {
	case ENDING_DEADLOCK: return "Who waits here, and what for? Will it ever come?";
	case ENDING_OUTPUT_LIMIT: return "Which line prints again and again here, and what was to end it?";
	case ENDING_MEMORY_LIMIT: return "Which line asks for memory again and again here, and what was to end it?";
	case ENDING_TASK_LIMIT:
		if (has_mostly_threads(trace))
			return "How often does the program come past the call that creates a thread, and what was to "
			       "end that?";
		return "After fork, parent and child go on at the same line. What keeps the child from creating "
		       "children of its own?";
	default: return "What goes on and on here, and what was to end it?";
	}
}

/* "1 MiB"; what is no whole number of these is cut. */
static void add_size(int64_t bytes, char *text, size_t size)
{
	if (bytes >= MIB)
		add_words(text, size, "%" PRId64 " MiB", bytes / MIB);
	else
		add_words(text, size, "%" PRId64 " bytes", bytes);
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
		add_words(text, size, "it was stopped, because it printed more than ");
		add_size(trace->limit, text, size);
		return;
	case ENDING_MEMORY_LIMIT:
		add_words(text, size, "it was stopped, because it asked for more than ");
		add_size(trace->limit, text, size);
		return;
	case ENDING_TASK_LIMIT:
		add_words(text, size, "it created %" PRId64 " %s", trace->limit,
			  has_mostly_threads(trace) ? "threads and was stopped"
						    : "processes and was stopped: a fork bomb");
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

bool cut_short_words(const struct trace *trace, char *text, size_t size)
{
	const struct task *first = &trace->tasks[0];

	if (trace->ending != ENDING_BY_ITSELF) {
		ending_words(trace, text, size);
		return true;
	}
	if (trace->task_count == 0 || first->process_ended == NEVER || !WIFSIGNALED(first->status))
		return false;
	snprintf(text, size, "main: ");
	status_words(first->status, text + strlen(text), size - strlen(text));
	return true;
}

const char *cut_short_hint(const struct trace *trace)
{
	if (trace->ending != ENDING_BY_ITSELF)
		return ending_hint(trace);
	return "In which line was it killed? A debugger shows it: gdb, then run, then bt.";
}
