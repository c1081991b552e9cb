/* 200,000 brackets deep: some compilers fall over their own stack. */
int main(void)
{
	return
