/*
 * Timers that the grader's clock can't follow: they run in real time, and are right all the same. The argument says
 * which. Before it, the program sleeps for a second that can be skipped. Prints "ok".
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t rung;

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

static void use_timerfd(void)
{
	struct itimerspec every = { { 0, 40000000 }, { 0, 40000000 } };
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);
	unsigned long count, sum = 0;

	expect(fd >= 0 && timerfd_settime(fd, 0, &every, NULL) == 0, "timerfd_settime");
	for (; sum < 3; sum += count)
		expect(read(fd, &count, sizeof count) == sizeof count, "read");
}

/* Absolute times are the program's, which is far ahead of the machine's by then. */
static struct itimerspec in_120_ms(clockid_t clock)
{
	struct itimerspec once = { { 0, 0 }, { 0, 0 } };

	expect(sleep(10) == 0, "sleep");
	expect(clock_gettime(clock, &once.it_value) == 0, "clock_gettime");
	once.it_value.tv_nsec += 120000000;
	once.it_value.tv_sec += once.it_value.tv_nsec / 1000000000;
	once.it_value.tv_nsec %= 1000000000;
	return once;
}

static void use_absolute_timerfd(clockid_t clock)
{
	struct itimerspec once = in_120_ms(clock);
	const struct itimerspec before = once;
	int fd = timerfd_create(clock, 0);
	unsigned long count;

	expect(fd >= 0 && timerfd_settime(fd, TFD_TIMER_ABSTIME, &once, NULL) == 0, "timerfd_settime");
	expect(memcmp(&once, &before, sizeof once) == 0, "timerfd_settime leaves its argument as it was");
	expect(read(fd, &count, sizeof count) == sizeof count, "read");
}

/* What is long over is due at once, and what never comes is no mistake. */
static void use_far_timerfd(void)
{
	const struct itimerspec past = { { 0, 0 }, { 0, 1 } }, never = { { 0, 0 }, { LONG_MAX, 0 } };
	int fd;
	unsigned long count;

	expect(sleep(10) == 0, "sleep");
	fd = timerfd_create(CLOCK_MONOTONIC, 0);
	expect(fd >= 0 && timerfd_settime(fd, TFD_TIMER_ABSTIME, &never, NULL) == 0, "never");
	expect(timerfd_settime(fd, TFD_TIMER_ABSTIME, &past, NULL) == 0, "long over");
	expect(read(fd, &count, sizeof count) == sizeof count, "read");
	expect(usleep(120000) == 0, "usleep");
}

static void on_signal(int number)
{
	(void)number;
	rung = 1;
}

static void use_timer(void)
{
	struct itimerspec once = { { 0, 0 }, { 0, 120000000 } };
	timer_t timer;

	expect(signal(SIGALRM, on_signal) != SIG_ERR, "signal");
	expect(timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0 && timer_settime(timer, 0, &once, NULL) == 0,
	       "timer_settime");
	while (!rung)
		poll(NULL, 0, 500);
}

static void use_absolute_timer(void)
{
	struct itimerspec once = in_120_ms(CLOCK_REALTIME);
	timer_t timer, other;

	expect(signal(SIGALRM, on_signal) != SIG_ERR, "signal");
	/* Another one, whose clock is not a wall's. */
	expect(timer_create(CLOCK_REALTIME, NULL, &timer) == 0 &&
		       timer_create(CLOCK_PROCESS_CPUTIME_ID, NULL, &other) == 0 &&
		       timer_settime(timer, TIMER_ABSTIME, &once, NULL) == 0,
	       "timer_settime");
	while (!rung)
		poll(NULL, 0, 500);
}

static void use_socket(void)
{
	struct timeval limit = { 0, 120000 };
	int ends[2];
	char byte;

	expect(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
	expect(setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0, "setsockopt");
	expect(recv(ends[0], &byte, 1, 0) == -1 && errno == EAGAIN, "recv");
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	double start, lasted;

	expect(sleep(1) == 0, "sleep");
	start = now();
	if (strcmp(what, "timerfd") == 0)
		use_timerfd();
	else if (strcmp(what, "timerfd-absolute") == 0)
		use_absolute_timerfd(CLOCK_MONOTONIC);
	else if (strcmp(what, "timerfd-of-day") == 0)
		use_absolute_timerfd(CLOCK_REALTIME);
	else if (strcmp(what, "timerfd-far") == 0)
		use_far_timerfd();
	else if (strcmp(what, "timer") == 0)
		use_timer();
	else if (strcmp(what, "timer-absolute") == 0)
		use_absolute_timer();
	else
		use_socket();
	lasted = now() - start;
	expect(lasted >= 0.118, "120 ms");
	start = now();
	expect(usleep(50000) == 0, "usleep");
	expect(now() - start >= 0.05, "a sleep after it");
	puts("ok");
	return 0;
}
