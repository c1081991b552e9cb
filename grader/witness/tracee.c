#include "witness/memory.h"
#include "witness/watching.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

/* For everything else that the grader opens meanwhile. */
#define DESCRIPTORS_SPARED 64

static struct tracee **bucket_of(struct witness *witness, pid_t tid)
{
	return &witness->buckets[(unsigned)tid % BUCKETS];
}

struct tracee *tracee_find(const struct witness *witness, pid_t tid)
{
	struct tracee *tracee = witness->buckets[(unsigned)tid % BUCKETS];

	while (tracee != NULL && tracee->tid != tid)
		tracee = tracee->next;
	return tracee;
}

struct tracee *tracee_add(struct witness *witness, pid_t tid)
{
	struct tracee *tracee = calloc(1, sizeof *tracee);

	if (witness->count == witness->capacity) {
		witness->capacity = 2 * witness->capacity + 16;
		witness->tracees = realloc(witness->tracees, (size_t)witness->capacity * sizeof *witness->tracees);
	}
	if (tracee == NULL || witness->tracees == NULL)
		abort();
	tracee->tid = tid;
	tracee->task = NOBODY;
	for (int i = 0; i < PROC_FILES; i++)
		tracee->files[i] = -1;
	tracee->alarm = NEVER;
	tracee->call.deadline = NEVER;
	tracee->base = witness->clock.now;
	tracee->index = witness->count;
	witness->tracees[witness->count++] = tracee;
	tracee->next = *bucket_of(witness, tid);
	*bucket_of(witness, tid) = tracee;
	return tracee;
}

static void leave_bucket(struct witness *witness, struct tracee *tracee)
{
	struct tracee **link = bucket_of(witness, tracee->tid);

	while (*link != tracee)
		link = &(*link)->next;
	*link = tracee->next;
}

static void close_proc_files(struct tracee *tracee)
{
	for (int i = 0; i < PROC_FILES; i++) {
		if (tracee->files[i] >= 0)
			close(tracee->files[i]);
		tracee->files[i] = -1;
	}
}

void tracee_rename(struct witness *witness, struct tracee *tracee, pid_t tid)
{
	leave_bucket(witness, tracee);
	close_proc_files(tracee);
	tracee->tid = tid;
	tracee->next = *bucket_of(witness, tid);
	*bucket_of(witness, tid) = tracee;
}

void tracee_remove(struct witness *witness, struct tracee *tracee)
{
	leave_bucket(witness, tracee);
	close_proc_files(tracee);
	witness->tracees[tracee->index] = witness->tracees[--witness->count];
	witness->tracees[tracee->index]->index = tracee->index;
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->creator == tracee)
			witness->tracees[i]->creator = NULL;
	free(tracee);
}

struct tracee *tracee_of_task(const struct witness *witness, int task)
{
	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->task == task)
			return witness->tracees[i];
	return NULL;
}

void tracee_resume(struct witness *witness, struct tracee *tracee)
{
	bool to_exit = tracee->to_exit || tracee->late;
	int signal = tracee->signal;

	if (!tracee->stopped || (tracee->hold != HOLD_NONE && !tracee->dying && !witness->stopping))
		return;
	tracee->stopped = tracee->to_exit = tracee->blocked = false;
	tracee->signal = 0;
	tracee->base = witness->clock.now;
	/* A task that was killed meanwhile can't be resumed; its death will be seen. */
	ptrace(to_exit ? PTRACE_SYSCALL : PTRACE_CONT, tracee->tid, 0, signal);
}

void tracee_release(struct witness *witness, struct tracee *tracee)
{
	if (tracee->task != NOBODY && witness->trace->tasks[tracee->task].begun_at == INT_MAX)
		witness->trace->tasks[tracee->task].begun_at = witness->trace->event_count;
	tracee->hold = HOLD_NONE;
	tracee_resume(witness, tracee);
}

/*
 * Read a file of /proc, from its start. It is kept open, as long as there are descriptors to spare: where none is left,
 * nobody would ever be seen to sleep.
 */
static bool read_again(struct tracee *tracee, enum proc_file file, char *text, size_t size)
{
	static const char *const names[] = { "schedstat", "syscall", "stat", "comm" };
	int *fd = &tracee->files[file], tid = (int)tracee->tid;
	char path[64];
	ssize_t length;
	bool keep = *fd >= 0;

	if (!keep) {
		/* The process's own stat would add up the times of all threads. */
		snprintf(path, sizeof path, "/proc/%d/task/%d/%s", tid, tid, names[file]);
		*fd = open(path, O_RDONLY | O_CLOEXEC);
		keep = *fd < sysconf(_SC_OPEN_MAX) - DESCRIPTORS_SPARED;
	}
	length = *fd < 0 ? -1 : pread(*fd, text, size - 1, 0);
	text[length < 0 ? 0 : length] = '\0';
	if (!keep) {
		close(*fd);
		*fd = -1;
	}
	return length > 0;
}

void tracee_name(struct tracee *tracee, char name[TASK_NAME_SIZE])
{
	char text[64];

	read_again(tracee, PROC_COMM, text, sizeof text);
	text[strcspn(text, "\n")] = '\0';
	snprintf(name, TASK_NAME_SIZE, "%.*s", TASK_NAME_SIZE - 1, text);
}

void tracee_update_time(struct witness *witness, struct tracee *tracee)
{
	char text[96];
	int64_t cpu, used;

	if (!read_again(tracee, PROC_SCHEDSTAT, text, sizeof text))
		return;
	cpu = strtoll(text, NULL, 10);
	used = cpu - tracee->cpu;
	tracee->cpu = cpu;
	if (!witness->started)
		return;
	witness->cpu += used;
	if (tracee->task != NOBODY)
		witness->trace->tasks[tracee->task].cpu += used;
	clock_advance(&witness->clock, tracee->base + used);
	tracee->base = witness->clock.now;
}

/* The kernel answers "running" unless the task is off its processor. */
static bool is_off_processor(struct tracee *tracee)
{
	char text[160];

	return read_again(tracee, PROC_SYSCALL, text, sizeof text) && strncmp(text, "running", 7) != 0;
}

static char state_of(struct tracee *tracee)
{
	char text[512];

	read_again(tracee, PROC_STAT, text, sizeof text);
	return proc_state_in(text);
}

/*
 * Neither question is enough. A task that has just been woken is off its processor until it gets one; its state is R
 * then. One that is about to sleep is in state S while it still runs. So: state S, and off the processor after that.
 * (In a stop that we have not heard of yet it is in state t, and where it waits for a disk in D.)
 */
bool tracee_is_blocked(struct tracee *tracee)
{
	if (tracee->group_stopped)
		return true;
	/* Its child may have let it go already, and it is still without a processor. */
	if (tracee->in_vfork)
		return is_off_processor(tracee) && state_of(tracee) == 'D';
	return is_off_processor(tracee) && state_of(tracee) == 'S' && is_off_processor(tracee);
}
