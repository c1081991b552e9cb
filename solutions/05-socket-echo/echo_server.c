/*
 * An echo server: echo_server [PORT]
 *
 * Goal: listen on a TCP port of this machine (8888 when none is given), accept one client, print
 * what it sends and send the same bytes back. When the client has gone, say so and end.
 *
 * The new idea: TCP carries a stream of bytes, not messages. recv() returns what is there, send()
 * takes what fits, and a byte may be anything, a NUL too. So count bytes, and send in a loop.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread echo_server.c -o echo_server
 *        ./echo_server        (and in a second terminal: nc 127.0.0.1 8888)
 * Check: make 05
 */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Return the port that the text names: digits only, from 1 to 65535. */
static uint16_t parse_port(const char *text)
{
	char *end;
	long port = strtol(text, &end, 10);

	if (!isdigit((unsigned char)text[0]) || *end != '\0' || port < 1 || port > 65535)
		errx(2, "%s: a port is a number from 1 to 65535", text);
	return (uint16_t)port;
}

/* Return a socket that listens on this port of 127.0.0.1; end the program when there is none. */
static int listen_on(uint16_t port)
{
	/* TODO 1: socket(), SO_REUSEADDR by setsockopt(), bind(), listen(); then say it */
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int yes = 1;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	if (listener == -1)
		err(EXIT_FAILURE, "socket");
	/* A server that has just ended leaves its port busy for a minute; take it all the same. */
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1)
		err(EXIT_FAILURE, "setsockopt");
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) == -1)
		err(EXIT_FAILURE, "port %d", port);
	if (listen(listener, 1) == -1)
		err(EXIT_FAILURE, "port %d", port);
	if (puts("Waiting for incoming connections...") == EOF || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "standard output");
	return listener;
	/* end of TODO 1 */
}

/* Wait for a client. Return the socket that leads to it. */
static int accept_client(int listener)
{
	/* TODO 2: accept() the client; -1 means that there is none, see errno */
	int client;

	do
		client = accept(listener, NULL, NULL);
	while (client == -1 && (errno == EINTR || errno == ECONNABORTED));
	if (client == -1)
		err(EXIT_FAILURE, "accept");
	return client;
	/* end of TODO 2 */
}

/* TODO 3: your own functions for echo(), such as one that sends all bytes, in a loop */

/* Report a failed call. A client may break off; any other failure ends the server. */
static void report(const char *call)
{
	if (errno != ECONNRESET && errno != EPIPE)
		err(EXIT_FAILURE, "%s", call);
	warn("%s", call);
}

/* Send all the bytes. Return false when the client has broken off. */
static bool send_all(int client, const char *bytes, size_t count)
{
	while (count > 0) {
		/* MSG_NOSIGNAL: without it, sending to a client that has gone kills the server. */
		ssize_t sent = send(client, bytes, count, MSG_NOSIGNAL);

		if (sent == -1 && errno == EINTR)
			continue;
		if (sent == -1) {
			report("send");
			return false;
		}
		bytes += sent;
		count -= (size_t)sent;
	}
	return true;
}

/* Receive what is there, waiting for it. Return how many bytes, 0 when the client has gone. */
static size_t receive(int client, char *bytes, size_t size)
{
	ssize_t count;

	do
		count = recv(client, bytes, size, 0);
	while (count == -1 && errno == EINTR);
	if (count == -1)
		report("recv");
	return count > 0 ? (size_t)count : 0;
}

/* Print what was received, by its length: a NUL is a byte like any other. */
static void show(const char *bytes, size_t count)
{
	fputs("Received: ", stdout);
	fwrite(bytes, 1, count, stdout);
	putchar('\n');
	if (ferror(stdout) || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "standard output");
}

/* end of TODO 3 */

/* Print what the client sends and send it back, until the client has gone. */
static void echo(int client)
{
	/* TODO 4: recv(), print exactly so many bytes, send them back; again until it is 0 */
	char bytes[4096];
	size_t count;

	while ((count = receive(client, bytes, sizeof(bytes))) > 0) {
		show(bytes, count);
		if (!send_all(client, bytes, count))
			break;
	}
	/* end of TODO 4 */
}

int main(int argc, char **argv)
{
	int listener, client;

	if (argc > 2)
		errx(2, "usage: echo_server [PORT]");
	listener = listen_on(argc == 2 ? parse_port(argv[1]) : 8888);
	client = accept_client(listener);
	echo(client);
	/* TODO 5: close both sockets and say goodbye */
	if (close(client) == -1 || close(listener) == -1)
		err(EXIT_FAILURE, "close");
	if (puts("Client disconnected") == EOF || fflush(stdout) == EOF)
		err(EXIT_FAILURE, "standard output");
	/* end of TODO 5 */
	return EXIT_SUCCESS;
}
