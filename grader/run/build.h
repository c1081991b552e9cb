/*
 * From a submission to programs that can be run: find the sources, compile them, keep the result in a cache.
 */
#ifndef RUN_BUILD_H
#define RUN_BUILD_H

#include "run/fault.h"
#include "run/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

/* What became of one source file. */
enum build_state { BUILD_DONE, BUILD_MISSING, BUILD_REFUSED, BUILD_FAILED };

struct build {
	enum build_state state;
	char *source; /* where it was found, relative to the submission: "01-three-processes/three_processes.c" */
	char *messages; /* what the compiler said (warnings too), or in one line why the file was refused; "" for nothing */
	int program; /* open descriptor of the executable, -1 unless BUILD_DONE */
};

enum build_flavour { BUILD_NORMAL, BUILD_THREAD_SANITIZER };

struct build_request {
	const char *submission; /* path of the folder */
	const char *lesson;     /* "01-three-processes": looked into first */
	const char *name;       /* "three_processes": the file without .c */
	enum build_flavour flavour;
};

/*
 * Find and compile one source. `compiler` is the sandbox for compilers: opened when the first source has to be compiled, and
 * left open for the next. Returns false only when the machine (not the student) is at fault, with
 * the reason in `fault`. Release `build` with build_release in any case.
 */
bool build_source(struct sandbox *compiler, const struct build_request *request, struct build *build,
		  struct fault *fault);
void build_release(struct build *build);

#endif
