/* Factorisations of square matrices and what is solved with them. A row-major matrix is its
 * transpose to LAPACK: the lower triangle is called upper, and an LU factorisation is that
 * of A'. So nothing is copied to turn a matrix over, and LAPACKE allocates nothing. */
#include <cblas.h>
#include <lapacke.h>
#include "mdrt.h"

/* log(mantissa 2^exponent) */
static double log_of(double mantissa, int64_t exponent)
{
    return log(mantissa) + (double)exponent * 0.693147180559945309417;
}

#define BODY "lapack.inc"
#include "both.h"
