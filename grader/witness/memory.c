#include "witness/memory.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

size_t memory_read_some(pid_t tid, uint64_t address, void *data, size_t length)
{
	struct iovec here = { data, length };
	struct iovec there = { (void *)(uintptr_t)address, length };
	ssize_t count = process_vm_readv(tid, &here, 1, &there, 1, 0);

	return count > 0 ? (size_t)count : 0;
}

bool memory_read(pid_t tid, uint64_t address, void *data, size_t length)
{
	return memory_read_some(tid, address, data, length) == length;
}

void memory_read_text(pid_t tid, uint64_t address, char *text, size_t size)
{
	size_t length = 0;

	/* Byte by byte, since the page behind the text may not be there. */
	while (length < size - 1 && memory_read(tid, address + length, &text[length], 1) && text[length] != '\0')
		length++;
	text[length] = '\0';
}

bool memory_write(pid_t tid, uint64_t address, const void *data, size_t length)
{
	struct iovec here = { (void *)(uintptr_t)data, length };
	struct iovec there = { (void *)(uintptr_t)address, length };

	return process_vm_writev(tid, &here, 1, &there, 1, 0) == (ssize_t)length;
}

/* The stack of a new program holds argc, argv, NULL, environment, NULL, and then the auxiliary vector. */
void memory_hide_vdso(pid_t tid, uint64_t stack)
{
	uint64_t word, ignore = AT_IGNORE, address = stack + sizeof word;

	for (int list = 0; list < 2; list++)
		do {
			if (!memory_read(tid, address, &word, sizeof word))
				return;
			address += sizeof word;
		} while (word != 0);
	for (;; address += 2 * sizeof word) {
		if (!memory_read(tid, address, &word, sizeof word) || word == AT_NULL)
			return;
		if (word == AT_SYSINFO_EHDR)
			memory_write(tid, address, &ignore, sizeof ignore);
	}
}

bool proc_read(pid_t tid, const char *file, char *text, size_t size)
{
	char path[64];
	ssize_t length;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)tid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	length = read(fd, text, size - 1);
	close(fd);
	text[length < 0 ? 0 : length] = '\0';
	return length >= 0;
}

int proc_inner_id(pid_t tid)
{
	char text[4096], *line, *end;
	int id = tid;

	if (!proc_read(tid, "status", text, sizeof text) || (line = strstr(text, "\nNSpid:")) == NULL)
		return tid;
	for (line += strlen("\nNSpid:"); *line == '\t' || *line == ' '; line = end)
		id = (int)strtol(line, &end, 10);
	return id;
}

char proc_state_in(const char *stat)
{
	const char *name_end = strrchr(stat, ')');

	return name_end != NULL && name_end[1] == ' ' ? name_end[2] : '\0';
}

char proc_state(pid_t tid)
{
	char text[512];

	return proc_read(tid, "stat", text, sizeof text) ? proc_state_in(text) : '\0';
}

int64_t proc_memory(pid_t pid)
{
	char text[128];
	long long size, resident;

	if (!proc_read(pid, "statm", text, sizeof text) || sscanf(text, "%lld %lld", &size, &resident) != 2)
		return 0;
	return resident * sysconf(_SC_PAGESIZE);
}

bool proc_catches(pid_t tid, int signal)
{
	char text[4096], *line;

	if (!proc_read(tid, "status", text, sizeof text) || (line = strstr(text, "\nSigCgt:")) == NULL)
		return true;
	return (strtoull(line + strlen("\nSigCgt:"), NULL, 16) >> (signal - 1)) & 1;
}

struct sample {
	uintptr_t words[256]; /* the beginning of a thread's descriptor */
	uintptr_t self;
	sem_t taken;
};

static void *sample_take(void *argument)
{
	struct sample *sample = argument;

	memcpy(sample->words, (const void *)pthread_self(), sizeof sample->words);
	sample->self = (uintptr_t)pthread_self();
	sem_post(&sample->taken);
	return NULL;
}

static bool sample_of_thread(int state, struct sample *sample)
{
	pthread_attr_t attributes;
	pthread_t thread;
	bool started;

	sem_init(&sample->taken, 0, 0);
	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, state);
	started = pthread_create(&thread, &attributes, sample_take, sample) == 0;
	pthread_attr_destroy(&attributes);
	if (!started)
		return false;
	while (sem_wait(&sample->taken) != 0)
		;
	return state == PTHREAD_CREATE_DETACHED || pthread_join(thread, NULL) == 0;
}

size_t descriptor_joinid_offset(void)
{
	static struct sample joinable, detached;
	static size_t offset;
	static bool tried;

	if (tried)
		return offset;
	tried = true;
	if (!sample_of_thread(PTHREAD_CREATE_JOINABLE, &joinable) ||
	    !sample_of_thread(PTHREAD_CREATE_DETACHED, &detached))
		return 0;
	for (size_t i = 0; i < 256 && offset == 0; i++)
		if (joinable.words[i] == 0 && detached.words[i] == detached.self)
			offset = i * sizeof joinable.words[0];
	return offset;
}

enum detachment descriptor_detachment(pid_t tid, uint64_t descriptor)
{
	uint64_t word;
	size_t offset = descriptor_joinid_offset();

	if (descriptor == 0 || offset == 0 || !memory_read(tid, descriptor + offset, &word, sizeof word))
		return DETACHMENT_UNKNOWN;
	return word == descriptor ? DETACHMENT_DETACHED : DETACHMENT_JOINABLE;
}
