#include "run/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/landlock.h of an older system knows only the first field. */
struct ruleset {
	uint64_t handled_access_fs;
	uint64_t handled_access_net;
	uint64_t scoped;
};

#define ACCESS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ACCESS_EXECUTE (LANDLOCK_ACCESS_FS_EXECUTE | ACCESS_READ)
/* Everything that version 1 knows: bits 0 to 12. */
#define ACCESS_ALL ((1u << 13) - 1)
#define SCOPE_SIGNAL 2u
#define SCOPE_VERSION 6

int landlock_version(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return version < 0 ? 0 : (int)version;
}

/* What is not there needs no rule. */
static void allow(int ruleset, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = access,
						   .parent_fd = open(path, O_PATH | O_CLOEXEC) };

	if (rule.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

/* A rule for a folder holds for all below it, and cannot be taken back there: /usr as a whole is only read. */
static void allow_system(int ruleset, enum landlock_programs programs)
{
	static const char *const folders[] = { "/usr", "/bin", "/proc", "/etc/alternatives" };
	static const char *const libraries[] = { "/lib", "/lib32", "/lib64", "/libx32" };

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		allow(ruleset, folders[i], programs == LANDLOCK_PROGRAMS ? ACCESS_EXECUTE : ACCESS_READ);
	/* The dynamic linker is executed by the kernel. */
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		allow(ruleset, libraries[i], ACCESS_EXECUTE);
}

int landlock_confine(const char *folder, enum landlock_programs programs)
{
	static const char *const files[] = { "/etc/ld.so.cache", "/etc/hosts", "/etc/nsswitch.conf", "/etc/passwd",
					     "/etc/group" };
	static const char *const devices[] = { "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom" };
	char scratch[128];
	int version = landlock_version(), ruleset, error;
	struct ruleset wanted = { .handled_access_fs = ACCESS_ALL,
				  .scoped = version >= SCOPE_VERSION ? SCOPE_SIGNAL : 0 };
	size_t size = version >= SCOPE_VERSION ? sizeof wanted : offsetof(struct ruleset, handled_access_net);

	ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
	if (ruleset < 0)
		return errno;
	allow_system(ruleset, programs);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		allow(ruleset, files[i], LANDLOCK_ACCESS_FS_READ_FILE);
	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
		allow(ruleset, devices[i], LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
	snprintf(scratch, sizeof scratch, "%s/tmp", folder);
	allow(ruleset, folder, ACCESS_EXECUTE);
	allow(ruleset, scratch, ACCESS_ALL);
	error = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 ? 0 : errno;
	close(ruleset);
	return error;
}
