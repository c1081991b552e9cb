/* Connects to a TCP server and prints all it says, until the server hangs up. Usage: greet_client HOST PORT */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Tries one address of the host after the other. Returns a connected socket, or -1. */
static int connect_to(const char *host, const char *port)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	int connection = -1;

	int error = getaddrinfo(host, port, &hints, &list);
	if (error != 0)
		errx(EXIT_FAILURE, "%s: %s", host, gai_strerror(error));
	for (struct addrinfo *one = list; one != NULL && connection == -1; one = one->ai_next) {
		connection = socket(one->ai_family, one->ai_socktype, one->ai_protocol);
		if (connection != -1 && connect(connection, one->ai_addr, one->ai_addrlen) == -1) {
			close(connection);
			connection = -1;
		}
	}
	freeaddrinfo(list);
	return connection;
}

int main(int argc, char **argv)
{
	char buffer[512];
	ssize_t size;

	if (argc != 3)
		errx(EXIT_FAILURE, "usage: greet_client HOST PORT");
	int connection = connect_to(argv[1], argv[2]);
	if (connection == -1)
		err(EXIT_FAILURE, "no connection to %s, port %s", argv[1], argv[2]);
	while ((size = read(connection, buffer, sizeof buffer)) > 0)
		fwrite(buffer, 1, (size_t)size, stdout);
	if (size == -1)
		err(EXIT_FAILURE, "read");
	return EXIT_SUCCESS;
}
