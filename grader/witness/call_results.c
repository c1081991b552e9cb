/*
 * What calls did, once they have returned.
 */
#include "witness/memory.h"
#include "witness/watching.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* pthread_cancel(3) sends it: the first real-time signal, which glibc keeps for itself. */
#define CANCEL_SIGNAL 32

/* The task of the child with this id, as its parent sees it. */
static int child_by_id(const struct trace *trace, int id)
{
	for (int i = trace->task_count - 1; i > 0; i--)
		if (!trace->tasks[i].is_thread && trace->tasks[i].id == id)
			return i;
	return NOBODY;
}

static void leave_wait(struct witness *witness, struct tracee *tracee, long result)
{
	const struct call *call = &tracee->call;
	bool by_id = call->number == SYS_waitid;
	uint64_t options = wait_options(call);
	siginfo_t info = { 0 };
	int id = (int)result;
	struct event *event;

	if (by_id && result == 0 && call->arguments[2] != 0) {
		memory_read(tracee->tid, call->arguments[2], &info, sizeof info);
		id = info.si_pid;
	}
	event = record(witness, tracee, EVENT_WAIT);
	event->polled = options & WNOHANG;
	event->error = result < 0 ? (int)-result : 0;
	event->value = id;
	if (result < 0 || id <= 0)
		return;
	event->other = child_by_id(witness->trace, id);
	/* It may also have stopped, or gone on (WUNTRACED): to hear of that is not to wait for its end. */
	if (event->other != NOBODY && witness->trace->tasks[event->other].process_ended == NEVER)
		event->other = NOBODY;
	if (event->other == NOBODY || (by_id && (options & WNOWAIT)) || (by_id && !(options & WEXITED)))
		return;
	witness->trace->tasks[event->other].reaped = event->at;
	witness->trace->tasks[event->other].reaped_at = witness->trace->event_count - 1;
}

static void leave_block(struct witness *witness, struct tracee *tracee, long result)
{
	struct event *event = record(witness, tracee, EVENT_BLOCK);

	event->error = result < 0 ? (int)-result : 0;
	event->other = tracee->call.joined;
}

static void leave_sleep(struct witness *witness, struct tracee *tracee, long result)
{
	struct event *event = record(witness, tracee, EVENT_SLEEP);

	tracee->naps++;
	witness->naps++;
	event->error = result < 0 ? (int)-result : 0;
	event->value = tracee->call.deadline == NEVER ? 0 : tracee->call.deadline - tracee->call.began;
}

static void leave_signal(struct witness *witness, struct tracee *tracee, long result)
{
	const struct call *call = &tracee->call;
	struct trace *trace = witness->trace;
	bool to_thread = signal_is_to_thread(call);
	struct event *event = record(witness, tracee, EVENT_SIGNAL);

	event->value = signal_number(call);
	event->error = result < 0 ? (int)-result : 0;
	event->to_group = !to_thread && signal_target(call) <= 0;
	for (int i = trace->task_count - 1; i >= 0 && event->other == NOBODY; i--)
		if (trace->tasks[i].id == signal_target(call) && (to_thread || !trace->tasks[i].is_thread))
			event->other = i;
	if (to_thread && event->error == 0 && event->other != NOBODY && event->value == CANCEL_SIGNAL)
		trace->tasks[event->other].cancelled = true;
}

/* An exec that failed; one that succeeds never comes back to the program that called it. */
static void leave_exec(struct witness *witness, struct tracee *tracee, long result)
{
	const struct call *call = &tracee->call;
	struct event *event = record(witness, tracee, EVENT_EXEC);
	char path[PATH_MAX];

	memory_read_text(tracee->tid, call->arguments[call->number == SYS_execveat], path, sizeof path);
	snprintf(event->name, sizeof event->name, "%s", basename(path));
	event->error = (int)-result;
}

void call_finish(struct witness *witness, struct tracee *tracee, long result)
{
	call_write_remaining(witness, tracee, result);
	switch (tracee->call.kind) {
	case CALL_WAIT: leave_wait(witness, tracee, result); break;
	case CALL_BLOCK: leave_block(witness, tracee, result); break;
	case CALL_SLEEP: leave_sleep(witness, tracee, result); break;
	case CALL_POLL:
		if (call_is_sleep(&tracee->call))
			leave_sleep(witness, tracee, result);
		else
			record(witness, tracee, EVENT_POLL)->value = result;
		break;
	case CALL_CLOCK: clock_call_leave(witness, tracee, result); break;
	case CALL_EXEC: leave_exec(witness, tracee, result); break;
	case CALL_SOCKET: socket_call_leave(witness, tracee, result); break;
	case CALL_TIMER: timer_call_leave(tracee, result); break;
	case CALL_SIGNAL: leave_signal(witness, tracee, result); break;
	default: break;
	}
	tracee->call.kind = CALL_NONE;
	tracee->call.deadline = NEVER;
}
