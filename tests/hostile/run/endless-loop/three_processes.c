/* Computes for ever (a minute at most). */
#define _GNU_SOURCE
#include <time.h>

int main(void)
{
	volatile unsigned long count = 0;

	while (clock() < 60 * CLOCKS_PER_SEC)
		for (int i = 0; i < 100000000; i++)
			count += i;
	return 0;
}
