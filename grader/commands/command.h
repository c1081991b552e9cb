/*
 * What each subcommand is to main.c, and what subcommands share.
 */
#ifndef COMMANDS_COMMAND_H
#define COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

/* Exit statuses, as the contract has them. */
enum { EXIT_ALL_PASSED = 0, EXIT_SOME_FAILED = 1, EXIT_WRONG_USAGE = 2, EXIT_GRADER_FAILED = 3 };

struct command {
	const char *name;
	const char *summary;
	/* argv[0] is "grade NAME". Returns the exit status; argp may exit before that. */
	int (*run)(int argc, char **argv);
};

extern const struct command command_check, command_list, command_hint, command_doctor;

/* Say in one line on standard error what is wrong and what to do (printf(3)). */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Find the lessons that a list names ("1", "01-three-processes,socket") and set their bits. Returns false, after a
 * complaint, when a name fits no lesson or several.
 */
bool choose_lessons(const char *list, unsigned *chosen);
/* The same for one name; returns the lesson's index, or -1 after a complaint. */
int choose_lesson(const char *name);

/* The folder that holds the kit (with lessons/ in it), NULL when it can't be found. The caller frees it. */
char *kit_folder(void);

/*
 * Flush a stream that was written to and close it. Returns false, after a complaint that calls it `name`, when not
 * every byte could be written.
 */
bool close_output(FILE *stream, const char *name);

#endif
