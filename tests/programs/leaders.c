/*
 * Main leaves by pthread_exit at once. Three threads go on and sleep 1 to 3 s; the last one ends the process by
 * returning, or with "exit" by exit(7). With "alarm" an alarm rings at 2.5 s in a process whose first task is gone.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *what = "";

static void expect(int holds, const char *text)
{
	if (holds)
		return;
	printf("wrong: %s (errno %d)\n", text, errno);
	exit(1);
}

static void on_alarm(int number)
{
	(void)number;
	if (write(STDOUT_FILENO, "alarm\n", 6) != 6)
		_exit(1);
}

/* What an alarm interrupts is slept on. */
static void *sleeper(void *number)
{
	char line[16];
	int length = snprintf(line, sizeof line, "%d s\n", (int)(uintptr_t)number);

	for (unsigned left = (unsigned)(uintptr_t)number; left > 0;)
		left = sleep(left);
	expect(write(STDOUT_FILENO, line, (size_t)length) == length, "write");
	if ((uintptr_t)number == 3 && strcmp(what, "exit") == 0)
		exit(7);
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc > 1)
		what = argv[1];
	if (strcmp(what, "alarm") == 0) {
		expect(signal(SIGALRM, on_alarm) != SIG_ERR, "signal");
		alarm(2);
	}
	for (uintptr_t i = 1; i <= 3; i++)
		expect(pthread_create(&thread, NULL, sleeper, (void *)i) == 0, "pthread_create");
	pthread_exit(NULL);
}
