/* Leaves ten grandchildren behind, each in a session of its own, deaf to signals, for two minutes. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void live_on(void)
{
	for (int number = 1; number < 32; number++)
		signal(number, SIG_IGN);
	prctl(PR_SET_NAME, "kit-lives-on");
	for (int i = 0; i < 120; i++)
		sleep(1);
	_exit(0);
}

int main(void)
{
	for (int i = 0; i < 10; i++)
		if (fork() == 0) {
			setsid();
			if (fork() == 0)
				live_on();
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}
