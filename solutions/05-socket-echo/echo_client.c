/*
 * An echo client: echo_client [PORT]
 *
 * Goal: connect to a TCP port of this machine (8888 when none is given), send the five bytes
 * "hello", read the whole answer, and print "Received response from server: hello".
 *
 * The new idea: one send() at one end is not one recv() at the other. The answer may come byte by
 * byte, so go on reading until all of it is there or the server has hung up.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread echo_client.c -o echo_client
 *        ./echo_client        (while ./echo_server runs in another terminal)
 * Check: make 05
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char message[] = "hello";
enum { LENGTH = sizeof(message) - 1 };

/* Return the port that the text names: digits only, from 1 to 65535. */
static uint16_t parse_port(const char *text)
{
	char *end;
	long port = strtol(text, &end, 10);

	if (!isdigit((unsigned char)text[0]) || *end != '\0' || port < 1 || port > 65535)
		errx(2, "%s: a port is a number from 1 to 65535", text);
	return (uint16_t)port;
}

/* Return a socket that leads to the server on this port; end the program when there is none. */
static int connect_to(uint16_t port)
{
	/* TODO 1: getaddrinfo() for this machine, then socket(), connect() for each address */
	struct addrinfo hints = { .ai_flags = AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
	struct addrinfo *addresses;
	char service[sizeof("65535")];
	int error;

	snprintf(service, sizeof(service), "%d", port);
	/* No name means this machine: ::1 and 127.0.0.1, in the order in which to try them. */
	error = getaddrinfo(NULL, service, &hints, &addresses);
	if (error != 0)
		errx(EXIT_FAILURE, "localhost: %s", gai_strerror(error));
	for (struct addrinfo *a = addresses; a != NULL; a = a->ai_next) {
		int server = socket(a->ai_family, a->ai_socktype, a->ai_protocol);

		if (server != -1 && connect(server, a->ai_addr, a->ai_addrlen) == 0) {
			freeaddrinfo(addresses);
			return server;
		}
		error = errno;
		if (server != -1)
			close(server);
	}
	errx(EXIT_FAILURE, "no server on port %d: %s", port, strerror(error));
	/* end of TODO 1 */
}

/* Send the bytes, all of them. */
static void send_all(int server, const char *bytes, size_t count)
{
	/* TODO 2: send() until nothing is left; send() may take fewer bytes than you offer */
	while (count > 0) {
		/* MSG_NOSIGNAL: a server that has gone is an error to report, not a signal. */
		ssize_t sent = send(server, bytes, count, MSG_NOSIGNAL);

		if (sent == -1 && errno == EINTR)
			continue;
		if (sent == -1)
			err(EXIT_FAILURE, "send");
		bytes += sent;
		count -= (size_t)sent;
	}
	/* end of TODO 2 */
}

/* Receive so many bytes; end the program when the server hangs up before that. */
static void receive_all(int server, char *bytes, size_t count)
{
	/* TODO 3: recv() until all bytes are there; 0 means that the server has hung up */
	for (size_t have = 0; have < count;) {
		ssize_t received = recv(server, bytes + have, count - have, 0);

		if (received == -1 && errno == EINTR)
			continue;
		if (received == -1)
			err(EXIT_FAILURE, "recv");
		if (received == 0)
			errx(EXIT_FAILURE, "the server hung up after %zu bytes", have);
		have += (size_t)received;
	}
	/* end of TODO 3 */
}

int main(int argc, char **argv)
{
	char answer[LENGTH] = "";
	int server;

	if (argc > 2)
		errx(2, "usage: echo_client [PORT]");
	server = connect_to(argc == 2 ? parse_port(argv[1]) : 8888);
	send_all(server, message, LENGTH);
	receive_all(server, answer, LENGTH);
	/* TODO 4: print the answer, close the socket */
	printf("Received response from server: %.*s\n", LENGTH, answer);
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "standard output");
	if (close(server) == -1)
		err(EXIT_FAILURE, "close");
	/* end of TODO 4 */
	return EXIT_SUCCESS;
}
