/*
 * What the witness and the walls cost: runs a program as the grader does, and prints medians in milliseconds.
 *
 *   bench-witness cost ROUNDS PROGRAM    "ALONE WITNESS STRACE": without a tracer, before the witness, under strace(1)
 *   bench-witness walls ROUNDS PROGRAM   "OWN OPEN": in walls of its own, and in walls that stand already
 *
 * The kinds of runs take turns, so that a busy machine is busy for all of them. Where strace is not installed, its
 * figure is "-". GRADE_LAUNCHER must name the grader: its launcher is the first process inside the walls.
 */
#include "run/descriptors.h"
#include "run/run.h"
#include "witness/clock.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS_MAX 99
#define INSIDE "/program/measured"

/* More than enough for the programs of the benchmark, so that it is the watching that is measured. */
static const struct run_plan plan = { .output = OUTPUT_PIPE, .task_limit = 5000, .cpu_limit = 60 * SECOND };

struct times {
	nanoseconds taken[ROUNDS_MAX];
	int count;
};

static void note(struct times *times, nanoseconds start)
{
	times->taken[times->count++] = clock_real_time() - start;
}

static int compare(const void *a, const void *b)
{
	nanoseconds one = *(const nanoseconds *)a, other = *(const nanoseconds *)b;

	return (one > other) - (one < other);
}

static double median_ms(struct times *times)
{
	qsort(times->taken, (size_t)times->count, sizeof times->taken[0], compare);
	return (double)times->taken[times->count / 2] / (double)MILLISECOND;
}

/* Execute a command and wait for its end. Returns its exit status; 127 when it is not installed. */
static int execute(const char *const *command)
{
	int status = 0, null;
	pid_t pid = fork();

	if (pid < 0)
		err(EXIT_FAILURE, "fork");
	if (pid == 0) {
		null = open("/dev/null", O_RDWR);
		for (int i = 0; i < 3; i++)
			dup2(null, i);
		execvp(command[0], (char *const *)command);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void time_command(const char *const *command, struct times *times)
{
	nanoseconds start = clock_real_time();
	int status = execute(command);

	if (status == 127)
		return;
	if (status != 0)
		errx(EXIT_FAILURE, "%s ended with status %d", command[0], status);
	note(times, start);
}

static void open_walls(struct sandbox *sandbox, const char *program)
{
	int fd = open(program, O_RDONLY | O_CLOEXEC);
	struct fault fault;
	char real[128];

	if (fd < 0)
		err(EXIT_FAILURE, "%s", program);
	if (!sandbox_open(sandbox, SANDBOX_LIBRARIES, &fault))
		errx(EXIT_FAILURE, "%s", fault.text);
	sandbox_path(sandbox, INSIDE, real, sizeof real);
	if (!sandbox_put(sandbox, real, fd, &fault))
		errx(EXIT_FAILURE, "%s", fault.text);
	close(fd);
}

static void run(struct sandbox *sandbox)
{
	struct run_options options = { .schedule = SCHEDULE_NATURAL };
	struct fault fault;
	struct trace trace;

	trace_init(&trace);
	if (!run_program(sandbox, INSIDE, &plan, &options, &trace, &fault))
		errx(EXIT_FAILURE, "%s", fault.text);
	if (trace.ending != ENDING_BY_ITSELF || trace.tasks[0].status != 0)
		errx(EXIT_FAILURE,
		     "before the witness the program failed: ending %d, status %#x, after %d ms of its time",
		     (int)trace.ending, (unsigned)trace.tasks[0].status, (int)(trace.ended / MILLISECOND));
	trace_release(&trace);
}

/* The walls stand before the first run: they are not part of what is timed. */
static void measure_cost(int rounds, const char *program)
{
	const char *const alone[] = { program, NULL };
	const char *const traced[] = { "strace", "-f",        "--seccomp-bpf", "-e", "trace=process,clock_nanosleep",
				       "-o",     "/dev/null", program,         NULL };
	struct times times_alone = { .count = 0 }, times_watched = { .count = 0 }, times_traced = { .count = 0 };
	struct sandbox sandbox;

	open_walls(&sandbox, program);
	for (int i = 0; i < rounds; i++) {
		nanoseconds start;

		time_command(alone, &times_alone);
		start = clock_real_time();
		run(&sandbox);
		note(&times_watched, start);
		time_command(traced, &times_traced);
	}
	sandbox_close(&sandbox);
	printf("%.1f %.1f ", median_ms(&times_alone), median_ms(&times_watched));
	if (times_traced.count > 0)
		printf("%.1f\n", median_ms(&times_traced));
	else
		puts("-");
}

static void measure_walls(int rounds, const char *program)
{
	struct times times_own = { .count = 0 }, times_open = { .count = 0 };
	struct sandbox own, standing;

	open_walls(&standing, program);
	for (int i = 0; i < rounds; i++) {
		nanoseconds start = clock_real_time();

		open_walls(&own, program);
		run(&own);
		sandbox_close(&own);
		note(&times_own, start);
		start = clock_real_time();
		run(&standing);
		note(&times_open, start);
	}
	sandbox_close(&standing);
	printf("%.1f %.1f\n", median_ms(&times_own), median_ms(&times_open));
}

int main(int count, char **words)
{
	int rounds = count == 4 ? atoi(words[2]) : 0;

	if (rounds < 1 || rounds > ROUNDS_MAX)
		errx(EXIT_FAILURE, "usage: bench-witness cost|walls ROUNDS PROGRAM, with at most %d rounds",
		     ROUNDS_MAX);
	descriptors_raise();
	if (strcmp(words[1], "walls") == 0)
		measure_walls(rounds, words[3]);
	else
		measure_cost(rounds, words[3]);
	return EXIT_SUCCESS;
}
