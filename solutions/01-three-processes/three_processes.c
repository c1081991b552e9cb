/*
 * Three processes
 *
 * Goal: create three processes. Each prints one line with its own process id, such as
 * "Process ID: 4711". The first process waits for all three and ends with status 0.
 *
 * The new idea: fork() is called once and returns twice. The parent gets the child's process id,
 * the child gets 0. Both go on from there, each with its own copy of the memory.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread three_processes.c -o three_processes
 *        ./three_processes
 * Check: make 01
 */
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 3 };

/* Create a child that prints its line and ends. Return its process id, -1 when there is none. */
static pid_t start_child(void)
{
	pid_t pid = -1;

	/* TODO 1: empty the buffer of stdout with fflush(), then set pid with fork() */
	/* What waits in the buffer now, the child would inherit and write once more. */
	if (fflush(stdout) == EOF)
		warn("standard output");
	pid = fork();
	if (pid == -1)
		warn("fork");
	/* end of TODO 1 */
	if (pid == 0) {
		/* TODO 2: here you are the child: print the line, flush it, end with _exit() */
		if (printf("Process ID: %d\n", (int)getpid()) < 0 || fflush(stdout) == EOF) {
			warn("standard output");
			_exit(EXIT_FAILURE);
		}
		_exit(EXIT_SUCCESS);
		/* end of TODO 2 */
	}
	return pid;
}

/* Wait until the child has ended. Return true when it ended by itself, with status 0. */
static bool wait_for(pid_t child)
{
	/* TODO 3: wait for this child with waitpid(), then look at its status */
	int status;

	while (waitpid(child, &status, 0) == -1) {
		if (errno == EINTR)
			continue;
		warn("waitpid");
		return false;
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
	/* end of TODO 3 */
}

int main(void)
{
	pid_t children[CHILDREN];
	int failed = 0;

	for (int i = 0; i < CHILDREN; i++)
		children[i] = start_child();
	for (int i = 0; i < CHILDREN; i++)
		if (children[i] == -1 || !wait_for(children[i]))
			failed++;
	if (failed > 0)
		errx(EXIT_FAILURE, "%d of %d children did not do their work", failed, CHILDREN);
	return EXIT_SUCCESS;
}
