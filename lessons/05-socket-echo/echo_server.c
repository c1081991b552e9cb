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
	printf("Nothing listens on port %d yet.\n", port);
	return -1;
	/* end of TODO 1 */
}

/* Wait for a client. Return the socket that leads to it. */
static int accept_client(int listener)
{
	/* TODO 2: accept() the client; -1 means that there is none, see errno */
	(void)listener;
	return -1;
	/* end of TODO 2 */
}

/* TODO 3: your own functions for echo(), such as one that sends all bytes, in a loop */
/* end of TODO 3 */

/* Print what the client sends and send it back, until the client has gone. */
static void echo(int client)
{
	/* TODO 4: recv(), print exactly so many bytes, send them back; again until it is 0 */
	(void)client;
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
	/* end of TODO 5 */
	return EXIT_SUCCESS;
}
