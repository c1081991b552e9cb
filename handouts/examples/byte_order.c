/* A port number on its way into a packet: the Internet sends the big end first. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

static void show(const char *what, uint16_t number)
{
	const unsigned char *bytes = (const unsigned char *)&number;
	printf("%-12s %5u, in memory: %02x %02x\n", what, (unsigned)number, (unsigned)bytes[0], (unsigned)bytes[1]);
}

int main(void)
{
	show("8888", 8888);
	show("htons(8888)", htons(8888));
	return EXIT_SUCCESS;
}
