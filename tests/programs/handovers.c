/*
 * A child that takes turns with its parent by pipes, 50 times, each after 1 ms of work or 100 ms of sleep ("sleep"). A
 * third process sleeps 60 s and is killed at the end. Prints "ok" when the time it took is right.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TURNS 50

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

static void work(int sleeps)
{
	double start = now();

	if (sleeps)
		expect(usleep(100000) == 0, "usleep");
	while (!sleeps && now() - start < 0.001)
		;
}

/* Wait for our turn, work, and hand over. */
static void take_turns(int in, int out, int sleeps)
{
	char byte;

	for (int i = 0; i < TURNS; i++) {
		expect(read(in, &byte, 1) == 1, "read");
		work(sleeps);
		expect(write(out, &byte, 1) == 1, "write");
	}
}

int main(int argc, char **argv)
{
	int there[2], back[2], status, sleeps = argc > 1 && argv[1][0] == 's';
	double start = now(), lasted, each = sleeps ? 0.1 : 0.001;
	pid_t sleeper, partner;

	expect(pipe(there) == 0 && pipe(back) == 0, "pipe");
	sleeper = fork();
	expect(sleeper >= 0, "fork");
	if (sleeper == 0) {
		sleep(60);
		_exit(1);
	}
	partner = fork();
	expect(partner >= 0, "fork");
	if (partner == 0) {
		take_turns(there[0], back[1], sleeps);
		_exit(0);
	}
	expect(write(back[1], "x", 1) == 1, "write");
	take_turns(back[0], there[1], sleeps);
	expect(waitpid(partner, &status, 0) == partner && status == 0, "waitpid");
	expect(kill(sleeper, SIGKILL) == 0 && waitpid(sleeper, &status, 0) == sleeper, "kill");
	lasted = now() - start;
	/* At each turn, tasks hand over and start: some microseconds. */
	expect(lasted >= 2 * TURNS * each && lasted < 2 * TURNS * each + 0.04, "the time of all turns");
	puts("ok");
	return 0;
}
