/* A header from standard input, which must not wait for the person at the keyboard. */
#include "/dev/stdin"
#include "/proc/self/fd/0"
#include "/dev/tty"

int main(void)
{
	return no_such_thing;
}
