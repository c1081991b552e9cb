/* Parent and child signal each other without a pause, while a timer beats every ten microseconds; a fifth of a second of processor time at most. */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void nothing(int number)
{
	(void)number;
}

int main(void)
{
	const struct itimerval often = { { 0, 10 }, { 0, 10 } };

	signal(SIGUSR1, nothing);
	signal(SIGALRM, nothing);
	pid_t other = getpid(), child = fork();
	if (child > 0)
		other = child;
	setitimer(ITIMER_REAL, &often, NULL);
	while (clock() < CLOCKS_PER_SEC / 5 && kill(other, SIGUSR1) == 0)
		;
	if (child > 0)
		kill(child, SIGKILL);
	return 1;
}
