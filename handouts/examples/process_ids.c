/* Who am I, who started me, and what does the kernel's table say about me? */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	printf("I am process %d, started by process %d.\n", (int)getpid(), (int)getppid());

	char path[64];
	snprintf(path, sizeof path, "/proc/%d/status", (int)getpid());
	FILE *status = fopen(path, "r");
	if (status == NULL)
		err(EXIT_FAILURE, "%s", path);
	char line[256];
	while (fgets(line, sizeof line, status) != NULL) {
		if (strncmp(line, "Name:", 5) == 0 || strncmp(line, "State:", 6) == 0 || strncmp(line, "Threads:", 8) == 0)
			fputs(line, stdout);
	}
	fclose(status);
	return EXIT_SUCCESS;
}
