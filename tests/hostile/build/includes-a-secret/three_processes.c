/* Files of the person at the keyboard, which the compiler would quote in its complaints. */
#if __has_include("/tmp/kit-hostile-include-secret")
#include "/tmp/kit-hostile-include-secret"
#endif
#if __has_include("/etc/shadow")
#include "/etc/shadow"
#endif

int main(void)
{
	return undeclared;
}
