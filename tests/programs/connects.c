/* Points a datagram socket, which sends nothing by that, at one address after the other. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void point_at(const char *address)
{
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(80) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(80) };
	int is_four = inet_pton(AF_INET, address, &four.sin_addr) == 1;
	int fd = socket(is_four ? AF_INET : AF_INET6, SOCK_DGRAM, 0);

	if (is_four)
		connect(fd, (struct sockaddr *)&four, sizeof four);
	else if (inet_pton(AF_INET6, address, &six.sin6_addr) == 1)
		connect(fd, (struct sockaddr *)&six, sizeof six);
	close(fd);
}

int main(int count, char **addresses)
{
	for (int i = 1; i < count; i++)
		point_at(addresses[i]);
	return 0;
}
