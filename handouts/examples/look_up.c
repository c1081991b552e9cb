/* From a name to addresses. Usage: look_up NAME */
#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list;
	char text[NI_MAXHOST];

	if (argc != 2)
		errx(EXIT_FAILURE, "usage: look_up NAME");
	int error = getaddrinfo(argv[1], NULL, &hints, &list);
	if (error != 0)
		errx(EXIT_FAILURE, "%s: %s", argv[1], gai_strerror(error));
	for (struct addrinfo *one = list; one != NULL; one = one->ai_next) {
		error = getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST);
		if (error != 0)
			errx(EXIT_FAILURE, "getnameinfo: %s", gai_strerror(error));
		printf("%s: %s\n", one->ai_family == AF_INET6 ? "IPv6" : "IPv4", text);
	}
	freeaddrinfo(list);
	return EXIT_SUCCESS;
}
