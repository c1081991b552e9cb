#include "witness/filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SEGMENT_MAX (1 << 20)
/* What the kernel looks at where a call takes an int: the rest of the register may hold anything. */
#define INT_BITS 0xffffffffu
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Calls at which the task stops, whatever their arguments. Numbers that a processor lacks are negative and left out. */
static const int seen[] = {
	SCMP_SYS(fork),
	SCMP_SYS(vfork),
	SCMP_SYS(clone),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(pwritev2),
	SCMP_SYS(wait4),
	SCMP_SYS(waitid),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(select),
	SCMP_SYS(pselect6),
	SCMP_SYS(epoll_wait),
	SCMP_SYS(epoll_pwait),
	SCMP_SYS(epoll_pwait2),
	SCMP_SYS(rt_sigtimedwait),
	SCMP_SYS(pause),
	SCMP_SYS(rt_sigsuspend),
	SCMP_SYS(semtimedop),
	SCMP_SYS(mq_timedsend),
	SCMP_SYS(mq_timedreceive),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(times),
	SCMP_SYS(alarm),
	SCMP_SYS(setitimer),
	SCMP_SYS(getitimer),
	SCMP_SYS(timer_create),
	SCMP_SYS(timerfd_create),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(connect),
	SCMP_SYS(exit_group),
	SCMP_SYS(kill),
	SCMP_SYS(tkill),
	SCMP_SYS(tgkill),
	SCMP_SYS(futex_waitv),
	SCMP_SYS(recvmmsg),
	SCMP_SYS(rt_sigqueueinfo),
	SCMP_SYS(rt_tgsigqueueinfo),
	SCMP_SYS(sendfile),
	SCMP_SYS(splice),
	SCMP_SYS(tee),
	SCMP_SYS(vmsplice),
};

/* Futex operations that wait; waking is no event. */
static const int futex_waits[] = { FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_LOCK_PI, FUTEX_LOCK_PI2,
				   FUTEX_WAIT_REQUEUE_PI };

/* Calls that no exercise needs, and that would blind the witness or reach past the walls. */
static const int denied[] = {
	SCMP_SYS(seccomp),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(bpf),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(io_setup), /* writes that are asked for here are made elsewhere: io_submit(2) */
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(open_tree),
	SCMP_SYS(move_mount),
	SCMP_SYS(fsopen),
	SCMP_SYS(fsconfig),
	SCMP_SYS(fsmount),
	SCMP_SYS(fspick),
	SCMP_SYS(mount_setattr),
	SCMP_SYS(kcmp),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(swapoff),
	SCMP_SYS(quotactl),
	SCMP_SYS(acct),
	SCMP_SYS(syslog),
	SCMP_SYS(process_madvise),
	SCMP_SYS(lookup_dcookie),
	SCMP_SYS(nfsservctl),
	SCMP_SYS(vhangup),
	SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime),
	SCMP_SYS(clock_adjtime),
	SCMP_SYS(adjtimex),
};

/* Calls that change how another process is scheduled, and which argument says which one. */
static const struct {
	int call;
	unsigned argument;
} by_id[] = {
	{ SCMP_SYS(sched_setaffinity), 0 }, { SCMP_SYS(sched_setscheduler), 0 }, { SCMP_SYS(sched_setparam), 0 },
	{ SCMP_SYS(sched_setattr), 0 },     { SCMP_SYS(setpriority), 1 },        { SCMP_SYS(ioprio_set), 1 },
};

static int deny(scmp_filter_ctx filter)
{
	int error = 0;

	for (size_t i = 0; error == 0 && i < COUNT(denied); i++)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), denied[i], 0);
	/* Makes the C library fall back to clone, whose flags are in registers where the witness sees them. */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
					 SCMP_A0(SCMP_CMP_MASKED_EQ, INT_BITS, PR_SET_SECCOMP));
	/* It would hide the program's memory and descriptors from the witness. */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(prctl), 1,
					 SCMP_A0(SCMP_CMP_MASKED_EQ, INT_BITS, PR_SET_DUMPABLE));
	/* Process 1 inside is the launcher, and starts the programs that come later. */
	for (size_t i = 0; error == 0 && i < COUNT(by_id); i++)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), by_id[i].call, 1,
					 SCMP_CMP(by_id[i].argument, SCMP_CMP_MASKED_EQ, INT_BITS, 1));
	/* Limits are a process's own business: 0 in prlimit(2). */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prlimit64), 1,
					 SCMP_A0_32(SCMP_CMP_NE, 0));
	/* Memory that no limit counts: files that are nowhere, and large segments that outlive their users. */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(memfd_create), 0);
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOMEM), SCMP_SYS(shmget), 1,
					 SCMP_A1(SCMP_CMP_GT, SEGMENT_MAX));
	/* A terminal takes typed input from TIOCSTI; nothing may type into another's. */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
					 SCMP_A1(SCMP_CMP_MASKED_EQ, INT_BITS, 0x5412));
	for (int family = 0; error == 0 && family < 64; family++)
		if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
			error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
						 SCMP_A0(SCMP_CMP_MASKED_EQ, INT_BITS, (uint32_t)family));
	return error;
}

static int see(scmp_filter_ctx filter)
{
	static const int socket_times[] = { SO_RCVTIMEO, SO_SNDTIMEO };
	static const int timers[] = { SCMP_SYS(timer_settime), SCMP_SYS(timerfd_settime) };
	int error = 0;

	for (size_t i = 0; error == 0 && i < COUNT(seen); i++)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), seen[i], 0);
	for (size_t i = 0; error == 0 && i < COUNT(futex_waits); i++)
		error = seccomp_rule_add(
			filter, SCMP_ACT_TRACE(0), SCMP_SYS(futex), 1,
			SCMP_A1(SCMP_CMP_MASKED_EQ, FUTEX_CMD_MASK & 0xffffffffu, (uint32_t)futex_waits[i]));
	/* Process 1 is not the program's: see by_id. */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), SCMP_SYS(sched_setaffinity), 1,
					 SCMP_A0_32(SCMP_CMP_NE, 1));
	/* A send may connect its socket on the way: MSG_FASTOPEN, tcp(7). */
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), SCMP_SYS(sendto), 1,
					 SCMP_A3(SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, MSG_FASTOPEN));
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), SCMP_SYS(sendmsg), 1,
					 SCMP_A2(SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, MSG_FASTOPEN));
	if (error == 0)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), SCMP_SYS(sendmmsg), 1,
					 SCMP_A3(SCMP_CMP_MASKED_EQ, MSG_FASTOPEN, MSG_FASTOPEN));
	for (size_t i = 0; error == 0 && i < COUNT(socket_times); i++)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), SCMP_SYS(setsockopt), 2,
					 SCMP_A1(SCMP_CMP_MASKED_EQ, INT_BITS, SOL_SOCKET),
					 SCMP_A2(SCMP_CMP_MASKED_EQ, INT_BITS, (uint32_t)socket_times[i]));
	for (size_t i = 0; error == 0 && i < COUNT(timers); i++)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), timers[i], 1,
					 SCMP_A1(SCMP_CMP_MASKED_EQ, TIMER_ABSTIME, TIMER_ABSTIME));
	return error;
}

/* The filters, untraced and traced, as the kernel takes them; of no length until they are made. */
static struct sock_fprog programs[2];

static int take_program(scmp_filter_ctx filter, struct sock_fprog *program)
{
	int fd = memfd_create("filter", MFD_CLOEXEC), error = fd < 0 ? -errno : seccomp_export_bpf(filter, fd);
	off_t size = error == 0 ? lseek(fd, 0, SEEK_END) : 0;
	void *steps = size > 0 ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;

	if (fd >= 0)
		close(fd);
	if (steps == MAP_FAILED)
		return error != 0 ? error : -ENOMEM;
	program->len = (unsigned short)((size_t)size / sizeof(struct sock_filter));
	program->filter = steps;
	return 0;
}

int filter_prepare(bool traced)
{
	scmp_filter_ctx filter;
	int error;

	if (programs[traced].len > 0)
		return 0;
	filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter == NULL)
		return -ENOMEM;
	/* Calls in another processor's manner (32 bits, x32) would pass the rules by: they end the program. */
	error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	/* As a tree: the kernel tries each call's number once, each time that the filter is put over a program. */
	if (error == 0)
		error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (error == 0)
		error = deny(filter);
	if (error == 0 && traced)
		error = see(filter);
	if (error == 0)
		error = take_program(filter, &programs[traced]);
	seccomp_release(filter);
	return error;
}

int filter_load(bool traced)
{
	int error = filter_prepare(traced);

	if (error == 0 && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
			   prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &programs[traced], 0, 0) != 0))
		error = -errno;
	return error;
}
