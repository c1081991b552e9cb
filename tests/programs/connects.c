/*
 * Points a datagram socket, which sends nothing by that, at one address after the other. "sendto", "sendmsg" and
 * "sendmmsg" connect a stream to port 80 of the loopback on the way; nobody listens there.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void point_at(const char *address)
{
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(80) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(80) };
	int is_four = inet_pton(AF_INET, address, &four.sin_addr) == 1;
	int fd = socket(is_four ? AF_INET : AF_INET6, SOCK_DGRAM, 0);

	if (is_four)
		connect(fd, (struct sockaddr *)&four, sizeof four);
	else if (inet_pton(AF_INET6, address, &six.sin6_addr) == 1)
		connect(fd, (struct sockaddr *)&six, sizeof six);
	close(fd);
}

/* Of the three sends, only the first asks for a connection. */
static void send_by(const char *call)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(80) };
	struct iovec bytes = { (char[]){ "hello" }, 5 };
	struct mmsghdr messages[1] = { { .msg_hdr = { .msg_name = &address,
						      .msg_namelen = sizeof address,
						      .msg_iov = &bytes,
						      .msg_iovlen = 1 } } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (strcmp(call, "sendto") == 0)
		sendto(fd, "hello", 5, MSG_FASTOPEN, (struct sockaddr *)&address, sizeof address);
	else if (strcmp(call, "sendmsg") == 0)
		sendmsg(fd, &messages[0].msg_hdr, MSG_FASTOPEN | MSG_NOSIGNAL);
	else
		sendmmsg(fd, messages, 1, MSG_FASTOPEN);
	send(fd, "hello", 5, MSG_NOSIGNAL);
	sendmsg(fd, &messages[0].msg_hdr, MSG_NOSIGNAL);
	close(fd);
}

int main(int count, char **addresses)
{
	for (int i = 1; i < count; i++)
		if (strncmp(addresses[i], "send", 4) == 0)
			send_by(addresses[i]);
		else
			point_at(addresses[i]);
	return 0;
}
