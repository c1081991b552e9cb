/*
 * The facts of one run: which tasks there were, and what each of them did, in order.
 *
 * A trace is pure data. The witness writes it, checks read it, unit tests build it by hand.
 * Tasks and events are named by their index. Times are nanoseconds on the program's own clock,
 * counted from its start. What has not happened is NEVER as a time and INT_MAX as an index (begun_at, ended_at,
 * process_ended_at, reaped_at), so that it comes after everything. The order of events is the order in which they took effect; two
 * events can be compared by their index even when their times are equal.
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef int64_t nanoseconds;

#define MILLISECOND ((nanoseconds)1000000)
#define SECOND (1000 * MILLISECOND)

/* No task, no event, no time. */
#define NOBODY (-1)
#define NEVER ((nanoseconds)-1)

#define TASK_NAME_SIZE 16 /* what the kernel keeps of a name, with its NUL: prctl(2), PR_SET_NAME */

enum schedule { SCHEDULE_NATURAL, SCHEDULE_NEWBORN_FIRST, SCHEDULE_CREATOR_FIRST, SCHEDULE_ONE_LATE, SCHEDULE_COUNT };

/* How a run came to its end. */
enum ending {
	ENDING_BY_ITSELF,    /* the last task has ended */
	ENDING_DEADLOCK,     /* everybody waits, nobody has a deadline */
	ENDING_TIME_LIMIT,   /* the limit on the program's own clock */
	ENDING_CPU_LIMIT,    /* the limit on processor or real time */
	ENDING_OUTPUT_LIMIT, /* more output than a run may write */
	ENDING_MEMORY_LIMIT, /* more memory than a run may use */
	ENDING_TASK_LIMIT,   /* more tasks than a run may have */
};

enum detachment { DETACHMENT_UNKNOWN, DETACHMENT_JOINABLE, DETACHMENT_DETACHED };

struct task {
	int id;                    /* pid or tid, as the program itself sees it */
	int process;               /* index of the first task of its process; its own index for that task */
	int creator;               /* index of the task that created it, NOBODY for the first */
	bool is_thread;            /* shares its process with its creator (CLONE_THREAD) */
	char name[TASK_NAME_SIZE]; /* its name at its end, or the last one seen */
	nanoseconds born,
		ended; /* ended is NEVER while it lives; a task alive at the run's end was ended by the grader */
	int born_at, ended_at; /* how many events there were by then: an event with a smaller index came before */
	int begun_at;    /* the same for when it was first let go on: later than born_at where the schedule held it */
	nanoseconds cpu; /* processor time that it used */
	enum detachment detachment; /* of a thread, when its process came to its end (or at its own end) */
	bool cancelled;             /* somebody sent it pthread_cancel's signal */

	/* Of the first task of a process only; the others leave them alone. */
	int status; /* as wait(2) gives it, valid when process_ended is not NEVER */
	nanoseconds process_ended;
	int process_ended_at; /* like ended_at, of the process as a whole: when its last task was told to end */
	int ended_by; /* the task that called exit_group; NOBODY when a signal, or the last task's own exit, ended it */
	bool zombie;  /* it had ended, and its parent ended without having reaped it */
	nanoseconds reaped; /* when its parent's wait returned it, NEVER if none did (SIGCHLD ignored needs none) */
	int reaped_at;
	bool killed_by_grader; /* a limit, a deadlock, or a script of the grader ended it */
	char waiting_for
		[96]; /* for the first and any other task alive at a deadlock: in words, "accept on port 8888" */
};

enum event_kind {
	EVENT_CREATE,  /* task created other (by fork, vfork or clone) */
	EVENT_EXEC,    /* task became another program, or (error) could not: then name is its file's, cut */
	EVENT_WRITE,   /* task wrote bytes: see stream, text, length, and the writer's name at that moment */
	EVENT_WAIT,    /* wait4 or waitid: other is the child that it returned, or NOBODY; polled with WNOHANG */
	EVENT_BLOCK,   /* a wait for a futex; other is the thread whose end it waited for (a join), or NOBODY */
	EVENT_SLEEP,   /* a sleep of value nanoseconds as asked for */
	EVENT_POLL,    /* poll, select, epoll_wait, sigtimedwait, pause, sigsuspend; value is what it returned */
	EVENT_CLOCK,   /* a clock was read: clock says which, value is the reading in nanoseconds */
	EVENT_BIND,    /* value is the port */
	EVENT_LISTEN,  /* value is the port */
	EVENT_ACCEPT,  /* value is the port of the listening socket */
	EVENT_CONNECT, /* also by a send; value is the port; name the address, where it is no loopback of this machine */
	EVENT_SIGNAL,  /* task sent signal value to other (NOBODY: to somebody outside the program, or to_group) */
	EVENT_FINISH,  /* task called exit_group with status value */
	EVENT_END,     /* task came to its end */
	EVENT_PEER,    /* the grader's peer has done act number value of its script (from 0); task is NOBODY */
};

enum stream { STREAM_OUTPUT, STREAM_ERROR, STREAM_COUNT };

/* Readings that are no clock of clock_gettime(2). */
#define CLOCK_OF_TIME (-1)  /* time(2): whole seconds */
#define CLOCK_OF_TIMES (-2) /* times(2): its return value, ticks of 10 ms */

struct event {
	enum event_kind kind;
	int task;
	int other;             /* NOBODY when it concerns nobody else */
	nanoseconds began, at; /* when the call was made and when it took effect; equal for what takes no time */
	int began_at;          /* how many events there were when the call was made */
	int64_t value;
	int error;     /* errno of the call, 0 when it succeeded */
	bool polled;   /* a wait that does not wait (WNOHANG) */
	bool to_group; /* a signal to a process group, or to everybody: kill(2) with 0 or a negative number */
	clockid_t clock;
	enum stream stream;
	size_t offset, length; /* of a write: where its bytes stand in the trace's stream */
	/*
	 * Of a write: so many of its first bytes had been printed before a fork, and lay in a buffer of stdio when it copied
	 * the process. Writes with the same copied_at, the first EVENT_CREATE that did so, hold copies of the same text.
	 */
	size_t copied;
	int copied_at;
	char name[TASK_NAME_SIZE]; /* of a write: the writer's name at that moment; see EVENT_EXEC, EVENT_CONNECT */
};

/* What one connection of the grader's peer saw. */
struct conversation {
	bool connected;
	char *received; /* owned by the trace */
	size_t length, capacity;
	bool saw_end; /* the program closed or half-closed its side */
	bool saw_reset;
};

struct bytes {
	char *data;
	size_t length, capacity;
};

struct trace {
	/* Which run this is; the run fills it in. */
	int plan;    /* index into the lesson's runs */
	int program; /* index into the lesson's programs */
	enum schedule schedule;
	int late; /* for one-late: which newborn, counted from 1 */

	struct task *tasks; /* tasks[0] is the program's first task */
	int task_count, task_capacity;
	struct event *events;
	int event_count, event_capacity;
	struct bytes streams[STREAM_COUNT];
	bool streams_are_one; /* standard error is the same file as standard output */

	enum ending ending;
	nanoseconds ended;   /* when the run ended */
	int64_t limit;       /* the limit that ended it, in its own unit */
	bool clock_followed; /* false when idle time could not be skipped throughout */
	char clock_note[64]; /* then: what stood in the way, "timerfd_create" */

	/* The grader's peer, where the run had one. */
	int acts_done, act_count;
	char act_waiting[96]; /* what the peer waited for when the run ended; "" if it was done */
	struct conversation *conversations;
	int conversation_count;
};

/* Make an empty trace. Release it with trace_release. */
void trace_init(struct trace *trace);
void trace_release(struct trace *trace);

/*
 * Building a trace: the witness does it, and unit tests do it by hand. All abort on exhausted memory.
 * trace_add_task adds a task born now (at time `at`), with an EVENT_CREATE when it has a creator, and
 * returns its index. trace_add_event appends and returns the new event, zeroed but for kind, task,
 * other = NOBODY, began = at, began_at = its own index; it stays valid until the next one is added.
 */
int trace_add_task(struct trace *trace, int creator, int id, bool is_thread, nanoseconds at);
struct event *trace_add_event(struct trace *trace, enum event_kind kind, int task, nanoseconds at);
/* Append a write of `length` bytes under the task's present name. */
struct event *trace_add_write(struct trace *trace, int task, enum stream stream, const char *text, size_t length,
			      nanoseconds at);
/* Record that the task called exit_group: its process ends with exit status `status`, its other tasks with it. */
void trace_finish_process(struct trace *trace, int task, int status, nanoseconds at);
/* Record that the task came to its end. */
void trace_end_task(struct trace *trace, int task, nanoseconds at);
/* Record that the process led by `process` is over, with a status as wait(2) gives it. If it was told to end before, it keeps that time. */
void trace_end_process(struct trace *trace, int process, int wait_status, nanoseconds at);
void bytes_append(struct bytes *bytes, const char *data, size_t length);

#endif
