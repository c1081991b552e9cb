#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>
#include <unistd.h>

/*
 * A task that reads a clock again and again waits for a time by spinning. A reading takes longer here than at home, so
 * that a second of spinning would take several: after SPINS_SEEN readings the rest is shortened. Each then counts for
 * SPIN_CHARGE of processor time, which is used up on the program's clock without being used. Not while somebody else
 * computes, or has been woken and not come to it yet: that would let them seem slow.
 */
#define SPINS_SEEN 2000
#define SPIN_WORK (20 * MILLISECOND / 1000)
#define SPIN_CHARGE (100 * MILLISECOND / 1000)

static bool others_wait_or_spin(const struct witness *witness, const struct tracee *tracee)
{
	for (int i = 0; i < witness->count; i++) {
		const struct tracee *other = witness->tracees[i];
		bool waits = (other->blocked && !other->fired) || other->hold != HOLD_NONE;

		if (other != tracee && !waits && other->spins <= SPINS_SEEN)
			return false;
	}
	return true;
}

static void charge_spin(struct witness *witness, struct tracee *tracee)
{
	tracee->spins = tracee->cpu - tracee->read_cpu < SPIN_WORK ? tracee->spins + 1 : 0;
	tracee->read_cpu = tracee->cpu;
	if (tracee->spins <= SPINS_SEEN || witness->clock.pace != CLOCK_SKIPPING ||
	    !others_wait_or_spin(witness, tracee))
		return;
	witness->cpu += SPIN_CHARGE;
	witness->trace->tasks[tracee->task].cpu += SPIN_CHARGE;
	clock_advance(&witness->clock, witness->clock.now + SPIN_CHARGE);
}

static void record_reading(struct witness *witness, struct tracee *tracee, clockid_t clock, nanoseconds reading)
{
	struct event *event;

	charge_spin(witness, tracee);
	/* Of a long spin, some readings are enough. */
	if (tracee->spins > SPINS_SEEN && tracee->spins % 16 != 0)
		return;
	event = record(witness, tracee, EVENT_CLOCK);
	event->clock = clock;
	event->value = reading;
}

static void answer_clock_gettime(struct witness *witness, struct tracee *tracee, clockid_t id)
{
	nanoseconds reading = clock_show(&witness->clock, id);
	struct timespec time = timespec_of(reading);

	if (!memory_write(tracee->tid, tracee->call.arguments[1], &time, sizeof time)) {
		arch_answer(tracee->tid, -EFAULT);
		return;
	}
	arch_answer(tracee->tid, 0);
	record_reading(witness, tracee, id, reading);
}

static void answer_gettimeofday(struct witness *witness, struct tracee *tracee)
{
	nanoseconds reading = clock_show(&witness->clock, CLOCK_REALTIME);
	struct timeval time = { .tv_sec = reading / SECOND, .tv_usec = reading % SECOND / 1000 };
	struct timezone zone = { 0 };
	uint64_t *arguments = tracee->call.arguments;

	if ((arguments[0] != 0 && !memory_write(tracee->tid, arguments[0], &time, sizeof time)) ||
	    (arguments[1] != 0 && !memory_write(tracee->tid, arguments[1], &zone, sizeof zone))) {
		arch_answer(tracee->tid, -EFAULT);
		return;
	}
	arch_answer(tracee->tid, 0);
	record_reading(witness, tracee, CLOCK_REALTIME, reading / 1000 * 1000);
}

#ifdef SYS_time
static void answer_time(struct witness *witness, struct tracee *tracee)
{
	time_t seconds = clock_show(&witness->clock, CLOCK_REALTIME) / SECOND;
	uint64_t address = tracee->call.arguments[0];

	if (address != 0 && !memory_write(tracee->tid, address, &seconds, sizeof seconds)) {
		arch_answer(tracee->tid, -EFAULT);
		return;
	}
	arch_answer(tracee->tid, seconds);
	record_reading(witness, tracee, CLOCK_OF_TIME, seconds * SECOND);
}
#endif

void clock_call_enter(struct witness *witness, struct tracee *tracee)
{
	clockid_t id = (clockid_t)tracee->call.arguments[0];

	switch (tracee->call.number) {
	case SYS_clock_gettime:
		if (clock_is_wall(id))
			answer_clock_gettime(witness, tracee, id);
		else
			tracee->to_exit = true;
		break;
	case SYS_gettimeofday: answer_gettimeofday(witness, tracee); break;
#ifdef SYS_time
	case SYS_time: answer_time(witness, tracee); break;
#endif
	default: tracee->to_exit = true; break;
	}
}

void clock_call_leave(struct witness *witness, struct tracee *tracee, long result)
{
	struct timespec time;
	nanoseconds now, tick = SECOND / sysconf(_SC_CLK_TCK);

	if (tracee->call.number == SYS_times) {
		/* The processor times in its buffer are true; the wall clock that it returns is ours. */
		now = clock_reading(&witness->clock, CLOCK_MONOTONIC) / tick;
		arch_set_result(tracee->tid, now);
		record_reading(witness, tracee, CLOCK_OF_TIMES, now * tick);
	} else if (result == 0 && memory_read(tracee->tid, tracee->call.arguments[1], &time, sizeof time)) {
		record_reading(witness, tracee, (clockid_t)tracee->call.arguments[0], nanoseconds_of(&time));
	}
}

static nanoseconds nanoseconds_of_timeval(const struct timeval *time)
{
	return time->tv_sec * SECOND + time->tv_usec * 1000;
}

static struct timeval timeval_of(nanoseconds time)
{
	return (struct timeval){ .tv_sec = time / SECOND, .tv_usec = time % SECOND / 1000 };
}

/* Set the timer of the task's process; the old setting is put into `old`. */
static void alarm_set(const struct witness *witness, struct tracee *tracee, const struct itimerval *new,
		      struct itimerval *old)
{
	struct tracee *process = tracee_find(witness, tracee->tgid);
	nanoseconds first;

	memset(old, 0, sizeof *old);
	if (process == NULL)
		return;
	if (process->alarm != NEVER) {
		old->it_interval = timeval_of(process->alarm_interval);
		old->it_value =
			timeval_of(process->alarm > witness->clock.now ? process->alarm - witness->clock.now : 1000);
	}
	if (new == NULL)
		return;
	first = nanoseconds_of_timeval(&new->it_value);
	process->alarm = first > 0 ? witness->clock.now + first : NEVER;
	process->alarm_interval = nanoseconds_of_timeval(&new->it_interval);
}

void alarm_call_enter(struct witness *witness, struct tracee *tracee)
{
	struct itimerval new = { 0 }, old;
	uint64_t *arguments = tracee->call.arguments;
	bool get = tracee->call.number == SYS_getitimer;
	uint64_t old_address = arguments[get ? 1 : 2];

#ifdef SYS_alarm
	if (tracee->call.number == SYS_alarm) {
		new.it_value.tv_sec = (unsigned)arguments[0];
		alarm_set(witness, tracee, &new, &old);
		/* Part of a second is rounded, but never to "none": alarm(2). */
		arch_answer(tracee->tid,
			    old.it_value.tv_sec + (old.it_value.tv_usec >= 500000 ||
						   (old.it_value.tv_sec == 0 && old.it_value.tv_usec > 0)));
		return;
	}
#endif
	if (arguments[0] != ITIMER_REAL)
		return;
	if (!get && !memory_read(tracee->tid, arguments[1], &new, sizeof new)) {
		arch_answer(tracee->tid, -EFAULT);
		return;
	}
	alarm_set(witness, tracee, get ? NULL : &new, &old);
	if (old_address != 0)
		memory_write(tracee->tid, old_address, &old, sizeof old);
	arch_answer(tracee->tid, 0);
}

void alarms_ring(struct witness *witness)
{
	for (int i = 0; i < witness->count; i++) {
		struct tracee *tracee = witness->tracees[i];

		if (tracee->alarm == NEVER || tracee->alarm > witness->clock.now)
			continue;
		tracee->alarm = tracee->alarm_interval > 0 ? tracee->alarm + tracee->alarm_interval : NEVER;
		kill(tracee->tgid, SIGALRM);
	}
}
