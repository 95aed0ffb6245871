/* Narrow products against OpenBLAS on one thread, alternating in one run, medians.
 *     bench_skinny [-f]      -f: single precision
 * Shapes are those of generated code: row blocks in cache, and whole arrays. */
#define _POSIX_C_SOURCE 200809L

#include "../../runtime/skinny.h"

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef SINGLE
typedef float real;
#define GEMM cblas_sgemm
#define GEMV cblas_sgemv
#define SKINNY mdrt_skinnyf
#else
typedef double real;
#define GEMM cblas_dgemm
#define GEMV cblas_dgemv
#define SKINNY mdrt_skinny
#endif

enum { REPEAT = 9 };

/* A product, trans flags as letters: z = X T' is "nt", and so on. */
struct shape {
    const char *name;
    int transa, transb;
    int64_t m, n, k;
};

static const struct shape shapes[] = {
#define ROWBLOCK(r, d, K)                                                                 \
    {"Z = X T'", 0, 1, r, K, d}, {"Z = X T", 0, 0, r, K, d}, {"G += P'X", 1, 0, K, d, r}, \
        {"G += X'P", 1, 0, d, K, r}, {"D = P T", 0, 0, r, d, K},
    ROWBLOCK(64, 784, 10) ROWBLOCK(256, 784, 10) ROWBLOCK(256, 54, 7) ROWBLOCK(1024, 54, 7)
        ROWBLOCK(512, 32, 1) ROWBLOCK(256, 256, 1) ROWBLOCK(64, 1000, 1)
            ROWBLOCK(128, 256, 2) ROWBLOCK(128, 256, 4) ROWBLOCK(128, 256, 8)
                ROWBLOCK(128, 256, 16) ROWBLOCK(128, 256, 24) ROWBLOCK(128, 256, 32)
                    ROWBLOCK(60000, 784, 10) ROWBLOCK(100000, 54, 7)
                        ROWBLOCK(100000, 256, 1)
#define SQUARE(n) \
    {"C = A B", 0, 0, n, n, n}, {"C = A B'", 0, 1, n, n, n}, {"C = A'B", 1, 0, n, n, n},
                            SQUARE(3) SQUARE(4) SQUARE(8) SQUARE(12) SQUARE(16)};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void blas(const struct shape *s, const real *A, const real *B, real *C)
{
    const int lda = (int)(s->transa ? s->m : s->k), ldb = (int)(s->transb ? s->k : s->n);

    if (s->n == 1)
        GEMV(CblasRowMajor, s->transa ? CblasTrans : CblasNoTrans,
             (int)(s->transa ? s->k : s->m), (int)(s->transa ? s->m : s->k), 1, A, lda, B,
             1, 1, C, 1);
    else if (s->m == 1 && !s->transb)
        GEMV(CblasRowMajor, CblasTrans, (int)s->k, (int)s->n, 1, B, ldb, A, 1, 1, C, 1);
    else
        GEMM(CblasRowMajor, s->transa ? CblasTrans : CblasNoTrans,
             s->transb ? CblasTrans : CblasNoTrans, (int)s->m, (int)s->n, (int)s->k, 1, A,
             lda, B, ldb, 1, C, (int)s->n);
}

static int own(const struct shape *s, const real *A, const real *B, real *C)
{
    return SKINNY(s->transa, s->transb, s->m, s->n, s->k, 1, A, s->transa ? s->m : s->k, B,
                  s->transb ? s->k : s->n, 1, C, s->n);
}

static real *numbers(int64_t n)
{
    void *memory = NULL;
    real *p;

    if (posix_memalign(&memory, 64, (size_t)n * sizeof *p) != 0)
        exit(1);
    p = memory;
    for (int64_t i = 0; i < n; i++)
        p[i] = (real)((double)(i * 7919 % 1001) / 1001 - 0.5);
    return p;
}

static void measure(const struct shape *s)
{
    const double flops = 2.0 * (double)s->m * (double)s->n * (double)s->k;
    const int inner = flops > 4e6 ? 1 : (int)(4e6 / flops) + 1;
    double t[2][REPEAT];
    real *const A = numbers(s->m * s->k), *const B = numbers(s->k * s->n),
                *const C = numbers(s->m * s->n);

    for (int r = 0; r < REPEAT; r++) {
        for (int which = 0; which < 2; which++) {
            const double start = now();

            for (int i = 0; i < inner; i++) {
                if (which == 0)
                    blas(s, A, B, C);
                else if (!own(s, A, B, C))
                    blas(s, A, B, C);
            }
            t[which][r] = (now() - start) / inner;
        }
    }
    for (int which = 0; which < 2; which++)
        qsort(t[which], REPEAT, sizeof(double), ascending);
    printf("%-9s %7ld x %4ld x %6ld  %9.2f us  %9.2f us  %6.1f GF/s  %5.2f%s\n", s->name,
           (long)s->m, (long)s->n, (long)s->k, 1e6 * t[0][REPEAT / 2],
           1e6 * t[1][REPEAT / 2], 1e-9 * flops / t[1][REPEAT / 2],
           t[0][REPEAT / 2] / t[1][REPEAT / 2],
           own(s, A, B, C) ? "" : "  (left to the BLAS)");
    free(A);
    free(B);
    free(C);
}

int main(void)
{
    openblas_set_num_threads(1);
    printf("product        m      n        k      OpenBLAS         own                "
           "ratio\n");
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        measure(&shapes[i]);
    return 0;
}
