/*
 * The memory and the /proc entries of a task, as far as the witness needs them. Addresses are the task's own.
 */
#ifndef WITNESS_MEMORY_H
#define WITNESS_MEMORY_H

#include "trace/trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Copy from or to the task's memory. Return false unless all of it could be copied. */
bool memory_read(pid_t tid, uint64_t address, void *data, size_t length);
/* The same, of as much as there is; returns how many bytes that were. */
size_t memory_read_some(pid_t tid, uint64_t address, void *data, size_t length);
/* Read a text up to its NUL, cut where it does not fit; "" where it can't be read. */
void memory_read_text(pid_t tid, uint64_t address, char *text, size_t size);
bool memory_write(pid_t tid, uint64_t address, const void *data, size_t length);
/* Take the vDSO out of sight of a program that has just been executed: clocks become system calls. See getauxval(3). */
void memory_hide_vdso(pid_t tid, uint64_t stack);

/* Read a whole small file of /proc into a string. Returns false when the task is gone. */
bool proc_read(pid_t tid, const char *file, char *text, size_t size);
/* The task's id in its own pid namespace; `tid` when the kernel does not say. */
int proc_inner_id(pid_t tid);
/* The state letter of proc(5) for a process, '\0' when it is gone; and in what a task's file stat says. */
char proc_state(pid_t pid);
char proc_state_in(const char *stat);
/* Resident memory of a process in bytes. */
int64_t proc_memory(pid_t pid);
/* Whether the process has a handler for the signal. */
bool proc_catches(pid_t tid, int signal);

/*
 * Where glibc keeps, in a thread's descriptor, whether it is detached: the word is 0 in a joinable thread and points
 * to the descriptor itself in a detached one. Found by trying, once; 0 when it could not be found.
 */
size_t descriptor_joinid_offset(void);
/* `descriptor` is the tls argument that the thread was created with. */
enum detachment descriptor_detachment(pid_t tid, uint64_t descriptor);

#endif
