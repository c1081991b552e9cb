/* How many processors it may use: at the start, and after a while of work; with an argument after it has chosen one. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <time.h>

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

int main(int count, char **words)
{
	(void)words;
	if (count > 1) {
		choose_first();
		while (clock() < CLOCKS_PER_SEC / 10)
			;
	}

	int first = processors(), later = first;

	/* Two seconds of work at most; clock() says how much it was. */
	while (count == 1 && later == first && clock() < 2 * CLOCKS_PER_SEC)
		later = processors();
	printf("%d %d\n", first, later);
	return 0;
}
