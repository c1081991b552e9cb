/*
 * Files that may be open at once. "limit" prints how many: soft, hard. "threads" starts 1,000 threads that all sleep for
 * three seconds.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { THREADS = 1000, STACK = 64 * 1024 };

static void print_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		exit(1);
	printf("%llu %llu\n", (unsigned long long)limit.rlim_cur, (unsigned long long)limit.rlim_max);
}

static void *work(void *unused)
{
	(void)unused;
	sleep(3);
	return NULL;
}

static void start_threads(void)
{
	static pthread_t threads[THREADS];
	pthread_attr_t attributes;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], &attributes, work, NULL) != 0)
			exit(1);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	puts("ok");
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "limit") == 0)
		print_limit();
	else
		start_threads();
	return 0;
}
