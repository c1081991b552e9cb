/*
 * What the parts of the witness share while they watch one run. Private to this folder.
 *
 * Theory of operation. The witness is the tracer of every task of the program; nothing escapes it, since children are
 * attached as they are born. A task runs until something that matters happens: a call that the filter picks out, a
 * birth, an exec, a signal, an end. Then it stops, the witness writes down what it sees, and lets it go on: there is
 * one place where a task is resumed (tracee_resume) and one where a program in which nobody can go on is noticed
 * (settle, in idle.c). Who may not go on yet has a hold.
 */
#ifndef WITNESS_WATCHING_H
#define WITNESS_WATCHING_H

#include "witness/clock.h"
#include "witness/witness.h"

#include <sched.h>
#include <stdint.h>

enum hold {
	HOLD_NONE,
	HOLD_UNBORN,  /* its creator has not been seen to create it yet */
	HOLD_NEWBORN, /* the schedule keeps it back: creator-first, one-late */
	HOLD_CREATOR, /* the schedule keeps it back: newborn-first */
	HOLD_FINISH,  /* it ends its process, and others of the process are still on their way */
	HOLD_END,     /* it is about to end the first process, see watch_options.hold_end */
};

enum call_kind {
	CALL_NONE,
	CALL_CREATE,
	CALL_EXEC,
	CALL_WRITE,
	CALL_MOVE, /* bytes from one descriptor to another, past the program's memory */
	CALL_WAIT,
	CALL_BLOCK,
	CALL_SLEEP,
	CALL_POLL,
	CALL_CLOCK,
	CALL_ALARM,
	CALL_UNFOLLOWED, /* a timer that the virtual clock can't follow */
	CALL_TIMER,      /* such a timer is set to an absolute time */
	CALL_PROCESSORS, /* the program chooses processors itself */
	CALL_SOCKET,
	CALL_SIGNAL,
	CALL_FINISH,
	CALL_RESTART,
};

/* The call that a task is in. */
struct call {
	enum call_kind kind;
	long number;
	uint64_t arguments[6];
	nanoseconds began;
	int began_at;
	nanoseconds deadline; /* on the program's clock; NEVER when it has none */
	long timed_out;       /* what it returns when the deadline has come */
	int joined;           /* of a wait for a futex: the thread whose end it waits for, NOBODY for none */
};

/* Text in a buffer of stdio that a fork has copied, and that this process has not written yet. */
struct copy {
	uint64_t address; /* from where it will be written; 0 for unknown */
	size_t length;    /* 0 when there is none */
	char start[64];   /* its first bytes: enough to know it by */
	int made_at;      /* the first event that copied it */
};

/* What is read of a task again and again: see proc(5). */
enum proc_file { PROC_SCHEDSTAT, PROC_SYSCALL, PROC_STAT, PROC_COMM, PROC_FILES };

struct tracee {
	pid_t tid, tgid;        /* as the grader sees them */
	int task;               /* its index in the trace, NOBODY until its creation has been seen */
	struct tracee *creator; /* NULL when that has died */
	bool is_first;          /* the first task of its process */
	bool stopped;           /* in a ptrace stop, waits to be resumed */
	bool to_exit;           /* resume until the call's exit */
	bool late;              /* one-late: goes on only while nobody else can, from call to call */
	int signal;             /* to hand on when it is resumed */
	bool group_stopped;     /* by SIGSTOP and the like: listens, but does not run */
	bool in_vfork;          /* waits for its vfork child, in a way that is no sleep */
	bool dying;             /* its end has been seen, its death not yet */
	enum hold hold;
	pid_t held_for; /* HOLD_CREATOR: its newborn. HOLD_NEWBORN: its creator */
	nanoseconds held_since;
	size_t held_written;         /* how much had been written by then */
	int64_t held_naps, held_cpu; /* how much of both its creator (one-late: everybody) had used by then */
	struct call call;
	bool fired;        /* its deadline has come, and it was interrupted to be told so */
	bool endless;      /* its call waits without a deadline of the machine's, see call_make_endless */
	bool interrupted;  /* its call was interrupted and may be made again */
	bool ends_handled; /* the same, of a call that is not made again after a handler */
	bool repeat;       /* the same, of a call that ends even with a signal that nobody catches */
	uint64_t clone_flags, clone_tls, clone_parent_tid, clone_child_tid; /* of the creation that it is in */
	uint64_t descriptor;   /* a thread's tls, see descriptor_detachment */
	uint64_t tid_address;  /* the word that is cleared at its end: a join waits for it */
	int64_t cpu;           /* processor time used, as last seen */
	nanoseconds base;      /* the program's clock when that was seen */
	int64_t read_cpu;      /* what its processor time was when it last read a clock */
	int spins;             /* how often in a row it has read a clock with next to no work in between */
	int64_t naps;          /* sleeps, and waits that do not wait, that it has made */
	int asked;             /* how often it has asked for its children (WNOHANG) since its last newborn */
	int files[PROC_FILES]; /* its files of /proc, open for reading; -1 until needed */
	bool blocked;          /* by the last look */
	nanoseconds alarm, alarm_interval; /* of the first task of a process: setitimer(2); NEVER when not set */
	/* Of the first task of a process: where its list of stdio's streams is, 0 for unknown, and what it shares with others. */
	uint64_t stream_list;
	struct copy copy;
	int index;           /* in witness.tracees */
	struct tracee *next; /* in its bucket */
};

#define BUCKETS 512

/* What the kernel returns inside itself when a signal interrupts a call that it may make again: linux/errno.h */
#define ERESTARTSYS 512
#define ERESTARTNOHAND 514
#define ERESTART_RESTARTBLOCK 516

struct witness {
	const struct watch_options *options;
	struct trace *trace;
	struct virtual_clock clock;
	struct tracee **tracees;
	int count, capacity;
	struct tracee *buckets[BUCKETS];
	pid_t *outer; /* of each task of the trace: its id as the grader sees it */
	int outer_capacity;
	int newborns;  /* births seen, for one-late */
	bool started;  /* the program has been executed */
	bool stopping; /* everything has been told to end */
	bool walls_fell;
	int64_t cpu, naps; /* of all tasks, the dead ones too */
	size_t written;
	nanoseconds real_start;
	int quiet; /* looks since the last event */
	nanoseconds quiet_since;
	nanoseconds settle_at, settled; /* when to look in spite of news (real time), when that was done (program's) */
	nanoseconds settled_real;       /* the same, in real time */
	bool played;                    /* somebody was held for too long: nobody is held any more */
	bool holds_finish;              /* a task is, or was, held at the end of its process */
	bool shares_processor;          /* with the program */
	int shared_processor;           /* which one they share, or did; -1 for none */
	cpu_set_t processors;           /* those that both had before */
	nanoseconds look_cost;          /* how long it took to look at everybody, the last time */
	int64_t limits_checked;         /* which of the moments for that was last */
};

/* tracee.c: the table of tasks, and the one place where a task is resumed. */
struct tracee *tracee_find(const struct witness *witness, pid_t tid);
struct tracee *tracee_add(struct witness *witness, pid_t tid);
void tracee_remove(struct witness *witness, struct tracee *tracee);
/* Change the id under which a task is found (exec by a thread). */
void tracee_rename(struct witness *witness, struct tracee *tracee, pid_t tid);
/* The task with this index in the trace, NULL when it is dead. */
struct tracee *tracee_of_task(const struct witness *witness, int task);
/* Let a stopped task go on, unless it has a hold. */
void tracee_resume(struct witness *witness, struct tracee *tracee);
/* Take the hold off and resume. */
void tracee_release(struct witness *witness, struct tracee *tracee);
/* Its name, "" when it is gone. */
void tracee_name(struct tracee *tracee, char name[TASK_NAME_SIZE]);
/* Bring its processor time, and with it the program's clock, up to date. */
void tracee_update_time(struct witness *witness, struct tracee *tracee);
/* Whether it sleeps in the kernel: found twice, with the same processor time in between, that is proof. */
bool tracee_is_blocked(struct tracee *tracee);

/* call_kinds.c */
enum call_kind call_kind(long number);
/* Whether the call does nothing but let time pass. */
bool call_is_sleep(const struct call *call);
/* Of wait4(2) or waitid(2): WNOHANG and the like. */
uint64_t wait_options(const struct call *call);

/* Of a call that sends a signal: whether it goes to one thread, to which id (as kill(2) has it), and which signal. */
bool signal_is_to_thread(const struct call *call);
int signal_target(const struct call *call);
int signal_number(const struct call *call);

/* call_results.c: the call has returned; write down what it did. */
void call_finish(struct witness *witness, struct tracee *tracee, long result);

/* calls.c: a call is made, a call returns. Both leave the task stopped; the caller resumes it. */
void call_enter(struct witness *witness, struct tracee *tracee);
void call_leave(struct witness *witness, struct tracee *tracee);
/* Let a task that was held at the end of its process go on, when no other can. Returns whether there was one. */
bool call_finish_look(struct witness *witness);

/* timeouts.c: when a call wants to be woken. Fills in deadline and timed_out. */
void call_read_deadline(const struct witness *witness, struct tracee *tracee);
/* The deadline of a call has come. */
void call_time_out(struct tracee *tracee);
/* After a time-out that the kernel does not know of: leave memory as the call would have. */
void call_clear_results(struct tracee *tracee);
/* Where the call tells its caller how much of the time was left: say it, on the program's clock. */
void call_write_remaining(const struct witness *witness, struct tracee *tracee, long result);
/*
 * At the entry of a call with a deadline: take it off, so that only the program's clock can end the call. The machine's
 * timers run in real time, and come too early for a program that other programs keep from its processor.
 */
void call_make_endless(const struct witness *witness, struct tracee *tracee);
/* At the exit of such a call: put everything back. Returns the result that the call with its deadline would have. */
long call_undo_endless(struct tracee *tracee, long result);

/* clocks.c: the program asks for the time, or to be told when it has come. */
void clock_call_enter(struct witness *witness, struct tracee *tracee);
void clock_call_leave(struct witness *witness, struct tracee *tracee, long result);
void alarm_call_enter(struct witness *witness, struct tracee *tracee);
/* Send the signals of alarms that are due. */
void alarms_ring(struct witness *witness);

/* writes.c: the program writes to a standard stream, or would have something moved there. */
void write_call_enter(struct witness *witness, struct tracee *tracee);
void move_call_enter(const struct witness *witness, const struct tracee *tracee);
/* Which of the program's standard streams the descriptor writes to; STREAM_COUNT for none. */
enum stream stream_of(const struct witness *witness, const struct tracee *tracee, uint64_t fd);

/* buffers.c: what was printed and not written yet, when memory was copied. */
/* The newborn has got a copy of its creator's memory. */
void buffers_copied(struct witness *witness, struct tracee *creator, struct tracee *newborn);
/* The task has written to standard output from this address: note in the event what of it had been copied. */
void buffer_written(struct witness *witness, struct tracee *tracee, uint64_t address, struct event *event);

/* timers.c */
void unfollowed_call_enter(struct witness *witness, struct tracee *tracee);
void timer_call_enter(const struct witness *witness, struct tracee *tracee);
void timer_call_leave(struct tracee *tracee, long result);

/* sockets.c */
void socket_call_leave(struct witness *witness, struct tracee *tracee, long result);
/* The local port of a task's socket, 0 when there is none. */
int socket_port(const struct tracee *tracee, int fd);
/* Whether anything has been sent, in either direction, that the other side's kernel has not confirmed yet. */
bool sockets_in_flight(const struct witness *witness);

/* schedule.c: who is held, and until when. */
void schedule_born(struct witness *witness, struct tracee *creator, struct tracee *newborn);
/* The task begins to wait for its children, or only asks for them (WNOHANG). */
void schedule_wait(struct witness *witness, struct tracee *tracee, bool polls);
/* After a look: release whoever has been held long enough. Returns whether anyone was. */
bool schedule_look(struct witness *witness);
/* A late task has made a call: hold it again when that has set anybody else going. */
void schedule_late(struct witness *witness, struct tracee *tracee);
/* Nobody can go on: release one. Returns false when nobody is held. */
bool schedule_yield(struct witness *witness);

/* idle.c */
/* No event has come for a moment: see whether anybody can go on, and if not, let time pass or call it a deadlock. */
void settle(struct witness *witness);
/* Whether anybody but this task can go on. */
bool others_can_go_on(struct witness *witness, const struct tracee *tracee);
/* Let the companion act. */
bool companion_act(struct witness *witness, bool at_accept);

/* processor.c */
/*
 * Go on with the first task on one processor, where the machine lets us; the tasks that it creates follow. A program whose
 * tasks compute at the same time keeps all of them.
 */
void processor_share(struct witness *witness, pid_t pid);
/*
 * Let all go where they like again, when they have shared it for so much real time, or are too many; or at once. A program
 * that chooses processors itself does so after that, so that its choice is kept.
 */
void processor_check(struct witness *witness, nanoseconds real);
void processor_release(struct witness *witness);
/* A task has been born: it inherits what its creator had, perhaps without being meant to. */
void processor_born(const struct witness *witness, pid_t creator, pid_t newborn);

/* words.c */
/* What the task waits for, in words, into task.waiting_for. */
void describe_waiting(struct witness *witness, struct tracee *tracee);

/* events.c */
/* A task has stopped, for this event (0 for a signal or a call's exit) and signal. Returns the task that it is now: exec changes it. */
struct tracee *task_stopped(struct witness *witness, struct tracee *tracee, int event, int signal);
/* A task is gone, with a status as wait(2) gives it. */
void task_died(struct witness *witness, struct tracee *tracee, int status);
/* A task ended its process: note what is known of the process at that moment. */
void process_over(struct witness *witness, struct tracee *tracee, int status);

/* watch.c */
/* End the program: the run is over, for this reason. */
void stop(struct witness *witness, enum ending ending, int64_t limit);
/* Kill every process, and note that it was us. */
void kill_all(struct witness *witness);
struct event *record(struct witness *witness, struct tracee *tracee, enum event_kind kind);

#endif
