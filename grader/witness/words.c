/*
 * What a task that is blocked waits for, as a person would say it.
 */
#include "witness/memory.h"
#include "witness/watching.h"

#include <inttypes.h>
#include <poll.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* More descriptors than that are not named. */
#define NAMED_MAX 6

/* The call that a task is blocked in: proc(5), /proc/PID/syscall. */
struct blocked_call {
	long number;
	uint64_t arguments[6];
};

/* What calls wait for whose arguments say nothing more about it, or are a descriptor. */
static const struct {
	long number;
	const char *words;
	bool on_descriptor; /* the first argument is one, and belongs to the words */
} waits[] = {
	{ SYS_read, "data", true },
	{ SYS_readv, "data", true },
	{ SYS_preadv2, "data", true },
	{ SYS_recvfrom, "data", true },
	{ SYS_recvmsg, "data", true },
	{ SYS_recvmmsg, "data", true },
	{ SYS_write, "room to write", true },
	{ SYS_writev, "room to write", true },
	{ SYS_pwritev2, "room to write", true },
	{ SYS_sendto, "room to write", true },
	{ SYS_sendmsg, "room to write", true },
	{ SYS_sendmmsg, "room to write", true },
	{ SYS_sendfile, "room to write", true },
	{ SYS_vmsplice, "room to write", true },
	{ SYS_connect, "a connection" },
	{ SYS_rt_sigsuspend, "a signal" },
	{ SYS_rt_sigtimedwait, "a signal" },
	{ SYS_epoll_pwait, "a descriptor to become ready, in epoll_wait" },
	{ SYS_epoll_pwait2, "a descriptor to become ready, in epoll_wait" },
	{ SYS_futex_waitv, "a mutex, a condition or a semaphore" },
	{ SYS_semtimedop, "a semaphore" },
	{ SYS_semop, "a semaphore" },
	{ SYS_msgrcv, "a message in a queue" },
	{ SYS_msgsnd, "room in a queue of messages" },
	{ SYS_mq_timedreceive, "a message in a queue" },
	{ SYS_mq_timedsend, "room in a queue of messages" },
	{ SYS_flock, "a file lock" },
	{ SYS_fcntl, "a file lock" },
	{ SYS_openat, "somebody who opens the other end of a FIFO" },
#ifdef SYS_pause
	{ SYS_pause, "a signal" },
	{ SYS_epoll_wait, "a descriptor to become ready, in epoll_wait" },
	{ SYS_open, "somebody who opens the other end of a FIFO" },
#endif
};

static void add(char *text, size_t size, const char *words)
{
	size_t length = strlen(text);

	snprintf(text + length, size - length, "%s", words);
}

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

/* A task that watches no descriptor at all is woken by a signal only. */
static void describe_descriptors(const int *fds, int count, char *text, size_t size)
{
	char number[16];

	if (count == 0) {
		snprintf(text, size, "a signal");
		return;
	}
	snprintf(text, size, count == 1 ? "descriptor " : "one of the descriptors ");
	for (int i = 0; i < count && i < NAMED_MAX; i++) {
		snprintf(number, sizeof number, "%s%d", i > 0 ? ", " : "", fds[i]);
		add(text, size, number);
	}
	add(text, size, count > NAMED_MAX ? " and more to become ready" : " to become ready");
}

static void describe_poll(const struct tracee *tracee, const struct blocked_call *call, char *text, size_t size)
{
	int fds[NAMED_MAX + 1], count = 0;
	struct pollfd watched;

	for (uint64_t i = 0; i < call->arguments[1] && count <= NAMED_MAX; i++)
		if (memory_read(tracee->tid, call->arguments[0] + i * sizeof watched, &watched, sizeof watched) &&
		    watched.fd >= 0)
			fds[count++] = watched.fd;
	describe_descriptors(fds, count, text, size);
}

static void describe_select(const struct tracee *tracee, const struct blocked_call *call, char *text, size_t size)
{
	size_t bytes = (call->arguments[0] + 63) / 64 * 8;
	int fds[NAMED_MAX + 1], count = 0;
	fd_set sets[3];

	memset(sets, 0, sizeof sets);
	for (int i = 0; i < 3 && bytes <= sizeof *sets; i++)
		if (call->arguments[i + 1] != 0)
			memory_read(tracee->tid, call->arguments[i + 1], &sets[i], bytes);
	for (int fd = 0; fd < FD_SETSIZE && (uint64_t)fd < call->arguments[0] && count <= NAMED_MAX; fd++)
		if (FD_ISSET(fd, &sets[0]) || FD_ISSET(fd, &sets[1]) || FD_ISSET(fd, &sets[2]))
			fds[count++] = fd;
	describe_descriptors(fds, count, text, size);
}

static void describe_child(int id, char *text, size_t size)
{
	if (id > 0)
		snprintf(text, size, "the end of child %d", id);
	else
		snprintf(text, size, "the end of a child");
}

static void describe_accept(const struct tracee *tracee, int fd, char *text, size_t size)
{
	int port = socket_port(tracee, fd);

	if (port > 0)
		snprintf(text, size, "a client, in accept on port %d", port);
	else
		snprintf(text, size, "a client, in accept on descriptor %d", fd);
}

/* From the table; for a call that is not there, its name. */
static void describe_other(const struct blocked_call *call, char *text, size_t size)
{
	char *name;

	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		if (waits[i].number != call->number)
			continue;
		if (waits[i].on_descriptor)
			snprintf(text, size, "%s on descriptor %d", waits[i].words, (int)call->arguments[0]);
		else
			snprintf(text, size, "%s", waits[i].words);
		return;
	}
	name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)call->number);
	if (name != NULL)
		snprintf(text, size, "its call of %s to return", name);
	free(name);
}

static void describe_call(const struct witness *witness, const struct tracee *tracee, const struct blocked_call *call,
			  char *text, size_t size)
{
	switch (call->number) {
	case SYS_futex: describe_futex(witness, tracee, text, size); break;
	case SYS_accept:
	case SYS_accept4: describe_accept(tracee, (int)call->arguments[0], text, size); break;
	case SYS_wait4: describe_child((int)call->arguments[0], text, size); break;
	case SYS_waitid: describe_child(call->arguments[0] == P_PID ? (int)call->arguments[1] : 0, text, size); break;
	case SYS_splice:
	case SYS_tee:
		snprintf(text, size, "data on descriptor %d, or room to write on descriptor %d",
			 (int)call->arguments[0], (int)call->arguments[call->number == SYS_splice ? 2 : 1]);
		break;
#ifdef SYS_poll
	case SYS_poll:
#endif
	case SYS_ppoll: describe_poll(tracee, call, text, size); break;
#ifdef SYS_select
	case SYS_select:
#endif
	case SYS_pselect6: describe_select(tracee, call, text, size); break;
	default: describe_other(call, text, size); break;
	}
}

/* The call that the task is blocked in. False when it runs, or is blocked outside of any call. */
static bool read_blocked_call(const struct tracee *tracee, struct blocked_call *call)
{
	char text[256];

	if (!proc_read(tracee->tid, "syscall", text, sizeof text) ||
	    sscanf(text, "%ld %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64, &call->number,
		   &call->arguments[0], &call->arguments[1], &call->arguments[2], &call->arguments[3],
		   &call->arguments[4], &call->arguments[5]) != 7)
		return false;
	/* A call that a signal interrupted goes on under another number. */
	if (call->number == SYS_restart_syscall && tracee->call.kind != CALL_NONE) {
		call->number = tracee->call.number;
		memcpy(call->arguments, tracee->call.arguments, sizeof call->arguments);
	}
	return true;
}

void describe_waiting(struct witness *witness, struct tracee *tracee)
{
	const size_t size = sizeof witness->trace->tasks->waiting_for;
	struct blocked_call call;
	char *waiting_for;

	if (tracee->task == NOBODY || tracee->dying)
		return;
	waiting_for = witness->trace->tasks[tracee->task].waiting_for;
	if (tracee->in_vfork)
		snprintf(waiting_for, size, "its vfork child");
	else if (tracee->group_stopped)
		snprintf(waiting_for, size, "SIGCONT (it is stopped)");
	else if (read_blocked_call(tracee, &call))
		describe_call(witness, tracee, &call, waiting_for, size);
}
