#include "run/newcomer.h"

#include "run/landlock.h"
#include "witness/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define WORDS_MAX 64

/* A process that is to become a program, and what for. */
struct newcomer {
	const struct launch_request *request;
	const int *given; /* the descriptors that came with the request */
	const char *root; /* the folder that stands for the root, "" for none */
};

static bool drop_capabilities(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[2] = { 0 };

	return syscall(SYS_capset, &header, none) == 0;
}

/* Set a limit and read it back: what is not in force must not be believed. */
static bool limit(int resource, uint64_t value)
{
	struct rlimit wanted = { value, value }, got;

	return setrlimit((__rlimit_resource_t)resource, &wanted) == 0 &&
	       getrlimit((__rlimit_resource_t)resource, &got) == 0 && got.rlim_max == value;
}

static bool take_limits(const struct launch_limits *limits)
{
	return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, limits->file_size) && limit(RLIMIT_CPU, limits->cpu) &&
	       limit(RLIMIT_NOFILE, limits->descriptors) && limit(RLIMIT_MEMLOCK, 65536) &&
	       limit(RLIMIT_MSGQUEUE, 65536) && limit(RLIMIT_STACK, 8 << 20) &&
	       (limits->data == 0 || limit(RLIMIT_DATA, limits->data));
}

/* Only for where there are no namespaces: hold the program in with what the kernel has instead. */
static bool confine(const char *root, enum landlock_programs programs)
{
	return root[0] == '\0' || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || landlock_version() == 0 ||
	       landlock_confine(root, programs) == 0;
}

/* Become the program. Only comes back when that fails. The launcher's memory is still shared: what is changed here stays so. */
static void execute(const struct newcomer *newcomer, const int fds[3], bool traced)
{
	static char home[128], temporary[128];
	static const char *const environment[] = { "PATH=/usr/bin:/bin",
						   home,
						   temporary,
						   "TERM=xterm",
						   "LC_ALL=C.UTF-8",
						   "TSAN_OPTIONS=exitcode=66:report_thread_leaks=0",
						   NULL };
	const struct launch_request *request = newcomer->request;
	char *words[WORDS_MAX + 1] = { NULL }, *word = (char *)request->words;
	int error;

	snprintf(home, sizeof home, "HOME=%s/tmp", newcomer->root);
	snprintf(temporary, sizeof temporary, "TMPDIR=%s/tmp", newcomer->root);

	for (int i = 0; i < request->word_count && i < WORDS_MAX; i++, word += strlen(word) + 1)
		words[i] = word;
	if (words[0] == NULL) {
		errno = EINVAL;
		return;
	}
	setsid();
	for (int i = 0; i < 3; i++)
		if (dup2(fds[i], i) < 0)
			return;
	syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
	signal(SIGCHLD, SIG_DFL);
	if (request->no_randomization)
		personality(ADDR_NO_RANDOMIZE);
	if (!drop_capabilities() || !confine(newcomer->root, traced ? LANDLOCK_NO_PROGRAMS : LANDLOCK_PROGRAMS) ||
	    !take_limits(&request->limits))
		return;
	error = filter_load(traced);
	if (error != 0) {
		errno = -error;
		return;
	}
	execvpe(words[0], words + 1, (char *const *)environment);
}

/* Out of the way of the standard descriptors. */
static void move_up(const int given[4], int fds[4])
{
	for (int i = 0; i < 4; i++)
		fds[i] = given[i] < 0 ? -1 : fcntl(given[i], F_DUPFD_CLOEXEC, 10);
}

static int become_program(void *argument)
{
	const struct newcomer *newcomer = argument;
	char go = 'r';
	int fds[4], error;

	move_up(newcomer->given, fds);
	if (send(fds[3], &go, 1, MSG_NOSIGNAL) != 1 || recv(fds[3], &go, 1, 0) != 1)
		return 127;
	execute(newcomer, fds, true);
	error = errno;
	send(fds[3], &error, sizeof error, MSG_NOSIGNAL);
	return 127;
}

static int become_command(void *argument)
{
	const struct newcomer *newcomer = argument;
	int fds[4];

	move_up(newcomer->given, fds);
	execute(newcomer, fds, false);
	return errno == ENOENT ? 127 : 126;
}

/*
 * Start a process in the launcher's memory, on a stack of its own: sooner done than a copy of everything. The launcher
 * waits until it has executed its program, or has ended: CLONE_VFORK in clone(2).
 */
static pid_t start(int (*become)(void *), const struct launch_request *request, const int fds[4], const char *root)
{
	static char stack[1 << 16] __attribute__((aligned(16)));
	struct newcomer newcomer = { request, fds, root };

	return clone(become, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &newcomer);
}

pid_t newcomer_program(const struct launch_request *request, const int fds[4], const char *root)
{
	return start(become_program, request, fds, root);
}

pid_t newcomer_command(const struct launch_request *request, const int fds[4], const char *root)
{
	return start(become_command, request, fds, root);
}
