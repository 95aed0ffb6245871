/* The limits of the machine, measured: how fast memory is read, how fast dgemm multiplies. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LANES = 64, REPEAT = 7 };

double bench_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Sums in independent lanes, so that only reading takes time. */
static double read_all(const double *x, int64_t count)
{
    double total = 0;

#ifdef _OPENMP
#pragma omp parallel for reduction(+ : total) schedule(static)
#endif
    for (int64_t part = 0; part < 2; part++) {
        double lane[LANES] = {0};

        for (int64_t i = part * count / 2; i < (part + 1) * count / 2; i += LANES) {
            for (int j = 0; j < LANES; j++) {
                lane[j] += x[i + j];
            }
        }
        for (int j = 0; j < LANES; j++) {
            total += lane[j];
        }
    }
    return total;
}

double bench_read_bandwidth(void)
{
    const int64_t count = (int64_t)1 << 25; /* 256 MiB */
    struct problem p = {0};
    const double *const x = bench_array(&p, count);
    double best = 1e30;
    volatile double sink = 0;

    for (int r = 0; r < REPEAT; r++) {
        const double start = bench_now();

        sink += read_all(x, count);
        best = bench_now() - start < best ? bench_now() - start : best;
    }
    free(p.block[0]);
    return (double)count * sizeof(double) / best;
}

double bench_gemm_peak(void)
{
    enum { N = 1024 };
    struct problem p = {0};
    const double *const A = bench_random(&p, N * N, -1, 1), *const B = bench_random(&p, N * N, -1, 1);
    double *const C = bench_array(&p, N * N);
    double best = 1e30;

    for (int r = 0; r < REPEAT; r++) {
        const double start = bench_now();

        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, N, N, N, 1, A, N, B, N, 0, C, N);
        best = bench_now() - start < best ? bench_now() - start : best;
    }
    for (int k = 0; k < p.blocks; k++) {
        free(p.block[k]);
    }
    return 2.0 * N * N * N / best;
}
