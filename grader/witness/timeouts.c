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
	struct timeout timeout = {FORM_TIMESPEC, 3, CLOCK_MONOTONIC, -ETIMEDOUT};
	int operation = (int)call->arguments[1] & FUTEX_CMD_MASK;

	if (operation != FUTEX_WAIT)
		timeout.form = FORM_ABSOLUTE;
	if ((call->arguments[1] & FUTEX_CLOCK_REALTIME) || operation == FUTEX_LOCK_PI)
		timeout.clock = CLOCK_REALTIME;
	return timeout;
}

static struct timeout sleep_timeout(const struct call *call)
{
	if (call->arguments[1] & TIMER_ABSTIME)
		return (struct timeout){FORM_ABSOLUTE, 2, (clockid_t)call->arguments[0], 0};
	return (struct timeout){FORM_TIMESPEC, 2, 0, 0};
}

static struct timeout timeout_of(const struct call *call)
{
	switch (call->number) {
	case SYS_futex:
		return futex_timeout(call);
	case SYS_futex_waitv:
		return (struct timeout){FORM_ABSOLUTE, 3, (clockid_t)call->arguments[4], -ETIMEDOUT};
	case SYS_nanosleep:
		return (struct timeout){FORM_TIMESPEC, 0, 0, 0};
	case SYS_clock_nanosleep:
		return sleep_timeout(call);
#ifdef SYS_poll
	case SYS_poll:
		return (struct timeout){FORM_MILLISECONDS, 2, 0, 0};
	case SYS_select:
		return (struct timeout){FORM_TIMEVAL, 4, 0, 0};
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
		return (struct timeout){FORM_MILLISECONDS, 3, 0, 0};
	case SYS_ppoll:
		return (struct timeout){FORM_TIMESPEC, 2, 0, 0};
	case SYS_pselect6:
		return (struct timeout){FORM_TIMESPEC, 4, 0, 0};
	case SYS_epoll_pwait2:
		return (struct timeout){FORM_TIMESPEC, 3, 0, 0};
	case SYS_rt_sigtimedwait:
		return (struct timeout){FORM_TIMESPEC, 2, 0, -EAGAIN};
	case SYS_semtimedop:
		return (struct timeout){FORM_TIMESPEC, 3, 0, -EAGAIN};
	case SYS_mq_timedsend:
	case SYS_mq_timedreceive:
		return (struct timeout){FORM_ABSOLUTE, 4, CLOCK_REALTIME, -ETIMEDOUT};
	default:
		return (struct timeout){0};
	}
}

/* The time that a timeout's argument points to, in nanoseconds; NEVER for none or for one that the call will refuse. */
static nanoseconds time_at(pid_t tid, uint64_t address, enum form form)
{
	struct timespec time;

	if (address == 0 || !memory_read(tid, address, &time, sizeof time))
		return NEVER;
	if (form == FORM_TIMEVAL)
		time.tv_nsec *= 1000;
	if (time.tv_sec < 0 || time.tv_nsec < 0)
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

/* select(2) empties its sets when the time is over; an interrupted one leaves them as they were. */
void call_clear_results(struct tracee *tracee)
{
	const struct call *call = &tracee->call;
	static const fd_set none;
	bool is_select = call->number == SYS_pselect6;
	size_t size = (call->arguments[0] + 63) / 64 * 8;

#ifdef SYS_select
	is_select = is_select || call->number == SYS_select;
#endif
	for (int set = 1; is_select && size <= sizeof none && set <= 3; set++)
		if (call->arguments[set] != 0)
			memory_write(tracee->tid, call->arguments[set], &none, size);
}

void call_write_remaining(const struct witness *witness, struct tracee *tracee)
{
	const struct call *call = &tracee->call;
	bool relative = call->number == SYS_nanosleep || !(call->arguments[1] & TIMER_ABSTIME);
	uint64_t address = call->arguments[call->number == SYS_nanosleep ? 1 : 3];
	struct timespec remaining;

	if (call->kind != CALL_SLEEP || !relative || address == 0 || call->deadline < witness->clock.now)
		return;
	remaining = timespec_of(call->deadline - witness->clock.now);
	memory_write(tracee->tid, address, &remaining, sizeof remaining);
}
