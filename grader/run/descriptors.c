#include "run/descriptors.h"

#include <sys/resource.h>

void descriptors_raise(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

bool descriptors_suffice(struct fault *fault)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return fault_set_errno(fault, "the limit of open files can't be read");
	return limit.rlim_max >= DESCRIPTORS_OF_A_PROGRAM ||
	       fault_set(fault,
			 "a program may open %d files at once, and here it can't: the hard limit is %llu (ulimit -Hn, "
			 "limits.conf(5))",
			 DESCRIPTORS_OF_A_PROGRAM, (unsigned long long)limit.rlim_max);
}
