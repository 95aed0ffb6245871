/* What the files of the run-time library share and users do not see. */
#ifndef MDRT_INTERNAL_H
#define MDRT_INTERNAL_H

#include <float.h>
#include <limits.h>
#include <stdbool.h>
#include "mdrt.h"

/* Registers of 80 bits give sums other digits, depending on what the compiler spills. */
#if defined(__i386__) && !defined(__SSE2_MATH__)
#error "on 32-bit x86 the runtime is compiled with -msse2 -mfpmath=sse"
#endif

/* Loops that run at the speed of memory are also compiled for wider vectors, and the loader
 * picks. Their sums have a fixed number of accumulators, and -std=c99 forbids fused
 * multiply and add, so the results have the same bits in each version. Clang 14 accepts the
 * attribute but gives the symbol another name; address sanitizer has to run before
 * resolvers do. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define MDRT_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define MDRT_CLONES
#endif

/* n as an int of BLAS and LAPACK. Where it does not fit, *fits becomes false. */
static inline int mdrt_blas_int(int64_t n, bool *fits)
{
    if (n < 0 || n > INT_MAX) {
        *fits = false;
        return 0;
    }
    return (int)n;
}

static inline int64_t mdrt_min_size(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Whether all n numbers are finite. */
bool mdrt_finite(int64_t n, const double *x);
bool mdrt_finitef(int64_t n, const float *x);

/* The sum of the elements below 1. */
double mdrt_sum_below_one(int64_t n, const double *x);
float mdrt_sum_below_onef(int64_t n, const float *x);

/* Copy the lower triangle of C (n x n, rows ldc apart) to the upper one. */
void mdrt_mirror(int64_t n, double *C, int64_t ldc);
void mdrt_mirrorf(int64_t n, float *C, int64_t ldc);

/* B (n x n) = (A + A')/2. B = A allowed. */
void mdrt_symmetrise(int64_t n, const double *A, double *B);
void mdrt_symmetrisef(int64_t n, const float *A, float *B);

/* Triangular algorithms. Element (i, j) of A is A[i rs + j cs], one of the strides is 1;
 * with `unit` its diagonal is taken for ones. No element of it but those is 0.
 *   forward(unit, n, p, A, rs, cs, B, ldb)     B (n x p) := A^-1 B, A lower triangular
 *   backward(unit, n, p, A, rs, cs, B, ldb)    B (n x p) := A^-1 B, A upper triangular
 *   rows_forward(alone, n, p, A, rs, cs, B, ldb)   B (p x n) := B A^-T, A lower triangular;
 *                                   with `alone`, by the calling thread without OpenBLAS
 *   rows_backward(alone, n, p, A, rs, cs, B, ldb)  B (p x n) := B A^-T, A upper triangular
 *   cholesky(n, U, ldu)             from the upper triangle of a symmetric matrix, U with
 *                                   U'U = it; false, with U undefined, if a pivot is not
 *                                   positive or not finite. n fits the int of the BLAS.
 *   lower_inverse(n, L, ldl)        the lower triangle L := L^-1; n fits the int too */
void mdrt_forward(bool unit, int64_t n, int64_t p, const double *A, int64_t rs, int64_t cs,
                  double *B, int64_t ldb);
void mdrt_forwardf(bool unit, int64_t n, int64_t p, const float *A, int64_t rs, int64_t cs,
                   float *B, int64_t ldb);
void mdrt_backward(bool unit, int64_t n, int64_t p, const double *A, int64_t rs, int64_t cs,
                   double *B, int64_t ldb);
void mdrt_backwardf(bool unit, int64_t n, int64_t p, const float *A, int64_t rs, int64_t cs,
                    float *B, int64_t ldb);
void mdrt_rows_forward(bool alone, int64_t n, int64_t p, const double *A, int64_t rs,
                       int64_t cs, double *B, int64_t ldb);
void mdrt_rows_forwardf(bool alone, int64_t n, int64_t p, const float *A, int64_t rs,
                        int64_t cs, float *B, int64_t ldb);
void mdrt_rows_backward(bool alone, int64_t n, int64_t p, const double *A, int64_t rs,
                        int64_t cs, double *B, int64_t ldb);
void mdrt_rows_backwardf(bool alone, int64_t n, int64_t p, const float *A, int64_t rs,
                         int64_t cs, float *B, int64_t ldb);
bool mdrt_cholesky(int64_t n, double *U, int64_t ldu);
bool mdrt_choleskyf(int64_t n, float *U, int64_t ldu);
void mdrt_lower_inverse(int64_t n, double *L, int64_t ldl);
void mdrt_lower_inversef(int64_t n, float *L, int64_t ldl);

/* Without calls, for the smallest matrices.
 *   small_chol(n, A, L)             L of (A + A')/2 for n <= 16. L = A allowed.
 *   small_cholesky(n, U, ldu)       as cholesky, n <= 8
 *   small_chol_solve(n, p, L, B)    B (p x n) := B (L L')^-1 for n <= 16
 *   small_lu(n, A, piv)             as LAPACK's getrf of A', n <= 16: is it singular?
 *   small_lu_solve(t, n, A, x)      x := op(A)^-1 x but for the swaps, n <= 16
 * All but small_lu return false, with nothing done, where only the general way is safe. */
bool mdrt_small_chol(int64_t n, const double *A, double *L);
bool mdrt_small_cholf(int64_t n, const float *A, float *L);
bool mdrt_small_cholesky(int64_t n, double *U, int64_t ldu);
bool mdrt_small_choleskyf(int64_t n, float *U, int64_t ldu);
bool mdrt_small_chol_solve(int64_t n, int64_t p, const double *L, double *B);
bool mdrt_small_chol_solvef(int64_t n, int64_t p, const float *L, float *B);
bool mdrt_small_lu(int64_t n, double *A, int32_t *piv);
bool mdrt_small_luf(int64_t n, float *A, int32_t *piv);
bool mdrt_small_lu_solve(bool t, int64_t n, const double *A, double *x);
bool mdrt_small_lu_solvef(bool t, int64_t n, const float *A, float *x);

#endif
