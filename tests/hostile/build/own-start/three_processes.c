/* Work before main, and a main that never comes: a constructor that ends the process with perfect text. */
#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void before_main(void)
{
	for (int i = 1; i <= 3; i++)
		dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid() + i);
	_exit(0);
}

int main(void)
{
	return 1;
}
