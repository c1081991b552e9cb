/*
 * Lesson 04, daemon threads: a thread that dies with main, and one that main waits for.
 */
#include "lessons/daemon_threads.h"

const char *const daemon_programs[] = { "daemon_thread", "user_thread" };

static const struct run_plan runs[RUN_COUNT] = {
	[RUN_DAEMON] = { .title = "daemon_thread", .program = PROGRAM_DAEMON },
	[RUN_DAEMON_HELD] = { .title = "daemon_thread, with main held at its end",
			      .program = PROGRAM_DAEMON,
			      .hold_end = true,
			      .hold_time = 6 * SECOND },
	[RUN_USER] = { .title = "user_thread", .program = PROGRAM_USER },
	[RUN_USER_NEWBORN_FIRST] = { .title = "user_thread, each new thread runs first",
				     .program = PROGRAM_USER,
				     .schedule = SCHEDULE_NEWBORN_FIRST },
	[RUN_USER_CREATOR_FIRST] = { .title = "user_thread, new threads start late",
				     .program = PROGRAM_USER,
				     .schedule = SCHEDULE_CREATOR_FIRST },
	[RUN_USER_ONE_LATE] = { .title = "user_thread, one new thread starts late",
				.program = PROGRAM_USER,
				.schedule = SCHEDULE_ONE_LATE },
};

static bool has_thread(const struct trace *trace)
{
	return trace_count_threads(trace, 0) > 0;
}

static void judge_background_thread(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace = daemon_trace(evidence, RUN_DAEMON, verdict);

	if (!trace)
		return;

	int threads = trace_count_threads(trace, 0), processes = trace_count_processes(trace);

	if (threads == 1 && processes == 0)
		return;
	verdict_fail(verdict, "daemon_thread: one thread besides main, no other process");
	verdict_saw(verdict, "%d thread%s besides main, %d other process%s", threads, threads == 1 ? "" : "s",
		    processes, processes == 1 ? "" : "es");
	if (threads == 0)
		daemon_add_why(trace, verdict);
}

static nanoseconds lifetime(const struct trace *trace)
{
	return trace->tasks[0].process_ended != NEVER ? trace->tasks[0].process_ended : trace->ended;
}

/* Whether the program's waiting cost no processor time; else fails the verdict with the figures. */
static bool waits_asleep(const struct trace *trace, struct verdict *verdict)
{
	char used[32], lived[32];
	nanoseconds cpu = 0;

	for (int i = 0; i < trace->task_count; i++)
		cpu += trace->tasks[i].cpu;
	if (cpu < tolerances.free_cpu || cpu * 100 < lifetime(trace) * tolerances.cpu_percent)
		return true;
	time_words(cpu, used, sizeof used);
	time_words(lifetime(trace), lived, sizeof lived);
	verdict_fail(verdict, "waiting costs no processor time: less than %d %% of the time that it lasts",
		     tolerances.cpu_percent);
	verdict_saw(verdict, "%s used %s of processor time in %s", daemon_programs[trace->program], used, lived);
	return false;
}

static void judge_sleeps_not_spins(const struct evidence *evidence, struct verdict *verdict)
{
	static const char *const thread_check[] = { "background-thread", "user-thread-finishes" };
	static const char *const life_check[] = { "main-finishes-at-three", "user-thread-finishes" };
	const struct trace *traces[] = { daemon_trace(evidence, RUN_DAEMON, verdict),
					 daemon_trace(evidence, RUN_USER, verdict) };

	if (!traces[0] || !traces[1])
		return;
	for (int i = 0; i < 2; i++)
		if (has_thread(traces[i]) && !waits_asleep(traces[i], verdict))
			return;
	for (int i = 0; i < 2; i++) {
		if (!has_thread(traces[i])) {
			verdict_skip(verdict, thread_check[i]);
			return;
		}
		if (lifetime(traces[i]) < tolerances.shortest_life) {
			verdict_skip(verdict, life_check[i]);
			return;
		}
	}
}

static void judge_exits_cleanly(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *daemon = daemon_trace(evidence, RUN_DAEMON, verdict);
	const struct trace *user = daemon_trace(evidence, RUN_USER, verdict);

	if (!daemon || !user)
		return;
	if (!has_thread(daemon) && !has_thread(user))
		verdict_skip(verdict, "background-thread");
	else if (judge_clean_exit(daemon, daemon_programs[PROGRAM_DAEMON], verdict))
		judge_clean_exit(user, daemon_programs[PROGRAM_USER], verdict);
}

#define NEEDS_DAEMON (1 << PROGRAM_DAEMON)
#define NEEDS_USER (1 << PROGRAM_USER)

static const struct check checks[] = {
	{ .id = "builds",
	  .points = 10,
	  .title = "daemon_thread.c and user_thread.c compile",
	  .judge = judge_builds,
	  .hint = "The compiler names the line where it stopped to understand. Begin with its first message.",
	  .read = "man 1 gcc" },
	{ .id = "background-thread",
	  .points = 10,
	  .title = "daemon_thread has one thread besides main",
	  .programs = NEEDS_DAEMON,
	  .judge = judge_background_thread,
	  .hint = "Which call starts a function in a new thread of the same process?",
	  .read = "man 3 pthread_create, handouts/threads" },
	{ .id = "beats-every-second",
	  .points = 15,
	  .title = "daemon_thread: the thread writes its line at once and then every second",
	  .programs = NEEDS_DAEMON,
	  .judge = judge_beats_every_second,
	  .hint = "Read the loop of your thread aloud, with a clock in your hand: what comes first, the line or the "
		  "sleep?",
	  .read = "man 3 sleep, handouts/sleeping-and-waiting#sleeping-is-not-waiting" },
	{ .id = "main-finishes-at-three",
	  .points = 15,
	  .title = "daemon_thread: main writes its line after 3 seconds, and the process ends",
	  .programs = NEEDS_DAEMON,
	  .judge = judge_main_finishes_at_three,
	  .hint = "What happens to a process when its main function returns?",
	  .read = "man 3 exit, handouts/daemon-threads" },
	{ .id = "is-a-daemon",
	  .points = 20,
	  .title = "daemon_thread: the thread is detached, and alive until the process ends",
	  .programs = NEEDS_DAEMON,
	  .judge = judge_is_a_daemon,
	  .hint = "When a thread ends, somebody has to collect it, or it has to be of the kind that nobody collects. "
		  "Which are the two kinds?",
	  .read = "man 3 pthread_attr_setdetachstate, handouts/daemon-threads" },
	{ .id = "sleeps-not-spins",
	  .points = 5,
	  .title = "both programs sleep while they wait",
	  .programs = NEEDS_DAEMON | NEEDS_USER,
	  .judge = judge_sleeps_not_spins,
	  .hint = "A loop that asks \"is it time yet?\" keeps a processor busy. Which call gives the processor away "
		  "until it is time?",
	  .read = "man 3 sleep, handouts/sleeping-and-waiting#sleeping-is-not-waiting" },
	{ .id = "user-thread-finishes",
	  .points = 20,
	  .title = "user_thread: the process lives until the thread has beaten five times",
	  .programs = NEEDS_USER,
	  .judge = judge_user_thread_finishes,
	  .hint = "A sleep that is long enough today may be too short tomorrow. Which calls wait until a thread has "
		  "ended?",
	  .read = "man 3 pthread_join, handouts/daemon-threads" },
	{ .id = "exits-cleanly",
	  .points = 5,
	  .title = "both programs end with status 0",
	  .programs = NEEDS_DAEMON | NEEDS_USER,
	  .judge = judge_exits_cleanly,
	  .hint = "What does main return, on every way out of it?",
	  .read = "man 3 exit" },
};

const struct lesson lesson_04_daemon_threads = {
	.id = "04-daemon-threads",
	.title = "Daemon threads",
	.programs = { "daemon_thread", "user_thread" },
	.runs = runs,
	.run_count = RUN_COUNT,
	.checks = checks,
	.check_count = sizeof checks / sizeof *checks,
	.weight = 12,
};
