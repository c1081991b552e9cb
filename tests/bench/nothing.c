/* A program that does nothing: what its run takes is what the grader takes. */
int main(void)
{
	return 0;
}
