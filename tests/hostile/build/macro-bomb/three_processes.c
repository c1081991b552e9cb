/* Macros that grow by up to ten at each step: fourteen million additions. */
#define A 1 +
#define B A A A A A A A A A A
#define C B B B B B B B B B B
#define D C C C C C C C C C C
#define E D D D D D D D D D D
#define F E E E E E E E E E E
#define G F F F F F F F F F F
#define H G G G G G G G
#define I H H

int main(void)
{
	volatile int sum = I 0;

	return sum == 0;
}
