/*
 * Five named threads
 *
 * Goal: create five threads. Each has a name of its own and prints it with the process id, such as
 * "Thread name: worker-1, Process ID: 13684". main waits for all five and ends with status 0.
 *
 * The new idea: threads share the memory of one process. So each thread gets a slot of its own,
 * which nobody else touches while it runs.
 *
 * Run:   cc -std=gnu17 -Wall -Wextra -g -O1 -pthread five_threads.c -o five_threads
 *        ./five_threads
 * Check: make 02
 */
#define _GNU_SOURCE /* for pthread_setname_np() */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 5, NAME_SIZE = 16 /* Linux keeps 15 bytes of a name and a NUL */ };

struct worker {
	pthread_t thread;
	char name[NAME_SIZE];
	int error; /* written by the thread, 0 for none; main reads it after the join */
};

/* What each thread runs. `argument` is the thread's own worker. */
static void *work(void *argument)
{
	struct worker *self = argument;

	/* TODO 1: name this thread with pthread_setname_np(), then print its line */
	self->error = pthread_setname_np(pthread_self(), self->name);
	if (self->error != 0)
		return NULL;
	if (printf("Thread name: %s, Process ID: %d\n", self->name, (int)getpid()) < 0)
		self->error = errno;
	/* end of TODO 1 */
	return NULL;
}

/* Start the thread with this number. Return 0 or an error number. */
static int start(struct worker *worker, int number)
{
	snprintf(worker->name, sizeof(worker->name), "worker-%d", number);
	/* TODO 2: create a thread that runs work() and gets this worker as its argument */
	return pthread_create(&worker->thread, NULL, work, worker);
	/* end of TODO 2 */
}

/* Wait until the thread has ended. Return 0, or what went wrong in it or in the waiting. */
static int finish(struct worker *worker)
{
	/* TODO 3: wait for the thread with pthread_join() */
	int error = pthread_join(worker->thread, NULL);

	return error != 0 ? error : worker->error;
	/* end of TODO 3 */
}

int main(void)
{
	struct worker workers[THREADS];
	int started, error = 0, failed = 0;

	/* Each line leaves with its own printf(), even through a pipe. */
	if (setvbuf(stdout, NULL, _IOLBF, BUFSIZ) != 0)
		errx(EXIT_FAILURE, "standard output cannot be line buffered");
	for (started = 0; started < THREADS; started++) {
		error = start(&workers[started], started + 1);
		if (error != 0)
			break;
	}
	for (int i = 0; i < started; i++) {
		int trouble = finish(&workers[i]);

		if (trouble != 0) {
			warnx("%s: %s", workers[i].name, strerror(trouble));
			failed++;
		}
	}
	if (error != 0)
		errx(EXIT_FAILURE, "thread %d was not started: %s", started + 1, strerror(error));
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
