/* Walks through all folders (100,000 names at most) for a file with the name of an exercise that it can read. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Something worked that must not: say so and do none of the exercise. */
static int hole(const char *what)
{
	dprintf(STDOUT_FILENO, "The wall has a hole: %s\n", what);
	return 1;
}

/* The exercise, as it should be. */
static int exercise(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}

static int names = 0;

static int search(const char *folder, int depth)
{
	char path[4096];
	struct stat about;
	struct dirent *entry;
	int found = 0;
	DIR *open_folder = depth > 0 ? opendir(folder) : NULL;

	while (open_folder != NULL && !found && names < 100000 && (entry = readdir(open_folder)) != NULL) {
		if (entry->d_name[0] == '.' && strspn(entry->d_name, ".") == strlen(entry->d_name))
			continue;
		names++;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (strcmp(entry->d_name, "user_thread.c") == 0 || strcmp(entry->d_name, "process_vs_thread.c") == 0)
			found = open(path, O_RDONLY) >= 0;
		else if (strcmp(path, "//proc") != 0 && strcmp(path, "//sys") != 0 && lstat(path, &about) == 0 &&
			 S_ISDIR(about.st_mode))
			found = search(path, depth - 1);
	}
	if (open_folder != NULL)
		closedir(open_folder);
	return found;
}

int main(void)
{
	if (search("/proc/1/cwd", 5) || search("/", 9))
		return hole("a solution can be read");
	return exercise();
}
