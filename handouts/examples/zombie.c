/* Between its end and its parent's wait, a child is a zombie: no memory left, only an entry with its status. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Prints the letter that ps shows under STAT, or says that there is no such process. */
static void show_state(pid_t process)
{
	char path[64], state;
	snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
	FILE *file = fopen(path, "r");
	if (file == NULL) {
		printf("no process %d any more\n", (int)process);
		return;
	}
	if (fscanf(file, "%*d (%*[^)]) %c", &state) == 1)
		printf("process %d is in state %c\n", (int)process, state);
	fclose(file);
}

int main(void)
{
	pid_t child = fork();
	if (child == -1)
		err(EXIT_FAILURE, "fork");
	if (child == 0)
		_exit(EXIT_SUCCESS);

	/* Wait until the child has ended, but leave it unreaped. */
	siginfo_t ended;
	if (waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT) == -1)
		err(EXIT_FAILURE, "waitid");
	show_state(child);
	if (waitpid(child, NULL, 0) == -1)
		err(EXIT_FAILURE, "waitpid");
	show_state(child);
	return EXIT_SUCCESS;
}
