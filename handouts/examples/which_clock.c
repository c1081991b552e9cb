/* Sleep for 0.2 s, then work for 0.1 s of processor time. Three clocks, two answers. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double read_clock(clockid_t id)
{
	struct timespec now;
	if (clock_gettime(id, &now) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(void)
{
	double wall = read_clock(CLOCK_MONOTONIC);
	double cpu = read_clock(CLOCK_PROCESS_CPUTIME_ID);
	clock_t ticks = clock();

	struct timespec nap = { .tv_nsec = 200000000 };
	if (clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL) != 0)
		errx(EXIT_FAILURE, "clock_nanosleep was interrupted");
	while (read_clock(CLOCK_PROCESS_CPUTIME_ID) - cpu < 0.1)
		continue;

	printf("CLOCK_MONOTONIC:          %.1f s\n", read_clock(CLOCK_MONOTONIC) - wall);
	printf("CLOCK_PROCESS_CPUTIME_ID: %.1f s\n", read_clock(CLOCK_PROCESS_CPUTIME_ID) - cpu);
	printf("clock():                  %.1f s\n", (double)(clock() - ticks) / CLOCKS_PER_SEC);
	return EXIT_SUCCESS;
}
