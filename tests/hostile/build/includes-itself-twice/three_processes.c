/* Includes itself twice: a tree of 2 to the power of 200, cut after 3,000. */
#if __COUNTER__ < 3000
#include __FILE__
#include __FILE__
#endif
#error one leaf of the tree
