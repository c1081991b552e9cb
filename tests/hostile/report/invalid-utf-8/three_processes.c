/* Prints bytes that are no UTF-8: overlong, cut short, surrogates, beyond the last character. */
#include <unistd.h>

static const char text[] = "Process ID: \xff\xfe\n"
			   "Process ID: \xc0\x80\xe0\x80\xaf\n"
			   "Process ID: \xed\xa0\x80\n"
			   "Process ID: \xf4\x90\x80\x80\n"
			   "Process ID: \xe2\x82\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
