/*
 * Text that lies in a buffer of stdio when fork copies the process: each of the two has it then, and may write it.
 *
 * It is read where glibc keeps it. The variable _IO_list_all begins a list of all open streams; what a stream has yet to
 * write stands between its pointers _IO_write_base and _IO_write_ptr, and is written from there. Where the variable lies
 * in the C library the grader sees in its own, which is the same file as the program's. (A program with another library,
 * or with none, shows nothing.)
 */
#include "witness/memory.h"
#include "witness/watching.h"

#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

/* More streams than a program has open; the list is in its memory, and may be spoiled. */
#define STREAMS_MAX 256

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A line of /proc/PID/maps: where the mapping starts, and of which file it is. */
struct mapping {
	uint64_t start, inode;
	unsigned major, minor;
};

static bool is_same_file(const struct mapping *a, const struct mapping *b)
{
	return a->inode == b->inode && a->major == b->major && a->minor == b->minor;
}

/* Fill in the first mapping that starts there, or where the start is 0, the first of that file. */
static bool find_mapping(pid_t tid, struct mapping *wanted)
{
	char path[64], line[512];
	struct mapping it;
	bool found = false;
	FILE *maps;

	snprintf(path, sizeof path, "/proc/%d/maps", (int)tid);
	maps = fopen(path, "re");
	if (maps == NULL)
		return false;
	while (!found && fgets(line, sizeof line, maps) != NULL)
		found = sscanf(line, "%" SCNx64 "-%*x %*s %*s %x:%x %" SCNu64, &it.start, &it.major, &it.minor,
			       &it.inode) == 4 &&
			(wanted->start != 0 ? it.start == wanted->start : is_same_file(&it, wanted));
	fclose(maps);
	if (found)
		*wanted = it;
	return found;
}

/* Where _IO_list_all is in the task's memory, 0 when that is not known. */
static uint64_t find_stream_list(pid_t tid)
{
	static struct mapping own;
	static uint64_t offset;
	struct mapping its;
	Dl_info library;
	const void *list;

	if (own.start == 0 && (list = dlsym(RTLD_DEFAULT, "_IO_list_all")) != NULL && dladdr(list, &library) != 0) {
		own.start = (uintptr_t)library.dli_fbase;
		offset = (uintptr_t)list - own.start;
		find_mapping(getpid(), &own);
	}
	its = own;
	its.start = 0;
	return own.inode != 0 && find_mapping(tid, &its) ? its.start + offset : 0;
}

/*
 * Wide characters (wprintf(3)) have a buffer of their own, and become bytes on their way out, a few at a time, who knows
 * where. They are known by their text alone, up to the first that is more than one byte.
 */
static struct copy read_wide_text(pid_t tid, const FILE *stream)
{
	struct copy copy = { 0 };
	struct {
		uint64_t read_pointers[3], write_base, write_ptr;
	} wide;
	wchar_t text[sizeof copy.start];
	size_t count;

	if (!memory_read(tid, (uintptr_t)stream->_wide_data, &wide, sizeof wide) || wide.write_ptr <= wide.write_base)
		return copy;
	count = smaller((wide.write_ptr - wide.write_base) / sizeof *text, sizeof copy.start);
	if (!memory_read(tid, wide.write_base, text, count * sizeof *text))
		return copy;
	for (; copy.length < count && text[copy.length] > 0 && text[copy.length] < 0x80; copy.length++)
		copy.start[copy.length] = (char)text[copy.length];
	return copy;
}

/* What the stream has yet to write. */
static struct copy read_text(pid_t tid, const FILE *stream)
{
	struct copy copy = { .address = (uintptr_t)stream->_IO_write_base };
	uint64_t end = (uintptr_t)stream->_IO_write_ptr;

	if (stream->_mode > 0)
		return read_wide_text(tid, stream);
	if (end > copy.address &&
	    memory_read(tid, copy.address, copy.start, smaller(end - copy.address, sizeof copy.start)))
		copy.length = end - copy.address;
	return copy;
}

/* What the task has yet to write to standard output. */
static struct copy find_text(const struct witness *witness, const struct tracee *tracee)
{
	FILE stream;
	uint64_t next;

	if (tracee->stream_list == 0 || !memory_read(tracee->tid, tracee->stream_list, &next, sizeof next))
		next = 0;
	for (int i = 0; i < STREAMS_MAX && next != 0 && memory_read(tracee->tid, next, &stream, sizeof stream); i++) {
		struct copy copy = read_text(tracee->tid, &stream);

		if (copy.length > 0 && stream_of(witness, tracee, (uint64_t)stream._fileno) == STREAM_OUTPUT)
			return copy;
		next = (uintptr_t)stream._chain;
	}
	return (struct copy){ 0 };
}

/* Whether `later` holds all that `earlier` does, and perhaps more. */
static bool goes_on(const struct copy *earlier, const struct copy *later)
{
	return earlier->length > 0 && earlier->address == later->address && earlier->length <= later->length &&
	       memcmp(earlier->start, later->start, smaller(earlier->length, sizeof earlier->start)) == 0;
}

void buffers_copied(struct witness *witness, struct tracee *creator, struct tracee *newborn)
{
	struct tracee *process = tracee_find(witness, creator->tgid);
	struct copy copy;

	if (process == NULL)
		return;
	if (process->stream_list == 0)
		process->stream_list = find_stream_list(newborn->tid);
	newborn->stream_list = process->stream_list;
	/* The newborn has not done anything yet, while its creator may have other threads. */
	copy = find_text(witness, newborn);
	copy.made_at = witness->trace->tasks[newborn->task].born_at;
	if (goes_on(&process->copy, &copy))
		copy.made_at = process->copy.made_at;
	process->copy = newborn->copy = copy;
}

/* Whether a write of this text from this address writes the copy. */
static bool is_write_of(const struct copy *copy, uint64_t address, const char *text, size_t length)
{
	size_t known = smaller(copy->length, sizeof copy->start);

	if (copy->address != 0)
		return copy->address == address && length >= known && memcmp(text, copy->start, known) == 0;
	return known > 0 && memcmp(text, copy->start, smaller(length, known)) == 0;
}

void buffer_written(struct witness *witness, struct tracee *tracee, uint64_t address, struct event *event)
{
	struct tracee *process = tracee_find(witness, tracee->tgid);
	const char *text = witness->trace->streams[event->stream].data + event->offset;
	bool is_copy;

	if (process == NULL)
		return;
	is_copy = is_write_of(&process->copy, address, text, event->length);
	if (is_copy) {
		event->copied = smaller(process->copy.length, event->length);
		event->copied_at = process->copy.made_at;
	}
	/* Whatever is written from there, it is all that the buffer held. */
	if (is_copy || process->copy.address == address)
		process->copy = (struct copy){ 0 };
}
