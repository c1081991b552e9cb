/* Programs that leave facts behind for the trace: names, bytes, zombies, threads of every sort. The argument says which. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static void expect(int holds, const char *what)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", what, errno);
	exit(1);
}

static void say(const char *text)
{
	expect(write(STDOUT_FILENO, text, strlen(text)) == (ssize_t)strlen(text), "write");
}

/* A name of its own, which changes, and one given by main. */
static void *named_thread(void *unused)
{
	say("unnamed\n");
	expect(prctl(PR_SET_NAME, "first") == 0, "prctl");
	say("first\n");
	expect(pthread_setname_np(pthread_self(), "second") == 0, "pthread_setname_np");
	say("second\n");
	sleep(1);
	say("third\n");
	return unused;
}

static void names_case(void)
{
	pthread_t thread;

	expect(pthread_create(&thread, NULL, named_thread, NULL) == 0, "pthread_create");
	usleep(500000);
	expect(pthread_setname_np(thread, "third") == 0, "pthread_setname_np");
	expect(pthread_join(thread, NULL) == 0, "pthread_join");
}

static void *end_at_once(void *unused)
{
	return unused;
}

static void *sleep_long(void *unused)
{
	sleep(1000);
	return unused;
}

static void *detach_yourself(void *unused)
{
	expect(pthread_detach(pthread_self()) == 0, "pthread_detach");
	sleep(1000);
	return unused;
}

/* In this order: joined, detached when created, detached by itself, left joinable, cancelled. */
static void threads_case(void)
{
	pthread_t joined, detached, detacher, left, cancelled;
	pthread_attr_t attributes;

	expect(pthread_attr_init(&attributes) == 0, "pthread_attr_init");
	expect(pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0, "detached");
	expect(pthread_create(&joined, NULL, end_at_once, NULL) == 0, "pthread_create");
	expect(pthread_create(&detached, &attributes, sleep_long, NULL) == 0, "pthread_create");
	expect(pthread_create(&detacher, NULL, detach_yourself, NULL) == 0, "pthread_create");
	expect(pthread_create(&left, NULL, sleep_long, NULL) == 0, "pthread_create");
	expect(pthread_create(&cancelled, NULL, sleep_long, NULL) == 0, "pthread_create");
	expect(sleep(1) == 0, "sleep");
	expect(pthread_cancel(cancelled) == 0 && pthread_join(cancelled, NULL) == 0, "pthread_cancel");
	expect(pthread_join(joined, NULL) == 0, "pthread_join");
}

static pid_t child_that(int exits, int signal)
{
	pid_t child = fork();

	expect(child >= 0, "fork");
	if (child != 0)
		return child;
	if (signal != 0)
		raise(signal);
	_exit(exits);
}

/* Reaped with status 3, reaped by waitid, looked at but not reaped, killed and left, and one that goes on. */
static void children_case(void)
{
	siginfo_t info;
	pid_t child;
	int status;

	child = child_that(3, 0);
	expect(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3, "waitpid");
	child = child_that(4, 0);
	expect(waitid(P_PID, (id_t)child, &info, WEXITED) == 0 && info.si_status == 4, "waitid");
	child = child_that(5, 0);
	expect(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) == 0 && info.si_status == 5, "waitid with WNOWAIT");
	child_that(0, SIGTERM);
	if (fork() == 0) {
		sleep(2);
		_exit(6);
	}
	expect(sleep(1) == 0, "sleep");
}

/* Nobody has to wait for children when SIGCHLD is ignored. */
static void ignored_case(void)
{
	expect(signal(SIGCHLD, SIG_IGN) != SIG_ERR, "signal");
	child_that(0, 0);
	child_that(0, 0);
	expect(wait(NULL) == -1 && errno == ECHILD, "wait until there are none");
}

/* All bytes, in pieces, by copies of the descriptor, and more than a pipe holds. */
static void bytes_case(void)
{
	static char page[100000];
	struct iovec parts[3] = { { (char[]){ "one " }, 4 }, { NULL, 0 }, { (char[]){ "two " }, 4 } };
	int copy = dup(STDOUT_FILENO);
	ssize_t wrote;

	expect(writev(STDOUT_FILENO, parts, 3) == 8, "writev");
	expect(write(copy, "a\0b ", 4) == 4, "write");
	expect(write(STDERR_FILENO, "error", 5) == 5, "write to standard error");
	expect(write(99, "x", 1) == -1 && errno == EBADF, "write to nowhere");
	memset(page, 'x', sizeof page);
	for (size_t done = 0; done < sizeof page; done += (size_t)wrote) {
		wrote = write(STDOUT_FILENO, page + done, sizeof page - done);
		expect(wrote > 0, "write of much");
	}
	fputs("end", stdout);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "names", names_case },     { "threads", threads_case }, { "children", children_case },
	{ "ignored", ignored_case }, { "bytes", bytes_case },
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
