/*
 * The walls around graded programs and around the compiler: namespaces by bwrap(1), with the launcher as their first
 * process. Where the machine refuses namespaces, the same launcher without them, and it is said.
 */
#ifndef RUN_SANDBOX_H
#define RUN_SANDBOX_H

#include "run/fault.h"
#include "run/isolation.h"
#include "run/launcher.h"

#include <stddef.h>
#include <sys/types.h>

struct sandbox {
	pid_t guardian; /* the process outside that ends with the walls, and the walls with it */
	int control;
	bool full;                       /* all namespaces stand */
	bool has_buffers, small_buffers; /* socket buffers were set, and to what */
	char folder[64];                 /* without namespaces: where the files are, "" else */
	int ports;                       /* without namespaces: held while the machine's ports are ours, -1 else */
};

/* No sandbox; sandbox_close is harmless on it. */
#define SANDBOX_CLOSED                                     \
	{                                                  \
		.guardian = -1, .control = -1, .ports = -1 \
	}

/* Programs need libraries; only a compiler needs other programs. */
enum sandbox_content { SANDBOX_LIBRARIES, SANDBOX_PROGRAMS };

/* As root we become this user inside: a program gets no more than an ordinary user has. */
#define ORDINARY_USER 65534

/* Build the walls. Returns false with the reason in `fault` when not even the reduced ones can be had. */
bool sandbox_open(struct sandbox *sandbox, enum sandbox_content content, struct fault *fault);
bool sandbox_is_open(const struct sandbox *sandbox);
/* End everything inside. */
void sandbox_close(struct sandbox *sandbox);

/*
 * Before a run that uses the network: wait for our turn, where all submissions share the machine's ports. Ours until the
 * sandbox is closed.
 */
void sandbox_reserve_ports(struct sandbox *sandbox);

/*
 * What is known of this machine in this process, from the sandboxes that were opened; and to take another process's word
 * for it.
 */
enum isolation sandbox_known(void);
void sandbox_learn(enum isolation known);

/*
 * Whether full walls can be had on this machine; tried when it is not known yet. The environment variable GRADE_ISOLATION=reduced makes do
 * without namespaces, to see what a machine that refuses them would give. `missing` (may be NULL) says in words what is
 * missing, or is "".
 */
bool sandbox_is_full(const char **missing);
/* Where a file with this path inside ("/program/NAME", "/tmp/NAME") is found by a program inside; writes into `real`. */
void sandbox_path(const struct sandbox *sandbox, const char *path, char *real, size_t size);

/* A TCP socket in the network inside, non-blocking. */
bool sandbox_socket(const struct sandbox *sandbox, int family, int *fd, struct fault *fault);
/* Whether nothing inside, not even the rest of a connection, holds this TCP port. */
bool sandbox_port_is_free(const struct sandbox *sandbox, int port);
/* Make socket buffers small, or usual again. Returns false where the machine does not let us; the caller does without. */
bool sandbox_small_buffers(struct sandbox *sandbox, bool small);

/* Fill in a request to execute `path` with these arguments (argv[0] first, NULL-terminated). */
void launch_prepare(struct launch_request *request, enum launch_kind kind, const char *path,
		    const char *const *arguments);

/*
 * Start a task that waits to become the program. `fds`: its standard input, output, error. Fills in its id as the
 * grader sees it, and the channel over which it is let go (launch_go) and tells why it could not be executed.
 */
bool sandbox_start(const struct sandbox *sandbox, const struct launch_request *request, const int fds[3], pid_t *pid,
		   int *channel, struct fault *fault);
/* Let the task go on to execute the program. */
void launch_go(int channel);
/* Why the program was not executed: errno; 0 when it was. Closes the channel. */
int launch_error(int channel);

/*
 * Execute a command untraced, and collect what it writes to `reader` (our end of its standard error or output) into
 * `text`, at most size - 1 bytes; the rest is thrown away. Closes the sandbox after `seconds` of real time: then
 * *timed_out. Returns false when the machine is at fault.
 */
bool sandbox_execute(struct sandbox *sandbox, const struct launch_request *request, const int fds[3], int reader,
		     int seconds, char *text, size_t size, int *wait_status, bool *timed_out, struct fault *fault);
/*
 * Make a file inside, from what a descriptor holds; open one for reading. `path` is as sandbox_path gives it, or a name in
 * the folder where commands start. What is put into the folder of programs, no
 * program can change (without namespaces only where the grader is root, and so another user).
 */
bool sandbox_put(const struct sandbox *sandbox, const char *path, int content, struct fault *fault);
bool sandbox_fetch(const struct sandbox *sandbox, const char *path, int *fd, struct fault *fault);
/*
 * Remove the files that commands and programs have left, where they may write; `programs`: and the programs themselves.
 * Returns false where something else is left (a process, a folder, a segment of memory): then the sandbox is no longer like
 * a new one.
 */
bool sandbox_tidy(const struct sandbox *sandbox, bool programs);

#endif
