/*
 * Signals that come while a task waits. The argument says which case. Prints "ok" when the program saw what signal(7)
 * promises.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t handled;
static int ends[2]; /* of a pipe */

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static double seconds_of(const struct timespec *time)
{
	return (double)time->tv_sec + (double)time->tv_nsec / 1e9;
}

static double now(void)
{
	struct timespec time;

	expect(clock_gettime(CLOCK_MONOTONIC, &time) == 0, "clock_gettime");
	return seconds_of(&time);
}

static void expect_time(double start, double seconds, const char *what)
{
	double lasted = now() - start;

	if (lasted >= seconds - 0.0005 && lasted < seconds + 0.015)
		return;
	printf("wrong: %s, after %.6f s\n", what, lasted);
	exit(1);
}

/*
 * What is left of a sleep that a child ended. Which of the two falls asleep first after a fork is the system's choice, so
 * that this may also be a little more than the difference of both times.
 */
static void expect_left(double left, double seconds, const char *what)
{
	if (left > seconds - 0.015 && left < seconds + 0.015)
		return;
	printf("wrong: %s remain, but it says %.6f s\n", what, left);
	exit(1);
}

static void on_signal(int number)
{
	(void)number;
	handled++;
}

static void handle(int signal, int flags)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = flags };

	expect(sigaction(signal, &action, NULL) == 0, "sigaction");
}

/* A child that waits, and then ends or sends a signal or writes. */
static pid_t child_after(unsigned milliseconds, int signal, int writes)
{
	pid_t child = fork();

	expect(child >= 0, "fork");
	if (child != 0)
		return child;
	usleep(milliseconds * 1000);
	if (signal != 0)
		kill(getppid(), signal);
	if (writes && write(ends[1], "x", 1) != 1)
		_exit(1);
	_exit(0);
}

static void reap(int count)
{
	for (int status; count > 0; count--)
		expect(wait(&status) > 0 && status == 0, "wait");
}

/* A handler interrupts a sleep: EINTR, and the time that remains. */
static void nanosleep_case(void)
{
	struct timespec time = { 5, 0 }, left = { 0, 0 };
	double start = now();

	handle(SIGUSR1, SA_RESTART);
	child_after(2000, SIGUSR1, 0);
	expect(nanosleep(&time, &left) == -1 && errno == EINTR && handled == 1, "nanosleep is interrupted");
	expect_time(start, 2, "nanosleep");
	expect_left(seconds_of(&left), 3, "3 s");
	reap(1);
	expect(nanosleep(&left, NULL) == 0, "nanosleep for the rest");
	expect_time(start, 5, "both sleeps");
}

static void clock_nanosleep_case(void)
{
	struct timespec time = { 5, 0 }, left = { 0, 0 };
	double start = now();

	handle(SIGUSR1, 0);
	child_after(2000, SIGUSR1, 0);
	expect(clock_nanosleep(CLOCK_REALTIME, 0, &time, &left) == EINTR && handled == 1,
	       "clock_nanosleep is interrupted");
	expect_left(seconds_of(&left), 3, "3 s");
	reap(1);
	expect(clock_gettime(CLOCK_MONOTONIC, &time) == 0, "clock_gettime");
	time.tv_sec += 3;
	child_after(1000, SIGUSR1, 0);
	left = (struct timespec){ -7, 0 };
	expect(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, &left) == EINTR && left.tv_sec == -7,
	       "an absolute sleep says nothing of what remains");
	expect_time(start, 3, "both sleeps");
	reap(1);
}

static void sleep_case(void)
{
	double start = now();

	handle(SIGUSR1, 0);
	child_after(2500, SIGUSR1, 0);
	expect(sleep(10) == 7, "sleep says that 7 s remain");
	expect_time(start, 2.5, "sleep");
	reap(1);
}

/* A child's end is no interruption for a parent that has no handler. */
static void child_ends_case(void)
{
	struct timespec time = { 3, 0 }, left;
	struct timeval interval = { 3, 0 };
	struct epoll_event event = { .events = EPOLLIN };
	struct pollfd fd = { .fd = ends[0], .events = POLLIN };
	int epoll = epoll_create1(0);
	double start = now();
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	expect(epoll >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event) == 0, "epoll_ctl");
	child_after(1000, 0, 0);
	expect(sleep(3) == 0, "sleep is not interrupted");
	child_after(1000, 0, 0);
	expect(nanosleep(&time, &left) == 0, "nanosleep is not interrupted");
	child_after(1000, 0, 0);
	expect(epoll_wait(epoll, &event, 1, 3000) == 0, "epoll_wait is not interrupted");
	child_after(1000, 0, 0);
	expect(select(0, NULL, NULL, NULL, &interval) == 0, "select is not interrupted");
	child_after(1000, 0, 0);
	expect(poll(&fd, 1, 3000) == 0, "poll is not interrupted");
	child_after(1000, 0, 0);
	expect(sigtimedwait(&set, NULL, &time) == -1 && errno == EAGAIN, "sigtimedwait is not interrupted");
	expect_time(start, 18, "six waits of 3 s");
	reap(6);
}

/* A read goes on after a handler with SA_RESTART, and does not without. */
static void read_case(void)
{
	double start = now();
	char byte;

	handle(SIGUSR1, SA_RESTART);
	child_after(1000, SIGUSR1, 0);
	child_after(2000, 0, 1);
	expect(read(ends[0], &byte, 1) == 1 && handled == 1, "read goes on");
	expect_time(start, 2, "read");
	handle(SIGUSR1, 0);
	child_after(1000, SIGUSR1, 0);
	expect(read(ends[0], &byte, 1) == -1 && errno == EINTR && handled == 2, "read is interrupted");
	expect_time(start, 3, "both reads");
	reap(3);
}

/* Waits with a time limit never go on after a handler, whatever SA_RESTART says. */
static void timed_waits_case(void)
{
	struct pollfd fd = { .fd = ends[0], .events = POLLIN };
	struct timeval interval = { 5, 0 };
	struct timespec limit;
	sem_t semaphore;
	fd_set reads;
	double start = now();

	handle(SIGUSR1, SA_RESTART);
	child_after(1000, SIGUSR1, 0);
	expect(poll(&fd, 1, 5000) == -1 && errno == EINTR, "poll is interrupted");
	FD_ZERO(&reads);
	FD_SET(ends[0], &reads);
	child_after(1000, SIGUSR1, 0);
	expect(select(ends[0] + 1, &reads, NULL, NULL, &interval) == -1 && errno == EINTR, "select is interrupted");
	expect_left((double)interval.tv_sec + (double)interval.tv_usec / 1e6, 4, "4 s of select");
	expect(sem_init(&semaphore, 0, 0) == 0 && clock_gettime(CLOCK_REALTIME, &limit) == 0, "sem_init");
	limit.tv_sec += 5;
	child_after(1000, SIGUSR1, 0);
	expect(sem_timedwait(&semaphore, &limit) == -1 && errno == EINTR, "sem_timedwait is interrupted");
	expect(handled == 3, "three signals were handled");
	expect_time(start, 3, "three waits");
	reap(3);
}

static void alarm_case(void)
{
	double start = now();

	handle(SIGALRM, 0);
	expect(alarm(10) == 0, "alarm");
	expect(sleep(3) == 0, "sleep");
	expect(alarm(4) == 7, "alarm says that 7 s remained");
	expect(pause() == -1 && errno == EINTR && handled == 1, "pause ends with the alarm");
	expect_time(start, 7, "the alarm");
	expect(alarm(2) == 0 && sleep(1) == 0 && alarm(0) == 1, "an alarm is called off");
	expect(sleep(5) == 0 && handled == 1, "it does not ring");
	expect_time(start, 13, "the sleeps");
}

/* A timer that rings every 300 ms. */
static void timer_case(void)
{
	struct itimerval every = { { 0, 300000 }, { 1, 0 } }, left;
	double start = now();

	handle(SIGALRM, 0);
	expect(setitimer(ITIMER_REAL, &every, NULL) == 0, "setitimer");
	for (int i = 0; i < 5; i++) {
		expect(pause() == -1 && handled == i + 1, "pause ends with the timer");
		expect_time(start, 1 + 0.3 * i, "the timer");
	}
	expect(getitimer(ITIMER_REAL, &left) == 0 && left.it_interval.tv_usec == 300000, "getitimer");
	expect(left.it_value.tv_sec == 0 && left.it_value.tv_usec > 285000 && left.it_value.tv_usec <= 300000,
	       "300 ms remain");
	expect(setitimer(ITIMER_REAL, &(struct itimerval){ 0 }, &left) == 0, "setitimer");
	expect(left.it_interval.tv_usec == 300000 && left.it_value.tv_usec > 285000, "the old setting");
	expect(sleep(2) == 0 && handled == 5, "it is off");
}

static void deadly_alarm_case(void)
{
	expect(alarm(3) == 0, "alarm");
	puts("ok");
	expect(fflush(stdout) == 0, "fflush");
	pause();
}

/* sigwait and sigtimedwait take what is blocked, from an alarm and from a child. */
static void sigwait_case(void)
{
	struct timespec limit = { 5, 0 };
	double start = now();
	sigset_t set;
	int number;

	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigaddset(&set, SIGUSR1);
	expect(sigprocmask(SIG_BLOCK, &set, NULL) == 0, "sigprocmask");
	expect(alarm(2) == 0 && sigwait(&set, &number) == 0 && number == SIGALRM, "sigwait");
	expect_time(start, 2, "sigwait");
	child_after(1000, SIGUSR1, 0);
	expect(sigtimedwait(&set, NULL, &limit) == SIGUSR1, "sigtimedwait");
	expect_time(start, 3, "sigtimedwait");
	reap(1);
}

/* The deadline of a sleep that a handler ended means nothing to what comes after it. */
static void deadlock_case(void)
{
	char byte;

	handle(SIGUSR1, 0);
	child_after(1200, SIGUSR1, 0);
	expect(sleep(10) == 8, "sleep is interrupted, and rounds down");
	reap(1);
	puts("ok");
	expect(fflush(stdout) == 0, "fflush");
	expect(read(ends[0], &byte, 1) == 1, "nobody writes");
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "nanosleep", nanosleep_case },
	{ "clock-nanosleep", clock_nanosleep_case },
	{ "sleep", sleep_case },
	{ "child-ends", child_ends_case },
	{ "read", read_case },
	{ "timed-waits", timed_waits_case },
	{ "alarm", alarm_case },
	{ "timer", timer_case },
	{ "deadly-alarm", deadly_alarm_case },
	{ "sigwait", sigwait_case },
	{ "deadlock", deadlock_case },
};

int main(int argc, char **argv)
{
	expect(pipe(ends) == 0, "pipe");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (argc > 1 && strcmp(cases[i].name, argv[1]) == 0) {
			cases[i].run();
			puts("ok");
			return 0;
		}
	expect(0, "no such case");
}
