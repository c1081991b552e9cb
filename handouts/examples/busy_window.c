/* An event loop without a window: clicks come in through a pipe. Usage: busy_window loop|thread */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int clicks[2]; /* a pipe: the user writes when the click was made, the window reads */

static double now(void)
{
	struct timespec time;
	if (clock_gettime(CLOCK_MONOTONIC, &time) == -1)
		err(EXIT_FAILURE, "clock_gettime");
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Clicks every 50 ms, three times. */
static void *user(void *unused)
{
	for (int i = 0; i < 3; i++) {
		double when = now();
		if (write(clicks[1], &when, sizeof when) != sizeof when)
			err(EXIT_FAILURE, "write");
		usleep(50000);
	}
	close(clicks[1]);
	return unused;
}

static void *download(void *unused)
{
	usleep(200000);
	return unused;
}

static pthread_t start(void *(*function)(void *))
{
	pthread_t thread;
	if ((errno = pthread_create(&thread, NULL, function, NULL)) != 0)
		err(EXIT_FAILURE, "pthread_create");
	return thread;
}

int main(int argc, char **argv)
{
	int in_background = argc > 1 && strcmp(argv[1], "thread") == 0, number = 0;
	pthread_t threads[2];
	double clicked;

	if (pipe(clicks) == -1)
		err(EXIT_FAILURE, "pipe");
	threads[0] = threads[1] = start(user);
	/* part: loop */
	while (read(clicks[0], &clicked, sizeof clicked) == sizeof clicked) {
		number++;
		if (number == 1 && in_background)
			threads[1] = start(download);
		else if (number == 1)
			download(NULL);
		printf("click %d answered after %.1f s\n", number, now() - clicked);
	}
	/* end */
	for (int i = 0; i <= in_background; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
