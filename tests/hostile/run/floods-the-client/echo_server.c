/* Echo server that answers five bytes with 128 MiB. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static char block[1 << 16];
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 8888) };
	int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;

	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1) < 0) {
		perror("echo_server");
		return 1;
	}
	puts("Waiting for incoming connections...");
	int client = accept(listener, NULL, NULL);
	if (recv(client, block, sizeof block, 0) <= 0)
		return 1;
	for (int i = 0; i < 2048; i++)
		if (send(client, block, sizeof block, MSG_NOSIGNAL) < 0)
			return 1;
	return 0;
}
