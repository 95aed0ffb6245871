/* Factorisations and chains: Gaussian likelihood, Gaussian process, a'X^-1 b, A B C D x. */
#include "bench.h"

#include "bilinear_inverse.h"
#include "chain.h"
#include "gaussian.h"
#include "gp.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>

static const double log_2pi = 1.8378770664093454836;

/* A lower triangle is copied to the upper one. */
static void mirror(int64_t n, double *A)
{
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < i; j++) {
            A[j * n + i] = A[i * n + j];
        }
    }
}

static double sum_log_diagonal(int64_t n, const double *A)
{
    double sum = 0;

    for (int64_t i = 0; i < n; i++) {
        sum += log(fabs(A[i * n + i]));
    }
    return sum;
}

/* ---- Gaussian likelihood ---- */

static void gaussian_setup(struct problem *p)
{
    const int64_t n = p->n[0];

    p->in[0] = bench_spd(p, n);
    p->in[1] = bench_random(p, n, -1, 1);
    p->in[2] = bench_random(p, n, -1, 1);
    for (int k = 0; k < 3; k++) {
        p->tmp[k] = bench_array(p, n * (k == 0 ? 1 : n));
    }
    p->tmp[3] = bench_array(p, n);
    bench_output(p, 1);
    bench_output(p, n * n);
    bench_output(p, n);
    bench_work(p, gaussian_value_grad_work(n));
    p->flops = (double)(n * n) * (double)n;
    p->bytes = 8.0 * (double)(n * n);
}

static int gaussian_generated(struct problem *p)
{
    return gaussian_value_grad(p->n[0], p->in[0], p->in[1], p->in[2], p->out[GENERATED][0],
                               p->out[GENERATED][1], p->out[GENERATED][2], p->work);
}

/* LAPACK's upper triangle is the lower one of a row-major matrix. */
static void gaussian_cholesky(struct problem *p)
{
    const int n = (int)p->n[0];
    const double *const mu = p->in[1], *const x = p->in[2];
    double *const a = p->tmp[0], *const G = p->out[BASELINE][1];
    double quad = 0, logdet = 0;

    cblas_dcopy(n * n, p->in[0], 1, G, 1);
    LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', n, G, n);
    logdet = 2 * sum_log_diagonal(n, G);
    for (int i = 0; i < n; i++) {
        a[i] = x[i] - mu[i];
    }
    LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 'U', n, 1, G, n, a, n);
    for (int i = 0; i < n; i++) {
        quad += (x[i] - mu[i]) * a[i];
        p->out[BASELINE][2][i] = -a[i];
    }
    p->out[BASELINE][0][0] = 0.5 * (n * log_2pi + logdet + quad);
    LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'U', n, G, n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            G[i * n + j] = 0.5 * (G[i * n + j] - a[i] * a[j]);
        }
    }
    mirror(n, G);
}

static void gaussian_lu(struct problem *p)
{
    const int n = (int)p->n[0];
    const double *const mu = p->in[1], *const x = p->in[2];
    double *const r = p->tmp[0], *const a = p->tmp[3], *const G = p->out[BASELINE][1];
    int *const pivots = (int *)(void *)p->tmp[1];
    double logdet = 0;

    cblas_dcopy(n * n, p->in[0], 1, G, 1);
    LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, G, n, pivots);
    logdet = sum_log_diagonal(n, G);
    LAPACKE_dgetri_work(LAPACK_COL_MAJOR, n, G, n, pivots, p->tmp[2], n * n);
    for (int i = 0; i < n; i++) {
        r[i] = x[i] - mu[i];
    }
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, G, n, r, 1, 0, a, 1);
    p->out[BASELINE][0][0] = 0.5 * (n * log_2pi + logdet + cblas_ddot(n, r, 1, a, 1));
    for (int i = 0; i < n; i++) {
        p->out[BASELINE][2][i] = -a[i];
        for (int j = 0; j < n; j++) {
            G[i * n + j] = 0.5 * (G[i * n + j] - a[i] * a[j]);
        }
    }
}

/* ---- Gaussian process: n points in d dimensions ---- */

static const double scale = 1.3, width = 0.9, noise = 0.3;

static void gp_setup(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1];

    p->in[0] = bench_random(p, n * d, -1, 1);
    p->in[1] = bench_random(p, n, -1, 1);
    for (int k = 0; k < 3; k++) {
        p->tmp[k] = bench_array(p, n * n);
    }
    p->tmp[3] = bench_array(p, n);
    for (int k = 0; k < 4; k++) {
        bench_output(p, 1);
    }
    bench_work(p, gp_value_grad_work(n, d));
    p->flops = (double)(n * n) * (double)n;
    p->bytes = 8.0 * (double)(n * d);
}

static int gp_generated(struct problem *p)
{
    double *const *const out = p->out[GENERATED];

    return gp_value_grad(p->n[0], p->n[1], p->in[0], p->in[1], scale, width, noise, out[0],
                         out[1], out[2], out[3], p->work);
}

/* Half of every symmetric matrix, and one exp for each pair of points. */
static void gp_blas(struct problem *p)
{
    const int n = (int)p->n[0], d = (int)p->n[1];
    double *const D = p->tmp[0], *const K = p->tmp[1], *const C = p->tmp[2];
    double *const a = p->tmp[3], *const *const out = p->out[BASELINE];
    double trace = 0, ds = 0, dl = 0;

    cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, d, 1, p->in[0], d, 0, D, n);
    for (int i = 0; i < n; i++) {
        a[i] = D[i * n + i];
    }
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            D[i * n + j] = a[i] + a[j] - 2 * D[i * n + j];
            K[i * n + j] = exp(-D[i * n + j] / (2 * width * width));
            C[i * n + j] = scale * scale * K[i * n + j] + (i == j ? noise * noise : 0);
        }
    }
    LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', n, C, n);
    out[0][0] = sum_log_diagonal(n, C) + 0.5 * n * log_2pi;
    cblas_dcopy(n, p->in[1], 1, a, 1);
    LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 'U', n, 1, C, n, a, n);
    out[0][0] += 0.5 * cblas_ddot(n, p->in[1], 1, a, 1);
    LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'U', n, C, n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            const double g = (i == j ? 0.5 : 1) * (C[i * n + j] - a[i] * a[j]);

            ds += g * K[i * n + j];
            dl += g * K[i * n + j] * D[i * n + j];
        }
        trace += 0.5 * (C[i * n + i] - a[i] * a[i]);
    }
    out[1][0] = 2 * scale * ds;
    out[2][0] = scale * scale * dl / (width * width * width);
    out[3][0] = 2 * noise * trace;
}

/* ---- a' X^-1 b ---- */

static void inverse_setup(struct problem *p)
{
    const int64_t n = p->n[0];

    p->in[0] = bench_random(p, n * n, -1, 1);
    for (int64_t i = 0; i < n; i++) {
        p->in[0][i * n + i] += sqrt((double)n);
    }
    p->in[1] = bench_random(p, n, -1, 1);
    p->in[2] = bench_random(p, n, -1, 1);
    p->tmp[0] = bench_array(p, n * n);
    p->tmp[1] = bench_array(p, n * n);
    p->tmp[2] = bench_array(p, n);
    p->tmp[3] = bench_array(p, n);
    p->tmp[4] = bench_array(p, n);
    bench_output(p, 1);
    bench_output(p, n * n);
    bench_work(p, bilinear_inverse_value_grad_work(n));
    p->flops = 2.0 / 3.0 * (double)(n * n) * (double)n;
    p->bytes = 8.0 * (double)(n * n);
}

static int inverse_generated(struct problem *p)
{
    return bilinear_inverse_value_grad(p->n[0], p->in[0], p->in[1], p->in[2],
                                       p->out[GENERATED][0], p->out[GENERATED][1], p->work);
}

static void inverse_lapack(struct problem *p)
{
    const int n = (int)p->n[0];
    double *const V = p->tmp[0], *const u = p->tmp[2], *const v = p->tmp[3];
    double *const G = p->out[BASELINE][1];
    int *const pivots = (int *)(void *)p->tmp[4];

    /* the inverse of the transpose is the transpose of the inverse */
    cblas_dcopy(n * n, p->in[0], 1, V, 1);
    LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, V, n, pivots);
    LAPACKE_dgetri_work(LAPACK_COL_MAJOR, n, V, n, pivots, p->tmp[1], n * n);
    cblas_dgemv(CblasRowMajor, CblasTrans, n, n, 1, V, n, p->in[1], 1, 0, u, 1);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, V, n, p->in[2], 1, 0, v, 1);
    p->out[BASELINE][0][0] = cblas_ddot(n, p->in[1], 1, v, 1);
    for (int i = 0; i < n * n; i++) {
        G[i] = 0;
    }
    cblas_dger(CblasRowMajor, n, n, -1, u, 1, v, 1, G, n);
}

/* ---- A B C D x ---- */

static void chain_setup(struct problem *p)
{
    const int64_t n = p->n[0];

    for (int k = 0; k < 4; k++) {
        p->in[k] = bench_random(p, n * n, -0.1, 0.1);
    }
    p->in[4] = bench_random(p, n, -1, 1);
    p->in[5] = bench_random(p, n, -1, 1);
    p->tmp[0] = bench_array(p, n * n);
    p->tmp[1] = bench_array(p, n * n);
    p->tmp[2] = bench_array(p, n);
    bench_output(p, 1);
    bench_output(p, n);
    bench_work(p, chain_value_grad_work(n));
    p->flops = 16.0 * (double)(n * n);
    p->bytes = 32.0 * (double)(n * n);
}

static int chain_generated(struct problem *p)
{
    return chain_value_grad(p->n[0], p->in[0], p->in[1], p->in[2], p->in[3], p->in[4],
                            p->in[5], p->out[GENERATED][0], p->out[GENERATED][1], p->work);
}

static void square(int n, const double *A, const double *B, double *C)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, A, n, B, n, 0, C, n);
}

static void chain_left_to_right(struct problem *p)
{
    const int n = (int)p->n[0];
    double *const r = p->tmp[2];

    square(n, p->in[0], p->in[1], p->tmp[0]);
    square(n, p->tmp[0], p->in[2], p->tmp[1]);
    square(n, p->tmp[1], p->in[3], p->tmp[0]);
    cblas_dcopy(n, p->in[5], 1, r, 1);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, p->tmp[0], n, p->in[4], 1, -1, r, 1);
    p->out[BASELINE][0][0] = 0.5 * cblas_ddot(n, r, 1, r, 1);
    cblas_dgemv(CblasRowMajor, CblasTrans, n, n, 1, p->tmp[0], n, r, 1, 0,
                p->out[BASELINE][1], 1);
}

const struct workload factor_workloads[] = {
    {"Gaussian, Cholesky",
     {500},
     {500},
     1,
     0,
     1e-9,
     gaussian_setup,
     gaussian_generated,
     gaussian_cholesky},
    {"Gaussian, LU",
     {500},
     {500},
     1.8,
     0,
     1e-9,
     gaussian_setup,
     gaussian_generated,
     gaussian_lu},
    {"Gaussian process", {1000, 8}, {500, 8}, 1, 0, 1e-9, gp_setup, gp_generated, gp_blas},
    {"a'X^-1 b",
     {800},
     {400},
     2,
     0,
     1e-8,
     inverse_setup,
     inverse_generated,
     inverse_lapack},
    {"chain A B C D x",
     {800},
     {400},
     20,
     0,
     1e-9,
     chain_setup,
     chain_generated,
     chain_left_to_right},
    {0},
};
