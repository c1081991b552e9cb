#include "witness/memory.h"
#include "witness/watching.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A program of these exercises has no sockets beyond. */
#define SOCKETS_LOOKED_AT 64

static int port_of(const struct sockaddr_storage *address)
{
	if (address->ss_family == AF_INET)
		return ntohs(((const struct sockaddr_in *)address)->sin_port);
	if (address->ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)address)->sin6_port);
	return 0;
}

int socket_port(const struct tracee *tracee, int fd)
{
	struct sockaddr_storage address = {0};
	socklen_t length = sizeof address;
	int process = (int)syscall(SYS_pidfd_open, tracee->tgid, 0);
	int copy = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, fd, 0);

	if (copy >= 0) {
		getsockname(copy, (struct sockaddr *)&address, &length);
		close(copy);
	}
	if (process >= 0)
		close(process);
	return port_of(&address);
}

/* The port in an address argument of bind(2) or connect(2). */
static int port_argument(const struct tracee *tracee)
{
	struct sockaddr_storage address = {0};
	uint64_t length = tracee->call.arguments[2];

	if (length > sizeof address)
		length = sizeof address;
	if (!memory_read(tracee->tid, tracee->call.arguments[1], &address, length))
		return 0;
	return port_of(&address);
}

void socket_call_leave(struct witness *witness, struct tracee *tracee, long result)
{
	int fd = (int)tracee->call.arguments[0];
	enum event_kind kind = EVENT_ACCEPT;
	int port;
	struct event *event;

	switch (tracee->call.number) {
	case SYS_bind:
		kind = EVENT_BIND;
		port = port_argument(tracee);
		break;
	case SYS_connect:
		kind = EVENT_CONNECT;
		port = port_argument(tracee);
		break;
	case SYS_listen:
		kind = EVENT_LISTEN;
		/* fall through */
	default:
		port = socket_port(tracee, fd);
		break;
	}
	event = record(witness, tracee, kind);
	event->value = port;
	event->error = result < 0 ? (int)-result : 0;
}

/* A copy of the task's descriptor, -1 when there is none or it is no socket. */
static int copy_of_socket(int process, int fd)
{
	int copy = (int)syscall(SYS_pidfd_getfd, process, fd, 0), type;
	socklen_t length = sizeof type;

	if (copy >= 0 && getsockopt(copy, SOL_SOCKET, SO_TYPE, &type, &length) != 0) {
		close(copy);
		return -1;
	}
	return copy;
}

static bool process_has_unsent(const struct tracee *tracee)
{
	int process = (int)syscall(SYS_pidfd_open, tracee->tgid, 0), waiting;
	bool found = false;

	for (int fd = 0; process >= 0 && fd < SOCKETS_LOOKED_AT && !found; fd++) {
		int copy = copy_of_socket(process, fd);

		if (copy < 0)
			continue;
		found = ioctl(copy, SIOCOUTQ, &waiting) == 0 && waiting > 0;
		close(copy);
	}
	if (process >= 0)
		close(process);
	return found;
}

bool sockets_in_flight(const struct witness *witness)
{
	const struct companion *companion = witness->options->companion;

	if (companion == NULL)
		return false;
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->is_first && process_has_unsent(witness->tracees[i]))
			return true;
	return companion->in_flight(companion->self);
}
