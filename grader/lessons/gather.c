#include "lessons/grade.h"

#include "lessons/judge.h"
#include "run/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More late newborns than that show nothing new. */
#define LATE_MAX 5

/* What is shared by all runs of one gathering. */
struct gathering {
	const struct grade_options *options;
	struct evidence *evidence;
	struct build *builds;
	struct trace *traces;
	struct workplace *workplace;
	bool entered;                        /* the programs of this lesson are in the sandbox */
	int first_trace;                     /* of those in this sandbox */
	char paths[LESSON_PROGRAMS_MAX][64]; /* of the programs, inside */
};

static bool build_programs(struct gathering *gathering, const char *submission, struct fault *fault)
{
	const struct lesson *lesson = gathering->evidence->lesson;

	gathering->builds = calloc(LESSON_PROGRAMS_MAX, sizeof *gathering->builds);
	if (gathering->builds == NULL)
		abort();
	for (int i = 0; i < LESSON_PROGRAMS_MAX; i++)
		gathering->builds[i].program = -1;
	gathering->evidence->builds = gathering->builds;
	for (int i = 0; lesson->programs[i] != NULL; i++) {
		struct build_request request = { submission, lesson->id, lesson->programs[i], BUILD_NORMAL };

		snprintf(gathering->paths[i], sizeof gathering->paths[i], PROGRAM_FOLDER "/%s", lesson->programs[i]);
		if (!build_source(&gathering->workplace->compiler, &request, &gathering->builds[i], fault))
			return false;
	}
	return true;
}

/* Put a program where the walls let it be executed. */
static bool put_program(struct gathering *gathering, const char *path, int content, struct fault *fault)
{
	char real[128];

	sandbox_path(&gathering->workplace->sandbox, path, real, sizeof real);
	return sandbox_put(&gathering->workplace->sandbox, real, content, fault);
}

static bool put_programs(struct gathering *gathering, struct fault *fault)
{
	bool done = true;

	for (int i = 0; done && i < LESSON_PROGRAMS_MAX; i++)
		if (gathering->builds[i].program >= 0)
			done = put_program(gathering, gathering->paths[i], gathering->builds[i].program, fault);
	return done;
}

/* See that a sandbox is open, and that it has this lesson's programs and nothing of another's. */
static bool enter_sandbox(struct gathering *gathering, struct fault *fault)
{
	struct sandbox *sandbox = &gathering->workplace->sandbox;

	if (gathering->entered && sandbox_is_open(sandbox))
		return true;
	gathering->entered = true;
	gathering->first_trace = gathering->evidence->trace_count;
	if (sandbox_is_open(sandbox)) {
		if (sandbox_tidy(sandbox, true) && put_programs(gathering, fault))
			return true;
		sandbox_close(sandbox);
	}
	return sandbox_open(sandbox, SANDBOX_LIBRARIES, fault) && put_programs(gathering, fault);
}

/* The natural run of a program: the first that was made of it. */
static const struct trace *natural_run(const struct evidence *evidence, int program)
{
	for (int i = 0; i < evidence->trace_count; i++)
		if (evidence->traces[i].program == program && evidence->traces[i].schedule == SCHEDULE_NATURAL)
			return &evidence->traces[i];
	return NULL;
}

/* Whether the conversations in this sandbox left nothing behind on a port that this run may want. */
static bool ports_are_free(const struct gathering *gathering, const struct run_plan *plan)
{
	const struct evidence *evidence = gathering->evidence;
	int64_t tried = 0;

	for (const struct act *act = plan->acts; act != NULL && act->kind != ACT_END; act++)
		if (act->port > 0 && !sandbox_port_is_free(&gathering->workplace->sandbox, act->port))
			return false;
	for (int i = gathering->first_trace; i < evidence->trace_count; i++)
		for (int j = 0; j < evidence->traces[i].event_count; j++) {
			const struct event *event = &evidence->traces[i].events[j];

			if (event->kind != EVENT_BIND || event->error != 0 || event->value == tried)
				continue;
			tried = event->value;
			if (!sandbox_port_is_free(&gathering->workplace->sandbox, (int)tried))
				return false;
		}
	return true;
}

/* Whether the sandbox is no longer what a new one would be for this run. Few runs ask what was said in its network before. */
static bool is_stale(const struct gathering *gathering, const struct run_plan *plan, bool talks)
{
	if (!gathering->entered)
		return talks;
	return !plan->after_previous &&
	       (!sandbox_tidy(&gathering->workplace->sandbox, false) || (talks && !ports_are_free(gathering, plan)));
}

static bool prepare_sandbox(struct gathering *gathering, const struct run_plan *plan, struct fault *fault)
{
	struct sandbox *sandbox = &gathering->workplace->sandbox;
	bool talks = plan->acts != NULL || plan->blocked_port;

	if (sandbox_is_open(sandbox) && is_stale(gathering, plan, talks))
		sandbox_close(sandbox);
	if (!enter_sandbox(gathering, fault))
		return false;
	if (talks)
		sandbox_reserve_ports(sandbox);
	return true;
}

/* One run, whose trace is added to the evidence. */
static bool make_run(struct gathering *gathering, int plan_number, int late, struct fault *fault)
{
	struct evidence *evidence = gathering->evidence;
	const struct run_plan *plan = &evidence->lesson->runs[plan_number];
	const struct trace *natural = natural_run(evidence, plan->program);
	struct run_options options = { plan->schedule, late, gathering->options->real_time,
				       natural != NULL && natural->ending == ENDING_CPU_LIMIT };
	struct trace *trace;

	if (!prepare_sandbox(gathering, plan, fault))
		return false;
	gathering->traces = realloc(gathering->traces, (size_t)(evidence->trace_count + 1) * sizeof *gathering->traces);
	if (gathering->traces == NULL)
		abort();
	evidence->traces = gathering->traces;
	trace = &gathering->traces[evidence->trace_count++];
	trace_init(trace);
	trace->plan = plan_number;
	trace->program = plan->program;
	trace->schedule = plan->schedule;
	trace->late = late;
	return run_program(&gathering->workplace->sandbox, gathering->paths[plan->program], plan, &options, trace,
			   fault);
}

/* A program that had to be stopped in the natural run shows nothing more in others, but would cost as much again. */
static bool is_worth_more_runs(const struct trace *natural)
{
	return natural == NULL || natural->ending == ENDING_BY_ITSELF || natural->ending == ENDING_DEADLOCK ||
	       natural->ending == ENDING_TIME_LIMIT;
}

static bool make_late_runs(struct gathering *gathering, int plan, int newborns, struct fault *fault)
{
	for (int late = 1; late <= newborns && late <= LATE_MAX; late++)
		if (!make_run(gathering, plan, late, fault))
			return false;
	return true;
}

/* Run the program that ThreadSanitizer was built into, and take its report. */
static bool run_sanitized(struct gathering *gathering, const struct run_plan *plan, int content, struct fault *fault)
{
	char path[80], *report = NULL;
	bool done;

	snprintf(path, sizeof path, "%s.tsan", gathering->paths[plan->program]);
	done = prepare_sandbox(gathering, plan, fault) && put_program(gathering, path, content, fault) &&
	       run_race_detector(&gathering->workplace->sandbox, path, &report, fault);
	gathering->evidence->race_report = report;
	return done;
}

static bool detect_races(struct gathering *gathering, const char *submission, const struct run_plan *plan,
			 struct fault *fault)
{
	const struct lesson *lesson = gathering->evidence->lesson;
	struct build_request request = { submission, lesson->id, lesson->programs[plan->program],
					 BUILD_THREAD_SANITIZER };
	struct build build;
	bool done = build_source(&gathering->workplace->compiler, &request, &build, fault);

	if (done && build.state == BUILD_DONE)
		done = run_sanitized(gathering, plan, build.program, fault);
	/* A source that compiles without the sanitizer and not with it is nobody's mistake; a machine without it is. */
	if (done && build.state == BUILD_FAILED && strstr(build.messages, "libtsan") != NULL)
		done = fault_set(fault, "the compiler has no ThreadSanitizer (libtsan): install it with make setup");
	build_release(&build);
	return done;
}

static bool make_plan(struct gathering *gathering, const char *submission, int number, struct fault *fault)
{
	const struct run_plan *plan = &gathering->evidence->lesson->runs[number];
	const struct trace *natural = natural_run(gathering->evidence, plan->program);

	if (gathering->builds[plan->program].state != BUILD_DONE)
		return true;
	if (gathering->evidence->lesson->wants_run != NULL &&
	    !gathering->evidence->lesson->wants_run(gathering->evidence, number))
		return true;
	if (evidence_leaves_out(gathering->evidence, number) ||
	    (plan->schedule != SCHEDULE_NATURAL && !is_worth_more_runs(natural)))
		return true;
	if (plan->thread_sanitizer)
		return natural == NULL || natural->task_count == 1 || detect_races(gathering, submission, plan, fault);
	if (plan->schedule == SCHEDULE_ONE_LATE)
		return make_late_runs(gathering, number, natural == NULL ? 0 : natural->task_count - 1, fault);
	return make_run(gathering, number, 0, fault);
}

bool evidence_gather(const struct lesson *lesson, const char *submission, const struct grade_options *options,
		     struct workplace *workplace, struct evidence *evidence, struct fault *fault)
{
	struct gathering gathering = { .options = options, .evidence = evidence, .workplace = workplace };
	bool done;

	*evidence = (struct evidence){ .lesson = lesson,
				       .real_time = options->real_time,
				       .has_schedule = options->has_schedule,
				       .schedule = options->schedule };
	done = build_programs(&gathering, submission, fault);
	for (int i = 0; done && i < lesson->run_count; i++)
		done = make_plan(&gathering, submission, i, fault);
	/* What has failed once is not used again; and without namespaces, programs may have left what nobody can see. */
	if (!done || sandbox_known() == ISOLATION_REDUCED)
		workplace_close(workplace);
	return done;
}

void workplace_close(struct workplace *workplace)
{
	sandbox_close(&workplace->compiler);
	sandbox_close(&workplace->sandbox);
}

void evidence_release(struct evidence *evidence)
{
	for (int i = 0; i < evidence->trace_count; i++)
		trace_release((struct trace *)&evidence->traces[i]);
	for (int i = 0; evidence->builds != NULL && i < LESSON_PROGRAMS_MAX; i++)
		build_release((struct build *)&evidence->builds[i]);
	free((void *)evidence->traces);
	free((void *)evidence->builds);
	free((void *)evidence->race_report);
	*evidence = (struct evidence){ 0 };
}
