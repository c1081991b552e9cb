/* The whole work: somebody else's. */
#include "@SOLUTION@"
