#include "run/launcher.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PACKET_FDS 4

bool packet_send(int socket, const void *data, unsigned long size, const int *fds, int fd_count)
{
	struct iovec part = { (void *)data, size };
	union {
		char bytes[CMSG_SPACE(PACKET_FDS * sizeof(int))];
		struct cmsghdr aligned;
	} control = { 0 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t sent;

	if (fd_count > 0) {
		struct cmsghdr *header;

		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE((unsigned)fd_count * sizeof(int));
		header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN((unsigned)fd_count * sizeof(int));
		memcpy(CMSG_DATA(header), fds, (unsigned)fd_count * sizeof(int));
	}
	do
		sent = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent == (ssize_t)size;
}

static void take_descriptors(const struct cmsghdr *header, int *fds, int fd_max)
{
	int count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int)), fd;

	for (int i = 0; i < count; i++) {
		memcpy(&fd, CMSG_DATA(header) + (unsigned)i * sizeof fd, sizeof fd);
		if (i < fd_max)
			fds[i] = fd;
		else
			close(fd);
	}
}

bool packet_receive(int socket, void *data, unsigned long size, int *fds, int fd_max, int *sender)
{
	struct iovec part = { data, size };
	union {
		char bytes[CMSG_SPACE(PACKET_FDS * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
		struct cmsghdr aligned;
	} control;
	struct msghdr message = {
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes
	};
	struct ucred credentials;
	ssize_t received;

	for (int i = 0; i < fd_max; i++)
		fds[i] = -1;
	do
		received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	while (received < 0 && errno == EINTR);
	for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); received >= 0 && header != NULL;
	     header = CMSG_NXTHDR(&message, header)) {
		if (header->cmsg_level != SOL_SOCKET)
			continue;
		if (header->cmsg_type == SCM_RIGHTS)
			take_descriptors(header, fds, fd_max);
		if (header->cmsg_type == SCM_CREDENTIALS && sender != NULL) {
			memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
			*sender = credentials.pid;
		}
	}
	if (received == 0)
		errno = EPIPE;
	return received == (ssize_t)size;
}
