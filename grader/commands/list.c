/*
 * grade list: the lessons, their programs, and what each check is worth.
 */
#include "commands/command.h"
#include "lessons/lesson.h"

#include <argp.h>

static void print_lesson(const struct lesson *lesson)
{
	int points = 0;

	for (int i = 0; i < lesson->check_count; i++)
		points += lesson->checks[i].points;
	printf("%-24s %s, %d points\n", lesson->id, lesson->title, points);
	for (int i = 0; i < LESSON_PROGRAMS_MAX && lesson->programs[i] != NULL; i++)
		printf("  %s/%s.c\n", lesson->id, lesson->programs[i]);
	for (int i = 0; i < lesson->check_count; i++)
		printf("  %4d  %-28s %s\n", lesson->checks[i].points, lesson->checks[i].id, lesson->checks[i].title);
}

static int run_list(int argc, char **argv)
{
	static const struct argp argp = { .doc = "Shows the lessons, their programs, and what each check is worth." };

	argp_parse(&argp, argc, argv, 0, NULL, NULL);
	for (int i = 0; i < lesson_count; i++) {
		if (i > 0)
			putchar('\n');
		print_lesson(lessons[i]);
	}
	return EXIT_ALL_PASSED;
}

const struct command command_list = {
	.name = "list",
	.summary = "show the lessons and their checks",
	.run = run_list,
};
