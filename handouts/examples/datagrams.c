/* UDP keeps the borders: two sends, two receives, however large the buffer is. */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(int from, const char *text, const struct sockaddr_in *to)
{
	if (sendto(from, text, strlen(text), 0, (const struct sockaddr *)to, sizeof *to) == -1)
		err(EXIT_FAILURE, "sendto");
}

int main(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	char buffer[512];

	int receiver = socket(AF_INET, SOCK_DGRAM, 0), sender = socket(AF_INET, SOCK_DGRAM, 0);
	if (receiver == -1 || sender == -1)
		err(EXIT_FAILURE, "socket");
	if (bind(receiver, (struct sockaddr *)&address, sizeof address) == -1)
		err(EXIT_FAILURE, "bind");
	if (getsockname(receiver, (struct sockaddr *)&address, &length) == -1)
		err(EXIT_FAILURE, "getsockname");

	say(sender, "hello ", &address);
	say(sender, "world", &address);
	for (int i = 0; i < 2; i++) {
		ssize_t size = recv(receiver, buffer, sizeof buffer, 0);
		if (size == -1)
			err(EXIT_FAILURE, "recv");
		printf("%zd bytes: \"%.*s\"\n", size, (int)size, buffer);
	}
	return EXIT_SUCCESS;
}
