/* Products of matrices so small that a call costs more than the work: few arguments, no
 * copy of a transposed factor, op(B) in registers. Numbers of double precision, on
 * processors with AVX2. */
#ifndef MDRT_TINY_H
#define MDRT_TINY_H

#include <stdbool.h>
#include <stdint.h>

enum { MDRT_TINY_K = 8 };

/* C (m x n) = alpha A op(B) + beta C for a k of its own: element (i, l) of A is
 * A[i ars + l acs], op(B) is k x n. C is not read for beta = 0, and must overlap neither A
 * nor B. The bits of C depend on sizes, operands and instruction set alone. */
typedef void mdrt_tiny_product(int64_t m, int64_t n, double alpha, const double *A,
                               int64_t ars, int64_t acs, const double *B, int64_t ldb,
                               double beta, double *C, int64_t ldc);

/* The kernel for 1 <= k <= MDRT_TINY_K, m >= 0 and n >= 1; NULL where there is none. In the
 * tables, [transb][k]. */
#if defined(__x86_64__)
extern mdrt_tiny_product *const mdrt_tiny_avx2[2][MDRT_TINY_K + 1];
extern mdrt_tiny_product *const mdrt_tiny_avx512[2][MDRT_TINY_K + 1];
#endif
mdrt_tiny_product *mdrt_tiny(bool transb, int64_t k);

#endif
