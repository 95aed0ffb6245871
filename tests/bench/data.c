/* Data of the workloads: memory, numbers that are the same at every run, matrices; how far
 * the outputs of both sides are apart. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *bench_alloc(struct problem *p, size_t bytes)
{
    void *memory = NULL;

    if (p->blocks == MAX_BLOCKS || posix_memalign(&memory, 64, bytes + 64) != 0) {
        fprintf(stderr, "bench: no memory for %zu bytes\n", bytes);
        exit(1);
    }
    memset(memory, 0, bytes + 64);
    p->block[p->blocks++] = memory;
    return memory;
}

double *bench_array(struct problem *p, int64_t count)
{
    return bench_alloc(p, (size_t)count * sizeof(double));
}

/* G. Marsaglia, "Xorshift RNGs", 2003, scrambled by a multiplication (S. Vigna, 2016). */
static uint64_t next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

/* Arrays of one problem differ, since each starts from how many there are. */
static uint64_t seed(const struct problem *p)
{
    return 88172645463325252u + 7919u * (uint64_t)p->blocks;
}

double *bench_random(struct problem *p, int64_t count, double low, double high)
{
    double *const x = bench_array(p, count);
    uint64_t state = seed(p);

    for (int64_t i = 0; i < count; i++) {
        x[i] = low + (high - low) * (double)(next(&state) >> 11) * 0x1p-53;
    }
    return x;
}

int32_t *bench_labels(struct problem *p, int64_t count, int64_t K)
{
    int32_t *const y = bench_alloc(p, (size_t)count * sizeof(int32_t));
    uint64_t state = seed(p);

    for (int64_t i = 0; i < count; i++) {
        y[i] = (int32_t)((next(&state) >> 33) % (uint64_t)K);
    }
    return y;
}

double *bench_spd(struct problem *p, int64_t n)
{
    double *const B = bench_random(p, n * n, -1, 1);
    double *const A = bench_array(p, n * n);

    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)n, (int)n, (int)n,
                1.0 / (double)n, B, (int)n, B, (int)n, 0, A, (int)n);
    for (int64_t i = 0; i < n; i++) {
        A[i * n + i] += 0.5;
        for (int64_t j = 0; j < i; j++) {
            A[i * n + j] = A[j * n + i];
        }
    }
    return A;
}

void bench_output(struct problem *p, int64_t len)
{
    int k = 0;

    while (p->len[k] != 0) {
        k++;
    }
    p->len[k] = len;
    p->out[GENERATED][k] = bench_array(p, len);
    p->out[BASELINE][k] = bench_array(p, len);
}

void bench_work(struct problem *p, size_t bytes)
{
    p->work_bytes = bytes;
    p->work = bench_alloc(p, bytes);
}

double bench_difference(const struct problem *p)
{
    double worst = 0;

    for (int k = 0; k < MAX_OUTPUTS && p->len[k] != 0; k++) {
        double diff = 0, size = 0;

        for (int64_t i = 0; i < p->len[k]; i++) {
            diff = fmax(diff, fabs(p->out[GENERATED][k][i] - p->out[BASELINE][k][i]));
            size = fmax(size, fabs(p->out[BASELINE][k][i]));
            if (isnan(p->out[GENERATED][k][i])) {
                return INFINITY;
            }
        }
        worst = fmax(worst, diff / (size > 0 ? size : 1));
    }
    return worst;
}
