/*
 * What the stops of a task mean, other than those at calls: births, execs, signals, ends.
 */
#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

/* A child that is dead but still there when its parent goes: nobody has waited for it. */
static void note_zombies(struct witness *witness, int process)
{
	struct trace *trace = witness->trace;

	for (int i = 1; i < trace->task_count; i++) {
		struct task *task = &trace->tasks[i];

		if (task->is_thread || task->process_ended == NEVER || task->reaped != NEVER ||
		    trace->tasks[task->creator].process != process)
			continue;
		task->zombie = tracee_of_task(witness, i) != NULL || proc_state(witness->outer[i]) == 'Z';
	}
}

void process_over(struct witness *witness, struct tracee *tracee, int status)
{
	struct trace *trace = witness->trace;
	int process = trace->tasks[tracee->task].process;

	if (trace->tasks[process].process_ended != NEVER || witness->stopping)
		return;
	for (int i = 0; i < witness->count; i++) {
		struct tracee *other = witness->tracees[i];
		struct task *task = other->task == NOBODY ? NULL : &trace->tasks[other->task];

		if (task == NULL || task->process != process || other->dying)
			continue;
		tracee_name(other, task->name);
		if (task->is_thread)
			task->detachment = descriptor_detachment(other->tid, other->descriptor);
	}
	note_zombies(witness, process);
	trace_finish_process(trace, tracee->task, status, witness->clock.now);
}

static void remember_outer(struct witness *witness, int task, pid_t tid)
{
	if (task >= witness->outer_capacity) {
		witness->outer_capacity = 2 * task + 16;
		witness->outer = realloc(witness->outer, (size_t)witness->outer_capacity * sizeof *witness->outer);
		if (witness->outer == NULL)
			abort();
	}
	witness->outer[task] = tid;
}

/*
 * The newborn's id as the program sees it. Of a thread the kernel has told its creator; to ask /proc takes longer, and is
 * kept for processes, whose ids are judged.
 */
static int inner_id(const struct tracee *creator, const struct tracee *newborn)
{
	int id;

	if (!newborn->is_first && (creator->clone_flags & CLONE_PARENT_SETTID) &&
	    memory_read(creator->tid, creator->clone_parent_tid, &id, sizeof id))
		return id;
	return proc_inner_id(newborn->tid);
}

/* Whether the newborn uses its creator's memory, and not a copy of it. vfork(2) as a call of its own has no flags. */
static bool shares_memory(const struct tracee *creator, int event)
{
	return creator->clone_flags != 0 ? creator->clone_flags & CLONE_VM : event == PTRACE_EVENT_VFORK;
}

/* A creator's stop right after it has created a task. The newborn's own first stop comes before or after this. */
static void on_birth(struct witness *witness, struct tracee *creator, int event)
{
	unsigned long message = 0;
	bool is_thread = creator->clone_flags & CLONE_THREAD;
	struct tracee *newborn;

	if (ptrace(PTRACE_GETEVENTMSG, creator->tid, 0, &message) != 0 || creator->task == NOBODY)
		return;
	newborn = tracee_find(witness, (pid_t)message);
	if (newborn == NULL) {
		newborn = tracee_add(witness, (pid_t)message);
		newborn->hold = HOLD_UNBORN;
	}
	newborn->tgid = is_thread ? creator->tgid : newborn->tid;
	newborn->is_first = !is_thread;
	newborn->creator = creator;
	newborn->base = witness->clock.now;
	if (is_thread && (creator->clone_flags & CLONE_SETTLS))
		newborn->descriptor = creator->clone_tls;
	if (creator->clone_flags & CLONE_CHILD_CLEARTID)
		newborn->tid_address = creator->clone_child_tid;
	newborn->task = trace_add_task(witness->trace, creator->task, inner_id(creator, newborn), is_thread,
				       witness->clock.now);
	remember_outer(witness, newborn->task, newborn->tid);
	if (!shares_memory(creator, event))
		buffers_copied(witness, creator, newborn);
	creator->in_vfork = event == PTRACE_EVENT_VFORK;
	newborn->hold = HOLD_NONE;
	processor_born(witness, creator->tid, newborn->tid);
	schedule_born(witness, creator, newborn);
	tracee_resume(witness, newborn);
}

/* exec ends the other threads, and gives the caller the id of its process's first task. */
static struct tracee *on_exec(struct witness *witness, struct tracee *tracee)
{
	unsigned long former = 0;
	struct tracee *caller;

	ptrace(PTRACE_GETEVENTMSG, tracee->tid, 0, &former);
	caller = tracee_find(witness, (pid_t)former);
	if (caller != NULL && caller != tracee) {
		nanoseconds alarm = tracee->alarm, interval = tracee->alarm_interval;
		pid_t tid = tracee->tid;

		if (tracee->task != NOBODY && witness->trace->tasks[tracee->task].ended == NEVER)
			trace_end_task(witness->trace, tracee->task, witness->clock.now);
		tracee_remove(witness, tracee);
		tracee_rename(witness, caller, tid);
		caller->is_first = true;
		caller->alarm = alarm;
		caller->alarm_interval = interval;
		tracee = caller;
	}
	tracee->stopped = true;
	tracee->call.kind = CALL_NONE;
	tracee->descriptor = tracee->tid_address = tracee->stream_list = 0;
	tracee->copy = (struct copy){ 0 };
	tracee_update_time(witness, tracee);
	memory_hide_vdso(tracee->tid, arch_stack(tracee->tid));
	if (!witness->started) {
		witness->started = true;
		clock_start(&witness->clock, witness->options->real_time ? CLOCK_REAL : CLOCK_SKIPPING);
		tracee->base = witness->cpu = 0;
		tracee->task = trace_add_task(witness->trace, NOBODY, proc_inner_id(tracee->tid), false, 0);
		remember_outer(witness, tracee->task, tracee->tid);
	} else if (tracee->task != NOBODY) {
		record(witness, tracee, EVENT_EXEC);
	}
	tracee_name(tracee, witness->trace->tasks[tracee->task].name);
	return tracee;
}

static bool is_last_of_process(const struct witness *witness, const struct tracee *tracee)
{
	for (int i = 0; i < witness->count; i++) {
		const struct tracee *other = witness->tracees[i];

		if (other != tracee && other->tgid == tracee->tgid && !other->dying)
			return false;
	}
	return true;
}

/* A signal that kills its own sender: the call that sent it never returns. */
static void note_own_signal(struct witness *witness, struct tracee *tracee, int status)
{
	const struct call *call = &tracee->call;

	if (tracee->task != NOBODY && call->kind == CALL_SIGNAL && WIFSIGNALED(status) &&
	    WTERMSIG(status) == signal_number(call))
		call_finish(witness, tracee, 0);
}

/* The task is about to end; it can still be looked at. */
static void on_end(struct witness *witness, struct tracee *tracee)
{
	struct trace *trace = witness->trace;
	unsigned long status = 0;
	struct task *task;

	tracee->dying = true;
	ptrace(PTRACE_GETEVENTMSG, tracee->tid, 0, &status);
	note_own_signal(witness, tracee, (int)status);
	tracee->call.kind = CALL_NONE;
	if (tracee->task == NOBODY)
		return;
	task = &trace->tasks[tracee->task];
	if (trace->tasks[task->process].process_ended == NEVER) {
		tracee_name(tracee, task->name);
		if (task->is_thread)
			task->detachment = descriptor_detachment(tracee->tid, tracee->descriptor);
	}
	trace_end_task(trace, tracee->task, witness->clock.now);
	task = &trace->tasks[tracee->task];
	if (trace->tasks[task->process].process_ended == NEVER &&
	    (WIFSIGNALED((int)status) || is_last_of_process(witness, tracee))) {
		note_zombies(witness, task->process);
		trace->tasks[task->process].process_ended = witness->clock.now;
		trace->tasks[task->process].process_ended_at = trace->event_count;
	}
}

void task_died(struct witness *witness, struct tracee *tracee, int status)
{
	struct trace *trace = witness->trace;

	if (tracee->task != NOBODY) {
		if (trace->tasks[tracee->task].ended == NEVER)
			trace_end_task(trace, tracee->task, witness->clock.now);
		if (tracee->is_first)
			trace_end_process(trace, trace->tasks[tracee->task].process, status, witness->clock.now);
	}
	tracee_remove(witness, tracee);
}

static bool is_stopping(int signal)
{
	return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/* A signal is about to be delivered. It goes on to the program. */
static void on_signal(struct witness *witness, struct tracee *tracee, int signal)
{
	tracee->signal = signal;
	if (!tracee->interrupted)
		return;
	if (tracee->ends_handled && (proc_catches(tracee->tid, signal) || (tracee->repeat && is_stopping(signal)))) {
		tracee->interrupted = false;
		call_finish(witness, tracee, -EINTR);
	} else if (tracee->repeat) {
		/* Under a tracer even an ignored signal ends some calls early. Without one the program would not have noticed. */
		arch_repeat(tracee->tid, tracee->call.number, tracee->call.arguments[0]);
	}
	tracee->repeat = false;
}

/* A stop without a system call: a newborn's first, the end of our interruption, or a group-stop. */
static void on_stop(struct tracee *tracee, int signal)
{
	tracee->group_stopped = is_stopping(signal);
	if (tracee->group_stopped) {
		tracee->stopped = false;
		ptrace(PTRACE_LISTEN, tracee->tid, 0, 0);
	}
}

struct tracee *task_stopped(struct witness *witness, struct tracee *tracee, int event, int signal)
{
	switch (event) {
	case 0:
		if (signal == (SIGTRAP | 0x80))
			call_leave(witness, tracee);
		else
			on_signal(witness, tracee, signal);
		break;
	case PTRACE_EVENT_SECCOMP:
		if (witness->started)
			call_enter(witness, tracee);
		break;
	case PTRACE_EVENT_CLONE:
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK: on_birth(witness, tracee, event); break;
	case PTRACE_EVENT_VFORK_DONE: tracee->in_vfork = false; break;
	case PTRACE_EVENT_EXEC: return on_exec(witness, tracee);
	case PTRACE_EVENT_EXIT: on_end(witness, tracee); break;
	case PTRACE_EVENT_STOP: on_stop(tracee, signal); break;
	default: break;
	}
	return tracee;
}
