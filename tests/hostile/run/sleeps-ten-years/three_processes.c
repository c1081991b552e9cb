/* Sleeps for ten years. */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
	sleep(10 * 365 * 24 * 3600);
	return 0;
}
