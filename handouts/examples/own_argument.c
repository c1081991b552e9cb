/* Each thread is given the address of an element of its own. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *show(void *argument)
{
	printf("my number is %d\n", *(int *)argument);
	return NULL;
}

int main(void)
{
	pthread_t threads[3];
	int numbers[3];

	for (int i = 0; i < 3; i++) {
		numbers[i] = i;
		if ((errno = pthread_create(&threads[i], NULL, show, &numbers[i])) != 0)
			err(EXIT_FAILURE, "pthread_create");
	}
	for (int i = 0; i < 3; i++)
		if ((errno = pthread_join(threads[i], NULL)) != 0)
			err(EXIT_FAILURE, "pthread_join");
	return EXIT_SUCCESS;
}
