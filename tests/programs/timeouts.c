/*
 * Every way to let time pass or to wait no longer than so. The argument names one, with how many milliseconds if not
 * 1500: "poll", "poll,20". Prints "ok" when the call did what its manual says, and lasted that long and not much longer.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000L
#define SLACK (15 * 1000000L)

static long duration = 1500 * 1000000L;
static int silent; /* a pipe in which nothing ever comes */

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

static struct timespec spec(long nanoseconds)
{
	return (struct timespec){ nanoseconds / SECOND, nanoseconds % SECOND };
}

static void by_sleep(void)
{
	duration = 2 * SECOND;
	expect(sleep(2) == 0, "sleep");
}

static void by_usleep(void)
{
	expect(usleep((useconds_t)(duration / 1000)) == 0, "usleep");
}

static void by_nanosleep(void)
{
	struct timespec time = spec(duration), left = { -7, -7 };

	expect(nanosleep(&time, &left) == 0 && left.tv_sec == -7, "nanosleep");
}

static void by_relative_clock(clockid_t clock)
{
	struct timespec time = spec(duration);

	expect(clock_nanosleep(clock, 0, &time, NULL) == 0, "clock_nanosleep");
}

static void by_absolute_clock(clockid_t clock)
{
	struct timespec time = spec(now(clock) + duration);

	expect(clock_nanosleep(clock, TIMER_ABSTIME, &time, NULL) == 0, "clock_nanosleep, absolute");
}

static void by_poll(void)
{
	struct pollfd fd = { .fd = silent, .events = POLLIN, .revents = 77 };

	expect(poll(&fd, 1, (int)(duration / 1000000)) == 0 && fd.revents == 0, "poll");
}

static void by_empty_poll(void)
{
	expect(poll(NULL, 0, (int)(duration / 1000000)) == 0, "poll");
}

static void by_ppoll(void)
{
	struct pollfd fd = { .fd = silent, .events = POLLIN };
	struct timespec time = spec(duration);

	expect(ppoll(&fd, 1, &time, NULL) == 0 && fd.revents == 0, "ppoll");
	expect(time.tv_sec == duration / SECOND && time.tv_nsec == duration % SECOND, "ppoll leaves its timeout alone");
}

static void by_select(void)
{
	struct timeval time = { duration / SECOND, duration % SECOND / 1000 };
	fd_set reads, errors;

	FD_ZERO(&reads);
	FD_SET(silent, &reads);
	errors = reads;
	expect(select(silent + 1, &reads, NULL, &errors, &time) == 0, "select");
	expect(!FD_ISSET(silent, &reads) && !FD_ISSET(silent, &errors), "select empties its sets");
	expect(time.tv_sec == 0 && time.tv_usec == 0, "select says that no time remains");
}

static void by_empty_select(void)
{
	struct timeval time = { duration / SECOND, duration % SECOND / 1000 };

	expect(select(0, NULL, NULL, NULL, &time) == 0, "select of nothing");
	expect(time.tv_sec == 0 && time.tv_usec == 0, "select says that no time remains");
}

static void by_pselect(void)
{
	struct timespec time = spec(duration);
	fd_set reads;
	sigset_t mask;

	sigemptyset(&mask);
	FD_ZERO(&reads);
	FD_SET(silent, &reads);
	expect(pselect(silent + 1, &reads, NULL, NULL, &time, &mask) == 0, "pselect");
	expect(!FD_ISSET(silent, &reads), "pselect empties its sets");
	expect(time.tv_sec == duration / SECOND && time.tv_nsec == duration % SECOND,
	       "pselect leaves its timeout alone");
}

static void by_epoll(void)
{
	struct epoll_event event = { .events = EPOLLIN };
	int epoll = epoll_create1(0);

	expect(epoll >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, silent, &event) == 0, "epoll_ctl");
	expect(epoll_wait(epoll, &event, 1, (int)(duration / 1000000)) == 0, "epoll_wait");
}

static void by_semaphore(void)
{
	struct timespec time = spec(now(CLOCK_REALTIME) + duration);
	sem_t semaphore;

	expect(sem_init(&semaphore, 0, 0) == 0, "sem_init");
	expect(sem_timedwait(&semaphore, &time) == -1 && errno == ETIMEDOUT, "sem_timedwait");
}

static void by_mutex(void)
{
	struct timespec time = spec(now(CLOCK_REALTIME) + duration);
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

	expect(pthread_mutex_lock(&mutex) == 0, "pthread_mutex_lock");
	expect(pthread_mutex_timedlock(&mutex, &time) == ETIMEDOUT, "pthread_mutex_timedlock");
}

static void by_condition_clock(clockid_t clock)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	struct timespec time = spec(now(clock) + duration);
	pthread_condattr_t attributes;
	pthread_cond_t condition;

	expect(pthread_condattr_init(&attributes) == 0 && pthread_condattr_setclock(&attributes, clock) == 0,
	       "attributes");
	expect(pthread_cond_init(&condition, &attributes) == 0 && pthread_mutex_lock(&mutex) == 0, "pthread_cond_init");
	expect(pthread_cond_timedwait(&condition, &mutex, &time) == ETIMEDOUT, "pthread_cond_timedwait");
	expect(pthread_mutex_unlock(&mutex) == 0, "pthread_mutex_unlock");
}

static void by_c11_condition(void)
{
	struct timespec time;
	mtx_t mutex;
	cnd_t condition;

	expect(mtx_init(&mutex, mtx_plain) == thrd_success && cnd_init(&condition) == thrd_success, "cnd_init");
	expect(timespec_get(&time, TIME_UTC) == TIME_UTC && mtx_lock(&mutex) == thrd_success, "timespec_get");
	time = spec(time.tv_sec * SECOND + time.tv_nsec + duration);
	expect(cnd_timedwait(&condition, &mutex, &time) == thrd_timedout, "cnd_timedwait");
}

static void by_c11_sleep(void)
{
	struct timespec time = spec(duration);

	expect(thrd_sleep(&time, NULL) == 0, "thrd_sleep");
}

static void by_signal(void)
{
	struct timespec time = spec(duration);
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	expect(sigprocmask(SIG_BLOCK, &set, NULL) == 0, "sigprocmask");
	expect(sigtimedwait(&set, NULL, &time) == -1 && errno == EAGAIN, "sigtimedwait");
}

static void by_system_v_semaphore(void)
{
	int set = semget(IPC_PRIVATE, 1, 0600);
	struct sembuf take = { 0, -1, 0 };
	struct timespec time = spec(duration);

	expect(set >= 0, "semget");
	expect(semtimedop(set, &take, 1, &time) == -1 && errno == EAGAIN, "semtimedop");
	expect(semctl(set, 0, IPC_RMID) == 0, "semctl");
}

static void by_message_queue(void)
{
	struct timespec time = spec(now(CLOCK_REALTIME) + duration);
	struct mq_attr attributes = { .mq_maxmsg = 1, .mq_msgsize = 16 };
	mqd_t queue = mq_open("/queue", O_CREAT | O_RDWR, 0600, &attributes);
	char buffer[16];

	expect(queue != (mqd_t)-1 && mq_unlink("/queue") == 0, "mq_open");
	expect(mq_timedreceive(queue, buffer, sizeof buffer, NULL, &time) == -1 && errno == ETIMEDOUT,
	       "mq_timedreceive");
}

static const struct {
	const char *name;
	void (*pass)(void);
	void (*pass_by)(clockid_t clock);
	clockid_t clock;
} ways[] = {
	{ .name = "sleep", .pass = by_sleep },
	{ .name = "usleep", .pass = by_usleep },
	{ .name = "nanosleep", .pass = by_nanosleep },
	{ .name = "relative", .pass_by = by_relative_clock, .clock = CLOCK_MONOTONIC },
	{ .name = "relative-realtime", .pass_by = by_relative_clock, .clock = CLOCK_REALTIME },
	{ .name = "absolute", .pass_by = by_absolute_clock, .clock = CLOCK_MONOTONIC },
	{ .name = "absolute-realtime", .pass_by = by_absolute_clock, .clock = CLOCK_REALTIME },
	{ .name = "absolute-boottime", .pass_by = by_absolute_clock, .clock = CLOCK_BOOTTIME },
	{ .name = "poll", .pass = by_poll },
	{ .name = "empty-poll", .pass = by_empty_poll },
	{ .name = "ppoll", .pass = by_ppoll },
	{ .name = "select", .pass = by_select },
	{ .name = "empty-select", .pass = by_empty_select },
	{ .name = "pselect", .pass = by_pselect },
	{ .name = "epoll", .pass = by_epoll },
	{ .name = "semaphore", .pass = by_semaphore },
	{ .name = "mutex", .pass = by_mutex },
	{ .name = "condition", .pass_by = by_condition_clock, .clock = CLOCK_REALTIME },
	{ .name = "monotonic-condition", .pass_by = by_condition_clock, .clock = CLOCK_MONOTONIC },
	{ .name = "c11-condition", .pass = by_c11_condition },
	{ .name = "c11-sleep", .pass = by_c11_sleep },
	{ .name = "signal", .pass = by_signal },
	{ .name = "system-v-semaphore", .pass = by_system_v_semaphore },
	{ .name = "message-queue", .pass = by_message_queue },
};

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? strtok(argv[1], ",") : "", *milliseconds = argc > 1 ? strtok(NULL, ",") : NULL;
	int ends[2];
	long start, lasted;

	expect(pipe(ends) == 0, "pipe");
	silent = ends[0];
	if (milliseconds != NULL)
		duration = atol(milliseconds) * 1000000;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (strcmp(ways[i].name, name) != 0)
			continue;
		start = now(CLOCK_MONOTONIC);
		if (ways[i].pass != NULL)
			ways[i].pass();
		else
			ways[i].pass_by(ways[i].clock);
		lasted = now(CLOCK_MONOTONIC) - start;
		expect(lasted >= duration, "it ended too early");
		/* In real time others may keep us from the processor for as long as they like. */
		expect(milliseconds != NULL || lasted < duration + SLACK, "it ended too late");
		puts("ok");
		return 0;
	}
	expect(0, "no such way");
}
