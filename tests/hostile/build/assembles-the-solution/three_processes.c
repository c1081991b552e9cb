/* The assembler reads the solution, and complains about each of its lines. */
__asm__(".include \"@SOLUTION@\"");

int main(void)
{
	return 0;
}
