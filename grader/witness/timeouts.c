#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <linux/futex.h>
#include <string.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>

/* How a call says how long it wants to wait. */
enum form { FORM_NONE, FORM_MILLISECONDS, FORM_TIMESPEC, FORM_TIMEVAL, FORM_ABSOLUTE };

struct timeout {
	enum form form;
	int argument;
	clockid_t clock; /* FORM_ABSOLUTE: whose reading it is */
	long timed_out;
};

static struct timeout futex_timeout(const struct call *call)
{
	struct timeout timeout = { FORM_TIMESPEC, 3, CLOCK_MONOTONIC, -ETIMEDOUT };
	int operation = (int)call->arguments[1] & FUTEX_CMD_MASK;

	if (operation != FUTEX_WAIT)
		timeout.form = FORM_ABSOLUTE;
	if ((call->arguments[1] & FUTEX_CLOCK_REALTIME) || operation == FUTEX_LOCK_PI)
		timeout.clock = CLOCK_REALTIME;
	return timeout;
}

static struct timeout sleep_timeout(const struct call *call)
{
	clockid_t clock = (clockid_t)call->arguments[0];

	/* A clock of processor time goes on only while somebody computes: the machine's timer is right. */
	if (!clock_is_wall(clock))
		return (struct timeout){ 0 };
	if (call->arguments[1] & TIMER_ABSTIME)
		return (struct timeout){ FORM_ABSOLUTE, 2, clock, 0 };
	return (struct timeout){ FORM_TIMESPEC, 2, 0, 0 };
}

static struct timeout timeout_of(const struct call *call)
{
	switch (call->number) {
	case SYS_futex: return futex_timeout(call);
	case SYS_futex_waitv: return (struct timeout){ FORM_ABSOLUTE, 3, (clockid_t)call->arguments[4], -ETIMEDOUT };
	case SYS_nanosleep: return (struct timeout){ FORM_TIMESPEC, 0, 0, 0 };
	case SYS_clock_nanosleep: return sleep_timeout(call);
#ifdef SYS_poll
	case SYS_poll: return (struct timeout){ FORM_MILLISECONDS, 2, 0, 0 };
	case SYS_select: return (struct timeout){ FORM_TIMEVAL, 4, 0, 0 };
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait: return (struct timeout){ FORM_MILLISECONDS, 3, 0, 0 };
	case SYS_ppoll: return (struct timeout){ FORM_TIMESPEC, 2, 0, 0 };
	case SYS_pselect6: return (struct timeout){ FORM_TIMESPEC, 4, 0, 0 };
	case SYS_epoll_pwait2: return (struct timeout){ FORM_TIMESPEC, 3, 0, 0 };
	case SYS_rt_sigtimedwait: return (struct timeout){ FORM_TIMESPEC, 2, 0, -EAGAIN };
	case SYS_semtimedop: return (struct timeout){ FORM_TIMESPEC, 3, 0, -EAGAIN };
	case SYS_mq_timedsend:
	case SYS_mq_timedreceive: return (struct timeout){ FORM_ABSOLUTE, 4, CLOCK_REALTIME, -ETIMEDOUT };
	default: return (struct timeout){ 0 };
	}
}

/* The time that a timeout's argument points to, in nanoseconds; NEVER for none or for one that the call will refuse. */
static nanoseconds time_at(pid_t tid, uint64_t address, enum form form)
{
	struct timespec time;

	if (address == 0 || !memory_read(tid, address, &time, sizeof time) || time.tv_sec < 0 || time.tv_nsec < 0)
		return NEVER;
	if (form == FORM_TIMEVAL)
		return time.tv_sec > INT64_MAX / SECOND / 2 ? INT64_MAX : time.tv_sec * SECOND + time.tv_nsec * 1000;
	if (time.tv_nsec >= SECOND)
		return NEVER;
	return nanoseconds_of(&time);
}

void call_read_deadline(const struct witness *witness, struct tracee *tracee)
{
	struct call *call = &tracee->call;
	struct timeout timeout = timeout_of(call);
	uint64_t argument = call->arguments[timeout.argument];
	nanoseconds time;

	call->deadline = NEVER;
	call->timed_out = timeout.timed_out;
	if (timeout.form == FORM_NONE)
		return;
	if (timeout.form == FORM_MILLISECONDS)
		time = (int)argument < 0 ? NEVER : (int)argument * MILLISECOND;
	else
		time = time_at(tracee->tid, argument, timeout.form);
	if (time == NEVER)
		return;
	if (timeout.form == FORM_ABSOLUTE)
		call->deadline = clock_time_of(&witness->clock, timeout.clock, time);
	else
		call->deadline = time < INT64_MAX - witness->clock.now ? witness->clock.now + time : INT64_MAX;
	if (call->deadline < 0)
		call->deadline = 0;
}

void call_time_out(struct tracee *tracee)
{
	if (tracee->stopped || tracee->fired)
		return;
	tracee->fired = true;
	ptrace(PTRACE_INTERRUPT, tracee->tid, 0, 0);
}

static bool is_select(const struct call *call)
{
#ifdef SYS_select
	if (call->number == SYS_select)
		return true;
#endif
	return call->number == SYS_pselect6;
}

/* select(2) empties its sets when the time is over; an interrupted one leaves them as they were. */
void call_clear_results(struct tracee *tracee)
{
	const struct call *call = &tracee->call;
	static const fd_set none;
	size_t size = (call->arguments[0] + 63) / 64 * 8;

	for (int set = 1; is_select(call) && size <= sizeof none && set <= 3; set++)
		if (call->arguments[set] != 0)
			memory_write(tracee->tid, call->arguments[set], &none, size);
}

/* Where the call writes the time that was left, 0 for nowhere. */
static uint64_t remaining_address(const struct call *call, long result)
{
	if (is_select(call))
		return call->arguments[4];
	if (call->number == SYS_ppoll)
		return call->arguments[2];
	if (result != -EINTR)
		return 0;
	if (call->number == SYS_nanosleep)
		return call->arguments[1];
	return call->number == SYS_clock_nanosleep && !(call->arguments[1] & TIMER_ABSTIME) ? call->arguments[3] : 0;
}

void call_write_remaining(const struct witness *witness, struct tracee *tracee, long result)
{
	const struct call *call = &tracee->call;
	uint64_t address = remaining_address(call, result);
	nanoseconds left = call->deadline > witness->clock.now && result != call->timed_out
				   ? call->deadline - witness->clock.now
				   : 0;
	struct timespec remaining = timespec_of(left);

	if (address == 0 || call->deadline == NEVER || witness->options->real_time)
		return;
#ifdef SYS_select
	if (call->number == SYS_select)
		remaining.tv_nsec /= 1000;
#endif
	memory_write(tracee->tid, address, &remaining, sizeof remaining);
}

void call_make_endless(const struct witness *witness, struct tracee *tracee)
{
	static const uint64_t none[6];
	struct call *call = &tracee->call;
	struct timeout timeout = timeout_of(call);
	uint64_t arguments[6];

	if (witness->options->real_time || call->deadline == NEVER || call->deadline <= witness->clock.now)
		return;
	memcpy(arguments, call->arguments, sizeof arguments);
	arguments[timeout.argument] = timeout.form == FORM_MILLISECONDS ? UINT64_MAX : 0;
	/* A sleep has no endless form. A poll of nothing has, and signals end it in the same way. */
	tracee->endless = call->kind == CALL_SLEEP ? arch_replace(tracee->tid, SYS_ppoll, none)
						   : arch_replace(tracee->tid, call->number, arguments);
}

long call_undo_endless(struct tracee *tracee, long result)
{
	const struct call *call = &tracee->call;

	if (!tracee->endless)
		return result;
	tracee->endless = false;
	/* A wait for a futex is made again after a handler only when it has no deadline: signal(7). */
	if (call->number == SYS_futex && result == -ERESTARTSYS)
		result = -ERESTARTNOHAND;
	arch_restore(tracee->tid, call->number, call->arguments, result);
	return result;
}
