/* Least squares: direct, prepared, in single precision. */
#include "bench.h"

#include "least_squares.h"
#include "least_squares_float.h"

#include <cblas.h>

enum { A, X, B };

static void counts(struct problem *p)
{
    const double m = (double)p->n[0], n = (double)p->n[1];

    p->flops = 4 * m * n;
    p->bytes = 8 * (m * n + m);
}

static void data(struct problem *p)
{
    const int64_t m = p->n[0], n = p->n[1];

    p->in[A] = bench_random(p, m * n, -1, 1);
    p->in[X] = bench_random(p, n, -1, 1);
    p->in[B] = bench_random(p, m, -1, 1);
    p->tmp[0] = bench_array(p, m);
    bench_output(p, 1);
    bench_output(p, n);
    counts(p);
}

static void setup(struct problem *p)
{
    data(p);
    bench_work(p, least_squares_value_grad_work(p->n[0], p->n[1]));
}

static int direct(struct problem *p)
{
    return least_squares_value_grad(p->n[0], p->n[1], p->in[A], p->in[X], p->in[B],
                                    p->out[GENERATED][0], p->out[GENERATED][1], p->work);
}

static void blas(struct problem *p)
{
    const int m = (int)p->n[0], n = (int)p->n[1];
    double *const r = p->tmp[0];

    cblas_dcopy(m, p->in[B], 1, r, 1);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1, p->in[A], n, p->in[X], 1, -1, r, 1);
    p->out[BASELINE][0][0] = 0.5 * cblas_ddot(m, r, 1, r, 1);
    cblas_dgemv(CblasRowMajor, CblasTrans, m, n, 1, p->in[A], n, r, 1, 0,
                p->out[BASELINE][1], 1);
}

static void setup_prepared(struct problem *p)
{
    const int64_t m = p->n[0], n = p->n[1];
    void *work = NULL;

    data(p);
    work = bench_alloc(p, least_squares_prepare_work(m, n));
    p->state = bench_alloc(p, least_squares_state_size(m, n));
    least_squares_prepare(m, n, p->in[A], p->in[B], p->state, work);
    bench_work(p, least_squares_value_grad_prepared_work(m, n));
    p->flops = 4.0 * (double)(n * n); /* a triangular factor takes half of it */
    p->bytes = 4.0 * (double)(n * n);
}

static int prepared(struct problem *p)
{
    return least_squares_value_grad_prepared(p->n[0], p->n[1], p->state, p->in[X],
                                             p->out[GENERATED][0], p->out[GENERATED][1],
                                             p->work);
}

/* Single precision is measured against double precision, both generated. */
static void setup_float(struct problem *p)
{
    const int64_t len[] = {p->n[0] * p->n[1], p->n[1], p->n[0]};
    const size_t single = least_squares_float_value_grad_work(p->n[0], p->n[1]);

    setup(p);
    for (int k = 0; k < 3; k++) {
        float *const copy = bench_alloc(p, (size_t)len[k] * sizeof(float));

        for (int64_t i = 0; i < len[k]; i++) {
            copy[i] = (float)p->in[k][i];
        }
        p->tmp[k] = (double *)(void *)copy;
    }
    p->tmp[3] = bench_array(p, p->n[1] + 1); /* outputs in single precision */
    p->tmp[4] = bench_alloc(p, single);
    p->work_bytes = single;
    p->bytes *= 0.5;
    p->flops *= 0.5;
}

static int single(struct problem *p)
{
    float *const out = (float *)(void *)p->tmp[3];
    const int rc = least_squares_float_value_grad(
        p->n[0], p->n[1], (const float *)(void *)p->tmp[A],
        (const float *)(void *)p->tmp[X], (const float *)(void *)p->tmp[B], out, out + 1,
        p->tmp[4]);

    p->out[GENERATED][0][0] = (double)out[0];
    for (int64_t j = 0; j < p->n[1]; j++) {
        p->out[GENERATED][1][j] = (double)out[1 + j];
    }
    return rc;
}

static void twice_as_long(struct problem *p)
{
    least_squares_value_grad(p->n[0], p->n[1], p->in[A], p->in[X], p->in[B],
                             p->out[BASELINE][0], p->out[BASELINE][1], p->work);
}

const struct workload least_squares_workloads[] = {
    {"least squares", {1000000, 32}, {200000, 32}, 1.9, 2.5, 1e-9, setup, direct, blas},
    {"least squares", {100000, 256}, {30000, 256}, 1.9, 2.2, 1e-9, setup, direct, blas},
    {"least squares", {10000, 1000}, {8000, 1000}, 1.5, 1.6, 1e-9, setup, direct, blas},
    {"prepared", {1000000, 32}, {200000, 32}, 50, 0, 1e-9, setup_prepared, prepared, blas},
    {"prepared", {100000, 256}, {30000, 256}, 50, 0, 1e-9, setup_prepared, prepared, blas},
    {"prepared", {10000, 1000}, {8000, 1000}, 15, 0, 1e-9, setup_prepared, prepared, blas},
    {"float, not double",
     {1000000, 32},
     {200000, 32},
     1.6,
     0,
     1e-2,
     setup_float,
     single,
     twice_as_long},
    {"float, not double",
     {100000, 256},
     {30000, 256},
     1.6,
     0,
     1e-2,
     setup_float,
     single,
     twice_as_long},
    {0},
};
