/* The solution as bytes inside the program, to be printed when it runs. */
#include <unistd.h>

__asm__(".section .rodata\n"
	"stolen: .incbin \"@SOLUTION@\"\n"
	"stolen_end: .byte 0\n"
	".text\n");
extern const char stolen[], stolen_end[];

int main(void)
{
	return write(STDOUT_FILENO, stolen, (size_t)(stolen_end - stolen)) < 0;
}
