/*
 * Commands inside the walls that are not traced: the compiler, and programs that watch themselves.
 */
#include "run/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

bool sandbox_execute(struct sandbox *sandbox, const struct launch_request *request, const int fds[3], int reader,
		     int seconds, char *text, size_t size, int *wait_status, bool *timed_out, struct fault *fault)
{
	struct pollfd polls[2] = { { .fd = sandbox->control, .events = POLLIN }, { .fd = reader, .events = POLLIN } };
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
		sandbox_close(sandbox);
		return true;
	}
	if (!packet_receive(sandbox->control, &reply, sizeof reply, NULL, 0, NULL))
		return fault_set(fault, "the launcher inside the walls does not answer");
	while (polls[1].fd >= 0 && poll(&polls[1], 1, 0) > 0 && collect(reader, text, size, &length))
		;
	*wait_status = reply.value;
	return reply.value != -1 || fault_set(fault, "no process could be started inside the walls");
}
