/*
 * The program executes itself: "vfork" from a vfork child, "spawn" by posix_spawn, "thread" from a thread that is not
 * the first, with an alarm set. The new program ("new") sleeps 2 s and prints "ok". Or it tries another one, which is not there: "missing".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *const new_program[] = { "executes", "new", NULL };
static char *const new_program_with_alarm[] = { "executes", "new-with-alarm", NULL };

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

static void be_new(void)
{
	double start = now(), lasted;

	expect(sleep(2) == 0, "sleep");
	lasted = now() - start;
	expect(lasted >= 2 && lasted < 2.015, "2 s of sleep");
	puts("ok");
}

static void on_alarm(int number)
{
	(void)number;
}

/* The alarm was set for 3 s before the exec, which came after 1 s. */
static void be_new_with_alarm(void)
{
	double start = now(), lasted;

	expect(signal(SIGALRM, on_alarm) != SIG_ERR, "signal");
	expect(pause() == -1 && errno == EINTR, "pause");
	lasted = now() - start;
	expect(lasted >= 1.98 && lasted < 2.015, "the alarm survives exec");
	puts("ok");
}

static void *execute(void *unused)
{
	expect(sleep(1) == 0, "sleep");
	execv("/proc/self/exe", new_program_with_alarm);
	expect(0, "execv");
	return unused;
}

static void *sleep_long(void *unused)
{
	sleep(1000);
	return unused;
}

static void by_thread(void)
{
	pthread_t threads[2];

	expect(alarm(3) == 0, "alarm");
	expect(pthread_create(&threads[0], NULL, sleep_long, NULL) == 0, "pthread_create");
	expect(pthread_create(&threads[1], NULL, execute, NULL) == 0, "pthread_create");
	pause();
}

static void by_child(int vfork_it)
{
	double start = now(), lasted;
	pid_t child;
	int status;

	if (!vfork_it) {
		expect(posix_spawn(&child, "/proc/self/exe", NULL, NULL, new_program, environ) == 0, "posix_spawn");
	} else {
		child = vfork();
		if (child == 0) {
			execv("/proc/self/exe", new_program);
			_exit(127);
		}
	}
	expect(child > 0 && waitpid(child, &status, 0) == child && status == 0, "waitpid");
	lasted = now() - start;
	expect(lasted >= 2 && lasted < 2.015, "the parent waits 2 s");
}

/* A child that can't become what it was to become. */
static void by_nobody(void)
{
	char *const missing[] = { "no-such-program-at-all", NULL };
	pid_t child;

	expect(posix_spawn(&child, "./there/is/no-such-program-at-all", NULL, NULL, missing, environ) == ENOENT,
	       "ENOENT");
	puts("ok");
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (strcmp(what, "new") == 0)
		be_new();
	else if (strcmp(what, "new-with-alarm") == 0)
		be_new_with_alarm();
	else if (strcmp(what, "thread") == 0)
		by_thread();
	else if (strcmp(what, "missing") == 0)
		by_nobody();
	else
		by_child(strcmp(what, "vfork") == 0);
	return 0;
}
