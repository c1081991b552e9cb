/*
 * The first process ends at once, and leaves behind: a grandchild in a session of its own that ignores every signal that
 * it can, and prints each second for 5 s, or for ever ("endless"). Its parent, a child in between, ends at once too.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static void haunt(int endless)
{
	expect(setsid() >= 0, "setsid");
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
	for (int i = 0; endless || i < 5; i++) {
		expect(write(STDOUT_FILENO, "boo\n", 4) == 4, "write");
		expect(sleep(1) == 0, "sleep");
	}
	_exit(0);
}

int main(int argc, char **argv)
{
	pid_t child = fork(), grandchild;

	(void)argv;
	expect(child >= 0, "fork");
	if (child == 0) {
		grandchild = fork();
		expect(grandchild >= 0, "fork");
		if (grandchild == 0)
			haunt(argc > 1);
		_exit(0);
	}
	expect(waitpid(child, NULL, 0) == child, "waitpid");
	expect(write(STDOUT_FILENO, "ok\n", 3) == 3, "write");
	return 0;
}
