/* How many processors it may use: at the start, and after a while of work. */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <time.h>

static int processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -1;
}

int main(void)
{
	int first = processors(), later = first;

	/* Two seconds of work at most; clock() says how much it was. */
	while (later == first && clock() < 2 * CLOCKS_PER_SEC)
		later = processors();
	printf("%d %d\n", first, later);
	return 0;
}
