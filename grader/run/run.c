#include "run/run.h"

#include "run/descriptors.h"
#include "witness/witness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define TIME_LIMIT (20 * SECOND)
#define CPU_LIMIT (5 * SECOND)
#define BRIEF_CPU_LIMIT (1 * SECOND)
#define OUTPUT_LIMIT (1 << 20)
#define TASK_LIMIT 256
#define MEMORY_LIMIT ((int64_t)512 << 20)
/* What one process gets at most: enough for the witness to see first that the limit is passed, and say so. */
#define DATA_LIMIT (2 * MEMORY_LIMIT)
#define FILE_LIMIT ((uint64_t)64 << 20)
#define RACE_SECONDS 4
#define BLOCKED_PORT 8888

/* The two ends of each standard stream. */
struct streams {
	int program[3]; /* input, output, error */
	int ours[3];    /* input's is -1 */
};

static void streams_close(struct streams *streams)
{
	for (int i = 0; i < 3; i++) {
		if (streams->program[i] >= 0)
			close(streams->program[i]);
		if (streams->ours[i] >= 0)
			close(streams->ours[i]);
	}
}

/* A terminal that nobody's session has, so that nothing is hung up when the first process ends: setsid(2). */
static bool open_terminal(int *program, int *ours)
{
	char name[64];

	*ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (*ours < 0 || grantpt(*ours) != 0 || unlockpt(*ours) != 0 || ptsname_r(*ours, name, sizeof name) != 0)
		return false;
	*program = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	return *program >= 0;
}

static bool open_pipe(int *program, int *ours)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	*ours = ends[0];
	*program = ends[1];
	return fcntl(*ours, F_SETFL, O_NONBLOCK) == 0;
}

/* As root we made them, and the program is an ordinary user's: it may open them again by name (/dev/stdout). */
static void give_away(const struct streams *streams)
{
	for (int i = 1; geteuid() == 0 && i < 3; i++)
		if (fchown(streams->program[i], ORDINARY_USER, ORDINARY_USER) != 0)
			return;
}

static bool streams_open(struct streams *streams, enum output_kind output, struct fault *fault)
{
	*streams = (struct streams){ { -1, -1, -1 }, { -1, -1, -1 } };
	streams->program[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (streams->program[0] < 0)
		return fault_set_errno(fault, "cannot open /dev/null");
	if (output == OUTPUT_TERMINAL ? !open_terminal(&streams->program[1], &streams->ours[1])
				      : !open_pipe(&streams->program[1], &streams->ours[1]))
		return fault_set_errno(fault, "no %s for the program's output",
				       output == OUTPUT_TERMINAL ? "terminal" : "pipe");
	if (!open_pipe(&streams->program[2], &streams->ours[2]))
		return fault_set_errno(fault, "no pipe for the program's errors");
	give_away(streams);
	return true;
}

static struct watched_stream watched(const struct streams *streams, int number)
{
	struct stat status = { 0 };

	fstat(streams->program[number], &status);
	return (struct watched_stream){ streams->program[number], status.st_dev, status.st_ino };
}

/* Another program that has the port: a listening socket of the grader's. */
static bool block_port(const struct sandbox *sandbox, int *fd, struct fault *fault)
{
	struct sockaddr_in6 both = { .sin6_family = AF_INET6, .sin6_port = htons(BLOCKED_PORT) };
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(BLOCKED_PORT) };
	bool has_six = sandbox_socket(sandbox, AF_INET6, fd, fault);
	int on = 1;

	if (!has_six && !sandbox_socket(sandbox, AF_INET, fd, fault))
		return false;
	setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(*fd, has_six ? (struct sockaddr *)&both : (struct sockaddr *)&four,
		 has_six ? sizeof both : sizeof four) != 0 ||
	    listen(*fd, 1) != 0)
		return fault_set_errno(fault, "the grader can't listen on port %d", BLOCKED_PORT);
	return true;
}

static nanoseconds or_usual(nanoseconds value, nanoseconds usual)
{
	return value > 0 ? value : usual;
}

static struct watch_options watch_options_of(const struct sandbox *sandbox, const struct run_plan *plan,
					     const struct run_options *options, const struct streams *streams,
					     struct peer *peer)
{
	return (struct watch_options){
		.streams = { [STREAM_OUTPUT] = watched(streams, 1), [STREAM_ERROR] = watched(streams, 2) },
		.schedule = options->schedule,
		.late = options->late,
		.real_time = options->real_time,
		.parallel = plan->parallel,
		.hold_end = plan->hold_end,
		.hold_time = plan->hold_time,
		.time_limit = or_usual(plan->time_limit, TIME_LIMIT),
		.cpu_limit = options->brief ? BRIEF_CPU_LIMIT : or_usual(plan->cpu_limit, CPU_LIMIT),
		.output_limit = plan->output_limit > 0 ? plan->output_limit : OUTPUT_LIMIT,
		.task_limit = plan->task_limit > 0 ? plan->task_limit : TASK_LIMIT,
		.memory_limit = MEMORY_LIMIT,
		.companion = peer != NULL ? peer_companion(peer) : NULL,
		.own_processes = sandbox->full,
		.guardian = sandbox->guardian,
	};
}

static bool not_traced(int error, struct fault *fault)
{
	errno = error;
	if (error == EPERM)
		return fault_set(
			fault,
			"ptrace is not permitted here: see \"Yama\" and \"seccomp\" in ptrace(2); in a container, "
			"start it with --cap-add SYS_PTRACE");
	return fault_set_errno(fault, "the program can't be traced");
}

/* Start the program, watch it, and see that it was executed at all. */
static bool watch(const struct sandbox *sandbox, const struct launch_request *launch, const int fds[3],
		  const struct watch_options *options, struct trace *trace, struct fault *fault)
{
	int channel, error;
	pid_t pid;
	bool watched_it;

	if (!sandbox_start(sandbox, launch, fds, &pid, &channel, fault))
		return false;
	error = witness_attach(pid);
	if (error != 0) {
		close(channel);
		return not_traced(error, fault);
	}
	launch_go(channel);
	watched_it = witness_watch(pid, options, trace);
	error = errno;
	if (watched_it) {
		close(channel);
		return true;
	}
	errno = launch_error(channel);
	if (error == EIO)
		return fault_set(fault, "the walls around the program fell");
	return fault_set_errno(fault, "the program could not be executed");
}

bool run_program(struct sandbox *sandbox, const char *path, const struct run_plan *plan,
		 const struct run_options *options, struct trace *trace, struct fault *fault)
{
	struct launch_request launch;
	struct streams streams;
	struct watch_options watching;
	struct peer *peer = NULL;
	char real[128];
	int blocker = -1;
	bool done;

	sandbox_path(sandbox, path, real, sizeof real);
	launch_prepare(&launch, LAUNCH_PROGRAM, real, (const char *[]){ real, plan->argument, NULL });
	launch.limits = (struct launch_limits){
		.data = DATA_LIMIT, .file_size = FILE_LIMIT, .cpu = 120, .descriptors = DESCRIPTORS_OF_A_PROGRAM
	};
	done = streams_open(&streams, plan->output, fault) &&
	       (!plan->blocked_port || block_port(sandbox, &blocker, fault));
	if (done && plan->acts != NULL) {
		sandbox_small_buffers(sandbox, plan->small_buffers);
		peer = peer_open(plan->acts, sandbox, fault);
		done = peer != NULL;
	}
	if (done) {
		watching = watch_options_of(sandbox, plan, options, &streams, peer);
		done = watch(sandbox, &launch, streams.program, &watching, trace, fault);
	}
	if (done && peer != NULL)
		peer_report(peer, trace);
	if (peer != NULL)
		peer_close(peer);
	if (blocker >= 0)
		close(blocker);
	streams_close(&streams);
	return done;
}

bool run_race_detector(struct sandbox *sandbox, const char *path, char **report, struct fault *fault)
{
	static const char mark[] = "WARNING: ThreadSanitizer: data race";
	struct launch_request launch;
	struct streams streams;
	char real[128], text[65536], *begin, *end;
	bool timed_out = false, done;
	int status = 0;

	*report = NULL;
	sandbox_path(sandbox, path, real, sizeof real);
	launch_prepare(&launch, LAUNCH_COMMAND, real, (const char *[]){ real, NULL });
	launch.no_randomization = true;
	launch.limits = (struct launch_limits){ .file_size = FILE_LIMIT,
						.cpu = RACE_SECONDS,
						.descriptors = DESCRIPTORS_OF_A_PROGRAM };
	done = streams_open(&streams, OUTPUT_PIPE, fault);
	if (done)
		done = sandbox_execute(sandbox, &launch,
				       (int[]){ streams.program[0], streams.program[0], streams.program[2] },
				       streams.ours[2], RACE_SECONDS, text, sizeof text, &status, &timed_out, fault);
	streams_close(&streams);
	if (!done || (begin = strstr(text, mark)) == NULL)
		return done;
	end = strstr(begin, "\n==================");
	*report = strndup(begin, end == NULL ? strlen(begin) : (size_t)(end - begin));
	if (*report == NULL)
		abort();
	return true;
}
