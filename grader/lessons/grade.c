#include "lessons/grade.h"

#include "lessons/judge.h"
#include "run/descriptors.h"
#include "run/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* More than there are bits to choose them with is not possible. */
#define LESSONS_MAX 32

static char *copy(const char *text)
{
	char *new = strdup(text == NULL ? "" : text);

	if (new == NULL)
		abort();
	return new;
}

static void begin_result(const struct lesson *lesson, struct lesson_result *result)
{
	*result =
		(struct lesson_result){ .id = lesson->id, .title = lesson->title, .check_count = lesson->check_count };
	result->checks = calloc((size_t)lesson->check_count, sizeof *result->checks);
	if (result->checks == NULL)
		abort();
	for (int i = 0; i < lesson->check_count; i++) {
		const struct check *check = &lesson->checks[i];

		result->checks[i] = (struct check_result){
			.id = check->id, .title = check->title, .read = check->read, .points = check->points
		};
		result->points += check->points;
	}
}

static void take_verdict(const struct check *check, const struct verdict *verdict, struct check_result *result)
{
	result->status = verdict->status;
	result->left_out = verdict->left_out;
	result->score = verdict->status == STATUS_PASSED ? check->points : 0;
	result->message = copy(verdict->expected);
	result->evidence = copy(verdict->saw);
	result->hint = copy(verdict->status == STATUS_FAILED && verdict->hint == NULL ? check->hint : verdict->hint);
}

/* Whether all the programs that the check needs are there; if not, the verdict says what is wrong. */
static bool programs_are_there(const struct evidence *evidence, const struct check *check, struct verdict *verdict)
{
	for (int i = 0; evidence->lesson->programs[i] != NULL; i++)
		if ((check->programs & (1 << i)) && evidence->builds[i].state == BUILD_MISSING) {
			verdict_fail(verdict, "a file %s.c", evidence->lesson->programs[i]);
			verdict_saw(verdict, "there is none in the submission, neither in %s/ nor at its top",
				    evidence->lesson->id);
			verdict->status = STATUS_MISSING;
			return false;
		}
	for (int i = 0; evidence->lesson->programs[i] != NULL; i++)
		if ((check->programs & (1 << i)) && evidence->builds[i].state != BUILD_DONE) {
			verdict_skip(verdict, evidence->lesson->checks[0].id);
			return false;
		}
	return true;
}

static void judge_check(const struct evidence *evidence, const struct check *check, struct check_result *result)
{
	struct verdict verdict = { .status = STATUS_PASSED };

	if (programs_are_there(evidence, check, &verdict))
		check->judge(evidence, &verdict);
	take_verdict(check, &verdict, result);
	verdict_release(&verdict);
}

static void add_up(struct lesson_result *result)
{
	int passed = 0, missing = 0, left_out = 0;

	result->score = 0;
	result->status = STATUS_FAILED;
	for (int i = 0; i < result->check_count; i++) {
		result->score += result->checks[i].score;
		passed += result->checks[i].status == STATUS_PASSED;
		missing += result->checks[i].status == STATUS_MISSING;
		left_out += result->checks[i].left_out;
	}
	if (passed + left_out == result->check_count)
		result->status = STATUS_PASSED;
	if (missing == result->check_count)
		result->status = STATUS_MISSING;
	for (int i = 0; i < result->check_count; i++)
		if (result->checks[i].status == STATUS_ERROR)
			result->status = STATUS_ERROR;
}

void lesson_judge(const struct evidence *evidence, struct lesson_result *result)
{
	begin_result(evidence->lesson, result);
	for (int i = 0; i < result->check_count; i++)
		judge_check(evidence, &evidence->lesson->checks[i], &result->checks[i]);
	add_up(result);
}

void lesson_not_judged(const struct lesson *lesson, const char *why, struct lesson_result *result)
{
	begin_result(lesson, result);
	for (int i = 0; i < result->check_count; i++) {
		result->checks[i].status = STATUS_ERROR;
		result->checks[i].message = copy(why);
		result->checks[i].evidence = copy("");
		result->checks[i].hint = copy("");
	}
	add_up(result);
}

/* A lesson to grade, and where its result goes: in the process that grades it into a file in memory. */
struct job {
	const struct lesson *lesson;
	int file;
	struct lesson_result *result;
};

static void grade_lesson(const struct job *job, const char *submission, const struct grade_options *options,
			 struct workplace *workplace)
{
	struct evidence evidence;
	struct lesson_result result;
	struct fault fault = { "" };

	if (evidence_gather(job->lesson, submission, options, workplace, &evidence, &fault))
		lesson_judge(&evidence, &result);
	else
		lesson_not_judged(job->lesson, fault.text, &result);
	result.isolation = sandbox_known();
	evidence_release(&evidence);
	lesson_result_send(&result, job->file);
	lesson_result_release(&result);
}

/* Grade one lesson after the other, as long as there are numbers of jobs in the queue. */
static _Noreturn void work(const struct job *jobs, int queue, const char *submission,
			   const struct grade_options *options)
{
	struct workplace workplace = WORKPLACE_EMPTY;
	unsigned char number;

	/* With it goes all that it started: the walls and the program die with the worker. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	while (read(queue, &number, 1) == 1)
		grade_lesson(&jobs[number], submission, options, &workplace);
	workplace_close(&workplace);
	_exit(0);
}

/* Start so many workers, and wait until all of them have ended. Returns how many there were. */
static int run_workers(int wanted, const struct job *jobs, int queue, const char *submission,
		       const struct grade_options *options)
{
	int started = 0;

	for (int i = 0; i < wanted; i++) {
		pid_t pid = fork();

		if (pid == 0)
			work(jobs, queue, submission, options);
		started += pid > 0;
	}
	for (int left = started; left > 0;)
		if (waitpid(-1, NULL, 0) > 0 || errno != EINTR)
			left--;
	return started;
}

static bool is_empty(int queue)
{
	int bytes = 0;

	return ioctl(queue, FIONREAD, &bytes) != 0 || bytes == 0;
}

/* How many this process may use: nproc(1). */
static int processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

/*
 * Put the jobs into a queue, and let workers empty it. One that breaks down leaves the rest to the others. Returns why a
 * job without a result has none.
 */
static const char *do_jobs(const struct job *jobs, int count, const char *submission,
			   const struct grade_options *options)
{
	int queue[2], available = processors(), parallel = available < count ? available : count, started = parallel;

	if (pipe2(queue, O_CLOEXEC) != 0)
		return "no pipe could be made; is a limit too low (ulimit -n)?";
	for (int i = 0; i < count; i++)
		if (write(queue[1], &(unsigned char){ (unsigned char)i }, 1) != 1)
			abort();
	close(queue[1]);
	while (started > 0 && !is_empty(queue[0]))
		started = run_workers(parallel, jobs, queue[0], submission, options);
	close(queue[0]);
	return started > 0 ? "the grader itself failed here; please report it"
			   : "no process could be started; is a limit too low (ulimit -u)?";
}

static void take_result(const struct job *job, const char *why_not)
{
	if (job->file < 0 || lseek(job->file, 0, SEEK_SET) != 0 ||
	    !lesson_result_receive(job->lesson, job->file, job->result))
		lesson_not_judged(job->lesson, why_not, job->result);
	if (job->file >= 0)
		close(job->file);
}

static int compare_weights(const void *a, const void *b)
{
	const struct job *left = a, *right = b;

	return right->lesson->weight - left->lesson->weight;
}

/* The longest lessons begin, so that none is left alone at the end. */
static void grade_lessons(const char *submission, unsigned chosen, const struct grade_options *options,
			  struct result *result)
{
	struct job jobs[LESSONS_MAX];
	const char *why_not;
	int count = 0;

	for (int i = 0; i < lesson_count; i++)
		if (chosen & (1U << i)) {
			jobs[count] = (struct job){ .lesson = lessons[i],
						    .file = memfd_create("result", MFD_CLOEXEC),
						    .result = &result->lessons[count] };
			count++;
		}
	result->lesson_count = count;
	qsort(jobs, (size_t)count, sizeof *jobs, compare_weights);
	why_not = do_jobs(jobs, count, submission, options);
	for (int i = 0; i < count; i++)
		take_result(&jobs[i], why_not);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One lesson that had to do with less is enough. */
static void take_isolation(struct result *result)
{
	const char *missing;

	for (int i = 0; i < result->lesson_count; i++)
		if (result->lessons[i].isolation > sandbox_known())
			sandbox_learn(result->lessons[i].isolation);
	result->isolation = sandbox_is_full(&missing) ? ISOLATION_FULL : ISOLATION_REDUCED;
	result->isolation_note = copy(missing);
}

bool grade_submission(const char *submission, unsigned chosen, const struct grade_options *options,
		      struct result *result, struct fault *fault)
{
	const char *missing;
	double start = seconds_now();

	*result = (struct result){ .submission = copy(submission), .virtual_clock = !options->real_time };
	if (options->require_isolation && !sandbox_is_full(&missing))
		return fault_set(fault, "full isolation is required, and cannot be had: %s", missing);
	if (!descriptors_suffice(fault))
		return false;
	result->lessons = calloc((size_t)lesson_count, sizeof *result->lessons);
	if (result->lessons == NULL)
		abort();
	grade_lessons(submission, chosen, options, result);
	take_isolation(result);
	for (int i = 0; i < result->lesson_count; i++) {
		result->score += result->lessons[i].score;
		result->points += result->lessons[i].points;
	}
	result->seconds = seconds_now() - start;
	return true;
}
