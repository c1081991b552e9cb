#include "lessons/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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

const char *workers_do(const struct job *jobs, int count, const char *submission, const struct grade_options *options)
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
