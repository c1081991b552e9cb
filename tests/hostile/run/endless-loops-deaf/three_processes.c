/* Three children that compute for a minute and ignore every signal that can be ignored. */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
	volatile unsigned long count = 0;
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	for (int number = 1; number < 32; number++)
		signal(number, SIG_IGN);
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			while (clock() < 60 * CLOCKS_PER_SEC)
				for (int j = 0; j < 100000000; j++)
					count += j;
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}
