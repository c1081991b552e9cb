/* WRONG on purpose: one read is taken for the whole answer. */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_in server = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	char answer[100];

	server.sin_port = htons((uint16_t)(argc > 1 ? strtoul(argv[1], NULL, 10) : 8888));
	int connection = socket(AF_INET, SOCK_STREAM, 0);
	if (connection == -1 || connect(connection, (struct sockaddr *)&server, sizeof server) == -1)
		err(EXIT_FAILURE, "no connection");
	if (send(connection, "hello", 5, MSG_NOSIGNAL) != 5)
		err(EXIT_FAILURE, "send");
	ssize_t size = read(connection, answer, sizeof answer);
	if (size == -1)
		err(EXIT_FAILURE, "read");
	printf("Received response from server: %.*s\n", (int)size, answer);
	return EXIT_SUCCESS;
}
