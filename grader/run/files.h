/*
 * The files inside the walls, as the launcher keeps them.
 */
#ifndef RUN_FILES_H
#define RUN_FILES_H

#include <stdbool.h>

/* Programs are put into this folder, a file system of its own that is read-only but for that moment. */
#define PROGRAM_FOLDER "/program"

/* Before any program has run: note what is usual here. */
void files_begin(void);

/* Make a file that may be read and executed, with what the descriptor holds; replaces one of that name. Returns 0 or errno. */
int file_put(const char *path, int content);

/*
 * Remove what earlier programs and compilers have left where they may write; `programs`: and the programs themselves (not
 * where there are no namespaces). `root` stands for the root there, and is "" else. Returns 0 or errno: ENOTEMPTY where
 * something is left that is not that easily removed.
 */
int files_tidy(const char *root, bool programs);

#endif
