/* Small dense linear algebra in double, for evaluation inside of the generator (it links no
 * BLAS).
 *
 * Matrices are row-major; `work` is scratch of the stated number of elements.  Plain and
 * accurate rather than fast: the matrices of a check have a few rows.  NaN in gives NaN
 * out, never a loop without end.
 */
#ifndef MDG_DENSE_H
#define MDG_DENSE_H

#include <stdint.h>

enum mdg_dense_code {
    MDG_DENSE_OK,
    MDG_DENSE_SINGULAR,
    MDG_DENSE_NOT_SPD,
    MDG_DENSE_DOMAIN
};

/* y = a^-1, by elimination with partial pivoting. work: n n. SINGULAR if a pivot is 0. */
enum mdg_dense_code mdg_dense_inv(int64_t n, const double *a, double *y, double *work);

/* det a, by elimination with partial pivoting. work: n n. */
double mdg_dense_det(int64_t n, const double *a, double *work);

/* log det a. work: n n. DOMAIN if the determinant is <= 0. */
enum mdg_dense_code mdg_dense_logdet(int64_t n, const double *a, double *y, double *work);

/* log of the product of n numbers, without overflow. DOMAIN if the product is <= 0. */
enum mdg_dense_code mdg_dense_logprod(int64_t n, const double *a, double *y);

/* The adjugate, from the determinants of the minors: right for singular a too. work: 2 n n.
 */
void mdg_dense_adj(int64_t n, const double *a, double *y, double *work);

/* The derivative of the adjugate in direction e; unless d is NULL the second one, in e and
 * d: minors with one row or two taken from the directions. work: 4 n n. */
void mdg_dense_adjd(int64_t n, const double *a, const double *e, const double *d, double *y,
                    double *work);

/* The lower Cholesky factor of (a + a')/2. NOT_SPD if that is not positive definite. */
enum mdg_dense_code mdg_dense_chol(int64_t n, const double *a, double *y);

/* Eigenvalues w, ascending, and eigenvectors (columns of v, n x n) of (a + a')/2, by cyclic
 * Jacobi rotations (Golub & Van Loan, section 8.5). work: n n. */
void mdg_dense_eigh(int64_t n, const double *a, double *w, double *v, double *work);

/* a = u diag(s) v' with k = min(m, n) singular values, descending; u m x k, v n x k; by
 * one-sided Jacobi rotations (Golub & Van Loan, section 8.6). */
void mdg_dense_svd(int64_t m, int64_t n, const double *a, double *s, double *u, double *v);

/* y = exp(a): scaling to norm <= 1/2, Taylor polynomial of degree 18, squaring. work: 2 n
 * n. */
void mdg_dense_expm(int64_t n, const double *a, double *y, double *work);

/* y = the derivative of exp at a in direction e: the upper right block of exp [a e; 0 a]
 * (Higham, Functions of Matrices, (3.16)); unless d is NULL the second one, in e and d, of
 * which the block matrix has the blocks a e d 0, 0 a 0 d, 0 0 a e, 0 0 0 a. work: 64 n n.
 */
void mdg_dense_expmd(int64_t n, const double *a, const double *e, const double *d,
                     double *y, double *work);

#endif
