/*
 * Walls for where namespaces are refused: the kernel's Landlock, which any program may put over itself. See landlock(7).
 */
#ifndef RUN_LANDLOCK_H
#define RUN_LANDLOCK_H

#include <stdbool.h>

/* The version of Landlock that this kernel has, 0 for none. From 4 on it covers TCP, from 6 on signals. */
int landlock_version(void);

/* Whether the system's programs may be executed. */
enum landlock_programs { LANDLOCK_NO_PROGRAMS, LANDLOCK_PROGRAMS };

/*
 * Confine the calling task and its descendants: they may read the system's programs and libraries, read and execute
 * what is below `folder`, write below its folder tmp only, and send signals only among themselves. As much of it as the
 * kernel can do. Needs no_new_privs (prctl(2)). Returns 0 or errno; ENOSYS or EOPNOTSUPP where the kernel has no Landlock.
 */
int landlock_confine(const char *folder, enum landlock_programs programs);

#endif
