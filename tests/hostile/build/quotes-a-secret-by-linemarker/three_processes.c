/* The same in the form that the preprocessor itself writes, and in the assembler's. */
# 7 "/tmp/kit-hostile-marker-secret" 1
int main(void)
{
	__asm__(".include \"/tmp/kit-hostile-marker-secret\"");
	return undeclared;
}
