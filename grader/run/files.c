#include "run/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>
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

/* Whether the folder is as it was made: anybody's, and with no more said of it. */
static bool is_as_made(int folder)
{
	struct stat status;

	return fstat(folder, &status) == 0 && (status.st_mode & 07777) == 01777 && flistxattr(folder, NULL, 0) <= 0;
}

/* Remove the files of a folder. Returns whether it is like new then; one that is not there is. */
static bool empty_folder(const char *folder)
{
	DIR *entries = opendir(folder);
	const struct dirent *entry;
	bool empty = true;
	int removed = 0;

	if (entries == NULL)
		return errno == ENOENT;
	while ((entry = readdir(entries)) != NULL && removed <= REMOVED_MAX) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (removed++ == REMOVED_MAX || unlinkat(dirfd(entries), entry->d_name, 0) != 0)
			empty = false;
	}
	empty = empty && is_as_made(dirfd(entries));
	closedir(entries);
	return empty;
}

/* What a small file says, "" where there is none. Returns false where that can't be known. */
static bool read_small(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);

	text[length < 0 ? 0 : length] = '\0';
	if (fd < 0)
		return errno == ENOENT;
	close(fd);
	return length >= 0;
}

/* Whether there is no object of this kind of System V: only the heads of the table's columns. */
static bool has_no_objects(const char *table)
{
	char text[4096], *line;

	if (!read_small(table, text, sizeof text))
		return false;
	line = strchr(text, '\n');
	return line == NULL || line[1] == '\0';
}

/* How likely the launcher is to be ended for want of memory: programs inherit it, and may raise it. */
static char usual_score[32];

static bool has_usual_score(void)
{
	char score[sizeof usual_score];

	return read_small("/proc/self/oom_score_adj", score, sizeof score) && strcmp(score, usual_score) == 0;
}

void files_begin(void)
{
	read_small("/proc/self/oom_score_adj", usual_score, sizeof usual_score);
}

static int remove_programs(void)
{
	int error = set_read_only(0), closing;

	empty_folder(PROGRAM_FOLDER);
	closing = set_read_only(MS_RDONLY);
	return error != 0 ? error : closing;
}

int files_tidy(const char *root, bool programs)
{
	static const char *const tables[] = { "/proc/sysvipc/shm", "/proc/sysvipc/sem", "/proc/sysvipc/msg" };
	char scratch[128];
	bool tidy;
	int error;

	snprintf(scratch, sizeof scratch, "%s/tmp", root);
	tidy = empty_folder(scratch);
	/* Everything else is the machine's where there are no namespaces. */
	if (root[0] != '\0')
		return tidy ? 0 : ENOTEMPTY;
	error = programs ? remove_programs() : 0;
	tidy = empty_folder("/dev/shm") && empty_folder("/dev/mqueue") && tidy;
	for (int i = 0; i < 3; i++)
		tidy = tidy && has_no_objects(tables[i]);
	tidy = tidy && has_usual_score();
	return tidy ? error : ENOTEMPTY;
}
