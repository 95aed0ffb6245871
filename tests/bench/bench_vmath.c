/* Element-wise kernels against a loop over the scalar functions (glibc's, and the runtime's
 * own for sigmoid and the like), alternating in one run, medians, on arrays in cache. */
#define _POSIX_C_SOURCE 200809L

#include "../../runtime/mdrt.h"
#include "../../runtime/vmath.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 2048, REPEAT = 9, MILLISECONDS = 2 };

#define SCALAR(name, g)                                          \
    static void s_##name(int64_t n, const double *x, double *y)  \
    {                                                            \
        for (int64_t i = 0; i < n; i++)                          \
            y[i] = g(x[i]);                                      \
    }                                                            \
    static void s_##name##f(int64_t n, const float *x, float *y) \
    {                                                            \
        for (int64_t i = 0; i < n; i++)                          \
            y[i] = g##f(x[i]);                                   \
    }
SCALAR(exp, exp)
SCALAR(expm1, expm1)
SCALAR(log, log)
SCALAR(log1p, log1p)
SCALAR(sin, sin)
SCALAR(cos, cos)
SCALAR(tanh, tanh)
SCALAR(sinh, sinh)
SCALAR(cosh, cosh)
SCALAR(erf, erf)
SCALAR(erfc, erfc)
SCALAR(sigmoid, mdrt_sigmoid)
SCALAR(log_sigmoid, mdrt_log_sigmoid)
SCALAR(softplus, mdrt_softplus)
SCALAR(gelu, mdrt_gelu)
SCALAR(silu, mdrt_silu)
SCALAR(elu, mdrt_elu)
SCALAR(normcdf, mdrt_normcdf)
SCALAR(phi, mdrt_phi)

typedef void (*array)(int64_t n, const double *x, double *y);
typedef void (*arrayf)(int64_t n, const float *x, float *y);

static double xd[N], yd[N];
static float xf[N], yf[N];

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

/* Nanoseconds for one element. */
static double once(array d, arrayf f)
{
    const double start = now();
    double t;
    int64_t runs = 0;

    do {
        if (d != NULL)
            d(N, xd, yd);
        else
            f(N, xf, yf);
        runs++;
        t = now() - start;
    } while (t < 1e-3 * MILLISECONDS);
    return 1e9 * t / (double)(runs * N);
}

static void row(const char *name, double low, double high, const array d[4],
                const arrayf f[4])
{
    double t[8][REPEAT];

    for (int i = 0; i < N; i++)
        xf[i] = (float)(xd[i] = low + (high - low) * (double)((i * 7919L) % N) / N);
    for (int r = 0; r < REPEAT; r++) {
        for (int j = 0; j < 4; j++) {
            t[j][r] = d[j] != NULL ? once(d[j], NULL) : INFINITY;
            t[4 + j][r] = f[j] != NULL ? once(NULL, f[j]) : INFINITY;
        }
    }
    printf("%-12s", name);
    for (int j = 0; j < 8; j++) {
        qsort(t[j], REPEAT, sizeof(double), ascending);
        if (j % 4 == 0)
            printf(" %8.2f", t[j][REPEAT / 2]);
        else
            printf(" %6.2f (%4.1f)", t[j][REPEAT / 2],
                   t[j - j % 4][REPEAT / 2] / t[j][REPEAT / 2]);
    }
    printf("\n");
}

int main(void)
{
    const struct mdrt_vmath *avx2 = NULL, *avx512 = NULL;

#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        avx2 = &mdrt_vmath_avx2;
    if (__builtin_cpu_supports("avx512f"))
        avx512 = &mdrt_vmath_avx512;
#endif
    printf("ns for one element (times faster than the scalar loop), %d elements\n", N);
    printf("%-12s %8s %13s %13s %13s %8s %13s %13s %13s\n", "", "scalar", "base", "avx2",
           "avx512", "float", "base", "avx2", "avx512");
#define ROW(name, low, high)                                                          \
    {                                                                                 \
        const array d[4] = {s_##name, mdrt_vmath_base.name, avx2 ? avx2->name : NULL, \
                            avx512 ? avx512->name : NULL};                            \
        const arrayf f[4] = {s_##name##f, mdrt_vmath_base.name##f,                    \
                             avx2 ? avx2->name##f : NULL,                             \
                             avx512 ? avx512->name##f : NULL};                        \
                                                                                      \
        row(#name, low, high, d, f);                                                  \
    }
    ROW(exp, -10, 10)
    ROW(expm1, -5, 5)
    ROW(log, 0.01, 100)
    ROW(log1p, -0.9, 10)
    ROW(sin, -10, 10)
    ROW(cos, -10, 10)
    ROW(tanh, -3, 3)
    ROW(sinh, -5, 5)
    ROW(cosh, -5, 5)
    ROW(erf, -3, 3)
    ROW(erfc, -3, 5)
    ROW(sigmoid, -10, 10)
    ROW(log_sigmoid, -10, 10)
    ROW(softplus, -10, 10)
    ROW(gelu, -5, 5)
    ROW(silu, -10, 10)
    ROW(elu, -5, 5)
    ROW(normcdf, -5, 5)
    ROW(phi, -5, 5)
    return 0;
}
