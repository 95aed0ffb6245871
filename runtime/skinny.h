/* Products with a narrow matrix, which OpenBLAS runs far below the machine's
 * limit: its packing costs as much as the multiplication. Also products of
 * matrices so small that the call itself dominates. */
#ifndef MDRT_SKINNY_H
#define MDRT_SKINNY_H

#include <stdint.h>

/* C = alpha op(A) op(B) + beta C, row-major, op(A) m x k, op(B) k x n, C m x n;
 * op transposes where trans is not 0. With beta 0, C is not read. Returns 1,
 * or 0 with nothing done where OpenBLAS is faster, by measured crossover.
 * C must overlap neither A nor B. */
int mdrt_skinny(int transa, int transb, int64_t m, int64_t n, int64_t k, double alpha,
                const double *A, int64_t lda, const double *B, int64_t ldb, double beta,
                double *C, int64_t ldc);
int mdrt_skinnyf(int transa, int transb, int64_t m, int64_t n, int64_t k, float alpha,
                 const float *A, int64_t lda, const float *B, int64_t ldb, float beta,
                 float *C, int64_t ldc);

/* The same for y = alpha op(A) x + beta y, A m x n. */
int mdrt_skinny_gemv(int trans, int64_t m, int64_t n, double alpha, const double *A,
                     int64_t lda, const double *x, double beta, double *y);
int mdrt_skinny_gemvf(int trans, int64_t m, int64_t n, float alpha, const float *A,
                      int64_t lda, const float *x, float beta, float *y);

/* The same for all sizes, always done, and by this thread alone: never a call of OpenBLAS,
 * no memory but 256 KiB of stack. The bits of C depend on sizes, operands and instruction
 * set alone. With `lower`, C is known to be symmetric: its lower triangle is right, what is
 * above it may be anything. */
void mdrt_serial(int lower, int transa, int transb, int64_t m, int64_t n, int64_t k,
                 double alpha, const double *A, int64_t lda, const double *B, int64_t ldb,
                 double beta, double *C, int64_t ldc);
void mdrt_serialf(int lower, int transa, int transb, int64_t m, int64_t n, int64_t k,
                  float alpha, const float *A, int64_t lda, const float *B, int64_t ldb,
                  float beta, float *C, int64_t ldc);

#endif
