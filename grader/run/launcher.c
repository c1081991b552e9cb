#include "run/launcher.h"

#include "run/files.h"
#include "run/newcomer.h"
#include "witness/filter.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* getaddrinfo(3) with AI_ADDRCONFIG finds nothing where lo has no address but 127.0.0.1. */
static void give_lo_an_address(void)
{
	struct ifreq request = { .ifr_name = "lo:1" };
	struct sockaddr_in address = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, "10.1.1.1", &address.sin_addr);
	memcpy(&request.ifr_addr, &address, sizeof address);
	ioctl(fd, SIOCSIFADDR, &request);
	close(fd);
}

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), error = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		error = errno;
	close(fd);
	return error;
}

static int set_buffers(bool small)
{
	int error = write_file("/proc/sys/net/ipv4/tcp_wmem", small ? "4096 8192 16384" : "4096 16384 4194304");

	return error != 0
		       ? error
		       : write_file("/proc/sys/net/ipv4/tcp_rmem", small ? "4096 8192 16384" : "4096 131072 6291456");
}

/*
 * Whether a server could have this port, of both families' addresses. It is not free while a connection is there that is
 * over for everybody but the kernel: TIME_WAIT in tcp(7).
 */
static int try_port(int port)
{
	const struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	const struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	int fd4 = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), fd6 = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int on = 1, error = 0;

	setsockopt(fd6, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (fd4 < 0 || bind(fd4, (const struct sockaddr *)&four, sizeof four) != 0 ||
	    (fd6 >= 0 && bind(fd6, (const struct sockaddr *)&six, sizeof six) != 0))
		error = errno;
	close(fd4);
	close(fd6);
	return error;
}

/* What no program gets, the launcher gives up at once where it does not need it itself: capabilities(7). */
static void drop_bounds(void)
{
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	for (int capability = 0; capability <= CAP_LAST_CAP; capability++)
		prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

/* As they are for a program that a shell starts; the grader may have inherited others. */
static void reset_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Where there are no namespaces: the folder that stands for the root. "" where there are. */
static const char *root = "";

static int run_command(const struct launch_request *request, const int fds[4])
{
	int status = 0, ended = 0;
	pid_t pid, gone = 0;

	filter_prepare(false); /* should it fail, so does filter_load, which says why */
	signal(SIGCHLD, SIG_DFL);
	pid = newcomer_command(request, fds, root);
	/* Orphans come here, too. */
	while (pid > 0 && gone != pid && ((gone = waitpid(-1, &ended, 0)) > 0 || errno == EINTR))
		status = ended;
	signal(SIGCHLD, SIG_IGN);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	return pid < 0 ? -1 : status;
}

/* The program's own channel says the rest; it is closed where there is no program. */
static void start_program(const struct launch_request *request, const int fds[4])
{
	filter_prepare(true);
	newcomer_program(request, fds, root);
}

/*
 * Whether a program has left others behind: orphans come here. None of them may see the next one start, whose memory is
 * the launcher's for a moment.
 */
static bool has_children(void)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		;
	return pid == 0;
}

/* Do what is asked. A descriptor for the reply is returned, or -1. */
static int serve(const struct launch_request *request, const int fds[4], struct launch_reply *reply)
{
	int fd = -1;

	switch (request->kind) {
	case LAUNCH_COMMAND: reply->value = run_command(request, fds); break;
	case LAUNCH_SOCKET:
		fd = socket(request->value, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		reply->error = fd < 0 ? errno : 0;
		break;
	case LAUNCH_PORT: reply->error = try_port(request->value); break;
	case LAUNCH_BUFFERS: reply->error = set_buffers(request->value); break;
	case LAUNCH_PUT: reply->error = file_put(request->words, fds[0]); break;
	case LAUNCH_TIDY: reply->error = has_children() ? EBUSY : files_tidy(root, request->value); break;
	case LAUNCH_FETCH:
		fd = open(request->words, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
		reply->error = fd < 0 ? errno : 0;
		break;
	default: reply->error = ENOSYS; break;
	}
	return fd;
}

/* Nor does a program start where the grader was started. */
static void enter_root(const char *folder)
{
	char scratch[128];

	root = folder;
	snprintf(scratch, sizeof scratch, "%s/tmp", folder);
	if (chdir(scratch) != 0)
		_exit(1);
}

static void answer(int control, const struct launch_request *request, const int fds[4])
{
	struct launch_reply reply = { .kind = request->kind };
	int fd = serve(request, fds, &reply);

	packet_send(control, &reply, sizeof reply, &fd, fd >= 0);
	if (fd >= 0)
		close(fd);
}

int launcher_main(int control, const char *folder)
{
	static struct launch_request request;
	const struct launch_reply hello = { .kind = LAUNCH_HELLO };
	int fds[4];

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	reset_signals();
	drop_bounds();
	files_begin();
	/* Children, and orphans that the kernel hands over, are reaped as they end. */
	signal(SIGCHLD, SIG_IGN);
	fcntl(control, F_SETFD, FD_CLOEXEC);
	if (folder[0] != '\0')
		enter_root(folder);
	else
		give_lo_an_address();
	if (!packet_send(control, &hello, sizeof hello, NULL, 0))
		return 1;
	while (packet_receive(control, &request, sizeof request, fds, 4, NULL)) {
		if (request.kind == LAUNCH_PROGRAM)
			start_program(&request, fds);
		else
			answer(control, &request, fds);
		for (int i = 0; i < 4; i++)
			if (fds[i] >= 0)
				close(fds[i]);
	}
	return 0;
}
