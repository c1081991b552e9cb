/*
 * A process that a signal killed: what the signal means, who sent it, and what to ask about it.
 */
#define _GNU_SOURCE 1

#include "lessons/judge.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* What a signal usually means when nobody in the program sent it; NULL when there is nothing useful to say. */
static const char *signal_meaning(int number)
{
	switch (number) {
	case SIGSEGV: return "it used memory that is not its own";
	case SIGBUS: return "it used memory that is not there";
	case SIGABRT: return "it gave itself up: a failed assertion, or damaged memory that libc noticed";
	case SIGFPE: return "a calculation without a result, often a division by zero";
	case SIGILL: return "it ran into bytes that are no instruction";
	case SIGPIPE: return "it wrote to a pipe or connection that nobody reads any more";
	case SIGALRM:
	case SIGVTALRM:
	case SIGPROF: return "an alarm rang, and it had no handler for it";
	case SIGKILL: return "it was ended by force";
	case SIGTERM: return "it was asked to end";
	case SIGINT: return "it was interrupted, as by Ctrl-C";
	case SIGHUP: return "its terminal went away";
	case SIGSYS: return "it made a system call that is not allowed here";
	case SIGXCPU: return "it used too much processor time";
	case SIGTRAP: return "it ran into a breakpoint";
	default: return "it had no handler for this signal";
	}
}

/* Whether the event sent this signal to a task of the process before the process was over. */
static bool may_have_killed(const struct trace *trace, const struct event *event, int process, int signal)
{
	return event->kind == EVENT_SIGNAL && !event->error && event->value == signal &&
	       event->began_at < trace->tasks[process].process_ended_at &&
	       (event->to_group || (event->other != NOBODY && trace->tasks[event->other].process == process));
}

/* The last event in which a task of the program sent the process the signal that killed it, NULL when none did. */
static const struct event *find_killing(const struct trace *trace, int process)
{
	int signal = WTERMSIG(trace->tasks[process].status);

	for (int i = trace->event_count - 1; i >= 0; i--)
		if (may_have_killed(trace, &trace->events[i], process, signal))
			return &trace->events[i];
	return NULL;
}

/* Whether a task sent the signal to itself or to its own process, as raise(3) and abort(3) do. */
static bool is_own(const struct trace *trace, const struct event *killing, int process)
{
	return !killing->to_group && trace->tasks[killing->task].process == process &&
	       (killing->other == killing->task || killing->other == process);
}

/* "sent by main to thread worker-2 (4713)"; appends. */
static void add_sender(const struct trace *trace, const struct event *killing, int process, char *text, size_t size)
{
	char name[64];

	if (killing->task == process && killing->other == process) {
		add_words(text, size, "sent by itself");
		return;
	}
	task_words(trace, killing->task, name, sizeof name);
	add_words(text, size, "sent by %s", name);
	if (is_own(trace, killing, process)) {
		add_words(text, size, ", to its own process");
	} else if (killing->to_group) {
		add_words(text, size, " to a whole group of processes");
	} else if (trace->tasks[killing->other].is_thread) {
		task_words(trace, killing->other, name, sizeof name);
		add_words(text, size, " to %s", name);
	}
}

bool was_killed(const struct trace *trace, int process)
{
	const struct task *task = &trace->tasks[process];

	return task->process_ended != NEVER && !task->killed_by_grader && WIFSIGNALED(task->status);
}

int find_killed(const struct trace *trace)
{
	for (int i = 0; i < trace->task_count; i++)
		if (trace->tasks[i].process == i && was_killed(trace, i))
			return i;
	return NOBODY;
}

void status_words(const struct trace *trace, int process, char *text, size_t size)
{
	int status = trace->tasks[process].status, signal = WTERMSIG(status);
	const char *name = sigabbrev_np(signal);
	const struct event *killing;

	if (!WIFSIGNALED(status)) {
		snprintf(text, size, "exit status %d", WEXITSTATUS(status));
		return;
	}
	if (name)
		snprintf(text, size, "killed by SIG%s (", name);
	else
		snprintf(text, size, "killed by signal %d (", signal);
	killing = find_killing(trace, process);
	/* Who calls abort sends itself SIGABRT; that says less than what it means. */
	if (!killing || signal == SIGABRT)
		add_words(text, size, "%s)", signal_meaning(signal));
	else {
		add_sender(trace, killing, process, text, size);
		add_words(text, size, ")");
	}
}

/* What to ask where one of the program's own tasks sent the signal. */
static const char *sent_hint(const struct trace *trace, const struct event *killing, int process)
{
	if (killing->to_group)
		return "kill with 0 or a negative number means a whole group of processes. Which number does the "
		       "call get here?";
	if (is_own(trace, killing, process))
		return "Which line sends this signal to its own process, and what is to happen then?";
	if (trace->tasks[killing->other].is_thread)
		return "A signal that nobody catches ends the whole process, whichever thread it was sent to. How "
		       "does a thread come to its end by itself?";
	if (killing->value == SIGKILL || killing->value == SIGTERM)
		return "Which call sends this signal, and does it have to? A process that has done its work ends by "
		       "itself.";
	return "Which call sends this signal, and to whom? A process without a handler for it ends with it.";
}

/* What to ask where the system sent the signal; NULL where only a debugger helps. */
static const char *system_hint(int signal)
{
	switch (signal) {
	case SIGPIPE: return "Who was to read at the other end, and was that end still open when this process wrote?";
	case SIGALRM:
	case SIGVTALRM:
	case SIGPROF: return "An alarm rang, and nobody caught it. Who set it, and what was to happen when it rings?";
	case SIGKILL:
		return "Nobody in the program sent this signal, so the system did, as it does where memory runs out. "
		       "Does the program use much of it? If not, the machine was short of it: run it again.";
	case SIGXCPU: return "What goes on and on here, and what was to end it?";
	case SIGSYS: return "Which call is made in an unusual way here? libc has a function for it.";
	case SIGSEGV:
	case SIGBUS:
	case SIGABRT:
	case SIGFPE:
	case SIGILL:
	case SIGTRAP: return NULL;
	default: return "Which line asks for this signal? A process without a handler for it ends with it.";
	}
}

/* What to look for in the line that the debugger shows. */
static const char *line_question(int signal)
{
	switch (signal) {
	case SIGSEGV:
	case SIGBUS: return "Which line was it in, and which pointer or index does that line use?";
	case SIGFPE: return "Which line was it in, and what does that line divide by?";
	case SIGABRT: return "Which line was it in? What assert or libc had to say stands on standard error.";
	default: return "Which line was it in?";
	}
}

void death_hint(const struct trace *trace, int process, const char *program, struct verdict *verdict)
{
	int signal = WTERMSIG(trace->tasks[process].status);
	const struct event *killing = find_killing(trace, process);
	const char *hint = system_hint(signal);

	if (!was_killed(trace, process))
		return;
	if (killing && signal != SIGABRT)
		verdict_hint(verdict, "%s", sent_hint(trace, killing, process));
	else if (hint)
		verdict_hint(verdict, "%s", hint);
	else
		verdict_hint(verdict, "%s A debugger shows it: gdb ./%s, %sthen run, then bt.", line_question(signal),
			     program, process == 0 ? "" : "then set follow-fork-mode child, ");
}
