/*
 * What the program writes to its standard streams: the witness takes it, in place of the terminal or the pipe.
 *
 * The bytes are in the program's memory when the call is made, and nobody else is to have them. So the call is answered
 * there and then, as a clock is: the task stops once, the order of the bytes is the order of the calls, and a write never
 * waits for a reader.
 */
#include "witness/arch.h"
#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <limits.h>
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The stream that was handed to the program, or a duplicate: kcmp(2). That is quickly found out. */
static enum stream stream_handed_over(const struct witness *witness, const struct tracee *tracee, int fd)
{
	for (enum stream stream = 0; stream < STREAM_COUNT; stream++)
		if (syscall(SYS_kcmp, getpid(), tracee->tid, KCMP_FILE, witness->options->streams[stream].fd, fd) == 0)
			return stream;
	return STREAM_COUNT;
}

enum stream stream_of(const struct witness *witness, const struct tracee *tracee, uint64_t fd)
{
	enum stream handed_over = stream_handed_over(witness, tracee, (int)fd);
	char path[64];
	struct stat file, link;

	if (handed_over != STREAM_COUNT)
		return handed_over;
	snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)tracee->tid, (int)fd);
	/* The link's permissions are those of the open file: proc_pid_fd(5). */
	if (stat(path, &file) != 0 || lstat(path, &link) != 0 || !(link.st_mode & S_IWUSR))
		return STREAM_COUNT;
	for (enum stream stream = 0; stream < STREAM_COUNT; stream++)
		if (file.st_dev == witness->options->streams[stream].device &&
		    file.st_ino == witness->options->streams[stream].inode)
			return stream;
	return STREAM_COUNT;
}

/* Append bytes of the task's memory, until there are `most`. Returns false when not all of them can be read. */
static bool take(const struct tracee *tracee, uint64_t address, size_t length, size_t most, struct bytes *bytes)
{
	char *text;
	size_t taken;

	if (length > most - bytes->length)
		length = most - bytes->length;
	text = malloc(length + 1);
	if (text == NULL)
		abort();
	taken = memory_read_some(tracee->tid, address, text, length);
	bytes_append(bytes, text, taken);
	free(text);
	return taken == length;
}

/* All that the call writes, or as much of it as there is memory. Returns false when there is none: EFAULT in write(2). */
static bool take_all(const struct tracee *tracee, size_t most, struct bytes *bytes)
{
	const struct call *call = &tracee->call;
	struct iovec parts[IOV_MAX];

	if (call->number == SYS_write)
		return take(tracee, call->arguments[1], call->arguments[2], most, bytes) || bytes->length > 0;
	if (!memory_read(tracee->tid, call->arguments[1], parts, call->arguments[2] * sizeof *parts))
		return false;
	for (uint64_t i = 0; i < call->arguments[2]; i++)
		if (!take(tracee, (uintptr_t)parts[i].iov_base, parts[i].iov_len, most, bytes))
			return bytes->length > 0;
	return true;
}

/* What the kernel refuses, or takes nothing of. Neither a terminal nor a pipe has places to write to (ESPIPE). */
static bool is_left_to_the_kernel(const struct call *call)
{
	bool in_parts = call->number != SYS_write;

	return call->arguments[2] == 0 || (in_parts && call->arguments[2] > IOV_MAX) ||
	       (call->number == SYS_pwritev2 && (int64_t)call->arguments[3] != -1);
}

static void record_write(struct witness *witness, struct tracee *tracee, enum stream stream, const struct bytes *bytes)
{
	struct event *event;

	tracee_name(tracee, witness->trace->tasks[tracee->task].name);
	event = trace_add_write(witness->trace, tracee->task, stream, bytes->data, bytes->length, witness->clock.now);
	/* Of several parts this is the address of their list; stdio writes one. */
	if (stream == STREAM_OUTPUT)
		buffer_written(witness, tracee, tracee->call.arguments[1], event);
	witness->written += bytes->length;
	if (witness->written > witness->options->output_limit)
		stop(witness, ENDING_OUTPUT_LIMIT, (int64_t)witness->options->output_limit);
}

void write_call_enter(struct witness *witness, struct tracee *tracee)
{
	enum stream stream = stream_of(witness, tracee, tracee->call.arguments[0]);
	size_t room = witness->options->output_limit + 1 - witness->written;
	struct bytes bytes = { 0 };
	bool taken;

	if (stream == STREAM_COUNT || witness->stopping || is_left_to_the_kernel(&tracee->call))
		return;
	taken = take_all(tracee, room, &bytes);
	arch_answer(tracee->tid, taken ? (long)bytes.length : -EFAULT);
	if (bytes.length > 0)
		record_write(witness, tracee, stream, &bytes);
	free(bytes.data);
}

/*
 * What is moved into a standard stream does not pass by where it can be read. Such a stream takes no part in it, not even
 * a pipe, as if it were a file opened with O_APPEND: EINVAL in sendfile(2) and splice(2).
 */
void move_call_enter(const struct witness *witness, const struct tracee *tracee)
{
	const struct call *call = &tracee->call;
	int to = call->number == SYS_splice ? 2 : call->number == SYS_tee ? 1 : 0;

	if (stream_of(witness, tracee, call->arguments[to]) != STREAM_COUNT)
		arch_answer(tracee->tid, -EINVAL);
}
