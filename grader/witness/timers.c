/*
 * Timers of the machine's, which the virtual clock can't follow: from the first one on, the program's clock runs with the
 * real time. What it shows may be far from what the machine's clocks show by then, so absolute times are translated.
 */
#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

/* So far below its stack pointer a task has nothing of its own, not even a red zone. */
#define BELOW_THE_STACK 256

void unfollowed_call_enter(struct witness *witness, struct tracee *tracee)
{
	const char *what = tracee->call.number == SYS_timer_create     ? "timer_create"
			   : tracee->call.number == SYS_timerfd_create ? "timerfd_create"
			   : tracee->call.number == SYS_recvmmsg       ? "recvmmsg"
			   : tracee->call.arguments[2] == SO_SNDTIMEO  ? "SO_SNDTIMEO"
								       : "SO_RCVTIMEO";

	if (tracee->call.number == SYS_recvmmsg && tracee->call.arguments[4] == 0)
		return;
	if (witness->trace->clock_followed)
		snprintf(witness->trace->clock_note, sizeof witness->trace->clock_note, "%s", what);
	witness->trace->clock_followed = false;
	clock_follow_real_time(&witness->clock);
}

/* The clock of a timer: a number after a word in a file of /proc/PID, proc_pid_fdinfo(5) or proc_pid_timers(5). */
static bool find_clock(pid_t tid, const char *file, const char *entry, const char *word, clockid_t *clock)
{
	char text[4096] = "\n", *found;

	if (!proc_read(tid, file, text + 1, sizeof text - 1) || (found = strstr(text, entry)) == NULL ||
	    (found = strstr(found, word)) == NULL)
		return false;
	*clock = (clockid_t)strtol(found + strlen(word), NULL, 10);
	return true;
}

static bool clock_of_timer(const struct tracee *tracee, clockid_t *clock)
{
	char file[32], entry[32];
	int timer = (int)tracee->call.arguments[0];

	snprintf(file, sizeof file, "fdinfo/%d", timer);
	snprintf(entry, sizeof entry, "\nID: %d\n", timer);
	return tracee->call.number == SYS_timerfd_settime
		       ? find_clock(tracee->tid, file, "", "clockid: ", clock)
		       : find_clock(tracee->tid, "timers", entry, "ClockID: ", clock);
}

/* A timer is set to an absolute time, on the program's clock. */
void timer_call_enter(const struct witness *witness, struct tracee *tracee)
{
	uint64_t arguments[6];
	struct itimerspec setting;
	clockid_t clock;

	memcpy(arguments, tracee->call.arguments, sizeof arguments);
	if (!memory_read(tracee->tid, arguments[2], &setting, sizeof setting) || !clock_of_timer(tracee, &clock) ||
	    !clock_is_wall(clock) || nanoseconds_of(&setting.it_value) == 0)
		return;
	setting.it_value = timespec_of(clock_on_machine(&witness->clock, clock, nanoseconds_of(&setting.it_value)));
	arguments[2] = (arch_stack(tracee->tid) - BELOW_THE_STACK) / 16 * 16;
	tracee->to_exit = memory_write(tracee->tid, arguments[2], &setting, sizeof setting) &&
			  arch_replace(tracee->tid, tracee->call.number, arguments);
}

void timer_call_leave(struct tracee *tracee, long result)
{
	arch_restore(tracee->tid, tracee->call.number, tracee->call.arguments, result);
}
