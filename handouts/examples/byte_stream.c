/* Two sends, and the reader asks for at most four bytes at a time. Where are the borders of the messages? */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(int to, const char *text)
{
	if (send(to, text, strlen(text), MSG_NOSIGNAL) != (ssize_t)strlen(text))
		err(EXIT_FAILURE, "send");
}

int main(void)
{
	int ends[2]; /* two stream sockets, already connected to each other */
	char piece[4];
	ssize_t size;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
		err(EXIT_FAILURE, "socketpair");
	say(ends[0], "hello ");
	say(ends[0], "world");
	close(ends[0]);

	while ((size = read(ends[1], piece, sizeof piece)) > 0)
		printf("%zd bytes: \"%.*s\"\n", size, (int)size, piece);
	if (size == -1)
		err(EXIT_FAILURE, "read");
	printf("0 bytes: the other side has closed\n");
	return EXIT_SUCCESS;
}
