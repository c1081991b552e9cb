#include "run/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* The most that is kept, in the folder of one user. */
#define ENTRIES_MAX 512
#define BYTES_MAX ((off_t)256 << 20)

/* The files of an entry, in the order in which they are removed: there is an entry where there is a key. */
static const char *const parts[] = { "key", "messages", "program" };
#define PARTS (sizeof parts / sizeof *parts)

/* FNV-1a: only to find the entry; the key is compared in full. */
static uint64_t hash_of(const struct bytes *key)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < key->length; i++)
		hash = (hash ^ (unsigned char)key->data[i]) * 0x100000001b3u;
	return hash;
}

/* The cache's folder, made if need be; -1 when there can't be one. */
static int open_folder(void)
{
	const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	char path[4096];
	int length;

	if (base != NULL && base[0] == '/')
		length = snprintf(path, sizeof path, "%s", base);
	else if (home != NULL && home[0] == '/')
		length = snprintf(path, sizeof path, "%s/.cache", home);
	else
		return -1;
	if ((size_t)length + sizeof "/grade" > sizeof path)
		return -1;
	mkdir(path, 0700);
	snprintf(path + length, sizeof path - (size_t)length, "/grade");
	mkdir(path, 0700);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/*
 * The same, locked: a whole entry is looked up, or put in its place. Where a file system knows no locks, the worst that
 * comes of it is that a program is compiled again.
 */
static int lock_folder(int operation)
{
	int folder = open_folder();

	while (folder >= 0 && flock(folder, operation) != 0 && errno == EINTR)
		;
	return folder;
}

static bool read_all(int fd, struct bytes *bytes)
{
	char buffer[16384];
	ssize_t got;

	while ((got = read(fd, buffer, sizeof buffer)) > 0)
		bytes_append(bytes, buffer, (size_t)got);
	return got == 0;
}

struct name {
	char text[32];
};

static struct name name_of(uint64_t hash, const char *part)
{
	struct name name;

	snprintf(name.text, sizeof name.text, "%016llx.%s", (unsigned long long)hash, part);
	return name;
}

static int open_part(int folder, uint64_t hash, const char *part)
{
	return openat(folder, name_of(hash, part).text, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
}

static bool part_is(int folder, uint64_t hash, const struct bytes *key)
{
	struct bytes found = { 0 };
	int fd = open_part(folder, hash, "key");
	bool same = fd >= 0 && read_all(fd, &found) && found.length == key->length && found.length > 0 &&
		    memcmp(found.data, key->data, key->length) == 0;

	if (fd >= 0)
		close(fd);
	free(found.data);
	return same;
}

/* What a machine that lost its power leaves behind may have a name and no content. */
static bool has_content(int fd)
{
	struct stat status;

	return fd >= 0 && fstat(fd, &status) == 0 && status.st_size > 0;
}

bool cache_find(const struct bytes *key, int *program, char **messages)
{
	uint64_t hash = hash_of(key);
	struct bytes text = { 0 };
	int folder = lock_folder(LOCK_SH), fd;
	bool found = folder >= 0 && part_is(folder, hash, key);

	*program = -1;
	if (found) {
		fd = open_part(folder, hash, "messages");
		*program = open_part(folder, hash, "program");
		found = fd >= 0 && has_content(*program) && read_all(fd, &text);
		if (fd >= 0)
			close(fd);
	}
	if (found) {
		futimens(*program, NULL); /* the time of its last use: see evict */
	} else if (*program >= 0) {
		close(*program);
		*program = -1;
	}
	bytes_append(&text, "", 1);
	*messages = text.data;
	if (folder >= 0)
		close(folder);
	return found;
}

/* Give a finished file without a name its name. */
static bool publish(int folder, int fd, uint64_t hash, const char *part)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, path, folder, name_of(hash, part).text, AT_SYMLINK_FOLLOW) == 0;
}

/* A part is written without a name, so that nothing half-written is ever found and nothing is left behind. */
static bool keep_text(int folder, uint64_t hash, const char *part, const char *data, size_t length)
{
	int fd = openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	bool kept = fd >= 0 && write(fd, data, length) == (ssize_t)length && publish(folder, fd, hash, part);

	if (fd >= 0)
		close(fd);
	return kept;
}

static bool keep_program(int folder, uint64_t hash, int program)
{
	int fd = openat(folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0700);
	struct stat status;
	off_t at = 0;
	bool kept = fd >= 0 && fstat(program, &status) == 0;

	while (kept && at < status.st_size)
		kept = sendfile(fd, program, &at, (size_t)(status.st_size - at)) > 0;
	kept = kept && publish(folder, fd, hash, "program");
	if (fd >= 0)
		close(fd);
	return kept;
}

struct entry {
	uint64_t hash;
	struct timespec used;
	off_t size;
};

static void remove_entry(int folder, uint64_t hash)
{
	for (size_t i = 0; i < PARTS; i++)
		unlinkat(folder, name_of(hash, parts[i]).text, 0);
}

/* Fill in an entry whose program has this name in the folder. Returns false when it is no such name. */
static bool read_entry(int folder, const char *name, struct entry *entry)
{
	unsigned long long hash;
	struct stat status;

	if (sscanf(name, "%16llx", &hash) != 1 || strcmp(name, name_of(hash, "program").text) != 0)
		return false;
	*entry = (struct entry){ .hash = hash };
	for (size_t i = 0; i < PARTS; i++) {
		if (fstatat(folder, name_of(hash, parts[i]).text, &status, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		entry->size += status.st_size;
		entry->used = status.st_mtim; /* the program's, which comes last */
	}
	return true;
}

/* All entries, as an array of struct entry: the program is the first part that comes, and the last that goes. */
static struct bytes list_entries(int folder)
{
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = again < 0 ? NULL : fdopendir(again);
	const struct dirent *item;
	struct bytes list = { 0 };
	struct entry entry;

	while (directory != NULL && (item = readdir(directory)) != NULL)
		if (read_entry(folder, item->d_name, &entry))
			bytes_append(&list, (const char *)&entry, sizeof entry);
	if (directory != NULL)
		closedir(directory);
	return list;
}

static int compare_use(const void *a, const void *b)
{
	const struct timespec *one = &((const struct entry *)a)->used, *other = &((const struct entry *)b)->used;

	if (one->tv_sec != other->tv_sec)
		return one->tv_sec < other->tv_sec ? -1 : 1;
	return (one->tv_nsec > other->tv_nsec) - (one->tv_nsec < other->tv_nsec);
}

/* While there is too much, remove what has not been used for longest. */
static void evict(int folder)
{
	struct bytes list = list_entries(folder);
	struct entry *entries = (struct entry *)list.data;
	size_t count = list.length / sizeof *entries;
	off_t size = 0;

	if (count > 0)
		qsort(entries, count, sizeof *entries, compare_use);
	for (size_t i = 0; i < count; i++)
		size += entries[i].size;
	for (size_t i = 0; i < count && (count - i > ENTRIES_MAX || size > BYTES_MAX); i++) {
		remove_entry(folder, entries[i].hash);
		size -= entries[i].size;
	}
	free(list.data);
}

void cache_keep(const struct bytes *key, int program, const char *messages)
{
	uint64_t hash = hash_of(key);
	int folder = lock_folder(LOCK_EX);

	if (folder < 0)
		return;
	/* It was not found: what is left there is only part of an entry, or has another key. */
	remove_entry(folder, hash);
	if (keep_program(folder, hash, program) && keep_text(folder, hash, "messages", messages, strlen(messages)) &&
	    keep_text(folder, hash, "key", key->data, key->length))
		evict(folder);
	else
		remove_entry(folder, hash);
	close(folder);
}
