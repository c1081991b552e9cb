/*
 * Which lessons a person means.
 */
#include "commands/command.h"
#include "lessons/lesson.h"

#include <stdlib.h>
#include <string.h>

/* How well a lesson fits a name. */
enum fit { FIT_NOT, FIT_PART, FIT_WHOLE };

/* "1" and "01" fit the lesson 01-...; every other name fits an id that it is, or that it is a part of. */
static enum fit lesson_fits(const struct lesson *lesson, const char *name)
{
	if (*name == '\0')
		return FIT_NOT;
	if (strspn(name, "0123456789") == strlen(name))
		return strtoul(name, NULL, 10) == strtoul(lesson->id, NULL, 10) ? FIT_WHOLE : FIT_NOT;
	if (strcmp(lesson->id, name) == 0)
		return FIT_WHOLE;
	return strstr(lesson->id, name) != NULL ? FIT_PART : FIT_NOT;
}

int choose_lesson(const char *name)
{
	int found = -1;

	for (int i = 0; i < lesson_count; i++) {
		enum fit fit = lesson_fits(lessons[i], name);

		if (fit == FIT_WHOLE)
			return i;
		if (fit == FIT_PART && found >= 0) {
			complain("'%s' fits both %s and %s; give a longer part, or the number", name,
				 lessons[found]->id, lessons[i]->id);
			return -1;
		}
		if (fit == FIT_PART)
			found = i;
	}
	if (found < 0)
		complain("there is no lesson '%s'; `grade list` shows those that there are", name);
	return found;
}

bool choose_lessons(const char *list, unsigned *chosen)
{
	char *copy = strdup(list), *rest = copy, *name;
	bool all_found = copy != NULL;

	while (all_found && (name = strsep(&rest, ",")) != NULL) {
		int index = choose_lesson(name);

		if (index < 0)
			all_found = false;
		else
			*chosen |= 1U << index;
	}
	free(copy);
	return all_found;
}
