/* Asks for the system calls that work behind a tracer's back. */
#define _GNU_SOURCE
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
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

int main(void)
{
	char parameters[512];
	union bpf_attr map = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1 };
	struct perf_event_attr counter = { .type = PERF_TYPE_SOFTWARE, .size = sizeof counter, .exclude_kernel = 1 };

	memset(parameters, 0, sizeof parameters);
	if (syscall(SYS_io_uring_setup, 4, parameters) >= 0)
		return hole("io_uring");
	if (syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map) >= 0)
		return hole("bpf");
	if (syscall(SYS_perf_event_open, &counter, 0, -1, -1, 0) >= 0)
		return hole("perf_event_open");
	if (syscall(SYS_userfaultfd, 1) >= 0)
		return hole("userfaultfd");
	if (syscall(SYS_keyctl, 0, -3, 1, 0, 0) >= 0 || syscall(SYS_add_key, "user", "kit-hostile", "x", 1, -2) >= 0)
		return hole("keyrings");
	return exercise();
}
