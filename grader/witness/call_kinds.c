#include "witness/watching.h"

#include <sys/syscall.h>

/* Calls that older processors have besides the general ones. */
#ifdef SYS_fork
static enum call_kind old_call_kind(long number)
{
	switch (number) {
	case SYS_fork:
	case SYS_vfork: return CALL_CREATE;
	case SYS_poll:
	case SYS_select:
	case SYS_epoll_wait:
	case SYS_pause: return CALL_POLL;
	case SYS_time: return CALL_CLOCK;
	case SYS_alarm: return CALL_ALARM;
	default: return CALL_NONE;
	}
}
#else
static enum call_kind old_call_kind(long number)
{
	(void)number;
	return CALL_NONE;
}
#endif

enum call_kind call_kind(long number)
{
	switch (number) {
	case SYS_clone: return CALL_CREATE;
	case SYS_execve:
	case SYS_execveat: return CALL_EXEC;
	case SYS_write:
	case SYS_writev:
	case SYS_pwritev2: return CALL_WRITE;
	case SYS_sendfile:
	case SYS_splice:
	case SYS_tee:
	case SYS_vmsplice: return CALL_MOVE;
	case SYS_wait4:
	case SYS_waitid: return CALL_WAIT;
	case SYS_futex:
	case SYS_futex_waitv: return CALL_BLOCK;
	case SYS_nanosleep:
	case SYS_clock_nanosleep: return CALL_SLEEP;
	case SYS_ppoll:
	case SYS_pselect6:
	case SYS_epoll_pwait:
	case SYS_epoll_pwait2:
	case SYS_rt_sigtimedwait:
	case SYS_rt_sigsuspend:
	case SYS_semtimedop:
	case SYS_mq_timedsend:
	case SYS_mq_timedreceive: return CALL_POLL;
	case SYS_clock_gettime:
	case SYS_gettimeofday:
	case SYS_times: return CALL_CLOCK;
	case SYS_setitimer:
	case SYS_getitimer: return CALL_ALARM;
	case SYS_timer_create:
	case SYS_timerfd_create:
	case SYS_setsockopt:
	case SYS_recvmmsg: return CALL_UNFOLLOWED;
	case SYS_timer_settime:
	case SYS_timerfd_settime: return CALL_TIMER;
	case SYS_bind:
	case SYS_listen:
	case SYS_accept:
	case SYS_accept4:
	case SYS_connect:
	/* Of those that send, only such as connect by that come here: filter.c. */
	case SYS_sendto:
	case SYS_sendmsg:
	case SYS_sendmmsg: return CALL_SOCKET;
	case SYS_kill:
	case SYS_tkill:
	case SYS_tgkill:
	case SYS_rt_sigqueueinfo:
	case SYS_rt_tgsigqueueinfo: return CALL_SIGNAL;
	case SYS_sched_setaffinity: return CALL_PROCESSORS;
	case SYS_exit_group: return CALL_FINISH;
	case SYS_restart_syscall: return CALL_RESTART;
	default: return old_call_kind(number);
	}
}

uint64_t wait_options(const struct call *call)
{
	return call->arguments[call->number == SYS_waitid ? 3 : 2];
}

bool call_is_sleep(const struct call *call)
{
	switch (call->number) {
#ifdef SYS_poll
	case SYS_poll: return call->arguments[1] == 0 && call->deadline != NEVER;
	case SYS_select:
#endif
	case SYS_pselect6: return call->arguments[0] == 0 && call->deadline != NEVER;
	case SYS_ppoll: return call->arguments[1] == 0 && call->deadline != NEVER;
	default: return call->kind == CALL_SLEEP;
	}
}

bool signal_is_to_thread(const struct call *call)
{
	return call->number != SYS_kill && call->number != SYS_rt_sigqueueinfo;
}

int signal_target(const struct call *call)
{
	return (int)call->arguments[call->number == SYS_tgkill || call->number == SYS_rt_tgsigqueueinfo];
}

int signal_number(const struct call *call)
{
	return (int)call->arguments[call->number == SYS_tgkill || call->number == SYS_rt_tgsigqueueinfo ? 2 : 1];
}
