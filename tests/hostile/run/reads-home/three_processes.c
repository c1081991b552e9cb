/* Opens what belongs to the person at the keyboard: a file in the home folder, keys, passwords. */
#define _GNU_SOURCE
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

static const char *const private[] = { "@HOME@/.kit-hostile-secret", "@HOME@/.ssh", "@HOME@/.bash_history",
				       "/etc/shadow", "/root/.bashrc" };

int main(void)
{
	for (unsigned i = 0; i < sizeof private / sizeof private[0]; i++)
		if (open(private[i], O_RDONLY) >= 0)
			return hole(private[i]);
	return exercise();
}
