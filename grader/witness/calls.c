#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <linux/futex.h>
#include <linux/ptrace.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* What the others of a process may use on their way out before one of them ends it all. */
#define LAST_INSTRUCTIONS_MAX (100 * MILLISECOND)

static void enter_create(struct witness *witness, struct tracee *tracee)
{
	const uint64_t forbidden = CLONE_UNTRACED | CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
				   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
	bool clone = tracee->call.number == SYS_clone;

	tracee->clone_flags = clone ? tracee->call.arguments[0] : 0;
	tracee->clone_parent_tid = tracee->call.arguments[2];
	tracee->clone_tls = tracee->call.arguments[ARCH_CLONE_TLS];
	tracee->clone_child_tid = tracee->call.arguments[ARCH_CLONE_CHILD_TID];
	if (tracee->clone_flags & forbidden)
		arch_answer(tracee->tid, -EPERM);
	else if (witness->count >= witness->options->task_limit)
		stop(witness, ENDING_TASK_LIMIT, witness->options->task_limit);
}

static void finish_process(struct witness *witness, struct tracee *tracee)
{
	int status = (int)tracee->call.arguments[0];
	int process = witness->trace->tasks[tracee->task].process;

	if (witness->stopping || witness->trace->tasks[process].process_ended != NEVER)
		record(witness, tracee, EVENT_FINISH)->value = status;
	else
		process_over(witness, tracee, status);
	if (witness->options->hold_end && witness->trace->tasks[tracee->task].process == 0) {
		tracee->hold = HOLD_END;
		tracee->held_since = witness->clock.now;
	}
}

/* Whether another task of the process runs on; one that is held, blocked or about to be gone does not. */
static bool others_run(const struct witness *witness, const struct tracee *tracee)
{
	for (int i = 0; i < witness->count; i++) {
		const struct tracee *other = witness->tracees[i];

		if (other != tracee && other->tgid == tracee->tgid && !other->dying && !other->blocked &&
		    other->hold == HOLD_NONE)
			return true;
	}
	return false;
}

/*
 * Where main has left by pthread_exit, the C library ends the process with the last thread that has finished its work,
 * while others that have finished too are still on their last instructions. They get the time for these.
 */
static void enter_finish(struct witness *witness, struct tracee *tracee)
{
	if (!tracee->is_first && others_run(witness, tracee)) {
		tracee->hold = HOLD_FINISH;
		witness->holds_finish = true;
		tracee->held_cpu = witness->cpu;
		return;
	}
	finish_process(witness, tracee);
}

bool call_finish_look(struct witness *witness)
{
	for (int i = 0; i < witness->count; i++) {
		struct tracee *tracee = witness->tracees[i];

		if (tracee->hold != HOLD_FINISH ||
		    (others_run(witness, tracee) && witness->cpu - tracee->held_cpu < LAST_INSTRUCTIONS_MAX))
			continue;
		tracee->hold = HOLD_NONE;
		finish_process(witness, tracee);
		tracee_resume(witness, tracee);
		return true;
	}
	return false;
}

/* The thread whose end wakes a wait for this word. */
static int thread_by_tid_address(const struct witness *witness, pid_t tgid, uint64_t address)
{
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->tgid == tgid && witness->tracees[i]->tid_address == address && address != 0)
			return witness->tracees[i]->task;
	return NOBODY;
}

/* Whether a signal stays among the program's own tasks. One to everybody (-1) does not. */
static bool stays_inside(const struct witness *witness, const struct call *call)
{
	int target = signal_target(call), id = target < 0 ? -target : target;

	for (int i = 0; i < witness->count; i++)
		if (target != -1 && witness->tracees[i]->task != NOBODY &&
		    witness->trace->tasks[witness->tracees[i]->task].id == id)
			return true;
	return target == 0;
}

/* Where there is no pid namespace, the program could signal the user's other processes, the grader's too. */
static void enter_signal(struct witness *witness, struct tracee *tracee)
{
	if (witness->options->own_processes || stays_inside(witness, &tracee->call))
		tracee->to_exit = true;
	else
		arch_answer(tracee->tid, -EPERM);
}

static bool is_same_call(const struct call *call, const struct ptrace_syscall_info *info)
{
	return call->number == (long)info->seccomp.nr &&
	       memcmp(call->arguments, info->seccomp.args, sizeof call->arguments) == 0;
}

/* Fill in tracee->call. Returns false when it goes on with an interrupted one, or is gone. */
static bool read_call(struct witness *witness, struct tracee *tracee)
{
	struct ptrace_syscall_info info;
	struct call *call = &tracee->call;
	bool again = tracee->interrupted;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee->tid, sizeof info, &info) <= 0)
		return false;
	tracee->fired = tracee->interrupted = tracee->repeat = false;
	if (again && (info.seccomp.nr == SYS_restart_syscall || is_same_call(call, &info))) {
		tracee->to_exit = true;
		if (info.seccomp.nr != SYS_restart_syscall)
			call_make_endless(witness, tracee);
		return false;
	}
	call->kind = call_kind((long)info.seccomp.nr);
	call->number = (long)info.seccomp.nr;
	memcpy(call->arguments, info.seccomp.args, sizeof call->arguments);
	call->began = witness->clock.now;
	call->began_at = witness->trace->event_count;
	call->deadline = NEVER;
	return true;
}

void call_enter(struct witness *witness, struct tracee *tracee)
{
	if (!read_call(witness, tracee))
		return;
	switch (tracee->call.kind) {
	case CALL_CREATE: enter_create(witness, tracee); break;
	case CALL_WRITE: write_call_enter(witness, tracee); break;
	case CALL_MOVE: move_call_enter(witness, tracee); break;
	case CALL_CLOCK: clock_call_enter(witness, tracee); break;
	case CALL_ALARM: alarm_call_enter(witness, tracee); break;
	case CALL_UNFOLLOWED: unfollowed_call_enter(witness, tracee); break;
	case CALL_PROCESSORS: processor_release(witness); break;
	case CALL_TIMER: timer_call_enter(witness, tracee); break;
	case CALL_FINISH: enter_finish(witness, tracee); break;
	case CALL_WAIT:
		tracee->to_exit = true;
		schedule_wait(witness, tracee, wait_options(&tracee->call) & WNOHANG);
		break;
	case CALL_BLOCK:
		tracee->call.joined = thread_by_tid_address(witness, tracee->tgid, tracee->call.arguments[0]);
		/* fall through */
	case CALL_SLEEP:
	case CALL_POLL:
		tracee->to_exit = true;
		call_read_deadline(witness, tracee);
		call_make_endless(witness, tracee);
		break;
	case CALL_SIGNAL: enter_signal(witness, tracee); break;
	case CALL_EXEC:
	case CALL_SOCKET: tracee->to_exit = true; break;
	default: break;
	}
	if (tracee->call.kind == CALL_POLL || tracee->call.number == SYS_accept || tracee->call.number == SYS_accept4)
		companion_act(witness, true);
	/* Nothing more comes of it; what the task does next must not be taken for this call. */
	if (!tracee->to_exit)
		tracee->call.kind = CALL_NONE;
}

/* Whether the call never is made again by the kernel after a signal, not even after one that nobody catches: signal(7). */
static bool ends_with_any_signal(const struct call *call)
{
	switch (call->number) {
#ifdef SYS_epoll_wait
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
	case SYS_epoll_pwait2:
	case SYS_rt_sigtimedwait:
	case SYS_semtimedop: return true;
	default: return false;
	}
}

void call_leave(struct witness *witness, struct tracee *tracee)
{
	struct ptrace_syscall_info info;
	struct call *call = &tracee->call;
	long result;
	bool interrupted, never_again;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee->tid, sizeof info, &info) <= 0 ||
	    info.op != PTRACE_SYSCALL_INFO_EXIT)
		return;
	if (call->kind == CALL_NONE) {
		schedule_late(witness, tracee);
		return;
	}
	result = call_undo_endless(tracee, (long)info.exit.rval);
	never_again = result == -EINTR && ends_with_any_signal(call);
	interrupted = never_again || (result <= -ERESTARTSYS && result >= -ERESTART_RESTARTBLOCK);
	if (interrupted && tracee->fired) {
		tracee->fired = false;
		call_clear_results(tracee);
		result = call->timed_out;
		arch_set_result(tracee->tid, result);
	} else if (interrupted) {
		tracee->interrupted = true;
		tracee->repeat = never_again;
		tracee->ends_handled = never_again || result == -ERESTARTNOHAND || result == -ERESTART_RESTARTBLOCK;
		return;
	}
	call_finish(witness, tracee, result);
	schedule_late(witness, tracee);
}
