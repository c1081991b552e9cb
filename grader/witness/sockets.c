#include "witness/memory.h"
#include "witness/watching.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A program of these exercises has no sockets beyond. */
#define SOCKETS_LOOKED_AT 64

/* Bytes that a side has sent and the other has not confirmed, and bytes that it has received and not read. */
struct queues {
	int unsent, unread;
};

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
	struct sockaddr_storage address = { 0 };
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

/* Where the call has its address, and how long that is: bind, connect, and sends that connect. */
static void find_address(const struct tracee *tracee, uint64_t *address, uint64_t *length)
{
	const struct call *call = &tracee->call;
	struct msghdr message = { 0 };

	switch (call->number) {
	case SYS_sendto:
		*address = call->arguments[4];
		*length = call->arguments[5];
		break;
	case SYS_sendmsg:
	case SYS_sendmmsg: /* its array begins with a message's header */
		memory_read(tracee->tid, call->arguments[1], &message, sizeof message);
		*address = (uint64_t)(uintptr_t)message.msg_name;
		*length = message.msg_namelen;
		break;
	default:
		*address = call->arguments[1];
		*length = call->arguments[2];
		break;
	}
}

/* The address that the call is about; all zero when it can't be read. */
static struct sockaddr_storage address_argument(const struct tracee *tracee)
{
	struct sockaddr_storage address = { 0 };
	uint64_t from, length;

	find_address(tracee, &from, &length);
	if (length > sizeof address)
		length = sizeof address;
	if (!memory_read(tracee->tid, from, &address, length))
		address.ss_family = AF_UNSPEC;
	return address;
}

/* The address in words when it is not this machine's loopback; a long one is cut. "" for any other. */
static void foreign_address(const struct sockaddr_storage *address, char name[TASK_NAME_SIZE])
{
	const struct in_addr *four = &((const struct sockaddr_in *)address)->sin_addr;
	const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
	char words[INET6_ADDRSTRLEN];

	name[0] = '\0';
	if (address->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(six))
		four = (const struct in_addr *)&six->s6_addr[12];
	else if (address->ss_family == AF_INET6) {
		if (IN6_IS_ADDR_LOOPBACK(six) || IN6_IS_ADDR_UNSPECIFIED(six))
			return;
		inet_ntop(AF_INET6, six, words, sizeof words);
		snprintf(name, TASK_NAME_SIZE, strlen(words) < TASK_NAME_SIZE ? "%s" : "%.12s...", words);
		return;
	} else if (address->ss_family != AF_INET)
		return;
	/* 0.0.0.0 means this machine, too: ip(7). */
	if (ntohl(four->s_addr) >> 24 != 127 && four->s_addr != INADDR_ANY)
		inet_ntop(AF_INET, four, name, TASK_NAME_SIZE);
}

void socket_call_leave(struct witness *witness, struct tracee *tracee, long result)
{
	int fd = (int)tracee->call.arguments[0];
	enum event_kind kind = EVENT_CONNECT;
	int port;
	struct sockaddr_storage address = { 0 };
	struct event *event;

	switch (tracee->call.number) {
	case SYS_listen:
	case SYS_accept:
	case SYS_accept4:
		kind = tracee->call.number == SYS_listen ? EVENT_LISTEN : EVENT_ACCEPT;
		port = socket_port(tracee, fd);
		break;
	case SYS_bind:
		kind = EVENT_BIND;
		/* fall through */
	default:
		address = address_argument(tracee);
		port = port_of(&address);
		break;
	}
	event = record(witness, tracee, kind);
	event->value = port;
	event->error = result < 0 ? (int)-result : 0;
	if (kind == EVENT_CONNECT)
		foreign_address(&address, event->name);
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

static void add_queues(int socket, struct queues *queues)
{
	int bytes;

	if (ioctl(socket, SIOCOUTQ, &bytes) == 0)
		queues->unsent += bytes;
	if (ioctl(socket, SIOCINQ, &bytes) == 0)
		queues->unread += bytes;
}

static void add_queues_of_process(const struct tracee *tracee, struct queues *queues)
{
	int process = (int)syscall(SYS_pidfd_open, tracee->tgid, 0);

	for (int fd = 0; process >= 0 && fd < SOCKETS_LOOKED_AT; fd++) {
		int copy = copy_of_socket(process, fd);

		if (copy < 0)
			continue;
		add_queues(copy, queues);
		close(copy);
	}
	if (process >= 0)
		close(process);
}

/*
 * Whether a packet waits to be handled, on any processor: a connection, its end, or bytes of which neither end knows yet. On
 * a busy machine that may take a while. The twelfth column of softnet_stat, on kernels that have it, says how many do.
 */
static bool packets_wait(void)
{
	FILE *file = fopen("/proc/net/softnet_stat", "re");
	char line[256];
	unsigned count = 0;

	while (file != NULL && count == 0 && fgets(line, sizeof line, file) != NULL)
		if (sscanf(line, "%*x %*x %*x %*x %*x %*x %*x %*x %*x %*x %*x %x", &count) != 1)
			count = 0;
	if (file != NULL)
		fclose(file);
	return count > 0;
}

/* Bytes that have arrived wait for their reader. Only where none have, those that were sent are still on their way. */
bool sockets_in_flight(const struct witness *witness)
{
	const struct companion *companion = witness->options->companion;
	struct queues ours = { 0 }, theirs = { 0 };
	int socket = companion == NULL ? -1 : companion->socket(companion->self);

	if (companion != NULL && packets_wait())
		return true;
	if (socket < 0)
		return false;
	add_queues(socket, &ours);
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->is_first)
			add_queues_of_process(witness->tracees[i], &theirs);
	return (ours.unsent > 0 && theirs.unread == 0) || (theirs.unsent > 0 && ours.unread == 0);
}
