/*
 * The witness: watches one run of a program with ptrace(2) and writes down what the kernel sees.
 */
#ifndef WITNESS_WITNESS_H
#define WITNESS_WITNESS_H

#include "trace/trace.h"

#include <poll.h>
#include <sys/types.h>

/* The other side of a conversation: something in the grader that acts while the program runs. All times are the program's. */
struct companion {
	void *self;
	/*
	 * Do all acts that can be done now, and record them in the trace. `at_accept` says that a task of the program is
	 * about to wait, and does not run before this returns. Sets *kill when the program is to be killed. Returns
	 * whether anything was done.
	 */
	bool (*act)(void *self, struct trace *trace, nanoseconds now, bool at_accept, bool *kill);
	/* When the next act is due, NEVER when none waits for a time. */
	nanoseconds (*due)(void *self);
	/* Fill in the descriptors that it waits for; returns how many. */
	int (*descriptors)(void *self, struct pollfd *fds, int max);
	/* The socket of its conversation, -1 when it has none now. */
	int (*socket)(void *self);
};

/* One of the program's standard streams: open here too, and its file as fstat(2) gives it. What is written never gets there. */
struct watched_stream {
	int fd;
	dev_t device;
	ino_t inode;
};

struct watch_options {
	struct watched_stream streams[STREAM_COUNT];
	enum schedule schedule;
	int late; /* for SCHEDULE_ONE_LATE: which newborn, from 1 */
	bool real_time;
	bool parallel; /* the program's tasks compute at the same time, on as many processors as there are */
	bool hold_end; /* hold the task that ends the first process, for hold_time */
	nanoseconds hold_time;
	nanoseconds time_limit; /* on the program's clock */
	nanoseconds cpu_limit;  /* processor time of all tasks; real time may be ten times that */
	size_t output_limit;
	int task_limit;
	int64_t memory_limit;
	struct companion *companion; /* NULL for none */
	bool own_processes;          /* the program has a pid namespace, and so no other process to signal */
	pid_t guardian;              /* the process that holds the walls: when it dies, so does the run */
};

/*
 * Attach to a task that waits to become the program (see run/launcher.h); let it go on with witness_watch.
 * Returns 0 or errno: EPERM when this machine does not permit tracing.
 */
int witness_attach(pid_t pid);

/*
 * Watch the program from its exec to the end of its last task, and write the trace, which the caller has made with
 * trace_init. Whatever happens, no task of the program is left, not even when the grader itself is killed. Returns false, with errno, when the program could not
 * be watched: ECHILD when it ended before it was executed, EIO when the walls fell.
 */
bool witness_watch(pid_t pid, const struct watch_options *options, struct trace *trace);

#endif
