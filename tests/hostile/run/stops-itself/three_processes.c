/* Its children stop, then it stops itself: nobody is left who could go on. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

int main(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			raise(SIGSTOP);
			_exit(0);
		}
	raise(SIGSTOP);
	return 0;
}
