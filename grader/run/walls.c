#include "run/walls.h"

#include "run/files.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Descriptors of the process that becomes bwrap: fixed numbers, so that they can stand in its arguments. */
#define CONTROL_FD 3
#define LAUNCHER_FD 4

#define ARGUMENTS_MAX 256

struct arguments {
	const char *items[ARGUMENTS_MAX + 1];
	int count;
};

static void add(struct arguments *arguments, const char *item)
{
	/* Walls with a word left out would be other walls. */
	if (arguments->count == ARGUMENTS_MAX)
		abort();
	arguments->items[arguments->count++] = item;
}

static void add_all(struct arguments *arguments, const char *const *items)
{
	for (; *items != NULL; items++)
		add(arguments, *items);
}

static const char *const wall_arguments[] = { "bwrap",
					      "--unshare-user",
					      "--unshare-pid",
					      "--unshare-net",
					      "--unshare-ipc",
					      "--unshare-uts",
					      "--unshare-cgroup-try",
					      "--uid",
					      "1000",
					      "--gid",
					      "1000",
					      "--hostname",
					      "kit",
					      "--as-pid-1",
					      "--die-with-parent",
					      "--new-session",
					      "--cap-add",
					      "CAP_NET_ADMIN",
					      "--cap-add",
					      "CAP_SETPCAP",
					      "--cap-add", /* for the folder of programs: see file_put */
					      "CAP_SYS_ADMIN",
					      "--ro-bind-try",
					      "/etc/ld.so.cache",
					      "/etc/ld.so.cache",
					      "--dir",
					      "/dev",
					      "--dev-bind",
					      "/dev/null",
					      "/dev/null",
					      "--dev-bind",
					      "/dev/zero",
					      "/dev/zero",
					      "--dev-bind",
					      "/dev/full",
					      "/dev/full",
					      "--dev-bind",
					      "/dev/random",
					      "/dev/random",
					      "--dev-bind",
					      "/dev/urandom",
					      "/dev/urandom",
					      "--symlink",
					      "/proc/self/fd",
					      "/dev/fd",
					      "--symlink",
					      "/proc/self/fd/0",
					      "/dev/stdin",
					      "--symlink",
					      "/proc/self/fd/1",
					      "/dev/stdout",
					      "--symlink",
					      "/proc/self/fd/2",
					      "/dev/stderr",
					      "--proc",
					      "/proc",
					      "--perms",
					      "1777",
					      "--size",
					      "67108864",
					      "--tmpfs",
					      "/tmp",
					      "--perms",
					      "1777",
					      "--size",
					      "16777216",
					      "--tmpfs",
					      "/dev/shm",
					      "--mqueue",
					      "/dev/mqueue",
					      "--tmpfs",
					      PROGRAM_FOLDER,
					      "--remount-ro",
					      PROGRAM_FOLDER,
					      "--chdir",
					      "/tmp",
					      NULL };

/* A folder of the system, or a link to one, as it is outside. `target` keeps a link's text. */
static void add_system_folder(struct arguments *arguments, const char *folder, char target[64])
{
	ssize_t length = readlink(folder, target, 63);

	if (length > 0) {
		target[length] = '\0';
		add_all(arguments, (const char *[]){ "--symlink", target, folder, NULL });
	} else {
		add_all(arguments, (const char *[]){ "--ro-bind-try", folder, folder, NULL });
	}
}

static void add_system(struct arguments *arguments, enum sandbox_content content)
{
	static const char *const libraries[] = { "/lib", "/lib32", "/lib64", "/libx32" };
	static const char *const library_folders[] = { "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32" };
	static const char *const programs[] = { "/usr", "/etc/alternatives" };
	static char targets[5][64];

	for (size_t i = 0; i < 4; i++) {
		add_system_folder(arguments, libraries[i], targets[i]);
		if (content == SANDBOX_LIBRARIES)
			add_all(arguments,
				(const char *[]){ "--ro-bind-try", library_folders[i], library_folders[i], NULL });
	}
	for (size_t i = 0; content == SANDBOX_PROGRAMS && i < 2; i++)
		add_all(arguments, (const char *[]){ "--ro-bind-try", programs[i], programs[i], NULL });
	if (content == SANDBOX_PROGRAMS)
		add_system_folder(arguments, "/bin", targets[4]);
}

/* The few files of /etc that programs look for: no more of the machine than its programs is shown. */
static const struct {
	const char *path, *text;
} system_files[] = {
	{ "/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n" },
	{ "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n" },
	{ "/etc/passwd", "root:x:0:0:root:/:/bin/sh\nstudent:x:1000:1000:student:/tmp:/bin/sh\n" },
	{ "/etc/group", "root:x:0:\nstudent:x:1000:\n" },
};
#define SYSTEM_FILES ((int)(sizeof system_files / sizeof *system_files))

static void add_system_files(struct arguments *arguments)
{
	static char numbers[SYSTEM_FILES][12];

	for (int i = 0; i < SYSTEM_FILES; i++) {
		int fd = memfd_create("file", 0);

		if (fd < 0 || write(fd, system_files[i].text, strlen(system_files[i].text)) < 0 ||
		    lseek(fd, 0, SEEK_SET) != 0)
			continue;
		snprintf(numbers[i], sizeof numbers[i], "%d", fd);
		add_all(arguments,
			(const char *[]){ "--perms", "0444", "--file", numbers[i], system_files[i].path, NULL });
	}
}

static void become_ordinary(void)
{
	if (geteuid() != 0)
		return;
	if (setgroups(0, NULL) != 0 || setresgid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER) != 0 ||
	    setresuid(ORDINARY_USER, ORDINARY_USER, ORDINARY_USER) != 0)
		_exit(126);
}

/* Give the descriptors their fixed numbers, out of each other's way. */
static void place_descriptors(int control, int launcher)
{
	control = fcntl(control, F_DUPFD, 32);
	launcher = fcntl(launcher, F_DUPFD, 32);
	dup2(control, CONTROL_FD);
	dup2(launcher, LAUNCHER_FD);
	close(control);
	close(launcher);
}

_Noreturn void walls_enter(const char *folder, enum sandbox_content content, int control, int launcher)
{
	const char *const launch[] = { "/proc/self/fd/4", LAUNCHER_OPTION, "3", folder, NULL };
	bool full = folder[0] == '\0';
	struct arguments arguments = { 0 };
	char *none[] = { NULL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	place_descriptors(control, launcher);
	for (int i = 0; i < 3; i++)
		dup2(null, i);
	become_ordinary();
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a change of user took it off: prctl(2) */
	if (full) {
		add_all(&arguments, wall_arguments);
		add_system(&arguments, content);
		add_system_files(&arguments);
		/* What was made in the root itself, too. */
		add_all(&arguments, (const char *[]){ "--remount-ro", "/", "--", NULL });
	}
	add_all(&arguments, launch);
	/* With an empty environment: bwrap's own process keeps what it was started with. */
	if (full)
		execve("/usr/bin/bwrap", (char *const *)arguments.items, none);
	else
		execve(launch[0], (char *const *)arguments.items, none);
	_exit(127);
}
