/*
 * Lesson 05: the server in trouble. A client that is suddenly gone, a port that was just in use, one that is in use.
 */
#include "lessons/socket_echo.h"

#include <signal.h>
#include <sys/wait.h>

static void fail_reset(const struct trace *trace, const char *saw, struct verdict *verdict)
{
	verdict_fail(verdict, "the server is not killed, and ends by itself, when its client is suddenly gone");
	verdict_saw(verdict, "%s: %s", socket_echo_runs[trace->plan].title, saw);
}

/* Judge one run in which the client is suddenly gone. */
static void judge_reset(const struct trace *trace, struct verdict *verdict)
{
	int killed = find_killed(trace);
	char words[600] = "", status[200];

	if (killed != NOBODY) {
		status_words(trace, killed, status, sizeof status);
		task_words(trace, killed, words, sizeof words);
		add_words(words, sizeof words, " was %s", status);
		fail_reset(trace, words, verdict);
		if (WTERMSIG(trace->tasks[killed].status) != SIGPIPE)
			ask_about_end(trace, verdict);
	} else if (trace->ending != ENDING_BY_ITSELF && trace->acts_done < trace->act_count) {
		verdict_skip(verdict, "server-echoes");
	} else if (trace->ending != ENDING_BY_ITSELF) {
		add_run_words(trace, words, sizeof words);
		fail_reset(trace, words, verdict);
		verdict_hint(verdict, "What do read and send return on a broken connection, and what happens next?");
	}
}

void judge_server_survives_reset(const struct evidence *evidence, struct verdict *verdict)
{
	static const int runs[] = { RUN_LEAVES_SMALL, RUN_LEAVES_LARGE, RUN_RESET_AT_ONCE, RUN_RESET_LATER };

	for (int i = 0; i < 4 && verdict->status == STATUS_PASSED; i++) {
		const struct trace *trace = serving_trace(evidence, runs[i], verdict);

		if (trace)
			judge_reset(trace, verdict);
	}
}

/* Judge one server that starts right after another one. */
static void judge_restart(const struct trace *trace, struct verdict *verdict)
{
	char words[600] = "";

	if (listen_event(trace, DEFAULT_PORT) != NOBODY)
		return;
	verdict_fail(verdict, "%s, a second server listens on port %d", socket_echo_runs[trace->plan].title,
		     DEFAULT_PORT);
	add_port_words(trace, words, sizeof words);
	add_run_words(trace, words, sizeof words);
	verdict_saw(verdict, "%s", words);
	ask_about_end(trace, verdict);
}

void judge_server_restarts_at_once(const struct evidence *evidence, struct verdict *verdict)
{
	static const int runs[] = { RUN_RESTART, RUN_RESTART_AFTER_KILL };

	for (int i = 0; i < 2 && verdict->status == STATUS_PASSED; i++) {
		const struct trace *trace = serving_trace(evidence, runs[i], verdict);

		if (trace)
			judge_restart(trace, verdict);
	}
}

/* Whether the program gave up as it should: a message on standard error and a status other than 0. */
static bool gave_up(const struct trace *trace)
{
	return socket_program_ended(trace) && WIFEXITED(trace->tasks[0].status) && trace->tasks[0].status != 0 &&
	       has_complained(trace);
}

void judge_server_reports_a_taken_port(const struct evidence *evidence, struct verdict *verdict)
{
	const struct trace *trace = serving_trace(evidence, RUN_TAKEN_PORT, verdict);
	char words[600] = "", time[32];

	if (!trace || (gave_up(trace) && trace->tasks[0].process_ended < tolerances.at_once))
		return;
	verdict_fail(verdict, "%s: a message on standard error and a status other than 0, at once",
		     socket_echo_runs[RUN_TAKEN_PORT].title);
	add_run_words(trace, words, sizeof words);
	if (!has_complained(trace))
		add_words(words, sizeof words, "; nothing on standard error");
	if (gave_up(trace)) {
		time_words(trace->tasks[0].process_ended, time, sizeof time);
		add_words(words, sizeof words, "; it ended after %s", time);
	}
	verdict_saw(verdict, "%s", words);
	ask_about_end(trace, verdict);
}
