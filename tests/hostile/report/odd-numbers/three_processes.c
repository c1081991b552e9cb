/* Prints process ids that are no numbers, or too large for one. */
#include <unistd.h>

static const char text[] = "Process ID: 99999999999999999999999999\n"
			   "Process ID: 4294967297\n"
			   "Process ID: -1\n"
			   "Process ID: 0x10\n"
			   "Process ID: +1\n"
			   "Process ID: 1e3\n"
			   "Process ID: 0\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
