/*
 * One task waits without a time limit, another computes for 30 ms and then wakes it, while a third sleeps for 10 s: time
 * must not be skipped meanwhile. The argument says by what the waiter is woken; with "timed-" before it, it waits for at
 * most 100 ms. Prints "ok" when it was woken after 30 ms.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000L
#define MILLISECOND 1000000L
#define WORK (30 * MILLISECOND)
#define LIMIT (100 * MILLISECOND)

static int pipe_ends[2], sockets[2], event_fd, timed;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static sem_t semaphore;
static pthread_t main_thread;
static int is_set;

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static long now(clockid_t clock)
{
	struct timespec time;

	expect(clock_gettime(clock, &time) == 0, "clock_gettime");
	return time.tv_sec * SECOND + time.tv_nsec;
}

static struct timespec limit(void)
{
	long time = now(CLOCK_REALTIME) + LIMIT;

	return (struct timespec){ time / SECOND, time % SECOND };
}

static void wait_for_descriptor(int fd, size_t size)
{
	char buffer[8];
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	if (timed)
		expect(poll(&poll_fd, 1, LIMIT / MILLISECOND) == 1, "poll");
	expect(read(fd, buffer, size) == (ssize_t)size, "read");
}

static void wait_pipe(void)
{
	wait_for_descriptor(pipe_ends[0], 1);
}

static void wake_pipe(void)
{
	expect(write(pipe_ends[1], "x", 1) == 1, "write");
}

static void wait_socket(void)
{
	wait_for_descriptor(sockets[0], 1);
}

static void wake_socket(void)
{
	expect(send(sockets[1], "x", 1, 0) == 1, "send");
}

static void wait_event(void)
{
	wait_for_descriptor(event_fd, 8);
}

static void wake_event(void)
{
	expect(eventfd_write(event_fd, 1) == 0, "eventfd_write");
}

static void wait_select(void)
{
	struct timeval time = { 0, LIMIT / 1000 };
	long start = now(CLOCK_MONOTONIC), passed;
	fd_set reads;

	FD_ZERO(&reads);
	FD_SET(pipe_ends[0], &reads);
	expect(select(pipe_ends[0] + 1, &reads, NULL, NULL, timed ? &time : NULL) == 1, "select");
	expect(FD_ISSET(pipe_ends[0], &reads), "select says which");
	/* The worker may have begun before us. */
	passed = now(CLOCK_MONOTONIC) - start;
	expect(!timed || (time.tv_usec < LIMIT / 1000 && time.tv_usec >= (LIMIT - passed) / 1000 - 1),
	       "select says how much remains");
}

static void wait_semaphore(void)
{
	struct timespec time = limit();

	expect((timed ? sem_timedwait(&semaphore, &time) : sem_wait(&semaphore)) == 0, "sem_wait");
}

static void wake_semaphore(void)
{
	expect(sem_post(&semaphore) == 0, "sem_post");
}

static void wait_condition(void)
{
	struct timespec time = limit();

	expect(pthread_mutex_lock(&mutex) == 0, "lock");
	while (!is_set)
		expect((timed ? pthread_cond_timedwait(&condition, &mutex, &time)
			      : pthread_cond_wait(&condition, &mutex)) == 0,
		       "wait");
	expect(pthread_mutex_unlock(&mutex) == 0, "unlock");
}

static void wake_condition(void)
{
	expect(pthread_mutex_lock(&mutex) == 0, "lock");
	is_set = 1;
	expect(pthread_cond_signal(&condition) == 0 && pthread_mutex_unlock(&mutex) == 0, "signal");
}

static void on_signal(int number)
{
	(void)number;
}

/* The signal is blocked but in the wait, so that none is missed. */
static void wait_signal(void)
{
	struct timespec time = { 0, LIMIT };
	sigset_t none;

	sigemptyset(&none);
	expect(ppoll(NULL, 0, timed ? &time : NULL, &none) == -1 && errno == EINTR, "ppoll is interrupted");
}

static void wake_signal(void)
{
	expect(pthread_kill(main_thread, SIGUSR1) == 0, "pthread_kill");
}

static void wait_sleep(void)
{
	struct timespec time = { 1, 0 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	expect(pthread_sigmask(SIG_UNBLOCK, &set, NULL) == 0, "pthread_sigmask");
	expect(nanosleep(&time, NULL) == -1 && errno == EINTR, "nanosleep is interrupted");
}

static void *sleeper(void *unused)
{
	sleep(10);
	return unused;
}

/* Computes, and asks for the time again and again, which costs more of the real time than of the program's. */
static void *waker(void *wake)
{
	long start = now(CLOCK_MONOTONIC);

	while (now(CLOCK_MONOTONIC) - start < WORK)
		;
	(*(void (**)(void))wake)();
	return NULL;
}

static const struct {
	const char *name;
	void (*wait)(void), (*wake)(void);
} ways[] = {
	{ "pipe", wait_pipe, wake_pipe },
	{ "socket", wait_socket, wake_socket },
	{ "event", wait_event, wake_event },
	{ "select", wait_select, wake_pipe },
	{ "semaphore", wait_semaphore, wake_semaphore },
	{ "condition", wait_condition, wake_condition },
	{ "signal", wait_signal, wake_signal },
	{ "sleep", wait_sleep, wake_signal },
};

static void prepare(void)
{
	sigset_t set;

	main_thread = pthread_self();
	expect(pipe(pipe_ends) == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0, "pipes");
	event_fd = eventfd(0, 0);
	expect(event_fd >= 0 && sem_init(&semaphore, 0, 0) == 0, "eventfd");
	expect(signal(SIGUSR1, on_signal) != SIG_ERR && sigemptyset(&set) == 0 && sigaddset(&set, SIGUSR1) == 0,
	       "signal");
	expect(pthread_sigmask(SIG_BLOCK, &set, NULL) == 0, "pthread_sigmask");
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	pthread_t threads[2];
	long start, lasted;

	timed = strncmp(name, "timed-", 6) == 0;
	prepare();
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (strcmp(ways[i].name, name + (timed ? 6 : 0)) != 0)
			continue;
		expect(pthread_create(&threads[0], NULL, sleeper, NULL) == 0, "pthread_create");
		start = now(CLOCK_MONOTONIC);
		expect(pthread_create(&threads[1], NULL, waker, (void *)&ways[i].wake) == 0, "pthread_create");
		ways[i].wait();
		lasted = now(CLOCK_MONOTONIC) - start;
		expect(lasted >= WORK && lasted < WORK + 15 * MILLISECOND, "it is woken after 30 ms");
		puts("ok");
		return 0;
	}
	expect(0, "no such way");
}
