/* Prints marks that turn the direction of text around, and characters without a width. */
#include <unistd.h>

static const char text[] = "Process ID: \xe2\x80\xae"
			   "1234\xe2\x80\xac\n"
			   "Process ID: \xe2\x81\xa6\xe2\x81\xa9\xe2\x80\x8b\xef\xbb\xbf\n"
			   "Process ID: \xd9\xa1\xd9\xa2\n"
			   "Process ID: \xe2\x80\xa8\xe2\x80\xa9\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
