/* Eigenvalues, singular values, and the adjugate, which needs them near singular matrices.
 * Integer workspace of LAPACK lies in the caller's, an int in the place of each T. */
#include <lapacke.h>
#define BODY "spectral.inc"
#include "both.h"
