#include "witness/memory.h"
#include "witness/watching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

/* The thread whose end the task waits for, as a person would name it. */
static void describe_futex(const struct witness *witness, const struct tracee *tracee, char *text, size_t size)
{
	int joined = tracee->call.joined;

	if (joined == NOBODY)
		snprintf(text, size, "a mutex, a condition or a semaphore");
	else
		snprintf(text, size, "the end of thread %s (%d)", witness->trace->tasks[joined].name,
			 witness->trace->tasks[joined].id);
}

static const char *name_of_call(long number)
{
	switch (number) {
	case SYS_read:
	case SYS_readv:
	case SYS_recvfrom:
	case SYS_recvmsg: return "data";
	case SYS_write:
	case SYS_writev:
	case SYS_sendto:
	case SYS_sendmsg: return "room to write";
	case SYS_wait4:
	case SYS_waitid: return "the end of a child";
	case SYS_connect: return "a connection";
	case SYS_rt_sigsuspend:
	case SYS_rt_sigtimedwait:
#ifdef SYS_pause
	case SYS_pause:
#endif
		return "a signal";
	case SYS_ppoll:
	case SYS_pselect6:
	case SYS_epoll_pwait:
	case SYS_epoll_pwait2:
#ifdef SYS_poll
	case SYS_poll:
	case SYS_select:
	case SYS_epoll_wait:
#endif
		return "a descriptor to become ready";
	case SYS_flock:
	case SYS_fcntl: return "a file lock";
	default: return NULL;
	}
}

static bool has_descriptor(long number)
{
	switch (number) {
	case SYS_read:
	case SYS_readv:
	case SYS_recvfrom:
	case SYS_recvmsg:
	case SYS_write:
	case SYS_writev:
	case SYS_sendto:
	case SYS_sendmsg: return true;
	default: return false;
	}
}

void describe_waiting(struct witness *witness, struct tracee *tracee)
{
	char text[160], *rest = text, *waiting_for;
	const size_t size = sizeof witness->trace->tasks->waiting_for;
	long number, first;

	if (tracee->task == NOBODY || tracee->dying || !proc_read(tracee->tid, "syscall", text, sizeof text))
		return;
	waiting_for = witness->trace->tasks[tracee->task].waiting_for;
	number = strtol(text, &rest, 10);
	first = strtol(rest, NULL, 16);
	if (tracee->in_vfork)
		snprintf(waiting_for, size, "its vfork child");
	else if (tracee->group_stopped)
		snprintf(waiting_for, size, "SIGCONT (it is stopped)");
	else if (number == SYS_futex)
		describe_futex(witness, tracee, waiting_for, size);
	else if (number == SYS_accept || number == SYS_accept4)
		snprintf(waiting_for, size, "a client, in accept on port %d", socket_port(tracee, (int)first));
	else if (has_descriptor(number))
		snprintf(waiting_for, size, "%s on descriptor %ld", name_of_call(number), first);
	else if (name_of_call(number) != NULL)
		snprintf(waiting_for, size, "%s", name_of_call(number));
	else
		snprintf(waiting_for, size, "system call %ld", number);
}
