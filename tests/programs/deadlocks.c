/* Programs in which everybody waits for ever. The argument says for what. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t mutexes[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static void one_mutex(void)
{
	expect(pthread_mutex_lock(&mutexes[0]) == 0, "lock");
	pthread_mutex_lock(&mutexes[0]);
}

static void lock_both(int first)
{
	expect(pthread_mutex_lock(&mutexes[first]) == 0, "lock");
	expect(sleep(1) == 0, "sleep");
	pthread_mutex_lock(&mutexes[1 - first]);
}

static void *lock_crossed(void *unused)
{
	lock_both(1);
	return unused;
}

static void two_mutexes(void)
{
	pthread_t thread;

	expect(pthread_create(&thread, NULL, lock_crossed, NULL) == 0, "pthread_create");
	lock_both(0);
}

/* The program itself keeps the end open that would have to be closed. */
static void silent_pipe(void)
{
	int ends[2];
	char byte;

	expect(pipe(ends) == 0, "pipe");
	expect(read(ends[0], &byte, 1) == 1, "read");
}

static void full_pipe(void)
{
	static char page[4096];
	int ends[2];

	expect(pipe(ends) == 0, "pipe");
	for (;;)
		expect(write(ends[1], page, sizeof page) == sizeof page, "write");
}

static void no_client(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(7777) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	expect(bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 1) == 0, "listen");
	accept(fd, NULL, NULL);
}

static void *wait_for_main(void *thread)
{
	pthread_join(*(pthread_t *)thread, NULL);
	return NULL;
}

/* Each waits for the other's end. */
static void joins(void)
{
	pthread_t self = pthread_self(), thread;

	expect(pthread_create(&thread, NULL, wait_for_main, &self) == 0, "pthread_create");
	expect(sleep(1) == 0, "sleep");
	pthread_join(thread, NULL);
}

static void lost_signal(void)
{
	expect(sleep(2) == 0, "sleep");
	pause();
}

static void child_reads(void)
{
	int ends[2];
	char byte;
	pid_t child;

	expect(pipe(ends) == 0, "pipe");
	child = fork();
	expect(child >= 0, "fork");
	if (child == 0) {
		expect(read(ends[0], &byte, 1) == 0, "read");
		_exit(0);
	}
	wait(NULL);
}

/* Two pipes, from which nothing comes: descriptors 3 and 5 are read, 4 and 6 are written. */
static int quiet[2], other[2];

static void make_pipes(void)
{
	expect(pipe(quiet) == 0 && pipe(other) == 0, "pipes");
	expect(quiet[0] == 3 && other[0] == 5, "descriptors");
}

static void polls_two(void)
{
	struct pollfd fds[3] = { { -1, POLLIN, 0 }, { -1, POLLIN, 0 }, { -1, POLLIN, 0 } };

	make_pipes();
	fds[0].fd = quiet[0];
	fds[2].fd = other[0];
	poll(fds, 3, -1);
}

static void polls_nothing(void)
{
	poll(NULL, 0, -1);
}

static void selects_one(void)
{
	fd_set set;

	make_pipes();
	FD_ZERO(&set);
	FD_SET(other[0], &set);
	select(other[0] + 1, &set, NULL, NULL, NULL);
}

static void selects_nothing(void)
{
	select(0, NULL, NULL, NULL, NULL);
}

/* poll(2) goes on as another call after the program was stopped: restart_syscall(2). */
static void polls_after_a_stop(void)
{
	struct pollfd fd = { .events = POLLIN };
	pid_t parent = getpid();

	make_pipes();
	fd.fd = other[0];
	if (fork() == 0) {
		sleep(1);
		kill(parent, SIGSTOP);
		sleep(1);
		kill(parent, SIGCONT);
		pause();
	}
	poll(&fd, 1, -1);
}

static void waits_for_one(void)
{
	pid_t child = fork();

	if (child == 0)
		pause();
	waitpid(child, NULL, 0);
}

static void receives_messages(void)
{
	int ends[2];
	char byte;
	struct iovec bytes = { &byte, 1 };
	struct mmsghdr message = { .msg_hdr = { .msg_iov = &bytes, .msg_iovlen = 1 } };

	expect(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
	recvmmsg(ends[1], &message, 1, 0, NULL);
}

static void splices(void)
{
	make_pipes();
	splice(quiet[0], NULL, other[1], NULL, 1, 0);
}

static void epolls(void)
{
	struct epoll_event event = { .events = EPOLLIN };
	int fd;

	make_pipes();
	fd = epoll_create1(0);
	epoll_ctl(fd, EPOLL_CTL_ADD, quiet[0], &event);
	epoll_wait(fd, &event, 1, -1);
}

static void opens_a_fifo(void)
{
	unlink("/tmp/fifo");
	expect(mkfifo("/tmp/fifo", 0600) == 0, "mkfifo");
	open("/tmp/fifo", O_RDONLY);
}

static void a_message(void)
{
	char bytes[16];

	msgrcv(msgget(IPC_PRIVATE, 0600), bytes, 8, 0, 0);
}

static void a_client_by_name(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "/tmp/socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	unlink(address.sun_path);
	expect(bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 1) == 0, "listen");
	accept(fd, NULL, NULL);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "one-mutex", one_mutex },
	{ "two-mutexes", two_mutexes },
	{ "silent-pipe", silent_pipe },
	{ "full-pipe", full_pipe },
	{ "no-client", no_client },
	{ "joins", joins },
	{ "lost-signal", lost_signal },
	{ "child-reads", child_reads },
	{ "polls-two", polls_two },
	{ "polls-nothing", polls_nothing },
	{ "selects-one", selects_one },
	{ "selects-nothing", selects_nothing },
	{ "polls-after-a-stop", polls_after_a_stop },
	{ "waits-for-one", waits_for_one },
	{ "receives-messages", receives_messages },
	{ "splices", splices },
	{ "epolls", epolls },
	{ "opens-a-fifo", opens_a_fifo },
	{ "a-message", a_message },
	{ "a-client-by-name", a_client_by_name },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (argc > 1 && strcmp(cases[i].name, argv[1]) == 0) {
			expect(write(STDOUT_FILENO, "begin\n", 6) == 6, "write");
			cases[i].run();
		}
	expect(0, "not deadlocked");
}
