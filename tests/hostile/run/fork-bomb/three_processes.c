/* A fork bomb. It stops by itself after 2,000 calls of fork. */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
	atomic_int *calls = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (calls == MAP_FAILED)
		return 1;
	while (atomic_fetch_add(calls, 1) < 2000)
		fork();
	usleep(200000);
	return 0;
}
