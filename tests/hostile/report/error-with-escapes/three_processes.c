/* The compiler quotes the line of a mistake as it stands, with all that is in it. */
int main(void)
{
	return oops + "[3J" + "‮txet‬" + [3J;
}
#error [3J ‮ gnihton
