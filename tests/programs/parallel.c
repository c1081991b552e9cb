/*
 * Five threads ("threads", or no argument) or children ("children") that sleep 1 to 5 s at the same time. Each prints
 * "N s" when it wakes; the first task waits for all and prints "ok" when that took 5 s.
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT 5

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

/* The one that is created last wakes first. */
static void *sleeper(void *number)
{
	unsigned seconds = COUNT - (unsigned)(uintptr_t)number;
	char line[16];
	int length = snprintf(line, sizeof line, "%u s\n", seconds);

	expect(sleep(seconds) == 0, "sleep");
	expect(write(STDOUT_FILENO, line, (size_t)length) == length, "write");
	return NULL;
}

static void use_threads(void)
{
	pthread_t threads[COUNT];

	for (uintptr_t i = 0; i < COUNT; i++)
		expect(pthread_create(&threads[i], NULL, sleeper, (void *)i) == 0, "pthread_create");
	for (int i = 0; i < COUNT; i++)
		expect(pthread_join(threads[i], NULL) == 0, "pthread_join");
}

static void use_children(void)
{
	int status;

	for (uintptr_t i = 0; i < COUNT; i++) {
		pid_t child = fork();

		expect(child >= 0, "fork");
		if (child == 0) {
			sleeper((void *)i);
			_exit(0);
		}
	}
	for (int i = 0; i < COUNT; i++)
		expect(wait(&status) > 0 && status == 0, "wait");
}

int main(int argc, char **argv)
{
	double start = now(), lasted;

	if (argc > 1 && strcmp(argv[1], "children") == 0)
		use_children();
	else
		use_threads();
	lasted = now() - start;
	expect(lasted >= 5.0 && lasted < 5.02, "5 s in all");
	puts("ok");
	return 0;
}
