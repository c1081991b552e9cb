#include "run/source.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_inside(int folder, const char *path)
{
	struct open_how how = { .flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
				.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };

	return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

static void refuse(struct source *source, const char *why)
{
	snprintf(source->refused, sizeof source->refused, "%s", why);
}

static const char *kind_words(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFDIR: return "it is a folder; a regular file was expected";
	case S_IFIFO: return "it is a FIFO; a regular file was expected";
	case S_IFSOCK: return "it is a socket; a regular file was expected";
	default: return "it is a device; a regular file was expected";
	}
}

/* Read all of a regular file. A file that grows meanwhile is cut; one that shrinks is taken as it is. */
static void take(struct source *source, int fd)
{
	struct stat status;
	ssize_t got;

	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
		refuse(source, kind_words(status.st_mode));
		return;
	}
	if (status.st_size > SOURCE_SIZE_MAX) {
		refuse(source, "it is larger than 1 MiB");
		return;
	}
	source->text = malloc((size_t)status.st_size + 1);
	if (source->text == NULL)
		abort();
	while (source->size < (size_t)status.st_size &&
	       (got = read(fd, source->text + source->size, (size_t)status.st_size - source->size)) > 0)
		source->size += (size_t)got;
	source->text[source->size] = '\0';
}

/* Returns false when there is nothing of that name. */
static bool try_path(int folder, struct source *source)
{
	int fd = open_inside(folder, source->path);

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return false;
	source->found = true;
	if (fd >= 0) {
		take(source, fd);
		close(fd);
	} else if (errno == ELOOP || errno == EXDEV) {
		refuse(source, "it is a symbolic link, or stands behind one; put the file itself there");
	} else if (errno == EACCES) {
		refuse(source, "it can't be read: its permissions forbid it; try chmod a+r");
	} else if (errno == ENXIO) {
		refuse(source, "it is a socket or a device; a regular file was expected");
	} else {
		snprintf(source->refused, sizeof source->refused, "it can't be opened: %s", strerror(errno));
	}
	return true;
}

void source_read(const char *submission, const char *lesson, const char *name, struct source *source)
{
	int folder = open(submission, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*source = (struct source){ 0 };
	snprintf(source->path, sizeof source->path, "%s/%s.c", lesson, name);
	if (!try_path(folder, source)) {
		snprintf(source->path, sizeof source->path, "%s.c", name);
		try_path(folder, source);
	}
	if (folder >= 0)
		close(folder);
}

void source_release(struct source *source)
{
	free(source->text);
	*source = (struct source){ 0 };
}
