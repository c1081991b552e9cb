/*
 * Threads that sleep while others ask for the time again and again for a second, and so give the machine no moment
 * of rest. Each sleeper must wake at its time. Prints "ok".
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SPINNERS 4
#define SLEEPERS 4

static double start;

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

static void *spin(void *unused)
{
	while (now() < start + 1)
		;
	return unused;
}

static void *sleeper(void *number)
{
	double wanted = 0.1 * ((double)(uintptr_t)number + 1), woke;

	expect(usleep((useconds_t)(wanted * 1e6)) == 0, "usleep");
	woke = now() - start;
	/* Not sooner. There may be more spinners than processors, so that it has to wait for one when it wakes. */
	expect(woke >= wanted, "a sleeper sleeps long enough");
	return NULL;
}

int main(void)
{
	pthread_t threads[SPINNERS + SLEEPERS];

	start = now();
	for (uintptr_t i = 0; i < SPINNERS + SLEEPERS; i++)
		expect(pthread_create(&threads[i], NULL, i < SLEEPERS ? sleeper : spin, (void *)i) == 0,
		       "pthread_create");
	for (int i = 0; i < SPINNERS + SLEEPERS; i++)
		expect(pthread_join(threads[i], NULL) == 0, "pthread_join");
	puts("ok");
	return 0;
}
