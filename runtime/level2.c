/* Matrix times vector and its relatives: every element of the matrix is read once, so these
 * run at the speed of memory; with NaN kept, whatever the coefficients are. */
#include "skinny.h"
#define BODY "level2.inc"
#include "both.h"
