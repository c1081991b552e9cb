/* Prints what clears screens, changes titles, moves the cursor up, rings bells and answers for the user. */
#include <unistd.h>

static const char text[] = "Process ID: \033[2J\033[H\033]0;owned\007\n"
			   "Process ID: \033[1A\033[2K 30/30\n"
			   "Process ID: \x9b"
			   "31m\x90q\x9c\n"
			   "Process ID: \033]8;;http://192.0.2.1/\033\\click\033]8;;\033\\\n"
			   "Process ID: \033[6n\033Zhello\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
