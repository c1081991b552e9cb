/*
 * grade: finds the subcommand and runs it.
 */
#include "commands/command.h"
#include "run/descriptors.h"
#include "run/launcher.h"

#include <argp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = { &command_check, &command_list, &command_hint, &command_doctor };
static const size_t command_count = sizeof(commands) / sizeof(*commands);

/* Where the subcommand stands on the command line. */
struct choice {
	const struct command *command;
	int index;
};

static const struct command *command_by_name(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* Parse what stands before the subcommand and the subcommand itself; the rest is left to it. */
static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct choice *choice = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		choice->command = command_by_name(argument);
		if (choice->command == NULL) {
			complain("there is no command '%s'; `grade --help` shows those that there are", argument);
			exit(EXIT_WRONG_USAGE);
		}
		choice->index = state->next - 1;
		state->next = state->argc;
		return 0;
	case ARGP_KEY_NO_ARGS: argp_usage(state); return EINVAL;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* The list of subcommands for --help, made from the table. */
static char *describe_commands(int key, const char *text, void *input)
{
	char *help = NULL;
	size_t size;
	FILE *stream;

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC || (stream = open_memstream(&help, &size)) == NULL)
		return (char *)text;
	fputs("Commands:\n", stream);
	for (size_t i = 0; i < command_count; i++)
		fprintf(stream, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n`grade COMMAND --help` says more about each.", stream);
	fclose(stream);
	return help;
}

/* A descriptor that is closed would be given to the next file that is opened: take its place, in a mode that fails. */
static void reserve_standard_descriptors(void)
{
	for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
		if (fcntl(descriptor, F_GETFD) < 0)
			open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* Runs last of all: what was printed counts only when it has arrived. */
static void finish_output(void)
{
	if (!close_output(stdout, "standard output"))
		_exit(EXIT_GRADER_FAILED);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.parser = parse,
		.args_doc = "COMMAND [ARGUMENT...]",
		.doc = "Grades C programs by what the kernel saw them do."
		       "\v-", /* what follows is made by describe_commands */
		.help_filter = describe_commands,
	};
	struct choice choice = { NULL, 0 };
	char name[64];

	/* Started by itself, as the first process inside the walls: run/launcher.h */
	if (argc == 4 && strcmp(argv[1], LAUNCHER_OPTION) == 0)
		return launcher_main(atoi(argv[2]), argv[3]);
	reserve_standard_descriptors();
	descriptors_raise();
	signal(SIGPIPE, SIG_IGN); /* a reader that has gone is an error of write(2) like any other */
	atexit(finish_output);
	argp_err_exit_status = EXIT_WRONG_USAGE;
	if (argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &choice) != 0)
		return EXIT_WRONG_USAGE;
	snprintf(name, sizeof(name), "grade %s", choice.command->name);
	argv[choice.index] = name;
	return choice.command->run(argc - choice.index, argv + choice.index);
}
