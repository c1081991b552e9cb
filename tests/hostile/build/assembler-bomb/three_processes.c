/* The assembler is told to repeat: 100 million lines. */
__asm__(".rept 100000000\n"
	"nop\n"
	".endr\n");

int main(void)
{
	return 0;
}
