/*
 * What happens in a process of the launcher's until it executes its program: the last steps before the walls are shut.
 */
#ifndef RUN_NEWCOMER_H
#define RUN_NEWCOMER_H

#include "run/launcher.h"

#include <sys/types.h>

/*
 * Start a process that executes the program of a request: standard input, output and error are the first three descriptors.
 * `root` is the folder that stands for the root where there are no namespaces, "" where there are. Without capabilities,
 * under the limits of the request and the filter (filter_prepare it before). A program also tells the channel, the fourth
 * descriptor, that it is there, waits to be let go, and tells errno when it could not be executed. A command that could not
 * be ends with status 127 (not found) or 126. Returns its id, -1 with errno when there is no process.
 */
pid_t newcomer_program(const struct launch_request *request, const int fds[4], const char *root);
pid_t newcomer_command(const struct launch_request *request, const int fds[4], const char *root);

#endif
