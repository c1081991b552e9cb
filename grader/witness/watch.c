#include "witness/memory.h"
#include "witness/watching.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPTIONS                                                                                     \
	(PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEVFORKDONE | \
	 PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)

/* Real time that a run may take for each second of processor time that it may use: others use the machine too. */
#define REAL_TIME_FACTOR 12
/* Looks for news before the witness goes to sleep: somewhat longer than it takes to be woken. */
#define GLANCES 300
#define LIMITS_EVERY (5 * MILLISECOND)
/* A task that makes one call after the other must not keep the witness from everything else. */
#define NEWS_AT_ONCE 256
#define SETTLE_EVERY (2 * MILLISECOND)

struct event *record(struct witness *witness, struct tracee *tracee, enum event_kind kind)
{
	const struct call *call = &tracee->call;
	struct event *event = trace_add_event(witness->trace, kind, tracee->task, witness->clock.now);

	if (call->kind != CALL_NONE) {
		event->began = call->began;
		event->began_at = call->began_at;
	}
	/* What ended with its deadline ended then, and not when the task got a processor again. */
	if (call->deadline != NEVER && call->deadline >= call->began && call->deadline < event->at &&
	    kind == EVENT_SLEEP)
		event->at = call->deadline;
	return event;
}

void kill_all(struct witness *witness)
{
	struct trace *trace = witness->trace;

	for (int i = 0; i < witness->count; i++) {
		struct tracee *tracee = witness->tracees[i];

		if (tracee->task != NOBODY && trace->tasks[trace->tasks[tracee->task].process].process_ended == NEVER)
			trace->tasks[trace->tasks[tracee->task].process].killed_by_grader = true;
		kill(tracee->tgid > 0 ? tracee->tgid : tracee->tid, SIGKILL);
	}
}

void stop(struct witness *witness, enum ending ending, int64_t limit)
{
	if (witness->stopping)
		return;
	witness->trace->ending = ending;
	witness->trace->limit = limit;
	witness->trace->ended = witness->clock.now;
	witness->stopping = true;
	kill_all(witness);
}

static void on_news(struct witness *witness, pid_t tid, int status)
{
	struct tracee *tracee = tracee_find(witness, tid);

	if (tid == witness->options->guardian) {
		witness->walls_fell = true;
		stop(witness, ENDING_BY_ITSELF, 0);
		return;
	}
	if (tracee == NULL) {
		if (!WIFSTOPPED(status))
			return;
		/* A newborn whose creator has not told of it yet. */
		tracee = tracee_add(witness, tid);
		tracee->hold = HOLD_UNBORN;
	}
	if (!WIFSTOPPED(status)) {
		task_died(witness, tracee, status);
		return;
	}
	tracee->stopped = true;
	tracee->group_stopped = false;
	/* At an exec, what the kernel says of this id may be another task's: see on_exec. A newborn has used nothing yet. */
	if (tracee->task != NOBODY && status >> 16 != PTRACE_EVENT_EXEC && status >> 16 != PTRACE_EVENT_STOP)
		tracee_update_time(witness, tracee);
	tracee = task_stopped(witness, tracee, status >> 16, WSTOPSIG(status));
	/* Where the run was stopped while the task was being born, it has not been killed with the others. */
	if (witness->stopping)
		kill(tracee->tid, SIGKILL);
	tracee_resume(witness, tracee);
}

static bool take_news(struct witness *witness)
{
	bool any = false;
	pid_t tid;
	int status;

	for (int i = 0; i < NEWS_AT_ONCE && witness->count > 0 && (tid = waitpid(-1, &status, __WALL | WNOHANG)) > 0;
	     i++) {
		on_news(witness, tid, status);
		any = true;
	}
	return any;
}

/*
 * To sleep and be woken by another processor takes longer than what most tasks do between two stops: before that, look
 * again a few times. Not with sched_yield(2): where others compute, it would give away a whole time slice for each look.
 */
static bool take_news_soon(struct witness *witness)
{
	bool any = take_news(witness);

	if (witness->shares_processor)
		return any;
	for (int i = 0; !any && witness->count > 0 && witness->quiet == 0 && i < GLANCES; i++)
		any = take_news(witness);
	return any;
}

/* Sleep until a task stops or ends, a descriptor is ready, or it is time for the next look. */
static void wait_for_news(const struct witness *witness)
{
	const struct watch_options *options = witness->options;
	struct pollfd fds[16];
	int count = 0, step = witness->quiet < 7 ? witness->quiet : 7;
	struct timespec timeout = timespec_of((10 * MILLISECOND / 1000) << step);
	sigset_t mask;

	if (options->companion != NULL)
		count = options->companion->descriptors(options->companion->self, fds, 16);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	sigdelset(&mask, SIGCHLD);
	ppoll(fds, (nfds_t)count, &timeout, &mask);
}

static int64_t memory_of_all(const struct witness *witness)
{
	int64_t sum = 0;

	for (int i = 0; i < witness->count; i++)
		if (witness->tracees[i]->is_first && !witness->tracees[i]->dying)
			sum += proc_memory(witness->tracees[i]->tid);
	return sum;
}

static void check_limits(struct witness *witness)
{
	const struct watch_options *options = witness->options;
	nanoseconds real = clock_real_time() - witness->real_start;

	processor_check(witness, real);
	if (witness->clock.now > options->time_limit)
		stop(witness, ENDING_TIME_LIMIT, options->time_limit);
	else if (witness->cpu > options->cpu_limit || real > options->cpu_limit * REAL_TIME_FACTOR)
		stop(witness, ENDING_CPU_LIMIT, options->cpu_limit);
	if (real / LIMITS_EVERY == witness->limits_checked)
		return;
	witness->limits_checked = real / LIMITS_EVERY;
	if (memory_of_all(witness) > options->memory_limit)
		stop(witness, ENDING_MEMORY_LIMIT, options->memory_limit);
}

/* Now and then on the program's clock, and in real time at most for a tenth of it. */
static void settle_in_spite_of_news(struct witness *witness)
{
	nanoseconds cost;
	bool is_time = witness->quiet_since >= witness->settle_at &&
		       (witness->quiet_since >= witness->settled_real + SETTLE_EVERY ||
			witness->clock.now >= witness->settled + SETTLE_EVERY);

	if (!is_time || !witness->started || witness->stopping)
		return;
	settle(witness);
	cost = clock_real_time() - witness->quiet_since;
	witness->settle_at = witness->quiet_since + 10 * cost;
	witness->settled_real = witness->quiet_since;
	witness->settled = witness->clock.now;
}

/* A look at many tasks takes long, and is in vain while one of them runs: it must have been quiet for as long. */
static bool is_time_to_look(const struct witness *witness)
{
	return clock_real_time() - witness->quiet_since >= witness->look_cost;
}

static void watch(struct witness *witness)
{
	while (witness->count > 0) {
		bool news = take_news_soon(witness);

		news = companion_act(witness, false) || news;
		if (!witness->stopping && witness->started)
			check_limits(witness);
		if (news) {
			witness->quiet = 0;
			witness->quiet_since = clock_real_time();
			settle_in_spite_of_news(witness);
			continue;
		}
		if (witness->count == 0)
			break;
		wait_for_news(witness);
		witness->quiet++;
		if (witness->quiet > 1 && witness->started && !witness->stopping && is_time_to_look(witness))
			settle(witness);
	}
}

static void ignore_signal(int signal)
{
	(void)signal;
}

int witness_attach(pid_t pid)
{
	return ptrace(PTRACE_SEIZE, pid, 0, OPTIONS) == 0 ? 0 : errno;
}

bool witness_watch(pid_t pid, const struct watch_options *options, struct trace *trace)
{
	struct witness witness = {
		.options = options, .trace = trace, .real_start = clock_real_time(), .shared_processor = -1
	};
	struct sigaction noticed = { .sa_handler = ignore_signal }, before;
	struct tracee *first = tracee_add(&witness, pid);
	sigset_t child, mask;

	first->tgid = pid;
	first->is_first = true;
	witness.quiet_since = witness.real_start;
	trace->clock_followed = true;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, &mask);
	sigaction(SIGCHLD, &noticed, &before);
	prctl(PR_SET_TIMERSLACK, 1L, 0, 0, 0);
	processor_share(&witness, pid);
	watch(&witness);
	processor_release(&witness);
	sigaction(SIGCHLD, &before, NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (!witness.stopping)
		trace->ended = witness.clock.now;
	free(witness.tracees);
	free(witness.outer);
	errno = witness.walls_fell ? EIO : ECHILD;
	return witness.started && !witness.walls_fell;
}
