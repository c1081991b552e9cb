/*
 * Runs a built program once, inside its walls, with its terminal or pipe and its peer, before the witness's eyes.
 */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include "run/fault.h"
#include "run/peer.h"
#include "run/sandbox.h"
#include "trace/trace.h"

enum output_kind { OUTPUT_TERMINAL, OUTPUT_PIPE };

/* What one run is to be. A const table of these belongs to each lesson; zero means the usual. */
struct run_plan {
	const char *title;    /* in words for evidence: "through a pipe", "on port 9999" */
	int program;          /* index into the lesson's programs */
	const char *argument; /* the one command-line argument, NULL for none */
	enum output_kind output;
	enum schedule schedule; /* SCHEDULE_ONE_LATE stands for one run for each newborn of the natural run */
	bool hold_end;          /* when the first process is about to end, hold the task that ends it for hold_time */
	nanoseconds hold_time;
	const struct act *acts; /* the peer's script, NULL for no peer */
	bool parallel;          /* its tasks compute at the same time, on as many processors as there are */
	bool small_buffers;     /* socket buffers of a few KiB */
	bool blocked_port;      /* the grader itself already listens on the port before the program starts (8888) */
	bool after_previous;    /* same network as the run before it, right after its end */
	bool thread_sanitizer;  /* the ThreadSanitizer build, untraced: only its report counts */
	nanoseconds time_limit; /* on the program's clock; 0: 20 s */
	nanoseconds cpu_limit;  /* processor time; 0: 5 s */
	size_t output_limit;    /* bytes; 0: 1 MiB */
	int task_limit;         /* 0: 256 */
};

struct run_options {
	enum schedule schedule;
	int late; /* for SCHEDULE_ONE_LATE: which newborn, from 1 */
	bool real_time;
	bool brief; /* it is known not to end by itself: a second of processor time is enough to see what there is */
};

/*
 * Run the program that stands at `path` inside the sandbox, and write its trace, which the caller has made with
 * trace_init. Nothing of the program is left afterwards. Returns false, with the reason in `fault`, when the machine
 * does not let us; then the trace means nothing.
 */
bool run_program(struct sandbox *sandbox, const char *path, const struct run_plan *plan,
		 const struct run_options *options, struct trace *trace, struct fault *fault);

/*
 * Run a ThreadSanitizer build, untraced and in real time. *report is the first data race that it reports (owned by the
 * caller), NULL for none; that it crashes or never ends says nothing.
 */
bool run_race_detector(struct sandbox *sandbox, const char *path, char **report, struct fault *fault);

#endif
