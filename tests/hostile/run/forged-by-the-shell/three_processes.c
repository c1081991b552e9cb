/* Three shells that say what three processes would say. */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	char *const command[] = { "sh", "-c", "echo \"Process ID: $$\"", NULL };
	pid_t child;

	for (int i = 0; i < 3; i++)
		if (posix_spawn(&child, "/bin/sh", NULL, NULL, command, NULL) != 0)
			perror("posix_spawn");
	while (wait(NULL) > 0)
		;
	return 0;
}
