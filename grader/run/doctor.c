#include "run/doctor.h"

#include "run/build.h"
#include "run/descriptors.h"
#include "run/landlock.h"
#include "run/sandbox.h"
#include "witness/filter.h"
#include "witness/memory.h"
#include "witness/witness.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAMESPACES_REMEDY                                                                                        \
	"install bubblewrap; where namespaces are refused: as root `sysctl kernel.unprivileged_userns_clone=1` " \
	"(older "                                                                                                \
	"Debian) or `sysctl kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu); a container needs "        \
	"--security-opt seccomp=unconfined"

/* Be a process that waits, trace it, and end: the kernel ends the traced one with its tracer (PTRACE_O_EXITKILL). */
static _Noreturn void try_tracing(void)
{
	pid_t pid = fork();
	int error;

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	error = pid > 0 ? witness_attach(pid) : 1;
	if (error != 0 && pid > 0)
		kill(pid, SIGKILL);
	_exit(error != 0);
}

static bool can_trace(void)
{
	pid_t pid = fork();
	int status = 1;

	if (pid == 0)
		try_tracing();
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

/* Whether the filter can be put over a process. */
static bool can_filter(void)
{
	pid_t pid = fork();
	int status = 1;

	if (pid == 0)
		_exit(filter_load(true) == 0 ? 0 : 1);
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static bool has_small_buffers(void)
{
	struct sandbox sandbox;
	struct fault fault;
	bool has = sandbox_is_full(NULL) && sandbox_open(&sandbox, SANDBOX_LIBRARIES, &fault);

	if (!has)
		return false;
	has = sandbox_small_buffers(&sandbox, true);
	sandbox_close(&sandbox);
	return has;
}

int doctor_examine(struct wall walls[WALLS_MAX])
{
	bool namespaces = sandbox_is_full(NULL);
	struct fault unused;
	int count = 0;

	walls[count++] = (struct wall){
		"tracing", "the grader sees what a program does (ptrace)", can_trace(), true,
		"allow ptrace: `sysctl kernel.yama.ptrace_scope=1`; a container needs --cap-add SYS_PTRACE"
	};
	walls[count++] =
		(struct wall){ "filter", "calls that would blind the grader or reach the machine are refused (seccomp)",
			       can_filter(), true, "use a kernel with CONFIG_SECCOMP_FILTER" };
	walls[count++] = (struct wall){ "compiler", "programs can be built", access("/usr/bin/cc", X_OK) == 0, true,
					"install gcc" };
	walls[count++] = (struct wall){ "open files", "a program gets the number of files that it is promised",
					descriptors_suffice(&unused), true,
					"raise the hard limit to 1024: `ulimit -Hn`, nofile in limits.conf(5)" };
	walls[count++] = (struct wall){ "own processes", "a program can neither see nor signal any other process",
					namespaces, false, NAMESPACES_REMEDY };
	walls[count++] =
		(struct wall){ "own network", "a program reaches nothing but itself, and has all ports to itself",
			       namespaces, false, NAMESPACES_REMEDY };
	walls[count++] = (struct wall){ "own files",
					"a program sees the system's programs, and no home, no solution, no submission",
					namespaces, false, NAMESPACES_REMEDY };
	walls[count++] = (struct wall){ "small socket buffers", "lossy servers are found (else by small segments only)",
					has_small_buffers(), false, NAMESPACES_REMEDY };
	walls[count++] = (struct wall){ "Landlock", "stands in for own files where namespaces are refused",
					landlock_version() > 0, false,
					"use a kernel from 5.13 on, with landlock among its security modules" };
	walls[count++] =
		(struct wall){ "Landlock for signals", "stands in for own processes where namespaces are refused",
			       landlock_version() >= 6, false, "use a kernel from 6.12 on" };
	walls[count++] = (struct wall){ "detached threads are known", "the C library keeps it where the grader looks",
					descriptor_joinid_offset() != 0, false,
					"use glibc 2.31 to 2.41, and tell us which you have" };
	return count;
}
