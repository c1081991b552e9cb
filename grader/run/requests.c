/*
 * What is asked of the launcher inside a sandbox.
 */
#include "run/files.h"
#include "run/sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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
	struct launch_request request = { .kind = LAUNCH_SOCKET, .value = family };
	struct launch_reply reply;

	return ask(sandbox, &request, NULL, 0, &reply, fd, fault);
}

bool sandbox_port_is_free(const struct sandbox *sandbox, int port)
{
	struct launch_request request = { .kind = LAUNCH_PORT, .value = port };
	struct launch_reply reply;
	struct fault unused;

	return ask(sandbox, &request, NULL, 0, &reply, NULL, &unused);
}

bool sandbox_small_buffers(struct sandbox *sandbox, bool small)
{
	struct launch_request request = { .kind = LAUNCH_BUFFERS, .value = small };
	struct launch_reply reply;
	struct fault unused;

	if (sandbox->has_buffers && sandbox->small_buffers == small)
		return true;
	sandbox->has_buffers = sandbox->full && ask(sandbox, &request, NULL, 0, &reply, NULL, &unused);
	sandbox->small_buffers = small;
	return sandbox->has_buffers;
}

static struct launch_request about_file(enum launch_kind kind, const char *name)
{
	struct launch_request request = { .kind = kind, .word_count = 1 };

	snprintf(request.words, sizeof request.words, "%s", name);
	return request;
}

bool sandbox_put(const struct sandbox *sandbox, const char *path, int content, struct fault *fault)
{
	struct launch_request request = about_file(LAUNCH_PUT, path);
	struct launch_reply reply;

	if (sandbox->full || path[0] != '/')
		return ask(sandbox, &request, &content, 1, &reply, NULL, fault);
	/* As root we are another user than the program. */
	errno = file_put(path, content);
	return errno == 0 || fault_set_errno(fault, "cannot write to /tmp");
}

bool sandbox_tidy(const struct sandbox *sandbox, bool programs)
{
	struct launch_request request = { .kind = LAUNCH_TIDY, .value = programs };
	struct launch_reply reply;
	struct fault unused;

	return ask(sandbox, &request, NULL, 0, &reply, NULL, &unused);
}

bool sandbox_fetch(const struct sandbox *sandbox, const char *name, int *fd, struct fault *fault)
{
	struct launch_request request = about_file(LAUNCH_FETCH, name);
	struct launch_reply reply;

	return ask(sandbox, &request, NULL, 0, &reply, fd, fault);
}

void launch_prepare(struct launch_request *request, enum launch_kind kind, const char *path,
		    const char *const *arguments)
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
	int pair[2], all[4] = { fds[0], fds[1], fds[2] }, on = 1;
	char ready;
	bool asked;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return fault_set_errno(fault, "no socket");
	setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
	all[3] = pair[1];
	asked = packet_send(sandbox->control, request, sizeof *request, all, 4);
	close(pair[1]);
	if (asked && packet_receive(pair[0], &ready, sizeof ready, NULL, 0, pid)) {
		*channel = pair[0];
		return true;
	}
	close(pair[0]);
	return fault_set(fault, asked ? "no process could be started inside the walls"
				      : "the launcher inside the walls does not answer");
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
