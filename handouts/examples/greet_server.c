/* A TCP server that greets one client and leaves. Usage: greet_server [PORT]; 0 lets the kernel choose. */
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
	socklen_t size = sizeof me;
	const char *text = "Welcome!\n";
	int yes = 1;

	me.sin_port = htons((uint16_t)(argc > 1 ? strtoul(argv[1], NULL, 10) : 7777));
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == -1)
		err(EXIT_FAILURE, "socket");
	if (setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == -1)
		err(EXIT_FAILURE, "setsockopt");
	if (bind(listener, (struct sockaddr *)&me, sizeof me) == -1)
		err(EXIT_FAILURE, "bind");
	if (listen(listener, 8) == -1)
		err(EXIT_FAILURE, "listen");
	if (getsockname(listener, (struct sockaddr *)&me, &size) == -1)
		err(EXIT_FAILURE, "getsockname");
	printf("listening on port %d\n", ntohs(me.sin_port));
	fflush(stdout);

	int client = accept(listener, NULL, NULL);
	if (client == -1)
		err(EXIT_FAILURE, "accept");
	if (send(client, text, strlen(text), MSG_NOSIGNAL) != (ssize_t)strlen(text))
		err(EXIT_FAILURE, "send");
	close(client);
	close(listener);
	return EXIT_SUCCESS;
}
