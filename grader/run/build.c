#include "run/build.h"

#include "run/c11_threads.h"
#include "run/cache.h"
#include "run/sandbox.h"
#include "run/source.h"
#include "run/tools.h"
#include "trace/trace.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define BUILD_SECONDS 20
#define MESSAGES_SIZE 16384
#define PROGRAM "program"
#define C11_THREADS "c11_threads.h"

static const char *const normal_flags[] = { "-std=gnu17", "-Wall", "-Wextra", "-g", "-O1", "-pthread",
					    /* The report shows the first few only. */
					    "-fmax-errors=20", NULL };

/*
 * ThreadSanitizer of gcc 12 does not know C11 threads, which crash it, and sees a race in putchar_unlocked inlined. So
 * the names of threads.h become those of pthread.h, which it knows (by a header that is included first, where the source
 * asks for threads.h), and nothing is inlined.
 */
static const char *const race_flags[] = { "-std=gnu17",      "-g", "-O1", "-pthread", "-w", "-fsanitize=thread",
					  "-D__NO_INLINE__", NULL };

static const char *const *flags_of(enum build_flavour flavour)
{
	return flavour == BUILD_THREAD_SANITIZER ? race_flags : normal_flags;
}

/* Everything that the program depends on: flags, a header of ours, tools, file name and source. */
static struct bytes key_of(const struct build_request *request, const struct source *source)
{
	struct bytes key = { 0 };

	for (const char *const *flag = flags_of(request->flavour); *flag != NULL; flag++)
		bytes_append(&key, *flag, strlen(*flag) + 1);
	if (request->flavour == BUILD_THREAD_SANITIZER)
		bytes_append(&key, c11_threads, strlen(c11_threads));
	tools_identify(&key);
	bytes_append(&key, request->name, strlen(request->name) + 1);
	bytes_append(&key, source->text, source->size);
	return key;
}

/* A file in memory, read from its start; -1 when there is none to be had. */
static int memory_file(const char *name, const char *data, size_t size)
{
	int fd = memfd_create(name, MFD_CLOEXEC);

	for (size_t done = 0; fd >= 0 && done < size;) {
		ssize_t wrote = write(fd, data + done, size - done);

		if (wrote <= 0) {
			close(fd);
			return -1;
		}
		done += (size_t)wrote;
	}
	return fd;
}

/*
 * The compiler names a place as the source wants it named (#line). The student looks for it in the own file, so that every
 * name before a line number that is not one of the system's becomes the file's.
 */
static void name_own_file(const char *messages, const char *file, struct bytes *named)
{
	while (*messages != '\0') {
		size_t length = strcspn(messages, "\n"), name = strcspn(messages, ":\n");
		const char *after = messages + name + 1;
		bool is_place =
			name < length && (isdigit((unsigned char)*after) || strncmp(after, " In function", 12) == 0 ||
					  strncmp(after, " At top level", 13) == 0);

		if (is_place && strncmp(messages, "/usr/", 5) != 0) {
			bytes_append(named, file, strlen(file));
			messages += name;
			length -= name;
		}
		length += messages[length] == '\n';
		bytes_append(named, messages, length);
		messages += length;
	}
	bytes_append(named, "", 1);
}

static bool mentions(const struct source *source, const char *word)
{
	return memmem(source->text, source->size, word, strlen(word)) != NULL;
}

static bool wants_c11_threads(const struct build_request *request, const struct source *source)
{
	return request->flavour == BUILD_THREAD_SANITIZER && mentions(source, "threads.h");
}

static void prepare_compiler(const struct build_request *request, const struct source *source, const char *file,
			     struct launch_request *launch)
{
	const char *arguments[24] = { "cc" };
	int count = 1;

	for (const char *const *flag = flags_of(request->flavour); *flag != NULL; flag++)
		arguments[count++] = *flag;
	if (wants_c11_threads(request, source)) {
		arguments[count++] = "-include";
		arguments[count++] = C11_THREADS;
		/* What the source defines before its own includes comes too late for this one: feature_test_macros(7). */
		if (mentions(source, "_GNU_SOURCE"))
			arguments[count++] = "-D_GNU_SOURCE";
	}
	arguments[count++] = file;
	arguments[count++] = "-o";
	arguments[count++] = PROGRAM;
	launch_prepare(launch, LAUNCH_COMMAND, "cc", arguments);
	launch->limits = (struct launch_limits){
		.data = (uint64_t)1 << 30, .file_size = 64 << 20, .cpu = BUILD_SECONDS, .descriptors = 256
	};
}

/* Compile what has been put inside the walls. `program` is the executable's descriptor, -1 when the compiler refused. */
static bool compile(struct sandbox *compiler, const struct build_request *request, const struct source *source,
		    const char *file, char *messages, int *program, struct fault *fault)
{
	struct launch_request launch;
	int ends[2], null = open("/dev/null", O_RDWR | O_CLOEXEC), status = 0;
	bool timed_out = false, done;

	prepare_compiler(request, source, file, &launch);
	if (null < 0 || pipe2(ends, O_CLOEXEC) != 0)
		return fault_set_errno(fault, "no pipe");
	done = sandbox_execute(compiler, &launch, (int[]){ null, ends[1], ends[1] }, ends[0], BUILD_SECONDS, messages,
			       MESSAGES_SIZE, &status, &timed_out, fault);
	close(ends[0]);
	close(ends[1]);
	close(null);
	if (!done)
		return false;
	if (timed_out)
		return fault_set(fault, "the compiler does not come to an end here; is the machine very busy?");
	if (WIFSIGNALED(status))
		return fault_set(fault, "the compiler was killed by signal %d; is there enough memory?",
				 WTERMSIG(status));
	if (WEXITSTATUS(status) == 127)
		return fault_set(fault, "there is no C compiler (cc): install gcc, for example with make setup");
	if (WEXITSTATUS(status) == 126)
		return fault_set(fault, "the C compiler (cc) can't be executed; a hard limit that is too low may be "
					"why (ulimit -Ha)");
	return status != 0 || sandbox_fetch(compiler, PROGRAM, program, fault);
}

/* Put a file in memory inside, where the compiler finds it. */
static bool put(const struct sandbox *compiler, const char *name, const char *data, size_t size, struct fault *fault)
{
	int fd = memory_file(name, data, size);
	bool done = fd >= 0 ? sandbox_put(compiler, name, fd, fault)
			    : fault_set_errno(fault, "no memory for a source file");

	if (fd >= 0)
		close(fd);
	return done;
}

/* The compiler sees this source, and nothing that was there for another. */
static bool compile_source(struct sandbox *compiler, const struct build_request *request, const struct source *source,
			   const char *file, char *messages, int *program, struct fault *fault)
{
	bool done;

	*program = -1;
	if (!sandbox_is_open(compiler) && !sandbox_open(compiler, SANDBOX_PROGRAMS, fault))
		return false;
	done = put(compiler, file, source->text, source->size, fault);
	if (done && wants_c11_threads(request, source))
		done = put(compiler, C11_THREADS, c11_threads, strlen(c11_threads), fault);
	done = done && compile(compiler, request, source, file, messages, program, fault);
	if (sandbox_is_open(compiler) && !sandbox_tidy(compiler, false))
		sandbox_close(compiler);
	return done;
}

static char *copy(const char *text)
{
	char *new = strdup(text);

	if (new == NULL)
		abort();
	return new;
}

/* Compile, or take what an earlier grading has compiled. */
static bool make(struct sandbox *compiler, const struct build_request *request, const struct source *source,
		 struct build *build, struct fault *fault)
{
	struct bytes key = key_of(request, source);
	char messages[MESSAGES_SIZE] = "", file[128], *kept = NULL;
	struct bytes named = { 0 };
	bool done = true;

	if (cache_find(&key, &build->program, &kept)) {
		build->messages = kept;
	} else {
		free(kept);
		snprintf(file, sizeof file, "%s.c", request->name);
		done = compile_source(compiler, request, source, file, messages, &build->program, fault);
		name_own_file(done ? messages : "", file, &named);
		build->messages = named.data;
		if (done && build->program >= 0)
			cache_keep(&key, build->program, build->messages);
	}
	build->state = build->program >= 0 ? BUILD_DONE : BUILD_FAILED;
	free(key.data);
	return done;
}

bool build_source(struct sandbox *compiler, const struct build_request *request, struct build *build,
		  struct fault *fault)
{
	struct source source;
	bool done = true;

	*build = (struct build){ .program = -1 };
	source_read(request->submission, request->lesson, request->name, &source);
	build->source = copy(source.path);
	if (!source.found) {
		build->state = BUILD_MISSING;
		build->messages = copy("");
	} else if (source.refused[0] != '\0') {
		build->state = BUILD_REFUSED;
		build->messages = copy(source.refused);
	} else {
		done = make(compiler, request, &source, build, fault);
	}
	source_release(&source);
	return done;
}

void build_release(struct build *build)
{
	free(build->source);
	free(build->messages);
	if (build->program >= 0)
		close(build->program);
	*build = (struct build){ .program = -1 };
}
