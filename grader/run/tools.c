#include "run/tools.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/*
 * The compiler, and what the C library puts into a program. Of its headers one stands for all, since they come together;
 * where its objects are depends on the processor.
 */
static const char *const tools[] = { "/usr/bin/cc", "/usr/include/features.h", "/usr/lib/*-linux-gnu*/crt1.o" };

static void identify(const char *path, struct bytes *identity)
{
	struct stat status;
	char text[128];

	if (stat(path, &status) != 0)
		return;
	snprintf(text, sizeof text, "%lld %lld %lld", (long long)status.st_ino, (long long)status.st_size,
		 (long long)status.st_mtime);
	bytes_append(identity, text, strlen(text) + 1);
}

static struct bytes identify_all(void)
{
	struct bytes identity = { 0 };
	glob_t found;

	for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
		if (glob(tools[i], 0, NULL, &found) != 0)
			continue;
		for (size_t j = 0; j < found.gl_pathc; j++)
			identify(found.gl_pathv[j], &identity);
		globfree(&found);
	}
	bytes_append(&identity, "", 1);
	return identity;
}

void tools_identify(struct bytes *identity)
{
	static struct bytes known;

	if (known.length == 0)
		known = identify_all();
	bytes_append(identity, known.data, known.length);
}
