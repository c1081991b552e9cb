/* A fork bomb that never has more than two processes: each makes the next one and ends. It stops after 2,000. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
	for (int generation = 0; generation < 2000; generation++)
		if (fork() > 0)
			_exit(0);
	return 0;
}
