/* Includes itself, without an end. */
#include __FILE__

int main(void)
{
	return 0;
}
