/* Programs that fork with text in a buffer, or with none. The argument says which. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

static char buffer[BUFSIZ];

static pid_t create(void)
{
	pid_t pid = fork();

	if (pid < 0)
		exit(1);
	return pid;
}

static void join(pid_t pid)
{
	if (waitpid(pid, NULL, 0) != pid)
		exit(1);
}

/* A child ends as programs do, and its copy is written. */
static void fork_child(const char *words)
{
	pid_t pid = create();

	if (pid == 0) {
		printf("%s", words);
		exit(0);
	}
	join(pid);
}

static void fork_in_a_line(void)
{
	printf("all ");
	fork_child("child\n");
}

/* The same in wide characters. */
static void fork_wide(void)
{
	pid_t pid;

	wprintf(L"all%c", '\n');
	pid = create();
	if (pid == 0) {
		wprintf(L"child%c", '\n');
		exit(0);
	}
	join(pid);
}

/* Each child inherits more than the one before it. */
static void fork_in_turn(void)
{
	printf("one\n");
	fork_child("");
	printf("two\n");
	fork_child("");
}

/* A child's child inherits what its parent did. */
static void fork_deeper(void)
{
	pid_t pid;

	printf("one\n");
	pid = create();
	if (pid == 0) {
		fork_child("");
		_exit(0);
	}
	join(pid);
}

/* The same buffer, emptied between two forks. */
static void fork_again(void)
{
	printf("one\n");
	fork_child("");
	fflush(stdout);
	printf("one\n");
	fork_child("");
}

/* A stream of its own; another one, with other text, goes elsewhere. */
static void fork_with_streams(void)
{
	FILE *nowhere = fopen("/dev/null", "w"), *out = fdopen(STDOUT_FILENO, "w");

	if (nowhere == NULL || out == NULL)
		exit(1);
	fprintf(out, "all\n");
	fprintf(nowhere, "nothing\n");
	fork_child("");
}

static void fork_with_own_buffer(void)
{
	setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
	printf("all\n");
	fork_child("child\n");
}

static void *fork_in_thread(void *unused)
{
	fork_child("child\n");
	return unused;
}

static void fork_beside_main(void)
{
	pthread_t thread;

	printf("all\n");
	if (pthread_create(&thread, NULL, fork_in_thread, NULL) != 0)
		exit(1);
	pthread_join(thread, NULL);
}

/* What follows copies nothing, or nobody writes the copy. */

static void fork_flushed(void)
{
	printf("all\n");
	fflush(stdout);
	fork_child("all\n");
}

static void fork_unbuffered(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	printf("all\n");
	fork_child("all\n");
}

static void fork_and_leave(void)
{
	pid_t pid;

	printf("all\n");
	pid = create();
	if (pid == 0) {
		if (write(STDOUT_FILENO, "all\n", 4) != 4)
			_exit(1);
		_exit(0);
	}
	join(pid);
}

static void fork_and_purge(void)
{
	pid_t pid;

	printf("all\n");
	pid = create();
	if (pid == 0) {
		__fpurge(stdout);
		printf("child\n");
		exit(0);
	}
	join(pid);
}

static void fork_and_execute(void)
{
	pid_t pid;

	printf("all\n");
	pid = create();
	if (pid == 0) {
		execl("/proc/self/exe", "buffers", "flushed", NULL);
		_exit(127);
	}
	join(pid);
}

static int write_shared(void *unused)
{
	(void)unused;
	fflush(stdout);
	_exit(0);
}

/* A child that has its parent's memory, not a copy. */
static void share(void)
{
	static char stack[65536] __attribute__((aligned(16)));
	pid_t pid;

	printf("all\n");
	pid = clone(write_shared, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
	if (pid < 0)
		exit(1);
	join(pid);
}

static void vfork_child(void)
{
	pid_t pid;

	printf("all\n");
	pid = vfork();
	if (pid == 0)
		_exit(0);
	join(pid);
}

int main(int argc, char **argv)
{
	const struct {
		const char *name;
		void (*play)(void);
	} plays[] = {
		{ "words", fork_in_a_line },
		{ "wide", fork_wide },
		{ "in-turn", fork_in_turn },
		{ "deeper", fork_deeper },
		{ "again", fork_again },
		{ "streams", fork_with_streams },
		{ "own-buffer", fork_with_own_buffer },
		{ "beside", fork_beside_main },
		{ "flushed", fork_flushed },
		{ "unbuffered", fork_unbuffered },
		{ "leave", fork_and_leave },
		{ "purge", fork_and_purge },
		{ "execute", fork_and_execute },
		{ "share", share },
		{ "vfork", vfork_child },
	};

	for (size_t i = 0; argc > 1 && i < sizeof plays / sizeof *plays; i++)
		if (strcmp(argv[1], plays[i].name) == 0)
			plays[i].play();
	return 0;
}
