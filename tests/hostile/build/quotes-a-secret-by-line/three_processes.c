/* After #line the compiler quotes another file than this one in its complaints. */
#line 10 "/tmp/kit-hostile-line-secret"
int main(void)
{
	return undeclared;
}
