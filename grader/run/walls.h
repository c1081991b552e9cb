/*
 * From a process of the grader to the launcher inside the walls.
 */
#ifndef RUN_WALLS_H
#define RUN_WALLS_H

#include "run/sandbox.h"

/*
 * Become the launcher: an ordinary user, behind walls that bwrap(1) makes, with the descriptor `control` to talk over.
 * `launcher` is the executable. `folder` is "" for full walls; else there are none, and it stands for the root. Does not
 * return; the process ends where it does not work out.
 */
_Noreturn void walls_enter(const char *folder, enum sandbox_content content, int control, int launcher);

#endif
