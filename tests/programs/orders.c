/*
 * Programs whose output shows who came first. The argument says which; most are wrong, and show it under one schedule or
 * another. A newborn writes a letter ("a" for the first), the first task an "m" after each creation.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT 3

static pthread_t threads[COUNT], main_thread;
static volatile int done;

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static void letter(char byte)
{
	expect(write(STDOUT_FILENO, &byte, 1) == 1, "write");
}

static void *write_letter(void *number)
{
	letter((char)('a' + (uintptr_t)number));
	done = 1;
	return NULL;
}

static void create(int i)
{
	expect(pthread_create(&threads[i], NULL, write_letter, (void *)(uintptr_t)i) == 0, "pthread_create");
}

static void join_all(int from)
{
	for (int i = from; i < COUNT; i++)
		expect(pthread_join(threads[i], NULL) == 0, "pthread_join");
}

static void threads_case(void)
{
	for (int i = 0; i < COUNT; i++) {
		create(i);
		letter('m');
	}
	join_all(0);
}

static void children_case(void)
{
	for (int i = 0; i < COUNT; i++) {
		pid_t child = fork();

		expect(child >= 0, "fork");
		if (child == 0) {
			letter((char)('a' + i));
			_exit(0);
		}
		letter('m');
	}
	for (int i = 0; i < COUNT; i++)
		expect(wait(NULL) > 0, "wait");
}

static void *write_shared(void *number)
{
	letter((char)('a' + *(volatile int *)number));
	return NULL;
}

/* All get the address of one number that goes on changing. */
static void shared_case(void)
{
	static volatile int i;

	for (i = 0; i < COUNT; i++)
		expect(pthread_create(&threads[i], NULL, write_shared, (void *)&i) == 0, "pthread_create");
	join_all(0);
}

/* Waits for the last one only. */
static void last_join_case(void)
{
	for (int i = 0; i < COUNT; i++)
		create(i);
	join_all(COUNT - 1);
}

/* Sleeps instead of waiting, and then ends everybody. */
static void sleep_case(void)
{
	create(0);
	expect(sleep(1) == 0, "sleep");
	letter('m');
	_exit(0);
}

/* Asks again and again, with naps. */
static void naps_case(void)
{
	create(0);
	while (!done)
		expect(usleep(1000) == 0, "usleep");
	letter('m');
	join_all(COUNT);
}

static void spins_case(void)
{
	create(0);
	while (!done)
		;
	letter('m');
}

/* A wait that does not wait is a wait. */
static void wnohang_case(void)
{
	pid_t child = fork();

	expect(child >= 0, "fork");
	if (child == 0) {
		letter('a');
		_exit(0);
	}
	expect(usleep(1000) == 0, "usleep");
	letter('m');
	while (waitpid(child, NULL, WNOHANG) == 0)
		;
	letter('m');
}

/* Asks once for each child, before any of them could be held to have been waited for; then waits. */
static void asks_once_case(void)
{
	pid_t children[COUNT];

	for (int i = 0; i < COUNT; i++) {
		children[i] = fork();
		expect(children[i] >= 0, "fork");
		if (children[i] == 0) {
			letter((char)('a' + i));
			_exit(0);
		}
	}
	for (int i = 0; i < COUNT; i++)
		letter(waitpid(children[i], NULL, WNOHANG) == 0 ? 'm' : 'r');
	while (waitpid(-1, NULL, 0) > 0)
		;
}

static void on_signal(int number)
{
	(void)number;
}

static void *wake_main(void *unused)
{
	expect(pthread_kill(main_thread, SIGUSR1) == 0, "pthread_kill");
	return unused;
}

/* The wake-up is lost when it comes before the pause. */
static void lost_case(void)
{
	main_thread = pthread_self();
	expect(signal(SIGUSR1, on_signal) != SIG_ERR, "signal");
	expect(pthread_create(&threads[0], NULL, wake_main, NULL) == 0, "pthread_create");
	pause();
	letter('m');
}

static void *beat(void *unused)
{
	for (int i = 0; i < 3; i++) {
		letter('b');
		sleep(1);
	}
	return unused;
}

/* A late thread beats all the same, since nobody else can go on. */
static void beats_case(void)
{
	expect(pthread_create(&threads[0], NULL, beat, NULL) == 0, "pthread_create");
	expect(pthread_join(threads[0], NULL) == 0, "pthread_join");
	letter('m');
}

static void *beat_for_ever(void *unused)
{
	for (;;) {
		letter('b');
		sleep(1);
	}
	return unused;
}

/* A daemon, which ends with main. */
static void daemon_case(void)
{
	expect(pthread_create(&threads[0], NULL, beat_for_ever, NULL) == 0, "pthread_create");
	expect(usleep(2500000) == 0, "usleep");
	letter('m');
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "threads", threads_case },     { "children", children_case }, { "shared", shared_case },
	{ "last-join", last_join_case }, { "sleep", sleep_case },       { "naps", naps_case },
	{ "spins", spins_case },         { "wnohang", wnohang_case },   { "lost", lost_case },
	{ "beats", beats_case },         { "daemon", daemon_case },     { "asks-once", asks_once_case },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (argc > 1 && strcmp(cases[i].name, argv[1]) == 0) {
			cases[i].run();
			return 0;
		}
	expect(0, "no such case");
}
