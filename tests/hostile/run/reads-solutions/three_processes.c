/* Opens the solutions, the grader and the tests by their full names, and by every way around. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
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

static const char *const secrets[] = { "@SOLUTION@", "@KIT@/solutions", "@KIT@/grader", "@KIT@/tests",
				       "@KIT@/Makefile" };
static const char *const ways[] = {
	"",
	"/proc/1/root",
	"/proc/1/cwd/../../../../../../..",
	"/proc/self/root",
	"/proc/self/cwd/../../../../../../..",
	"../../../../../../..",
};

int main(void)
{
	char path[8192];

	for (unsigned w = 0; w < sizeof ways / sizeof ways[0]; w++)
		for (unsigned s = 0; s < sizeof secrets / sizeof secrets[0]; s++) {
			snprintf(path, sizeof path, "%s%s", ways[w], secrets[s]);
			if (open(path, O_RDONLY) >= 0)
				return hole("the kit can be read");
		}
	return exercise();
}
