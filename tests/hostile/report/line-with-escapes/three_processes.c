/* #line gives the file any name, a control sequence for one. */
#line 1 "\033[3J\n::error::owned\n\007 100/100"
int main(void)
{
	return undeclared;
}
