/*
 * What differs between processors: how to change a stopped task's system call and its result.
 * Everything else is asked in a portable way (PTRACE_GET_SYSCALL_INFO, ptrace(2)).
 */
#ifndef WITNESS_ARCH_H
#define WITNESS_ARCH_H

#include <elf.h>
#include <linux/audit.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#if defined(__x86_64__)
#define ARCH_REGISTERS struct user_regs_struct
#define ARCH_RESULT(r) ((r).rax)
#define ARCH_STACK(r) ((r).rsp)
#define ARCH_CLONE_CHILD_TID 3 /* which argument of clone(2) is which: see its "C library/kernel differences" */
#define ARCH_CLONE_TLS 4
#elif defined(__aarch64__)
#define ARCH_REGISTERS struct user_regs_struct
#define ARCH_RESULT(r) ((r).regs[0])
#define ARCH_STACK(r) ((r).sp)
#define ARCH_CLONE_CHILD_TID 4
#define ARCH_CLONE_TLS 3
#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif
#else
#error "the witness knows x86-64 and aarch64"
#endif

/* All of these need a stopped task, and return false when it is gone. */

static inline bool arch_get(int tid, ARCH_REGISTERS *registers)
{
	struct iovec part = { registers, sizeof *registers };

	return ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &part) == 0;
}

static inline bool arch_set(int tid, ARCH_REGISTERS *registers)
{
	struct iovec part = { registers, sizeof *registers };

	return ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &part) == 0;
}

/* At the exit of a call: let it return this instead. */
static inline bool arch_set_result(int tid, long result)
{
	ARCH_REGISTERS registers;

	if (!arch_get(tid, &registers))
		return false;
	ARCH_RESULT(registers) = (unsigned long)result;
	return arch_set(tid, &registers);
}

/* At the entry of a call: leave it out, and let it return this. */
static inline bool arch_answer(int tid, long result)
{
#if defined(__x86_64__)
	ARCH_REGISTERS registers;

	if (!arch_get(tid, &registers))
		return false;
	registers.orig_rax = (unsigned long)-1;
	ARCH_RESULT(registers) = (unsigned long)result;
	return arch_set(tid, &registers);
#else
	int none = -1;
	struct iovec part = { &none, sizeof none };

	return ptrace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &part) == 0 && arch_set_result(tid, result);
#endif
}

/* At the entry of a call: make this one in its place. Undone by arch_restore at its exit. */
static inline bool arch_replace(int tid, long number, const uint64_t arguments[6])
{
	ARCH_REGISTERS registers;

	if (!arch_get(tid, &registers))
		return false;
#if defined(__x86_64__)
	registers.orig_rax = (unsigned long)number;
	registers.rdi = arguments[0];
	registers.rsi = arguments[1];
	registers.rdx = arguments[2];
	registers.r10 = arguments[3];
	registers.r8 = arguments[4];
	registers.r9 = arguments[5];
	return arch_set(tid, &registers);
#else
	int call = (int)number;
	struct iovec part = { &call, sizeof call };

	memcpy(registers.regs, arguments, 6 * sizeof *arguments);
	return arch_set(tid, &registers) && ptrace(PTRACE_SETREGSET, tid, NT_ARM_SYSTEM_CALL, &part) == 0;
#endif
}

/* At the exit of a call that was replaced: leave the registers as the original would have, with this result. */
static inline bool arch_restore(int tid, long number, const uint64_t arguments[6], long result)
{
	ARCH_REGISTERS registers;

	if (!arch_get(tid, &registers))
		return false;
#if defined(__x86_64__)
	registers.orig_rax = (unsigned long)number;
	registers.rdi = arguments[0];
	registers.rsi = arguments[1];
	registers.rdx = arguments[2];
	registers.r10 = arguments[3];
	registers.r8 = arguments[4];
	registers.r9 = arguments[5];
#else
	(void)number; /* its register was not touched */
	memcpy(registers.regs + 1, arguments + 1, 5 * sizeof *arguments);
#endif
	ARCH_RESULT(registers) = (unsigned long)result;
	return arch_set(tid, &registers);
}

/* After a call has returned: make it once more, with the same arguments. */
static inline bool arch_repeat(int tid, long number, uint64_t first_argument)
{
	ARCH_REGISTERS registers;

	if (!arch_get(tid, &registers))
		return false;
#if defined(__x86_64__)
	(void)first_argument; /* still in its register */
	registers.rip -= 2;
	registers.rax = (unsigned long)number;
#else
	registers.pc -= 4;
	registers.regs[8] = (unsigned long)number;
	registers.regs[0] = first_argument;
#endif
	return arch_set(tid, &registers);
}

static inline uint64_t arch_stack(int tid)
{
	ARCH_REGISTERS registers;

	return arch_get(tid, &registers) ? ARCH_STACK(registers) : 0;
}

#endif
