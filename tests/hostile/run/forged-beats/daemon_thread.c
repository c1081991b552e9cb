/* The lines of a background thread, at the right times, by main alone. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	for (int second = 0; second < 3; second++) {
		dprintf(STDOUT_FILENO, "Running in background...\n");
		sleep(1);
	}
	dprintf(STDOUT_FILENO, "Main program finished!\n");
	return 0;
}
