/* The narrow products' loops, one table of them for each instruction set. */
#ifndef MDRT_SKINNY_ISA_H
#define MDRT_SKINNY_ISA_H

#include <stdint.h>

/* outer: C (m x n) = alpha A B + beta C, element (i, l) of A at i ars + l acs.
 * dot:   C (m x n) = alpha A B' + beta C, element (i, j) of C at i crs + j ccs.
 * row:   outer for m = 1. times: y (m) = alpha A x + beta y, A m x k. columns: P (k x
 * width) = B' filled up with zeros, B n x k. block: C (m x n) = alpha op(A) op(B) + beta C,
 * or its lower triangle and some above. */
struct mdrt_skinny_isa {
    int lanes, lanesf; /* numbers in a vector */
    void (*outer)(int64_t m, int64_t n, int64_t k, double alpha, const double *A,
                  int64_t ars, int64_t acs, const double *B, int64_t ldb, double beta,
                  double *C, int64_t ldc);
    void (*dot)(int64_t m, int64_t n, int64_t k, double alpha, const double *A, int64_t lda,
                const double *B, int64_t ldb, double beta, double *C, int64_t crs,
                int64_t ccs);
    void (*outerf)(int64_t m, int64_t n, int64_t k, float alpha, const float *A,
                   int64_t ars, int64_t acs, const float *B, int64_t ldb, float beta,
                   float *C, int64_t ldc);
    void (*dotf)(int64_t m, int64_t n, int64_t k, float alpha, const float *A, int64_t lda,
                 const float *B, int64_t ldb, float beta, float *C, int64_t crs,
                 int64_t ccs);
    void (*row)(int64_t n, int64_t k, double alpha, const double *a, int64_t acs,
                const double *B, int64_t ldb, double beta, double *C);
    void (*rowf)(int64_t n, int64_t k, float alpha, const float *a, int64_t acs,
                 const float *B, int64_t ldb, float beta, float *C);
    void (*times)(int64_t m, int64_t k, double alpha, const double *A, int64_t lda,
                  const double *x, double beta, double *y);
    void (*timesf)(int64_t m, int64_t k, float alpha, const float *A, int64_t lda,
                   const float *x, float beta, float *y);
    void (*columns)(int64_t k, int64_t n, int64_t width, const double *B, int64_t ldb,
                    double *P);
    void (*columnsf)(int64_t k, int64_t n, int64_t width, const float *B, int64_t ldb,
                     float *P);
    void (*block)(int lower, int transa, int transb, int64_t m, int64_t n, int64_t k,
                  double alpha, const double *A, int64_t lda, const double *B, int64_t ldb,
                  double beta, double *C, int64_t ldc);
    void (*blockf)(int lower, int transa, int transb, int64_t m, int64_t n, int64_t k,
                   float alpha, const float *A, int64_t lda, const float *B, int64_t ldb,
                   float beta, float *C, int64_t ldc);
};

extern const struct mdrt_skinny_isa mdrt_skinny_base;
#if defined(__x86_64__)
extern const struct mdrt_skinny_isa mdrt_skinny_avx2;
extern const struct mdrt_skinny_isa mdrt_skinny_avx512;
#endif

#endif
