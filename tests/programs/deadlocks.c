/* Programs in which everybody waits for ever. The argument says for what. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "one-mutex", one_mutex },     { "two-mutexes", two_mutexes }, { "silent-pipe", silent_pipe },
	{ "full-pipe", full_pipe },     { "no-client", no_client },     { "joins", joins },
	{ "lost-signal", lost_signal }, { "child-reads", child_reads },
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
