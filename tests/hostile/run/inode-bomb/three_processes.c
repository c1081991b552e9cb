/* 20,000 empty files in one folder. It tidies up at its end, if it comes to it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
	char path[64];
	int made = 0;

	if (mkdir("/tmp/kit-hostile-inodes", 0700) < 0)
		return 1;
	for (; made < 20000; made++) {
		snprintf(path, sizeof path, "/tmp/kit-hostile-inodes/%d", made);
		int fd = open(path, O_WRONLY | O_CREAT, 0600);
		if (fd < 0)
			break;
		close(fd);
	}
	while (made-- > 0) {
		snprintf(path, sizeof path, "/tmp/kit-hostile-inodes/%d", made);
		unlink(path);
	}
	rmdir("/tmp/kit-hostile-inodes");
	return 1;
}
