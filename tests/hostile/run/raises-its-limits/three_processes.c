/* Tries to raise its own limits; a file of any size would be a hole. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Something worked that must not: say so and do none of the exercise. */
static int hole(const char *what)
{
	dprintf(STDOUT_FILENO, "The wall has a hole: %s\n", what);
	return 1;
}

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
	const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
	struct rlimit now;

	setrlimit(RLIMIT_FSIZE, &none);
	setrlimit(RLIMIT_NOFILE, &none);
	setrlimit(RLIMIT_CORE, &none);
	prlimit(0, RLIMIT_DATA, &none, NULL);
	if (getrlimit(RLIMIT_FSIZE, &now) < 0 || now.rlim_cur == RLIM_INFINITY)
		return hole("files of any size");
	if (getrlimit(RLIMIT_CORE, &now) < 0 || now.rlim_cur == RLIM_INFINITY)
		return hole("core files of any size");
	return exercise();
}
