/* Triangular algorithms by recursion: a matrix is cut in halves until it fits in registers
 * and the first-level cache, and what couples the halves is a product. LAPACK's of the
 * usual libraries go through triangular solves whose kernels reach a third of the speed of
 * a product; these come close to it. */
#define BODY "blocked.inc"
#include <cblas.h>
#include "both.h"
