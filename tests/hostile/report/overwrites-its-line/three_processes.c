/* Prints carriage returns, backspaces, vertical tabs and form feeds that would rewrite what the reader sees. */
#include <unistd.h>

static const char text[] = "Process ID: 1\rProcess ID: 2\n"
			   "Process ID: 123\b\b\b456\n"
			   "Process ID: 1\v2\f3\n"
			   "Process ID: 7\0 8\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
