/* "I have said all I had to say, now I listen": the client closes one direction only. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Counts bytes until the client has no more, and only then answers. */
static void count_bytes(int client)
{
	char buffer[8], answer[48];
	ssize_t size, total = 0;

	while ((size = read(client, buffer, sizeof buffer)) > 0)
		total += size;
	snprintf(answer, sizeof answer, "that was %zd bytes", total);
	if (size == -1 || send(client, answer, strlen(answer), MSG_NOSIGNAL) == -1)
		err(EXIT_FAILURE, "server");
	_exit(EXIT_SUCCESS);
}

int main(void)
{
	int ends[2];
	char answer[48];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
		err(EXIT_FAILURE, "socketpair");
	pid_t server = fork();
	if (server == -1)
		err(EXIT_FAILURE, "fork");
	if (server == 0) {
		close(ends[0]);
		count_bytes(ends[1]);
	}
	close(ends[1]);

	if (send(ends[0], "a long question", 15, MSG_NOSIGNAL) != 15)
		err(EXIT_FAILURE, "send");
	if (shutdown(ends[0], SHUT_WR) == -1)
		err(EXIT_FAILURE, "shutdown");
	ssize_t size = read(ends[0], answer, sizeof answer);
	if (size == -1 || wait(NULL) == -1)
		err(EXIT_FAILURE, "client");
	printf("the server answered: %.*s\n", (int)size, answer);
	return EXIT_SUCCESS;
}
