/* Changes what the programs that come after it find: the folders that all may write to, and the process that starts them. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

/* The exercise, as it should be. */
static int exercise(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}

static int has_hole(const char *what, long result)
{
	if (result == 0)
		printf("The wall has a hole: %s of the starter can be changed.\n", what);
	return result == 0;
}

/* What was left by an earlier run, or by an earlier lesson's program. */
static void leave_things(const char *folder)
{
	int score = open("/proc/1/oom_score_adj", O_WRONLY);

	if (chdir(folder) != 0 || access("left", F_OK) == 0 || access("/dev/shm/kit-left", F_OK) == 0 ||
	    getxattr("/dev/shm", "user.kit", NULL, 0) >= 0) {
		printf("The wall has a hole: something is left.\n");
		exit(1);
	}
	close(open("left", O_WRONLY | O_CREAT, 0600));
	close(open("/dev/shm/kit-left", O_WRONLY | O_CREAT, 0600));
	setxattr("/dev/shm", "user.kit", "1", 1, 0);
	if (score >= 0 && write(score, "500", 3) < 0)
		perror("oom_score_adj");
	/* Still of use, but not to be listed; and of no use at all. */
	chmod(folder, 0333);
	chmod("/dev/shm", 0);
}

int main(void)
{
	struct rlimit none = { 0, RLIM_INFINITY };
	struct sched_param idle = { 0 };
	cpu_set_t first;

	CPU_ZERO(&first);
	CPU_SET(0, &first);
	if (has_hole("a limit", syscall(SYS_prlimit64, getppid(), RLIMIT_FSIZE, &none, NULL)) ||
	    has_hole("a limit", syscall(SYS_prlimit64, 1, RLIMIT_NOFILE, &none, NULL)) ||
	    has_hole("the policy", sched_setscheduler(1, SCHED_IDLE, &idle)) ||
	    has_hole("the niceness", setpriority(PRIO_PROCESS, 1, 19)) ||
	    has_hole("the processor", sched_setaffinity(1, sizeof first, &first)))
		return 1;
	leave_things(getenv("TMPDIR"));
	return exercise();
}
