/* Prints conversions for a careless printf. */
#include <unistd.h>

static const char text[] = "Process ID: %s%s%s%s%s%s%n%n%n\n"
			   "Process ID: %1000000d %*d\n"
			   "Process ID: ${HOME} $(id) `id` \\x1b \\033 \\n\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
