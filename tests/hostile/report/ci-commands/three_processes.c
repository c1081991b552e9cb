/* Prints lines that build servers take for commands. */
#include <unistd.h>

static const char text[] = "::error file=three_processes.c,line=1::owned\n"
			   "::add-mask::a\n"
			   "  ::stop-commands::token\n"
			   "##[error]owned\n"
			   "##vso[task.complete result=Succeeded;]owned\n"
			   "##teamcity[buildStatus status='SUCCESS']\n"
			   "Process ID: \n::set-output name=x::y\n"
			   "";

int main(void)
{
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0;
}
