/* Opens files through which the whole machine is governed (it only opens them). */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Something worked that must not: say so and do none of the exercise. */
static int hole(const char *what)
{
	dprintf(STDOUT_FILENO, "The wall has a hole: %s\n", what);
	return 1;
}

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

static const char *const files[] = {
	"/proc/sys/kernel/core_pattern",
	"/proc/sys/kernel/hostname",
	"/proc/sysrq-trigger",
	"/proc/sys/vm/drop_caches",
	"/sys/kernel/uevent_helper",
	"/sys/power/state",
	"/sys/fs/cgroup/cgroup.procs",
	"/dev/mem",
	"/dev/kmsg",
	"/dev/sda",
	"/dev/vda",
	"/dev/nvme0n1",
	"/etc/passwd",
	"/etc/ld.so.preload",
	"/usr/bin/cc",
};

int main(void)
{
	for (unsigned i = 0; i < sizeof files / sizeof files[0]; i++)
		if (open(files[i], O_WRONLY) >= 0)
			return hole(files[i]);
	return exercise();
}
