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
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

enum stream stream_of(const struct witness *witness, const struct tracee *tracee, uint64_t fd)
{
	char path[64];
	struct stat file, link;

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

/* Append bytes of the task's memory, until there are `most`. Returns false when they can't be read: EFAULT in write(2). */
static bool take(const struct tracee *tracee, uint64_t address, size_t length, size_t most, struct bytes *bytes)
{
	char *text;
	bool taken;

	if (length > most - bytes->length)
		length = most - bytes->length;
	text = malloc(length + 1);
	if (text == NULL)
		abort();
	taken = memory_read(tracee->tid, address, text, length);
	if (taken)
		bytes_append(bytes, text, length);
	free(text);
	return taken;
}

/* All that the call writes. */
static bool take_all(const struct tracee *tracee, size_t most, struct bytes *bytes)
{
	const struct call *call = &tracee->call;
	struct iovec parts[IOV_MAX];

	if (call->number == SYS_write)
		return take(tracee, call->arguments[1], call->arguments[2], most, bytes);
	if (!memory_read(tracee->tid, call->arguments[1], parts, call->arguments[2] * sizeof *parts))
		return false;
	for (uint64_t i = 0; i < call->arguments[2]; i++)
		if (!take(tracee, (uintptr_t)parts[i].iov_base, parts[i].iov_len, most, bytes))
			return false;
	return true;
}

void write_call_enter(struct witness *witness, struct tracee *tracee)
{
	enum stream stream = stream_of(witness, tracee, tracee->call.arguments[0]);
	size_t room = witness->options->output_limit + 1 - witness->written;
	struct bytes bytes = { 0 };
	struct event *event;

	/* What the kernel refuses, or takes nothing of, is left to it. */
	if (stream == STREAM_COUNT || tracee->call.arguments[2] == 0 || witness->stopping ||
	    (tracee->call.number != SYS_write && tracee->call.arguments[2] > IOV_MAX))
		return;
	if (!take_all(tracee, room, &bytes)) {
		arch_answer(tracee->tid, -EFAULT);
	} else {
		arch_answer(tracee->tid, (long)bytes.length);
		proc_name(tracee->tid, witness->trace->tasks[tracee->task].name);
		event = trace_add_write(witness->trace, tracee->task, stream, bytes.data, bytes.length,
					witness->clock.now);
		if (stream == STREAM_OUTPUT)
			buffer_written(witness, tracee, tracee->call.arguments[1], event);
		witness->written += bytes.length;
	}
	free(bytes.data);
	if (witness->written > witness->options->output_limit)
		stop(witness, ENDING_OUTPUT_LIMIT, (int64_t)witness->options->output_limit);
}

/*
 * What is moved into a standard stream does not pass by where it can be read. Such a stream takes no part in it, like many
 * a file: EINVAL in sendfile(2) and splice(2).
 */
void move_call_enter(const struct witness *witness, const struct tracee *tracee)
{
	const struct call *call = &tracee->call;
	int to = call->number == SYS_splice ? 2 : call->number == SYS_tee ? 1 : 0;

	if (stream_of(witness, tracee, call->arguments[to]) != STREAM_COUNT)
		arch_answer(tracee->tid, -EINVAL);
}
