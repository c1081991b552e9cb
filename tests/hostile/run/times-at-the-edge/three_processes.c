/* Asks for the longest and the oddest waits that there are, and for the longest of all at the end. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
	const struct timespec odd[] = { { 0, -1 }, { -1, 0 }, { 0, 1000000000 }, { LONG_MIN, LONG_MIN }, { 0, 0 } };
	struct timespec endless = { LONG_MAX, 999999999 };
	struct itimerval timer = { { LONG_MAX, 999999 }, { LONG_MAX, 999999 } };
	struct timeval negative = { -1, -1 };

	for (unsigned i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		nanosleep(&odd[i], NULL);
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &odd[i], NULL);
		clock_nanosleep(CLOCK_REALTIME, 0, &odd[i], NULL);
		clock_nanosleep(12345, 0, &odd[i], NULL);
	}
	nanosleep((const struct timespec *)8, NULL);
	poll(NULL, 0, 0);
	select(0, NULL, NULL, NULL, &negative);
	epoll_wait(-1, NULL, 0, -1);
	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, 8);
	setitimer(ITIMER_REAL, &timer, NULL);
	alarm(UINT_MAX);
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &endless, NULL);
	nanosleep(&endless, NULL);
	return 0;
}
