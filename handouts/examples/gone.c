/* Writing to a connection that the other side has closed: an error you can handle, or a signal that kills. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int ends[2], status;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1)
		err(EXIT_FAILURE, "socketpair");
	close(ends[1]);

	if (send(ends[0], "hello", 5, MSG_NOSIGNAL) == -1)
		printf("with MSG_NOSIGNAL: send fails: %s\n", strerror(errno));
	fflush(stdout);

	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0) {
		if (write(ends[0], "hello", 5) == -1)
			err(EXIT_FAILURE, "write");
		_exit(EXIT_SUCCESS);
	}
	if (waitpid(child, &status, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
	if (WIFSIGNALED(status))
		printf("without: the process is killed by signal %d (%s)\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
	return EXIT_SUCCESS;
}
