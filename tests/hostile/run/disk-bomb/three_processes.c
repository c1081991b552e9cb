/* Fills every place that it may write to, 256 MiB in all, and leaves it full. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char *const places[] = { "/tmp", "/var/tmp", "/dev/shm", "@D@", "." };

int main(void)
{
	static char block[1 << 20];
	int left = 256;
	char path[4096];

	for (unsigned i = 0; i < sizeof places / sizeof places[0]; i++) {
		snprintf(path, sizeof path, "%s/kit-hostile-disk", places[i]);
		int fd = open(path, O_WRONLY | O_CREAT, 0600);
		while (fd >= 0 && left > 0 && write(fd, block, sizeof block) > 0)
			left--;
	}
	return 1;
}
