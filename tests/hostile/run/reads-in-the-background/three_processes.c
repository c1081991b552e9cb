/* Children in groups of their own read from and write to the terminal: SIGTTIN and SIGTTOU stop them. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int main(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			struct termios settings;
			char byte;

			setpgid(0, 0);
			if (tcgetattr(STDOUT_FILENO, &settings) == 0) {
				settings.c_lflag |= TOSTOP;
				tcsetattr(STDOUT_FILENO, TCSANOW, &settings);
			}
			int tty = open("/dev/tty", O_RDWR);
			if (read(tty, &byte, 1) < 0)
				raise(SIGTTIN);
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 1;
}
