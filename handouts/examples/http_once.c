/* The smallest web server: shows one request as it came, answers it, and leaves. Usage: http_once [PORT] */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct sockaddr_in me = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof me;
	const char *answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<h1>Hello</h1>\n";
	char request[2048] = "";
	size_t have = 0;

	me.sin_port = htons((uint16_t)(argc > 1 ? strtoul(argv[1], NULL, 10) : 8080));
	int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
	if (listener == -1 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == -1 ||
	    bind(listener, (struct sockaddr *)&me, sizeof me) == -1 || listen(listener, 8) == -1 ||
	    getsockname(listener, (struct sockaddr *)&me, &length) == -1)
		err(EXIT_FAILURE, "cannot listen");
	printf("listening on port %d\n", ntohs(me.sin_port));
	fflush(stdout);

	int client = accept(listener, NULL, NULL);
	if (client == -1)
		err(EXIT_FAILURE, "accept");
	/* The empty line ends the request; it may come in several pieces. */
	while (have < sizeof request - 1 && strstr(request, "\r\n\r\n") == NULL) {
		ssize_t size = read(client, request + have, sizeof request - 1 - have);
		if (size <= 0)
			errx(EXIT_FAILURE, "the client left in the middle of its request");
		have += (size_t)size;
	}
	printf("%s", request);
	if (send(client, answer, strlen(answer), MSG_NOSIGNAL) != (ssize_t)strlen(answer))
		err(EXIT_FAILURE, "send");
	return EXIT_SUCCESS;
}
