/* Opens sockets that lead around the private network. */
#define _GNU_SOURCE
#include <net/ethernet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Something worked that must not: say so and do none of the exercise. */
static int hole(const char *what)
{
	dprintf(STDOUT_FILENO, "The wall has a hole: %s\n", what);
	return 1;
}

/* The exercise, as it should be. */
static int exercise(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}

int main(void)
{
	if (socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0 || socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6) >= 0)
		return hole("a raw socket");
	if (socket(AF_PACKET, SOCK_RAW, 0) >= 0 || socket(AF_PACKET, SOCK_DGRAM, 0) >= 0)
		return hole("a packet socket");
	if (socket(AF_VSOCK, SOCK_STREAM, 0) >= 0)
		return hole("a vsock socket");
	if (socket(AF_ALG, SOCK_SEQPACKET, 0) >= 0)
		return hole("a socket of the kernel's cryptography");
	return exercise();
}
