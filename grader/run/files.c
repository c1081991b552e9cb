#include "run/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

/* Nobody who means well leaves more. */
#define REMOVED_MAX 1000

/* bwrap(1) has mounted it so, and mount(2) wants to be told all flags again. */
static int set_read_only(unsigned long read_only)
{
	return mount(NULL, PROGRAM_FOLDER, NULL, MS_REMOUNT | MS_BIND | MS_NOSUID | MS_NODEV | read_only, NULL) == 0
		       ? 0
		       : errno;
}

static bool is_in_program_folder(const char *path)
{
	return strncmp(path, PROGRAM_FOLDER "/", sizeof PROGRAM_FOLDER) == 0;
}

static int write_file(const char *path, int content)
{
	char buffer[65536];
	ssize_t length;
	int fd, error;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0555);
	error = fd < 0 ? errno : 0;
	for (off_t at = 0; error == 0 && (length = pread(content, buffer, sizeof buffer, at)) != 0; at += length)
		if (length < 0 || write(fd, buffer, (size_t)length) != length)
			error = EIO;
	if (fd >= 0)
		close(fd);
	return error;
}

int file_put(const char *path, int content)
{
	bool guarded = is_in_program_folder(path);
	int error = guarded ? set_read_only(0) : 0, closing;

	if (error == 0)
		error = write_file(path, content);
	closing = guarded ? set_read_only(MS_RDONLY) : 0;
	return error != 0 ? error : closing;
}

/* Remove the files of a folder. Returns whether it is empty then; one that is not there is. */
static bool empty_folder(const char *folder)
{
	DIR *entries = opendir(folder);
	const struct dirent *entry;
	bool empty = true;
	int removed = 0;

	while (entries != NULL && (entry = readdir(entries)) != NULL && removed <= REMOVED_MAX) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (removed++ == REMOVED_MAX || unlinkat(dirfd(entries), entry->d_name, 0) != 0)
			empty = false;
	}
	if (entries != NULL)
		closedir(entries);
	return empty;
}

/* Whether there is no object of this kind of System V: only the heads of the table's columns. */
static bool has_no_objects(const char *table)
{
	char text[4096], *line;
	int fd = open(table, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);

	if (fd >= 0)
		close(fd);
	text[length < 0 ? 0 : length] = '\0';
	line = strchr(text, '\n');
	return line == NULL || line[1] == '\0';
}

static void remove_programs(const char *root)
{
	if (root[0] != '\0') {
		empty_folder(root);
		return;
	}
	set_read_only(0);
	empty_folder(PROGRAM_FOLDER);
	set_read_only(MS_RDONLY);
}

int files_tidy(const char *root, bool programs)
{
	static const char *const tables[] = { "/proc/sysvipc/shm", "/proc/sysvipc/sem", "/proc/sysvipc/msg" };
	char scratch[128];
	bool empty;

	if (programs)
		remove_programs(root);
	snprintf(scratch, sizeof scratch, "%s/tmp", root);
	empty = empty_folder(scratch);
	/* Everything else is the machine's where there are no namespaces. */
	if (root[0] == '\0') {
		empty = empty_folder("/dev/shm") && empty_folder("/dev/mqueue") && empty;
		for (int i = 0; i < 3; i++)
			empty = empty && has_no_objects(tables[i]);
	}
	return empty ? 0 : ENOTEMPTY;
}
