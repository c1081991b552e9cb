/* WRONG on purpose: no SO_REUSEADDR. */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void send_all(int client, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t sent = send(client, bytes, size, MSG_NOSIGNAL);
		if (sent == -1)
			err(EXIT_FAILURE, "send");
		bytes += sent;
		size -= (size_t)sent;
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_in me = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	uint16_t port = (uint16_t)(argc > 1 ? strtoul(argv[1], NULL, 10) : 8888);
	char buffer[4096];
	ssize_t size;

	me.sin_port = htons(port);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1)
		err(EXIT_FAILURE, "socket");
	if (bind(listener, (struct sockaddr *)&me, sizeof me) == -1)
		err(EXIT_FAILURE, "bind");
	if (listen(listener, 8) == -1)
		err(EXIT_FAILURE, "listen");
	printf("Waiting for incoming connections...\n");
	fflush(stdout);
	int client = accept(listener, NULL, NULL);
	if (client == -1)
		err(EXIT_FAILURE, "accept");
	while ((size = read(client, buffer, sizeof buffer - 1)) > 0) {
		buffer[size] = '\0';
		printf("Received: %s\n", buffer);
		fflush(stdout);
		send_all(client, buffer, (size_t)size);
	}
	if (size == -1)
		err(EXIT_FAILURE, "read");
	printf("Client disconnected\n");
	return EXIT_SUCCESS;
}
