/* Programs that end by a signal which one of their own tasks sends. The argument says which. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The parent ends its child. */
static void child_case(void)
{
	pid_t child = fork();

	while (child == 0)
		pause();
	sleep(1);
	kill(child, SIGTERM);
	wait(NULL);
}

/* A child sends the signal to everybody in its process group, the parent and itself among them. */
static void group_case(void)
{
	if (fork() == 0) {
		sleep(1);
		kill(0, SIGTERM);
	}
	wait(NULL);
}

static void raise_case(void)
{
	raise(SIGUSR1);
}

/* This call never returns. */
static void force_case(void)
{
	kill(getpid(), SIGKILL);
}

static void *sleep_long(void *unused)
{
	sleep(1000);
	return unused;
}

/* A thread that is to end, and takes the process with it. */
static void thread_case(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, sleep_long, NULL);
	sleep(1);
	pthread_kill(thread, SIGTERM);
	pthread_join(thread, NULL);
}

static const struct {
	const char *name;
	void (*run)(void);
} cases[] = {
	{ "child", child_case }, { "group", group_case },   { "raise", raise_case },
	{ "force", force_case }, { "thread", thread_case },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (argc > 1 && strcmp(cases[i].name, argv[1]) == 0)
			cases[i].run();
}
