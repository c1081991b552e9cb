#include "run/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As root we become this user first: a program gets no more than an ordinary user has. */
#define ORDINARY_USER 65534

/* Descriptors of the process that becomes bwrap: fixed numbers, so that they can stand in its arguments. */
#define CONTROL_FD 3
#define LAUNCHER_FD 4
#define FILE_FD 5

#define ARGUMENTS_MAX 128

struct arguments {
	const char *items[ARGUMENTS_MAX + 1];
	int count;
};

static void add(struct arguments *arguments, const char *item)
{
	if (arguments->count < ARGUMENTS_MAX)
		arguments->items[arguments->count++] = item;
}

static void add_all(struct arguments *arguments, const char *const *items)
{
	for (; *items != NULL; items++)
		add(arguments, *items);
}

static const char *const wall_arguments[] = {
	"bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
	"--uid", "1000", "--gid", "1000", "--hostname", "kit", "--as-pid-1", "--die-with-parent", "--new-session",
	"--cap-add", "CAP_NET_ADMIN", "--cap-add", "CAP_SETPCAP", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
	"--dir", "/dev", "--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/zero", "/dev/zero",
	"--dev-bind", "/dev/full", "/dev/full", "--dev-bind", "/dev/random", "/dev/random",
	"--dev-bind", "/dev/urandom", "/dev/urandom", "--symlink", "/proc/self/fd", "/dev/fd",
	"--symlink", "/proc/self/fd/0", "/dev/stdin", "--symlink", "/proc/self/fd/1", "/dev/stdout",
	"--symlink", "/proc/self/fd/2", "/dev/stderr",
	"--proc", "/proc", "--perms", "1777", "--size", "67108864", "--tmpfs", "/tmp",
	"--perms", "1777", "--size", "16777216", "--tmpfs", "/dev/shm", "--chdir", "/tmp", NULL};

/* A folder of the system, or a link to one, as it is outside. `target` keeps a link's text. */
static void add_system_folder(struct arguments *arguments, const char *folder, char target[64])
{
	ssize_t length = readlink(folder, target, 63);

	if (length > 0) {
		target[length] = '\0';
		add_all(arguments, (const char *[]){"--symlink", target, folder, NULL});
	} else {
		add_all(arguments, (const char *[]){"--ro-bind-try", folder, folder, NULL});
	}
}

static void add_system(struct arguments *arguments, enum sandbox_content content)
{
	static const char *const libraries[] = {"/lib", "/lib32", "/lib64", "/libx32"};
	static const char *const library_folders[] = {"/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32"};
	static const char *const programs[] = {"/usr", "/etc/alternatives"};
	static char targets[5][64];

	for (size_t i = 0; i < 4; i++) {
		add_system_folder(arguments, libraries[i], targets[i]);
		if (content == SANDBOX_LIBRARIES)
			add_all(arguments, (const char *[]){"--ro-bind-try", library_folders[i], library_folders[i], NULL});
	}
	for (size_t i = 0; content == SANDBOX_PROGRAMS && i < 2; i++)
		add_all(arguments, (const char *[]){"--ro-bind-try", programs[i], programs[i], NULL});
	if (content == SANDBOX_PROGRAMS)
		add_system_folder(arguments, "/bin", targets[4]);
}

/* The few files of /etc that programs look for: no more of the machine than its programs is shown. */
static const struct {
	const char *path, *text;
} system_files[] = {
	{"/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n"},
	{"/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n"},
	{"/etc/passwd", "root:x:0:0:root:/:/bin/sh\nstudent:x:1000:1000:student:/tmp:/bin/sh\n"},
	{"/etc/group", "root:x:0:\nstudent:x:1000:\n"},
};
#define SYSTEM_FILES ((int)(sizeof system_files / sizeof *system_files))

static void add_system_files(struct arguments *arguments)
{
	static char numbers[SYSTEM_FILES][12];

	for (int i = 0; i < SYSTEM_FILES; i++) {
		int fd = memfd_create("file", 0);

		if (fd < 0 || write(fd, system_files[i].text, strlen(system_files[i].text)) < 0 || lseek(fd, 0, SEEK_SET) != 0)
			continue;
		snprintf(numbers[i], sizeof numbers[i], "%d", fd);
		add_all(arguments, (const char *[]){"--perms", "0444", "--ro-bind-data", numbers[i], system_files[i].path, NULL});
	}
}

static void add_files(struct arguments *arguments, const struct sandbox_file *files, int count)
{
	static char numbers[SANDBOX_FILES_MAX][12];

	for (int i = 0; i < count; i++) {
		snprintf(numbers[i], sizeof numbers[i], "%d", FILE_FD + i);
		add(arguments, "--perms");
		add(arguments, files[i].executable ? "0555" : "0444");
		add(arguments, "--ro-bind-data");
		add(arguments, numbers[i]);
		add(arguments, files[i].path);
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
static void place_descriptors(int control, int launcher, const struct sandbox_file *files, int count)
{
	int wanted[2 + SANDBOX_FILES_MAX] = {control, launcher};

	for (int i = 0; i < count; i++)
		wanted[2 + i] = files[i].fd;
	for (int i = 0; i < 2 + count; i++)
		wanted[i] = fcntl(wanted[i], F_DUPFD, 32);
	for (int i = 0; i < 2 + count; i++) {
		dup2(wanted[i], CONTROL_FD + i);
		close(wanted[i]);
		lseek(CONTROL_FD + i, 0, SEEK_SET);
	}
}

/* `folder` is "" for full walls. */
static _Noreturn void become_launcher(const char *folder, enum sandbox_content content, int control, int launcher,
				     const struct sandbox_file *files, int count)
{
	const char *const launch[] = {"/proc/self/fd/4", LAUNCHER_OPTION, "3", folder, NULL};
	bool full = folder[0] == '\0';
	struct arguments arguments = {0};
	char *none[] = {NULL};
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	place_descriptors(control, launcher, files, count);
	for (int i = 0; i < 3; i++)
		dup2(null, i);
	become_ordinary();
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a change of user took it off: prctl(2) */
	if (full) {
		add_all(&arguments, wall_arguments);
		add_system(&arguments, content);
		add_system_files(&arguments);
		add_files(&arguments, files, count);
		add(&arguments, "--");
	}
	add_all(&arguments, launch);
	/* With an empty environment: bwrap's own process keeps what it was started with. */
	if (full)
		execve("/usr/bin/bwrap", (char *const *)arguments.items, none);
	else
		execve(launch[0], (char *const *)arguments.items, none);
	_exit(127);
}

static int open_launcher(void)
{
	const char *path = getenv("GRADE_LAUNCHER");

	return open(path != NULL ? path : "/proc/self/exe", O_RDONLY | O_CLOEXEC);
}

static bool start_launcher(struct sandbox *sandbox, const char *folder, enum sandbox_content content,
			   const struct sandbox_file *files, int count)
{
	struct launch_reply hello;
	int pair[2], launcher = open_launcher();

	*sandbox = (struct sandbox){.guardian = -1, .control = -1, .full = folder[0] == '\0', .ports = -1};
	if (launcher < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	sandbox->guardian = fork();
	if (sandbox->guardian == 0)
		become_launcher(folder, content, pair[1], launcher, files, count);
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

bool sandbox_is_full(const char **missing)
{
	static int known = -1;
	struct sandbox sandbox;

	if (known < 0) {
		known = !is_unwanted() && start_launcher(&sandbox, "", SANDBOX_LIBRARIES, NULL, 0);
		if (known)
			sandbox_close(&sandbox);
	}
	if (missing != NULL)
		*missing = known ? "" : what_is_missing();
	return known;
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

/* Without namespaces the files are put into a folder of their own. */
static bool put_files(struct sandbox *sandbox, const struct sandbox_file *files, int count)
{
	char path[256], buffer[65536];
	ssize_t length;
	int fd;

	snprintf(sandbox->folder, sizeof sandbox->folder, "/tmp/grade-XXXXXX");
	if (mkdtemp(sandbox->folder) == NULL || chmod(sandbox->folder, 0777) != 0)
		return false;
	for (int i = 0; i < count; i++) {
		sandbox_path(sandbox, files[i].path, path, sizeof path);
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, files[i].executable ? 0555 : 0444);
		if (fd < 0)
			return false;
		for (off_t at = 0; (length = pread(files[i].fd, buffer, sizeof buffer, at)) > 0; at += length)
			if (write(fd, buffer, (size_t)length) != length) {
				close(fd);
				return false;
			}
		close(fd);
	}
	return true;
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

bool sandbox_open(struct sandbox *sandbox, enum sandbox_content content, const struct sandbox_file *files, int file_count,
		  struct fault *fault)
{
	char folder[sizeof sandbox->folder];

	if (sandbox_is_full(NULL)) {
		if (start_launcher(sandbox, "", content, files, file_count))
			return true;
		return fault_set(fault, "the walls around the program could not be built again; is /tmp full?");
	}
	if (!put_files(sandbox, files, file_count))
		return fault_set_errno(fault, "cannot write to /tmp");
	memcpy(folder, sandbox->folder, sizeof folder);
	if (!start_launcher(sandbox, folder, content, files, file_count)) {
		remove_folder(folder);
		return fault_set(fault, "the launcher could not be started");
	}
	memcpy(sandbox->folder, folder, sizeof folder);
	return true;
}

void sandbox_close(struct sandbox *sandbox)
{
	if (sandbox->control >= 0)
		close(sandbox->control);
	if (sandbox->guardian > 0) {
		kill(sandbox->guardian, SIGKILL);
		while (waitpid(sandbox->guardian, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (sandbox->ports >= 0)
		close(sandbox->ports);
	remove_folder(sandbox->folder);
	*sandbox = (struct sandbox){.guardian = -1, .control = -1, .ports = -1};
}

void sandbox_path(const struct sandbox *sandbox, const char *path, char *real, size_t size)
{
	const char *name = strrchr(path, '/');

	if (sandbox->folder[0] == '\0')
		snprintf(real, size, "%s", path);
	else
		snprintf(real, size, "%s%s", sandbox->folder, name);
}

/* Ask, and take the answer. */
static bool ask(const struct sandbox *sandbox, const struct launch_request *request, const int *fds, int fd_count,
		struct launch_reply *reply, int *fd, struct fault *fault)
{
	if (!packet_send(sandbox->control, request, sizeof *request, fds, fd_count) ||
	    !packet_receive(sandbox->control, reply, sizeof *reply, fd, fd != NULL, NULL))
		return fault_set(fault, "the launcher inside the walls does not answer");
	errno = reply->error;
	return reply->error == 0 || fault_set_errno(fault, "the launcher inside the walls was refused something");
}

bool sandbox_socket(const struct sandbox *sandbox, int family, int *fd, struct fault *fault)
{
	struct launch_request request = {.kind = LAUNCH_SOCKET, .value = family};
	struct launch_reply reply;

	return ask(sandbox, &request, NULL, 0, &reply, fd, fault);
}

bool sandbox_small_buffers(const struct sandbox *sandbox, bool small)
{
	struct launch_request request = {.kind = LAUNCH_BUFFERS, .value = small};
	struct launch_reply reply;
	struct fault unused;

	return sandbox->full && ask(sandbox, &request, NULL, 0, &reply, NULL, &unused);
}

bool sandbox_fetch(const struct sandbox *sandbox, const char *path, int *fd, struct fault *fault)
{
	struct launch_request request = {.kind = LAUNCH_FETCH, .word_count = 1};
	struct launch_reply reply;

	snprintf(request.words, sizeof request.words, "%s", path);
	return ask(sandbox, &request, NULL, 0, &reply, fd, fault);
}

void launch_prepare(struct launch_request *request, enum launch_kind kind, const char *path, const char *const *arguments)
{
	size_t used = 0;

	memset(request, 0, sizeof *request);
	request->kind = kind;
	for (const char *word = path; word != NULL; word = *arguments++) {
		int length = snprintf(request->words + used, sizeof request->words - used, "%s", word);

		used += (size_t)length + 1;
		if (used > sizeof request->words)
			return;
		request->word_count++;
	}
}

bool sandbox_start(const struct sandbox *sandbox, const struct launch_request *request, const int fds[3], pid_t *pid,
		   int *channel, struct fault *fault)
{
	struct launch_reply reply;
	int pair[2], all[4] = {fds[0], fds[1], fds[2]}, on = 1;
	char ready;
	bool started;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return fault_set_errno(fault, "no socket");
	setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
	all[3] = pair[1];
	started = ask(sandbox, request, all, 4, &reply, NULL, fault);
	close(pair[1]);
	if (started && packet_receive(pair[0], &ready, sizeof ready, NULL, 0, pid)) {
		*channel = pair[0];
		return true;
	}
	close(pair[0]);
	return started ? fault_set(fault, "the program's first task ended before it began") : false;
}

void launch_go(int channel)
{
	send(channel, "g", 1, MSG_NOSIGNAL);
}

int launch_error(int channel)
{
	int error = 0;

	if (recv(channel, &error, sizeof error, MSG_DONTWAIT) != sizeof error)
		error = 0;
	close(channel);
	return error;
}

/* Read what there is; keep what fits. Returns false at the end. */
static bool collect(int reader, char *text, size_t size, size_t *length)
{
	char buffer[16384];
	ssize_t got = read(reader, buffer, sizeof buffer);
	size_t room = size - 1 - *length, kept;

	if (got <= 0)
		return got < 0 && (errno == EAGAIN || errno == EINTR);
	kept = (size_t)got < room ? (size_t)got : room;
	memcpy(text + *length, buffer, kept);
	*length += kept;
	text[*length] = '\0';
	return true;
}

static int milliseconds_left(const struct timespec *start, int seconds)
{
	struct timespec now;
	long passed;

	clock_gettime(CLOCK_MONOTONIC, &now);
	passed = (now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
	return passed >= seconds * 1000L ? 0 : (int)(seconds * 1000L - passed);
}

bool sandbox_execute(struct sandbox *sandbox, const struct launch_request *request, const int fds[3], int reader, int seconds,
		     char *text, size_t size, int *wait_status, bool *timed_out, struct fault *fault)
{
	struct pollfd polls[2] = {{.fd = sandbox->control, .events = POLLIN}, {.fd = reader, .events = POLLIN}};
	struct launch_reply reply;
	struct timespec start;
	size_t length = 0;
	int left;

	text[0] = '\0';
	*timed_out = false;
	fcntl(reader, F_SETFL, O_NONBLOCK);
	clock_gettime(CLOCK_MONOTONIC, &start);
	if (!packet_send(sandbox->control, request, sizeof *request, fds, 3))
		return fault_set(fault, "the launcher inside the walls does not answer");
	while (!(polls[0].revents & POLLIN) && (left = milliseconds_left(&start, seconds)) > 0) {
		if (poll(polls, 2, left) > 0 && polls[1].revents != 0 && !collect(reader, text, size, &length))
			polls[1].fd = -1;
	}
	*timed_out = !(polls[0].revents & POLLIN);
	if (*timed_out) {
		kill(sandbox->guardian, SIGKILL);
		return true;
	}
	if (!packet_receive(sandbox->control, &reply, sizeof reply, NULL, 0, NULL))
		return fault_set(fault, "the launcher inside the walls does not answer");
	while (polls[1].fd >= 0 && poll(&polls[1], 1, 0) > 0 && collect(reader, text, size, &length))
		;
	*wait_status = reply.value;
	return reply.value != -1 || fault_set(fault, "no process could be started inside the walls");
}
