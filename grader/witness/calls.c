#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <linux/futex.h>
#include <linux/ptrace.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* What the kernel returns inside itself when a signal interrupts a call that it may make again: linux/errno.h */
#define ERESTARTSYS 512
#define ERESTART_RESTARTBLOCK 516

/* pthread_cancel(3) sends it: the first real-time signal, which glibc keeps for itself. */
#define CANCEL_SIGNAL 32

/* Calls that older processors have besides the general ones. */
#ifdef SYS_fork
static enum call_kind old_call_kind(long number)
{
	switch (number) {
	case SYS_fork:
	case SYS_vfork:
		return CALL_CREATE;
	case SYS_poll:
	case SYS_select:
	case SYS_epoll_wait:
	case SYS_pause:
		return CALL_POLL;
	case SYS_time:
		return CALL_CLOCK;
	case SYS_alarm:
		return CALL_ALARM;
	default:
		return CALL_NONE;
	}
}
#else
static enum call_kind old_call_kind(long number)
{
	(void)number;
	return CALL_NONE;
}
#endif

enum call_kind call_kind(long number)
{
	switch (number) {
	case SYS_clone:
		return CALL_CREATE;
	case SYS_write:
	case SYS_writev:
	case SYS_pwritev2:
		return CALL_WRITE;
	case SYS_wait4:
	case SYS_waitid:
		return CALL_WAIT;
	case SYS_futex:
	case SYS_futex_waitv:
		return CALL_BLOCK;
	case SYS_nanosleep:
	case SYS_clock_nanosleep:
		return CALL_SLEEP;
	case SYS_ppoll:
	case SYS_pselect6:
	case SYS_epoll_pwait:
	case SYS_epoll_pwait2:
	case SYS_rt_sigtimedwait:
	case SYS_rt_sigsuspend:
	case SYS_semtimedop:
	case SYS_mq_timedsend:
	case SYS_mq_timedreceive:
		return CALL_POLL;
	case SYS_clock_gettime:
	case SYS_gettimeofday:
	case SYS_times:
		return CALL_CLOCK;
	case SYS_setitimer:
	case SYS_getitimer:
		return CALL_ALARM;
	case SYS_timer_create:
	case SYS_timerfd_create:
	case SYS_setsockopt:
	case SYS_recvmmsg:
		return CALL_UNFOLLOWED;
	case SYS_bind:
	case SYS_listen:
	case SYS_accept:
	case SYS_accept4:
	case SYS_connect:
		return CALL_SOCKET;
	case SYS_kill:
	case SYS_tkill:
	case SYS_tgkill:
		return CALL_SIGNAL;
	case SYS_exit_group:
		return CALL_FINISH;
	case SYS_restart_syscall:
		return CALL_RESTART;
	default:
		return old_call_kind(number);
	}
}

bool call_is_sleep(const struct call *call)
{
	switch (call->number) {
#ifdef SYS_poll
	case SYS_poll:
		return call->arguments[1] == 0 && call->deadline != NEVER;
	case SYS_select:
#endif
	case SYS_pselect6:
		return call->arguments[0] == 0 && call->deadline != NEVER;
	case SYS_ppoll:
		return call->arguments[1] == 0 && call->deadline != NEVER;
	default:
		return call->kind == CALL_SLEEP;
	}
}

/* Which of the program's standard streams the descriptor leads to; STREAM_COUNT for none. */
static enum stream stream_of(const struct witness *witness, const struct tracee *tracee, int fd)
{
	char path[64];
	struct stat status;

	snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)tracee->tid, fd);
	if (stat(path, &status) != 0)
		return STREAM_COUNT;
	for (enum stream stream = 0; stream < STREAM_COUNT; stream++)
		if (status.st_dev == witness->options->streams[stream].device &&
		    status.st_ino == witness->options->streams[stream].inode)
			return stream;
	return STREAM_COUNT;
}

static void enter_create(struct witness *witness, struct tracee *tracee)
{
	const uint64_t forbidden = CLONE_UNTRACED | CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
				   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
	bool clone = tracee->call.number == SYS_clone;

	tracee->clone_flags = clone ? tracee->call.arguments[0] : 0;
	tracee->clone_tls = tracee->call.arguments[ARCH_CLONE_TLS];
	tracee->clone_child_tid = tracee->call.arguments[ARCH_CLONE_CHILD_TID];
	if (tracee->clone_flags & forbidden)
		arch_answer(tracee->tid, -EPERM);
	else if (witness->count >= witness->options->task_limit)
		stop(witness, ENDING_TASK_LIMIT, witness->options->task_limit);
}

static void enter_write(struct witness *witness, struct tracee *tracee)
{
	enum stream stream = stream_of(witness, tracee, (int)tracee->call.arguments[0]);

	tracee->to_exit = stream != STREAM_COUNT;
	tracee->call.stream = stream;
	if (stream == STREAM_COUNT) {
		tracee->call.kind = CALL_NONE;
		return;
	}
	/* One at a time, so that the order of the bytes is known. */
	if (witness->writers[stream] == NULL)
		witness->writers[stream] = tracee;
	else
		tracee->hold = HOLD_WRITER;
}

static void enter_unfollowed(struct witness *witness, struct tracee *tracee)
{
	const char *what = tracee->call.number == SYS_timer_create      ? "timer_create"
			   : tracee->call.number == SYS_timerfd_create ? "timerfd_create"
			   : tracee->call.number == SYS_recvmmsg       ? "recvmmsg"
								       : "SO_RCVTIMEO";

	if (tracee->call.number == SYS_recvmmsg && tracee->call.arguments[4] == 0)
		return;
	if (witness->trace->clock_followed)
		snprintf(witness->trace->clock_note, sizeof witness->trace->clock_note, "%s", what);
	witness->trace->clock_followed = false;
	clock_follow_real_time(&witness->clock);
}

static void enter_finish(struct witness *witness, struct tracee *tracee)
{
	struct event *event = record(witness, tracee, EVENT_FINISH);

	event->value = (int)tracee->call.arguments[0];
	process_over(witness, tracee, (int)tracee->call.arguments[0]);
	if (witness->options->hold_end && witness->trace->tasks[tracee->task].process == 0) {
		tracee->hold = HOLD_END;
		tracee->held_since = witness->clock.now;
	}
}

/* The thread whose end wakes a wait for this word. */
static int thread_by_tid_address(const struct witness *witness, pid_t tgid, uint64_t address)
{
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->tgid == tgid && witness->tracees[i]->tid_address == address && address != 0)
			return witness->tracees[i]->task;
	return NOBODY;
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
	case CALL_CREATE:
		enter_create(witness, tracee);
		break;
	case CALL_WRITE:
		enter_write(witness, tracee);
		break;
	case CALL_CLOCK:
		clock_call_enter(witness, tracee);
		break;
	case CALL_ALARM:
		alarm_call_enter(witness, tracee);
		break;
	case CALL_UNFOLLOWED:
		enter_unfollowed(witness, tracee);
		break;
	case CALL_FINISH:
		enter_finish(witness, tracee);
		break;
	case CALL_WAIT:
		tracee->to_exit = true;
		schedule_wait(witness, tracee);
		break;
	case CALL_BLOCK:
		tracee->call.joined = thread_by_tid_address(witness, tracee->tgid, tracee->call.arguments[0]);
		/* fall through */
	case CALL_SLEEP:
	case CALL_POLL:
		tracee->to_exit = true;
		call_read_deadline(witness, tracee);
		break;
	case CALL_SOCKET:
	case CALL_SIGNAL:
		tracee->to_exit = true;
		break;
	default:
		break;
	}
	if (tracee->call.kind == CALL_POLL || tracee->call.number == SYS_accept || tracee->call.number == SYS_accept4)
		companion_act(witness, true);
}

static void record_write(struct witness *witness, struct tracee *tracee, long result)
{
	enum stream stream = tracee->call.stream;
	const uint64_t *arguments = tracee->call.arguments;
	size_t left = (size_t)result, length;
	char *text = malloc(left + 1);
	struct iovec part;

	if (text == NULL)
		abort();
	if (tracee->call.number == SYS_write) {
		if (memory_read(tracee->tid, arguments[1], text, left))
			left = 0;
	} else {
		for (uint64_t i = 0; left > 0 && i < arguments[2]; i++, left -= length) {
			length = 0;
			if (!memory_read(tracee->tid, arguments[1] + i * sizeof part, &part, sizeof part))
				break;
			length = part.iov_len < left ? part.iov_len : left;
			if (!memory_read(tracee->tid, (uintptr_t)part.iov_base, text + ((size_t)result - left), length))
				break;
		}
	}
	length = (size_t)result - left;
	proc_name(tracee->tid, witness->trace->tasks[tracee->task].name);
	trace_add_write(witness->trace, tracee->task, stream, text, length, witness->clock.now);
	free(text);
	witness->written += length;
	if (witness->written > witness->options->output_limit)
		stop(witness, ENDING_OUTPUT_LIMIT, (int64_t)witness->options->output_limit);
}

static void leave_write(struct witness *witness, struct tracee *tracee, long result)
{
	enum stream stream = tracee->call.stream;

	if (witness->writers[stream] == tracee)
		witness->writers[stream] = NULL;
	if (result > 0)
		record_write(witness, tracee, result);
	for (int i = 0; i < witness->count && witness->writers[stream] == NULL; i++)
		if (witness->tracees[i]->hold == HOLD_WRITER && witness->tracees[i]->call.stream == stream) {
			witness->writers[stream] = witness->tracees[i];
			tracee_release(witness, witness->tracees[i]);
		}
}

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
	uint64_t options = call->arguments[by_id ? 3 : 2];
	siginfo_t info = {0};
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
	if (event->other == NOBODY || (by_id && (options & WNOWAIT)) || (by_id && !(options & WEXITED)))
		return;
	if (witness->trace->tasks[event->other].process_ended != NEVER) {
		witness->trace->tasks[event->other].reaped = event->at;
		witness->trace->tasks[event->other].reaped_at = witness->trace->event_count - 1;
	}
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
	bool to_thread = call->number != SYS_kill;
	int id = (int)call->arguments[call->number == SYS_tgkill ? 1 : 0];
	struct event *event = record(witness, tracee, EVENT_SIGNAL);

	event->value = (int)call->arguments[call->number == SYS_tgkill ? 2 : 1];
	event->error = result < 0 ? (int)-result : 0;
	for (int i = trace->task_count - 1; i >= 0 && event->other == NOBODY; i--)
		if (trace->tasks[i].id == id && (to_thread || !trace->tasks[i].is_thread))
			event->other = i;
	if (to_thread && event->error == 0 && event->other != NOBODY && event->value == CANCEL_SIGNAL)
		trace->tasks[event->other].cancelled = true;
}

/* The call has returned: write down what it did. */
static void call_finish(struct witness *witness, struct tracee *tracee, long result)
{
	switch (tracee->call.kind) {
	case CALL_WRITE:
		leave_write(witness, tracee, result);
		break;
	case CALL_WAIT:
		leave_wait(witness, tracee, result);
		break;
	case CALL_BLOCK:
		leave_block(witness, tracee, result);
		break;
	case CALL_SLEEP:
		leave_sleep(witness, tracee, result);
		break;
	case CALL_POLL:
		if (call_is_sleep(&tracee->call))
			leave_sleep(witness, tracee, result);
		else
			record(witness, tracee, EVENT_POLL)->value = result;
		break;
	case CALL_CLOCK:
		clock_call_leave(witness, tracee, result);
		break;
	case CALL_SOCKET:
		socket_call_leave(witness, tracee, result);
		break;
	case CALL_SIGNAL:
		leave_signal(witness, tracee, result);
		break;
	default:
		break;
	}
	tracee->call.kind = CALL_NONE;
	tracee->call.deadline = NEVER;
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
	case SYS_semtimedop:
		return true;
	default:
		return false;
	}
}

void call_leave(struct witness *witness, struct tracee *tracee)
{
	struct ptrace_syscall_info info;
	struct call *call = &tracee->call;
	long result;
	bool interrupted, never_again;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee->tid, sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_EXIT)
		return;
	if (call->kind == CALL_NONE) {
		schedule_late(witness, tracee);
		return;
	}
	result = (long)info.exit.rval;
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
		call_write_remaining(witness, tracee);
		return;
	} else if (call->deadline != NEVER && result == call->timed_out && witness->clock.now < call->deadline) {
		tracee->hold = HOLD_EARLY;
		return;
	}
	call_finish(witness, tracee, result);
	schedule_late(witness, tracee);
}

void call_time_out(struct witness *witness, struct tracee *tracee)
{
	if (tracee->hold == HOLD_EARLY) {
		call_finish(witness, tracee, tracee->call.timed_out);
		tracee_release(witness, tracee);
	} else if (!tracee->stopped && !tracee->fired) {
		tracee->fired = true;
		ptrace(PTRACE_INTERRUPT, tracee->tid, 0, 0);
	}
}
