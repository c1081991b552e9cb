/* Three lines of 200,000 digits, and one without an end. */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
	for (int line = 0; line < 4; line++) {
		printf("Process ID: ");
		for (int i = 0; i < 200000; i++)
			putchar('1');
		if (line < 3)
			putchar('\n');
	}
	return 0;
}
