/* Uses what root may do and a student may not; each is tried so that it changes nothing where it works. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
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

static int has_capabilities(void)
{
	unsigned long long effective = 0;
	char line[256];
	FILE *status = fopen("/proc/self/status", "r");

	while (status != NULL && fgets(line, sizeof line, status) != NULL)
		sscanf(line, "CapEff: %llx", &effective);
	if (status != NULL)
		fclose(status);
	return effective != 0;
}

int main(void)
{
	char name[256];

	if (has_capabilities())
		return hole("capabilities");
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		return hole("programs with the setuid bit would work");
	if (chroot("/") == 0)
		return hole("chroot");
	if (mount("none", "/tmp", "kit-no-such-filesystem", 0, NULL) == 0 || (errno != EPERM && errno != ENOSYS))
		return hole("mount");
	if (gethostname(name, sizeof name) == 0 && sethostname(name, strlen(name)) == 0)
		return hole("sethostname");
	if (mknod("/tmp/kit-hostile-node", S_IFBLK | 0600, 0x0800) == 0) {
		unlink("/tmp/kit-hostile-node");
		return hole("mknod");
	}
	return exercise();
}
