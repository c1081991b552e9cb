/* The child of a vfork waits (a minute at most), and its parent with it, where no signal reaches it. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	pid_t child = vfork();

	if (child == 0) {
		alarm(60);
		for (;;)
			pause();
	}
	return 1;
}
