/* Programs that never end. The argument says how. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
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

static void sleeps(void)
{
	for (;;)
		expect(sleep(1) == 0, "sleep");
}

static void spins(void)
{
	for (volatile int go = 1; go;)
		;
}

static void asks(void)
{
	struct timespec time;

	for (;;)
		expect(clock_gettime(CLOCK_MONOTONIC, &time) == 0, "clock_gettime");
}

static void yields(void)
{
	for (;;)
		sched_yield();
}

static void polls(void)
{
	pid_t child = fork();

	expect(child >= 0, "fork");
	if (child == 0)
		pause();
	for (;;)
		expect(waitpid(child, NULL, WNOHANG) == 0, "waitpid");
}

static void *ask_too(void *unused)
{
	asks();
	return unused;
}

static void all_ask(void)
{
	pthread_t thread;

	for (int i = 0; i < 8; i++)
		expect(pthread_create(&thread, NULL, ask_too, NULL) == 0, "pthread_create");
	asks();
}

static void writes(void)
{
	for (;;)
		if (write(STDOUT_FILENO, "0123456789abcdef0123456789abcdef\n", 33) != 33)
			_exit(1);
}

static void forks(void)
{
	for (;;)
		if (fork() == 0)
			pause();
}

/* Two processes share what there is. */
static void grows(void)
{
	expect(fork() >= 0, "fork");
	for (;;) {
		char *block = malloc(1 << 20);

		if (block != NULL)
			memset(block, 1, 1 << 20);
	}
}

/* A timer that rings for ever, and nobody minds. */
static void rings(void)
{
	signal(SIGALRM, SIG_IGN);
	for (;;) {
		alarm(1);
		sleep(2);
	}
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "sleeps", sleeps },   { "spins", spins },   { "asks", asks },   { "yields", yields }, { "polls", polls },
	{ "all-ask", all_ask }, { "writes", writes }, { "forks", forks }, { "grows", grows },   { "rings", rings },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (argc > 1 && strcmp(cases[i].name, argv[1]) == 0)
			cases[i].run();
	return 1;
}
