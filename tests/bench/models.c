/* Models: the Gaussian mixture of ADBench, matrix factorisation with a mask, a loss of
 * margins. */
#include "bench.h"

#include "factorisation.h"
#include "gmm.h"
#include "softplus_loss.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

/* ---- Gaussian mixture: n samples; d and K are fixed in the spec ---- */

enum { D = 20, K = 25 };
enum { X, ALPHA, MU, Q, L };
static const double gamma_ = 0.7, wishart = 2;

static void gmm_setup(struct problem *p)
{
    const int64_t n = p->n[0];

    p->in[X] = bench_random(p, n * D, -1, 1);
    p->in[ALPHA] = bench_random(p, K, -1, 1);
    p->in[MU] = bench_random(p, K * D, -1, 1);
    p->in[Q] = bench_random(p, K * D, -0.5, 0.5);
    p->in[L] = bench_random(p, K * D * D, -0.3, 0.3);
    bench_output(p, 1);
    bench_output(p, K);
    bench_output(p, K * D);
    bench_output(p, K * D);
    bench_output(p, K * D * D);
    bench_work(p, gmm_value_grad_work(n));
    p->flops = (double)n * K * (D * D * 3.0);
    p->bytes = 8.0 * (double)(n * D);
}

static int gmm_generated(struct problem *p)
{
    double *const *const out = p->out[GENERATED];

    return gmm_value_grad(p->n[0], p->in[X], p->in[ALPHA], p->in[MU], p->in[Q], p->in[L],
                          gamma_, wishart, out[0], out[1], out[2], out[3], out[4], p->work);
}

/* log sum exp of x, and its softmax in P. */
static double softmax(int n, const double *x, double *P)
{
    double top = x[0], sum = 0;

    for (int k = 1; k < n; k++) {
        top = x[k] > top ? x[k] : top;
    }
    for (int k = 0; k < n; k++) {
        P[k] = exp(x[k] - top);
        sum += P[k];
    }
    for (int k = 0; k < n; k++) {
        P[k] /= sum;
    }
    return top + log(sum);
}

/* One sample: its likelihood, and its part of the gradients. e holds exp(q), base the
 * summands that do not depend on the sample. */
static double gmm_sample(const struct problem *p, const double *x, const double *e,
                         const double *base)
{
    double diff[K][D], r[K][D], part[K], P[K];
    double *const *const out = p->out[BASELINE];
    double lse = 0;

    for (int k = 0; k < K; k++) {
        const double *const l = p->in[L] + k * D * D;
        double norm = 0;

        for (int j = 0; j < D; j++) {
            diff[k][j] = x[j] - p->in[MU][k * D + j];
        }
        for (int i = 0; i < D; i++) {
            double s = e[k * D + i] * diff[k][i];

            for (int j = 0; j < i; j++) {
                s += l[i * D + j] * diff[k][j];
            }
            r[k][i] = s;
            norm += s * s;
        }
        part[k] = base[k] - 0.5 * norm;
    }
    lse = softmax(K, part, P);
    for (int k = 0; k < K; k++) {
        const double *const l = p->in[L] + k * D * D;
        double *const mu = out[2] + k * D, *const dl = out[4] + k * D * D;

        out[1][k] += P[k];
        for (int i = 0; i < D; i++) {
            const double w = P[k] * r[k][i];

            for (int j = 0; j < i; j++) {
                mu[j] += w * l[i * D + j];
                dl[i * D + j] -= w * diff[k][j];
            }
            mu[i] += w * e[k * D + i];
            out[3][k * D + i] += P[k] - w * e[k * D + i] * diff[k][i];
        }
    }
    return lse;
}

static void gmm_scalar(struct problem *p)
{
    const int64_t n = p->n[0];
    double *const *const out = p->out[BASELINE];
    double e[K * D], base[K], P[K], value = 0;

    for (int k = 1; k < MAX_OUTPUTS; k++) {
        memset(out[k], 0, (size_t)p->len[k] * sizeof(double));
    }
    for (int k = 0; k < K; k++) {
        base[k] = p->in[ALPHA][k];
        for (int j = 0; j < D; j++) {
            const double q = p->in[Q][k * D + j];

            e[k * D + j] = exp(q);
            base[k] += q;
            value += 0.5 * gamma_ * gamma_ * e[k * D + j] * e[k * D + j] - wishart * q;
        }
    }
    for (int64_t i = 0; i < n; i++) {
        value += gmm_sample(p, p->in[X] + i * D, e, base);
    }
    value -= (double)n * softmax(K, p->in[ALPHA], P);
    for (int k = 0; k < K; k++) {
        out[1][k] -= (double)n * P[k];
        for (int i = 0; i < D; i++) {
            out[3][k * D + i] += gamma_ * gamma_ * e[k * D + i] * e[k * D + i] - wishart;
            for (int j = 0; j < i; j++) {
                const double l = p->in[L][(k * D + i) * D + j];

                out[4][(k * D + i) * D + j] += gamma_ * gamma_ * l;
                value += 0.5 * gamma_ * gamma_ * l * l;
            }
        }
    }
    out[0][0] = value;
}

/* ---- matrix factorisation: m, n, rank ---- */

static const double ridge = 0.01;

static void factorisation_setup(struct problem *p)
{
    const int64_t m = p->n[0], n = p->n[1], k = p->n[2];

    p->in[0] = bench_random(p, m * n, -1, 1);
    p->in[1] = bench_random(p, m * n, 0, 1);
    for (int64_t i = 0; i < m * n; i++) {
        p->in[1][i] = p->in[1][i] < 0.3 ? 1 : 0;
    }
    p->in[2] = bench_random(p, m * k, -1, 1);
    p->in[3] = bench_random(p, n * k, -1, 1);
    p->tmp[0] = bench_array(p, m * n);
    bench_output(p, 1);
    bench_output(p, m * k);
    bench_output(p, n * k);
    bench_work(p, factorisation_value_grad_work(m, n, k));
    p->flops = 6.0 * (double)(m * n * k);
    p->bytes = 16.0 * (double)(m * n);
}

static int factorisation_generated(struct problem *p)
{
    double *const *const out = p->out[GENERATED];

    return factorisation_value_grad(p->n[0], p->n[1], p->n[2], p->in[0], p->in[1], p->in[2],
                                    p->in[3], ridge, out[0], out[1], out[2], p->work);
}

static void factorisation_blas(struct problem *p)
{
    const int m = (int)p->n[0], n = (int)p->n[1], k = (int)p->n[2];
    const double *const x = p->in[0], *const M = p->in[1], *const U = p->in[2];
    const double *const V = p->in[3];
    double *const R = p->tmp[0], *const *const out = p->out[BASELINE];
    double loss = 0;

    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, U, k, V, k, 0, R, n);
    for (int64_t i = 0; i < (int64_t)m * n; i++) {
        const double r = M[i] * (x[i] - R[i]);

        loss += r * r;
        R[i] = M[i] * r;
    }
    out[0][0] =
        0.5 * loss +
        0.5 * ridge * (cblas_ddot(m * k, U, 1, U, 1) + cblas_ddot(n * k, V, 1, V, 1));
    cblas_dcopy(m * k, U, 1, out[1], 1);
    cblas_dcopy(n * k, V, 1, out[2], 1);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, k, n, -1, R, n, V, k, ridge,
                out[1], k);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, k, m, -1, R, n, U, k, ridge,
                out[2], k);
}

/* ---- softplus loss: n margins ---- */

static void softplus_setup(struct problem *p)
{
    const int64_t n = p->n[0];

    p->in[0] = bench_random(p, n, -5, 5);
    p->in[1] = bench_random(p, n, -1, 1);
    for (int64_t i = 0; i < n; i++) {
        p->in[1][i] = p->in[1][i] < 0 ? -1 : 1;
    }
    bench_output(p, 1);
    bench_output(p, n);
    bench_work(p, softplus_loss_value_grad_work(n));
    p->flops = 0;
    p->bytes = 32.0 * (double)n; /* what is written is read first */
}

static int softplus_generated(struct problem *p)
{
    return softplus_loss_value_grad(p->n[0], p->in[0], p->in[1], p->out[GENERATED][0],
                                    p->out[GENERATED][1], p->work);
}

static void softplus_scalar(struct problem *p)
{
    const double *const z = p->in[0], *const y = p->in[1];
    double *const g = p->out[BASELINE][1];
    double loss = 0;

    for (int64_t i = 0; i < p->n[0]; i++) {
        const double t = -y[i] * z[i], e = exp(-fabs(t));

        loss += (t > 0 ? t : 0) + log1p(e);
        g[i] = -y[i] * (t > 0 ? 1 : e) / (1 + e);
    }
    p->out[BASELINE][0][0] = loss;
}

const struct workload model_workloads[] = {
    {"Gaussian mixture", {10000}, {1000}, 2, 0, 1e-9, gmm_setup, gmm_generated, gmm_scalar},
    {"masked factorisation",
     {2000, 1500, 10},
     {1000, 750, 10},
     1.3,
     0,
     1e-9,
     factorisation_setup,
     factorisation_generated,
     factorisation_blas},
    {"softplus loss",
     {10000000},
     {1000000},
     2.5,
     0,
     1e-9,
     softplus_setup,
     softplus_generated,
     softplus_scalar},
    {0},
};
