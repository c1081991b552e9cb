/* How much of a program's life is waiting? */
#include <err.h>
#include <errno.h>
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
	double start = read_clock(CLOCK_MONOTONIC);

	for (int i = 0; i < 3; i++) {
		struct timespec nap = { .tv_nsec = 100000000 };
		if ((errno = clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL)) != 0)
			err(EXIT_FAILURE, "clock_nanosleep");
	}
	printf("this took %.1f s, of which the processor worked %.1f s\n", read_clock(CLOCK_MONOTONIC) - start,
	       read_clock(CLOCK_PROCESS_CPUTIME_ID));
	return EXIT_SUCCESS;
}
