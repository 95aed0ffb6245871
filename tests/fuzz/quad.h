/* Functions and small dense matrices in 113-bit arithmetic. Matrices are row-major; n is
 * small. */
#ifndef QUAD_H
#define QUAD_H

#include "fuzz.h"

quad q_abs(quad x);
bool q_finite(quad x);
quad q_pow(quad a, quad b);
quad q_atan2(quad a, quad b);
quad q_log(quad a);
quad q_exp(quad a);
quad q_sqrt(quad a);
quad q_det(int n, const quad *a);
/* false: singular. *cond is |A| |A^-1| in the largest element. */
bool q_inverse(int n, const quad *a, quad *out, double *cond);
/* Of the symmetric part; false: not positive definite. */
bool q_cholesky(int n, const quad *a, quad *out);
void q_adjugate(int n, const quad *a, quad *out);
void q_expm(int n, const quad *a, quad *out);
/* Of the symmetric part, ascending. */
void q_eigvals(int n, const quad *a, quad *out);
void q_product(int m, int n, int p, const quad *a, const quad *b, quad *out);

#endif
