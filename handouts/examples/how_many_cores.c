/* On how many processors may this process run, and which one does it run on right now? */
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	if (online == -1)
		err(EXIT_FAILURE, "sysconf");
	cpu_set_t allowed;
	if (sched_getaffinity(0, sizeof allowed, &allowed) == -1)
		err(EXIT_FAILURE, "sched_getaffinity");
	int now = sched_getcpu();
	if (now == -1)
		err(EXIT_FAILURE, "sched_getcpu");
	printf("processors online: %ld\n", online);
	printf("this process may use: %d\n", CPU_COUNT(&allowed));
	printf("it is running on number %d\n", now);
	return EXIT_SUCCESS;
}
