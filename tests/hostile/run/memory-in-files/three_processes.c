/* Hides memory in files without a name (memfd): mapped, filled, unmapped, kept open. 1 GiB at most; who gets it all does the exercise. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* The exercise, as it should be. */
static int exercise(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}

int main(void)
{
	const size_t piece = 16 << 20;

	for (int i = 0; i < 64; i++) {
		int fd = memfd_create("kit-hostile", 0);
		char *memory;

		if (fd < 0 || ftruncate(fd, piece) < 0)
			return 1;
		memory = mmap(NULL, piece, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (memory == MAP_FAILED)
			return 1;
		memset(memory, 1, piece);
		munmap(memory, piece);
	}
	return exercise();
}
