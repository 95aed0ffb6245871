/* The limits of the machine, measured: how fast memory is read, how fast dgemm multiplies.
 */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <cblas.h>
#include <stdlib.h>
#include <time.h>

enum { LANES = 8, PARTS = 8, REPEAT = 7 };

double bench_now(void)
{
    struct timespec t;

#ifdef _OPENMP
    clock_gettime(CLOCK_MONOTONIC, &t);
#else
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
#endif
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef double lane __attribute__((vector_size(64)));

/* Sums in independent lanes, so that only reading takes time. */
static double read_part(const double *x, int64_t count)
{
    lane sum[LANES] = {{0}};
    double total = 0;

    for (int64_t i = 0; i < count; i += LANES * 8) {
        for (int j = 0; j < LANES; j++) {
            sum[j] += *(const lane *)(const void *)(x + i + 8 * j);
        }
    }
    for (int j = 0; j < LANES; j++) {
        for (int k = 0; k < 8; k++) {
            total += sum[j][k];
        }
    }
    return total;
}

static double read_all(const double *x, int64_t count)
{
    double total = 0;

#ifdef _OPENMP
#pragma omp parallel for reduction(+ : total) schedule(static)
#endif
    for (int part = 0; part < PARTS; part++) {
        total += read_part(x + part * (count / PARTS), count / PARTS);
    }
    return total;
}

double bench_read_bandwidth(double bytes)
{
    int64_t count = (int64_t)1 << 17; /* 1 MiB */
    struct problem p = {0};
    const double *x = NULL;
    double best = 1e30;
    volatile double sink = 0;

    while (count < (int64_t)1 << 25 && (double)count * 12 < bytes) {
        count *= 2;
    }
    x = bench_array(&p, count);
    for (int r = 0; r < REPEAT; r++) {
        const double start = bench_now();
        double took = 0;

        sink += read_all(x, count);
        took = bench_now() - start;
        best = took < best ? took : best;
    }
    free(p.block[0]);
    return (double)count * sizeof(double) / best;
}

double bench_gemm_peak(void)
{
    enum { N = 1024 };
    struct problem p = {0};
    const double *const A = bench_random(&p, N * N, -1, 1), *const B = bench_random(
                                                                &p, N * N, -1, 1);
    double *const C = bench_array(&p, N * N);
    double best = 1e30;

    for (int r = 0; r < REPEAT; r++) {
        const double start = bench_now();

        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, N, N, N, 1, A, N, B, N, 0, C,
                    N);
        best = bench_now() - start < best ? bench_now() - start : best;
    }
    for (int k = 0; k < p.blocks; k++) {
        free(p.block[k]);
    }
    return 2.0 * N * N * N / best;
}
