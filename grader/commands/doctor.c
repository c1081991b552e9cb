/*
 * grade doctor: which walls stand on this machine, and how to get the others.
 */
#include "run/doctor.h"
#include "commands/command.h"
#include "run/sandbox.h"

#include <argp.h>

static void print_wall(const struct wall *wall)
{
	printf("  %s %-28s %s\n", wall->stands ? "✓" : "✗", wall->name, wall->does);
	if (!wall->stands)
		printf("      to get it: %s\n", wall->remedy);
}

static int run_doctor(int argc, char **argv)
{
	static const struct argp argp = {
		.doc = "Shows every wall around a graded program, whether it stands on this "
		       "machine, and how to get it.\vExit status: 0 when programs can be graded "
		       "here, 3 when they can't."
	};
	struct wall walls[WALLS_MAX];
	const char *missing;
	bool can_grade = true;
	int count;

	argp_parse(&argp, argc, argv, 0, NULL, NULL);
	count = doctor_examine(walls);
	if (sandbox_is_full(&missing))
		printf("isolation: full\n\n");
	else
		printf("isolation: reduced; missing: %s\n\n", missing);
	for (int i = 0; i < count; i++) {
		print_wall(&walls[i]);
		can_grade = can_grade && (walls[i].stands || !walls[i].is_needed);
	}
	if (!can_grade)
		printf("\nNothing can be graded here before that is mended.\n");
	return can_grade ? EXIT_ALL_PASSED : EXIT_GRADER_FAILED;
}

const struct command command_doctor = {
	.name = "doctor",
	.summary = "show the walls around graded programs, and which of them stand here",
	.run = run_doctor,
};
