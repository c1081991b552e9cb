/*
 * From a process of the grader to the launcher inside the walls.
 */
#ifndef RUN_WALLS_H
#define RUN_WALLS_H

#include "run/sandbox.h"

/*
 * Become the launcher: an ordinary user, behind walls that bwrap(1) makes, with the descriptor `control` to talk over and
 * these files. `launcher` is the executable. `folder` is "" for full walls; else there are none, and it is where the files
 * are. Does not return; the process ends where it does not work out.
 */
_Noreturn void walls_enter(const char *folder, enum sandbox_content content, int control, int launcher,
			   const struct sandbox_file *files, int count);

#endif
