/* One HTTP request by hand; prints the head and the body of the answer. Usage: http_get HOST PORT PATH */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *server;
	char request[512], buffer[512];
	ssize_t size;

	if (argc != 4)
		errx(EXIT_FAILURE, "usage: http_get HOST PORT PATH");
	int error = getaddrinfo(argv[1], argv[2], &hints, &server);
	if (error != 0)
		errx(EXIT_FAILURE, "%s: %s", argv[1], gai_strerror(error));
	int connection = socket(server->ai_family, server->ai_socktype, server->ai_protocol);
	if (connection == -1 || connect(connection, server->ai_addr, server->ai_addrlen) == -1)
		err(EXIT_FAILURE, "%s port %s", argv[1], argv[2]);
	freeaddrinfo(server);

	int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n",
	                      argv[3], argv[1]);
	if (length >= (int)sizeof request)
		errx(EXIT_FAILURE, "the path is too long");
	if (send(connection, request, (size_t)length, MSG_NOSIGNAL) != length)
		err(EXIT_FAILURE, "send");
	while ((size = read(connection, buffer, sizeof buffer)) > 0)
		fwrite(buffer, 1, (size_t)size, stdout);
	if (size == -1)
		err(EXIT_FAILURE, "read");
	return EXIT_SUCCESS;
}
