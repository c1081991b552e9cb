/* Whenever one of its two processes is killed, the other makes a new one (20 times at most). */
#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	atomic_int *lives = mmap(NULL, sizeof *lives, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (lives == MAP_FAILED)
		return 1;
	prctl(PR_SET_NAME, "kit-lives-on");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	while (atomic_fetch_add(lives, 1) < 20) {
		pid_t parent = getpid(), child = fork();

		if (child == 0) {
			setsid();
			/* the child watches its parent, and goes on in its place */
			for (int i = 0; i < 50 && getppid() == parent; i++)
				usleep(100000);
			continue;
		}
		waitpid(child, NULL, 0);
	}
	return 0;
}
