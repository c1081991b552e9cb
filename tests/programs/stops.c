/*
 * A parent stops its child, which sleeps 3 s, and lets it go on: "early" while there is sleep left, or "late" after its
 * time. With "never" the child stays stopped, and the parent waits for its end. Prints "ok".
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static double now(void)
{
	struct timespec time;

	expect(clock_gettime(CLOCK_MONOTONIC, &time) == 0, "clock_gettime");
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	double start = now(), lasted, wanted = strcmp(what, "late") == 0 ? 6 : 3;
	pid_t child = fork();
	int status;

	expect(child >= 0, "fork");
	if (child == 0) {
		expect(sleep(3) == 0, "the child's sleep");
		_exit(0);
	}
	expect(sleep(1) == 0 && kill(child, SIGSTOP) == 0, "SIGSTOP");
	expect(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP,
	       "it stops");
	expect(now() - start < 1.015, "it stops at once");
	if (strcmp(what, "never") != 0) {
		expect(sleep(wanted == 6 ? 5 : 1) == 0 && kill(child, SIGCONT) == 0, "SIGCONT");
		/* Late, it may have ended before we see it go on. */
		if (wanted == 3)
			expect(waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status), "it goes on");
	}
	expect(waitpid(child, &status, 0) == child && status == 0, "its end");
	lasted = now() - start;
	expect(lasted >= wanted && lasted < wanted + 0.015, "the time of its end");
	puts("ok");
	return 0;
}
