/* Forms of fixed small size, against calls into BLAS and LAPACK. */
#include "bench.h"

#include "small.h"

#include <cblas.h>
#include <lapacke.h>

enum { A, X, P, F, Q, H, R, Z };

static void gemm(int transb, int m, int n, int k, double alpha, const double *a,
                 const double *b, double beta, double *c)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, transb ? CblasTrans : CblasNoTrans, m, n, k,
                alpha, a, k, b, transb ? k : n, beta, c, n);
}

static void gemv(int trans, int m, int n, double alpha, const double *a, const double *x,
                 double beta, double *y)
{
    cblas_dgemv(CblasRowMajor, trans ? CblasTrans : CblasNoTrans, m, n, alpha, a, n, x, 1,
                beta, y, 1);
}

static void data(struct problem *p)
{
    const int64_t n = p->n[0], k = n / 2;

    p->in[A] = bench_random(p, n * n, -1, 1);
    p->in[X] = bench_random(p, n, -1, 1);
    p->in[P] = bench_spd(p, n);
    p->in[F] = bench_random(p, n * n, -1, 1);
    p->in[Q] = bench_spd(p, n);
    p->in[H] = bench_random(p, k * n, -1, 1);
    p->in[R] = bench_spd(p, k);
    p->in[Z] = bench_random(p, k, -1, 1);
    for (int j = 0; j < MAX_INPUTS; j++) {
        p->tmp[j] = bench_array(p, n * n);
    }
    p->bytes = 0;
}

static void form_setup(struct problem *p)
{
    data(p);
    bench_output(p, 1);
    bench_output(p, p->n[0]);
    bench_work(p, 4096);
    p->flops = 4.0 * (double)(p->n[0] * p->n[0]);
}

static void quad_blas(struct problem *p)
{
    const int n = (int)p->n[0];
    double *const g = p->out[BASELINE][1];

    gemv(0, n, n, 1, p->in[A], p->in[X], 0, g);
    p->out[BASELINE][0][0] = cblas_ddot(n, p->in[X], 1, g, 1);
    gemv(1, n, n, 1, p->in[A], p->in[X], 1, g);
}

static void inverse_setup(struct problem *p)
{
    form_setup(p);
    p->flops = (double)(p->n[0] * p->n[0]) * ((double)p->n[0] / 3 + 2);
}

static void inverse_lapack(struct problem *p)
{
    const int n = (int)p->n[0];
    double *const L = p->tmp[0], *const g = p->out[BASELINE][1];

    cblas_dcopy(n * n, p->in[P], 1, L, 1);
    cblas_dcopy(n, p->in[X], 1, g, 1);
    LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', n, L, n);
    LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 'U', n, 1, L, n, g, n);
    p->out[BASELINE][0][0] = cblas_ddot(n, p->in[X], 1, g, 1);
    cblas_dscal(n, 2, g, 1);
}

static void kalman_setup(struct problem *p)
{
    const double n = (double)p->n[0];

    data(p);
    bench_output(p, p->n[0] * (p->n[0] + 1));
    bench_work(p, 16384);
    p->flops = 7 * n * n * n;
}

static void kalman_blas(struct problem *p)
{
    const int n = (int)p->n[0], k = n / 2;
    double *const FP = p->tmp[0], *const spread = p->tmp[1], *const HS = p->tmp[2];
    double *const S = p->tmp[3], *const gain = p->tmp[4], *const ahead = p->tmp[5];
    double *const r = p->tmp[6], *const out = p->out[BASELINE][0];

    gemv(0, n, n, 1, p->in[F], p->in[X], 0, ahead);
    gemm(0, n, n, n, 1, p->in[F], p->in[P], 0, FP);
    cblas_dcopy(n * n, p->in[Q], 1, spread, 1);
    gemm(1, n, n, n, 1, FP, p->in[F], 1, spread);
    gemm(0, k, n, n, 1, p->in[H], spread, 0, HS);
    cblas_dcopy(k * k, p->in[R], 1, S, 1);
    gemm(1, k, k, n, 1, HS, p->in[H], 1, S);
    cblas_dcopy(k, p->in[Z], 1, r, 1);
    gemv(0, k, n, -1, p->in[H], ahead, 1, r);
    /* the gain, n x k, is (S^-1 H spread)': columns of LAPACK are rows here */
    LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', k, S, k);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < k; j++) {
            gain[i * k + j] = HS[j * n + i];
        }
    }
    LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 'U', k, n, S, k, gain, k);
    gemv(0, n, k, 1, gain, r, 1, ahead);
    gemm(0, n, n, k, -1, gain, HS, 1, spread);
    for (int i = 0; i < n; i++) {
        out[i * (n + 1)] = ahead[i];
        for (int j = 0; j < n; j++) {
            out[i * (n + 1) + 1 + j] = spread[i * n + j];
        }
    }
}

/* Each size is a function of its own. */
#define FORMS(n)                                                                      \
    static int quad##n(struct problem *p)                                             \
    {                                                                                 \
        return quad##n##_value_grad(p->in[A], p->in[X], p->out[GENERATED][0],         \
                                    p->out[GENERATED][1], p->work);                   \
    }                                                                                 \
    static int inverse##n(struct problem *p)                                          \
    {                                                                                 \
        return inverse_quad##n##_value_grad(p->in[X], p->in[P], p->out[GENERATED][0], \
                                            p->out[GENERATED][1], p->work);           \
    }                                                                                 \
    static int kalman##n(struct problem *p)                                           \
    {                                                                                 \
        return kalman##n##_value(p->in[X], p->in[P], p->in[F], p->in[Q], p->in[H],    \
                                 p->in[R], p->in[Z], p->out[GENERATED][0], p->work);  \
    }
FORMS(4)
FORMS(6)
FORMS(8)
FORMS(16)

#define ROW(name, n, target, setup, own, hand)            \
    {                                                     \
        name, {n}, {n}, target, 0, 1e-9, setup, own, hand \
    }

const struct workload small_workloads[] = {
    ROW("x'A x", 4, 5, form_setup, quad4, quad_blas),
    ROW("x'A x", 6, 5, form_setup, quad6, quad_blas),
    ROW("x'A x", 8, 5, form_setup, quad8, quad_blas),
    ROW("x'A x", 16, 1.8, form_setup, quad16, quad_blas),
    ROW("x'P^-1 x", 4, 5, inverse_setup, inverse4, inverse_lapack),
    ROW("x'P^-1 x", 6, 5, inverse_setup, inverse6, inverse_lapack),
    ROW("x'P^-1 x", 8, 5, inverse_setup, inverse8, inverse_lapack),
    ROW("x'P^-1 x", 16, 1.8, inverse_setup, inverse16, inverse_lapack),
    ROW("Kalman step", 4, 5, kalman_setup, kalman4, kalman_blas),
    ROW("Kalman step", 6, 5, kalman_setup, kalman6, kalman_blas),
    ROW("Kalman step", 8, 5, kalman_setup, kalman8, kalman_blas),
    ROW("Kalman step", 16, 1.8, kalman_setup, kalman16, kalman_blas),
    {0},
};
