/* Thread names that clear the screen, end the line and are no UTF-8. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static const char *const names[5] = { "\033[3J\033[2J", "a\n  ok 20/20", "\xff\xfe\x80", "\a\b\r",
				      "\xe2\x80\xae"
				      "evil" };

static void *work(void *name)
{
	pthread_setname_np(pthread_self(), name);
	dprintf(STDOUT_FILENO, "Thread name: %s, Process ID: 1\n", (const char *)name);
	return NULL;
}

int main(void)
{
	pthread_t threads[5];

	for (int i = 0; i < 5; i++)
		pthread_create(&threads[i], NULL, work, (void *)names[i]);
	for (int i = 0; i < 5; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
