/* What arrives are bytes. strlen looks for a zero byte, and finds one too early. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
	const char message[5] = { 'a', 'b', '\0', 'c', 'd' };
	char buffer[100] = { 0 };
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
		err(EXIT_FAILURE, "socketpair");
	if (send(ends[0], message, sizeof message, MSG_NOSIGNAL) != sizeof message)
		err(EXIT_FAILURE, "send");
	ssize_t size = read(ends[1], buffer, sizeof buffer);
	if (size == -1)
		err(EXIT_FAILURE, "read");
	printf("read returned %zd, strlen says %zu\n", size, strlen(buffer));
	return EXIT_SUCCESS;
}
