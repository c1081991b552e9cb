/* How many processors it may use: at the start, and after a while of work; with an argument after it has chosen one. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>

static int processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
}

static void choose_first(void)
{
	cpu_set_t one, all;
	size_t i = 0;

	sched_getaffinity(0, sizeof all, &all);
	while (!CPU_ISSET(i, &all))
		i++;
	CPU_ZERO(&one);
	CPU_SET(i, &one);
	sched_setaffinity(0, sizeof one, &one);
}

/* About a millisecond of it. */
static void work(void)
{
	for (volatile int i = 0; i < 500000; i++)
		;
}

int main(int count, char **words)
{
	int first, later;

	(void)words;
	if (count > 1) {
		choose_first();
		for (int i = 0; i < 100; i++)
			work();
	}
	first = later = processors();
	for (int i = 0; i < 500 && count == 1 && later == 1; i++) {
		work();
		later = processors();
	}
	printf("%d %d\n", first, later);
	return 0;
}
