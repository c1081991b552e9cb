/* Children of children by vfork, 300 deep: each parent is held in the kernel until its child ends. */
#define _GNU_SOURCE
#include <unistd.h>

static void deeper(int depth)
{
	if (depth > 0 && vfork() == 0) {
		deeper(depth - 1);
		_exit(0);
	}
}

int main(void)
{
	deeper(300);
	return 0;
}
