#include "run/sandbox.h"

#include "run/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often, a millisecond apart, to kill what goes on forking, before giving up. */
#define KILLS_MAX 1000

static int open_launcher(void)
{
	const char *path = getenv("GRADE_LAUNCHER");

	return open(path != NULL ? path : "/proc/self/exe", O_RDONLY | O_CLOEXEC);
}

static bool start_launcher(struct sandbox *sandbox, const char *folder, enum sandbox_content content)
{
	struct launch_reply hello;
	int pair[2], launcher = open_launcher();

	*sandbox = (struct sandbox)SANDBOX_CLOSED;
	sandbox->full = folder[0] == '\0';
	if (launcher < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	sandbox->guardian = fork();
	if (sandbox->guardian == 0)
		walls_enter(folder, content, pair[1], launcher);
	close(launcher);
	close(pair[1]);
	sandbox->control = pair[0];
	if (sandbox->guardian > 0 && packet_receive(pair[0], &hello, sizeof hello, NULL, 0, NULL))
		return true;
	sandbox_close(sandbox);
	return false;
}

static bool is_unwanted(void)
{
	const char *wanted = getenv("GRADE_ISOLATION");

	return wanted != NULL && strcmp(wanted, "reduced") == 0;
}

static const char *what_is_missing(void)
{
	if (is_unwanted())
		return "namespaces (GRADE_ISOLATION=reduced is set)";
	if (access("/usr/bin/bwrap", X_OK) != 0)
		return "namespaces (bubblewrap is not installed)";
	return "namespaces (refused to bwrap: a container, or a hardened system)";
}

/* Whether full walls can be had. */
static enum isolation known = ISOLATION_UNKNOWN;

enum isolation sandbox_known(void)
{
	return known;
}

void sandbox_learn(enum isolation learnt)
{
	known = learnt;
}

static bool open_full(struct sandbox *sandbox, enum sandbox_content content)
{
	bool opened = known != ISOLATION_REDUCED && !is_unwanted() && start_launcher(sandbox, "", content);

	if (known == ISOLATION_UNKNOWN)
		known = opened ? ISOLATION_FULL : ISOLATION_REDUCED;
	return opened;
}

bool sandbox_is_full(const char **missing)
{
	struct sandbox sandbox;

	if (known == ISOLATION_UNKNOWN && open_full(&sandbox, SANDBOX_LIBRARIES))
		sandbox_close(&sandbox);
	if (missing != NULL)
		*missing = known == ISOLATION_FULL ? "" : what_is_missing();
	return known == ISOLATION_FULL;
}

/* The lock is on the grader's own file: nothing has to be made for it, and all that share the ports share the file. */
void sandbox_reserve_ports(struct sandbox *sandbox)
{
	if (sandbox->full || sandbox->ports >= 0)
		return;
	sandbox->ports = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	while (sandbox->ports >= 0 && flock(sandbox->ports, LOCK_EX) != 0 && errno == EINTR)
		;
}

static void remove_folder(const char *folder)
{
	char command[96];

	if (folder[0] == '\0')
		return;
	snprintf(command, sizeof command, "rm -rf -- '%s'", folder);
	if (system(command) != 0)
		return;
}

/* Without namespaces: a folder that stands for the root, and in it the one place where a program may write. */
static bool make_folder(char *folder, size_t size)
{
	char scratch[256];

	snprintf(folder, size, "/tmp/grade-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return false;
	snprintf(scratch, sizeof scratch, "%s/tmp", folder);
	if (chmod(folder, 0755) == 0 && mkdir(scratch, 0777) == 0 && chmod(scratch, 01777) == 0)
		return true;
	remove_folder(folder);
	return false;
}

bool sandbox_open(struct sandbox *sandbox, enum sandbox_content content, struct fault *fault)
{
	char folder[sizeof sandbox->folder];

	*sandbox = (struct sandbox)SANDBOX_CLOSED;
	if (open_full(sandbox, content))
		return true;
	if (known == ISOLATION_FULL)
		return fault_set(fault, "the walls around the program could not be built again; is /tmp full?");
	if (!make_folder(folder, sizeof folder))
		return fault_set_errno(fault, "cannot write to /tmp");
	if (!start_launcher(sandbox, folder, content)) {
		remove_folder(folder);
		return fault_set(fault, "the launcher could not be started");
	}
	memcpy(sandbox->folder, folder, sizeof folder);
	return true;
}

bool sandbox_is_open(const struct sandbox *sandbox)
{
	return sandbox->guardian > 0;
}

/* The launcher's children: it adopts orphans, so that all are among them sooner or later. Returns how many there are. */
static int kill_children(pid_t launcher)
{
	char path[64], *rest = NULL;
	int count = 0;
	size_t size = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)launcher, (int)launcher);
	file = fopen(path, "re");
	if (file == NULL)
		return 0;
	while (getdelim(&rest, &size, ' ', file) > 0 && atoi(rest) > 0) {
		kill(atoi(rest), SIGKILL);
		count++;
	}
	free(rest);
	fclose(file);
	return count;
}

static void kill_all(const struct sandbox *sandbox)
{
	const struct timespec moment = { .tv_nsec = 1000000 };

	/* A namespace takes everything with it; elsewhere what was started would outlive the launcher. */
	for (int i = 0; !sandbox->full && i < KILLS_MAX && kill_children(sandbox->guardian) > 0; i++)
		nanosleep(&moment, NULL);
	kill(sandbox->guardian, SIGKILL);
}

void sandbox_close(struct sandbox *sandbox)
{
	if (sandbox_is_open(sandbox)) {
		kill_all(sandbox);
		while (waitpid(sandbox->guardian, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (sandbox->control >= 0)
		close(sandbox->control);
	if (sandbox->ports >= 0)
		close(sandbox->ports);
	remove_folder(sandbox->folder);
	*sandbox = (struct sandbox)SANDBOX_CLOSED;
}

void sandbox_path(const struct sandbox *sandbox, const char *path, char *real, size_t size)
{
	const char *name = strncmp(path, "/tmp/", 5) == 0 ? path : strrchr(path, '/');

	if (sandbox->folder[0] == '\0')
		snprintf(real, size, "%s", path);
	else
		snprintf(real, size, "%s%s", sandbox->folder, name);
}
