/* Leaves a file in every place that it can think of. (What it leaves in private folders vanishes with them.) */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

static const char *const places[] = {
	"@D@",
	"@D@/..",
	"@KIT@",
	"@KIT@/build",
	"@KIT@/solutions",
	"@HOME@",
	"@HOME@/.cache",
	"/tmp",
	"/var/tmp",
	"/dev/shm",
	"/run",
	"/",
	".",
	"..",
	"/proc/1/cwd",
};

int main(void)
{
	char path[4096];

	for (unsigned i = 0; i < sizeof places / sizeof places[0]; i++) {
		snprintf(path, sizeof path, "%s/kit-hostile-outside", places[i]);
		int fd = open(path, O_WRONLY | O_CREAT, 0644);
		if (fd >= 0)
			close(fd);
	}
	return exercise();
}
