/* Classifiers: softmax and logistic regression with first and second derivatives, an MLP.
 */
#include "bench.h"

#include "logistic.h"
#include "mlp.h"
#include "softmax.h"

#include <cblas.h>
#include <math.h>

/* C (m x n) = op(A) op(B), row-major and contiguous. */
static void gemm(int transa, int transb, int64_t m, int64_t n, int64_t k, const double *A,
                 const double *B, double *C)
{
    cblas_dgemm(CblasRowMajor, transa ? CblasTrans : CblasNoTrans,
                transb ? CblasTrans : CblasNoTrans, (int)m, (int)n, (int)k, 1, A,
                (int)(transa ? m : k), B, (int)(transb ? k : n), 0, C, (int)n);
}

/* Scores Z (n x K) become (softmax - onehot) / n; returns the mean cross entropy. */
static double softmax_residual(int64_t n, int64_t K, const int32_t *y, double *Z)
{
    double loss = 0;

    for (int64_t i = 0; i < n; i++) {
        double *const z = Z + i * K;
        const double zy = z[y[i]];
        double top = z[0], sum = 0;

        for (int64_t j = 1; j < K; j++) {
            top = z[j] > top ? z[j] : top;
        }
        for (int64_t j = 0; j < K; j++) {
            z[j] = exp(z[j] - top);
            sum += z[j];
        }
        loss += log(sum) + top - zy;
        for (int64_t j = 0; j < K; j++) {
            z[j] *= 1 / (sum * (double)n);
        }
        z[y[i]] -= 1 / (double)n;
    }
    return loss / (double)n;
}

/* ---- softmax regression: n, d, K ---- */

static void softmax_setup(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1], K = p->n[2];

    p->in[0] = bench_random(p, n * d, -1, 1);
    p->in[1] = bench_random(p, K * d, -0.3, 0.3);
    p->labels = bench_labels(p, n, K);
    p->tmp[0] = bench_array(p, n * K);
    bench_output(p, 1);
    bench_output(p, K * d);
    bench_work(p, softmax_value_grad_work(n, d, K));
    p->flops = 4.0 * (double)(n * d * K);
    p->bytes = 8.0 * (double)(n * d);
}

static int softmax_generated(struct problem *p)
{
    return softmax_value_grad(p->n[0], p->n[1], p->n[2], p->in[0], p->labels, p->in[1],
                              p->out[GENERATED][0], p->out[GENERATED][1], p->work);
}

static void softmax_blas(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1], K = p->n[2];

    gemm(0, 1, n, K, d, p->in[0], p->in[1], p->tmp[0]);
    p->out[BASELINE][0][0] = softmax_residual(n, K, p->labels, p->tmp[0]);
    gemm(1, 0, K, d, n, p->tmp[0], p->in[0], p->out[BASELINE][1]);
}

/* ---- logistic regression: n, d ---- */

static const double ridge = 0.01;

static void logistic_data(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1];
    double *y = NULL;

    p->in[0] = bench_random(p, n * d, -1, 1);
    y = bench_random(p, n, 0, 1);
    for (int64_t i = 0; i < n; i++) {
        y[i] = y[i] < 0.5 ? 0 : 1;
    }
    p->in[1] = y;
    p->in[2] = bench_random(p, d, -0.3, 0.3);
    p->in[3] = bench_random(p, d, -1, 1);
    p->tmp[0] = bench_array(p, n);
    p->tmp[1] = bench_array(p, n);
    p->bytes = 8.0 * (double)(n * d + n);
}

static void logistic_setup(struct problem *p)
{
    logistic_data(p);
    bench_output(p, 1);
    bench_output(p, p->n[1]);
    bench_work(p, logistic_value_grad_work(p->n[0], p->n[1]));
    p->flops = 4.0 * (double)(p->n[0] * p->n[1]);
}

static int logistic_generated(struct problem *p)
{
    return logistic_value_grad(p->n[0], p->n[1], p->in[0], p->in[1], p->in[2], ridge,
                               p->out[GENERATED][0], p->out[GENERATED][1], p->work);
}

static void logistic_blas(struct problem *p)
{
    const int n = (int)p->n[0], d = (int)p->n[1];
    const double *const y = p->in[1], *const w = p->in[2];
    double *const z = p->tmp[0], *const g = p->out[BASELINE][1];
    double loss = 0;

    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, d, 1, p->in[0], d, w, 1, 0, z, 1);
    for (int i = 0; i < n; i++) {
        const double e = exp(-fabs(z[i]));

        loss += (z[i] > 0 ? z[i] : 0) + log1p(e) - y[i] * z[i];
        z[i] = ((z[i] > 0 ? 1 : e) / (1 + e) - y[i]) / n;
    }
    p->out[BASELINE][0][0] = loss / n + ridge / 2 * cblas_ddot(d, w, 1, w, 1);
    cblas_dcopy(d, w, 1, g, 1);
    cblas_dgemv(CblasRowMajor, CblasTrans, n, d, 1, p->in[0], d, z, 1, ridge, g, 1);
}

static void hvp_setup(struct problem *p)
{
    logistic_data(p);
    bench_output(p, p->n[1]);
    bench_work(p, logistic_hvp_work(p->n[0], p->n[1]));
    p->flops = 6.0 * (double)(p->n[0] * p->n[1]);
}

static int hvp_generated(struct problem *p)
{
    return logistic_hvp(p->n[0], p->n[1], p->in[0], p->in[1], p->in[2], ridge, p->in[3],
                        p->out[GENERATED][0], p->work);
}

/* z becomes the second derivative of the loss at each score. */
static void curvature(int n, double *z)
{
    for (int i = 0; i < n; i++) {
        const double e = exp(-fabs(z[i]));

        z[i] = e / ((1 + e) * (1 + e)) / n;
    }
}

static void hvp_blas(struct problem *p)
{
    const int n = (int)p->n[0], d = (int)p->n[1];
    double *const z = p->tmp[0], *const u = p->tmp[1], *const h = p->out[BASELINE][0];

    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, d, 1, p->in[0], d, p->in[2], 1, 0, z, 1);
    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, d, 1, p->in[0], d, p->in[3], 1, 0, u, 1);
    curvature(n, z);
    for (int i = 0; i < n; i++) {
        u[i] *= z[i];
    }
    cblas_dcopy(d, p->in[3], 1, h, 1);
    cblas_dgemv(CblasRowMajor, CblasTrans, n, d, 1, p->in[0], d, u, 1, ridge, h, 1);
}

static void hessian_setup(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1];

    logistic_data(p);
    p->tmp[1] = bench_array(p, n * d);
    bench_output(p, d * d);
    bench_work(p, logistic_hessian_work(n, d));
    p->flops = (double)(n * d * d);
}

static int hessian_generated(struct problem *p)
{
    return logistic_hessian(p->n[0], p->n[1], p->in[0], p->in[1], p->in[2], ridge,
                            p->out[GENERATED][0], p->work);
}

static void hessian_blas(struct problem *p)
{
    const int n = (int)p->n[0], d = (int)p->n[1];
    double *const z = p->tmp[0], *const S = p->tmp[1], *const H = p->out[BASELINE][0];

    cblas_dgemv(CblasRowMajor, CblasNoTrans, n, d, 1, p->in[0], d, p->in[2], 1, 0, z, 1);
    curvature(n, z);
    for (int i = 0; i < n; i++) {
        const double root = sqrt(z[i]);

        for (int j = 0; j < d; j++) {
            S[i * d + j] = root * p->in[0][i * d + j];
        }
    }
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, d, n, 1, S, d, 0, H, d);
    for (int i = 0; i < d; i++) {
        H[i * d + i] += ridge;
        for (int j = 0; j < i; j++) {
            H[j * d + i] = H[i * d + j];
        }
    }
}

/* ---- MLP: n, d, h, K ---- */

enum { DATA, W1, B1, W2, B2 };

static void mlp_setup(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1], h = p->n[2], K = p->n[3];

    p->in[DATA] = bench_random(p, n * d, -1, 1);
    p->in[W1] = bench_random(p, h * d, -0.06, 0.06);
    p->in[B1] = bench_random(p, h, -0.1, 0.1);
    p->in[W2] = bench_random(p, K * h, -0.1, 0.1);
    p->in[B2] = bench_random(p, K, -0.1, 0.1);
    p->labels = bench_labels(p, n, K);
    p->tmp[0] = bench_array(p, n * h);
    p->tmp[1] = bench_array(p, n * K);
    p->tmp[2] = bench_array(p, n * h);
    bench_output(p, 1);
    bench_output(p, h * d);
    bench_output(p, h);
    bench_output(p, K * h);
    bench_output(p, K);
    bench_work(p, mlp_value_grad_work(n, d, h, K));
    p->flops = (double)n * (4.0 * (double)(d * h) + 6.0 * (double)(h * K));
    p->bytes = 8.0 * (double)(n * d);
}

static int mlp_generated(struct problem *p)
{
    double *const *const out = p->out[GENERATED];

    return mlp_value_grad(p->n[0], p->n[1], p->n[2], p->n[3], p->in[DATA], p->labels,
                          p->in[W1], p->in[B1], p->in[W2], p->in[B2], out[0], out[1],
                          out[2], out[3], out[4], p->work);
}

static void column_sums(int64_t m, int64_t n, const double *X, double *out)
{
    for (int64_t j = 0; j < n; j++) {
        out[j] = 0;
    }
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < n; j++) {
            out[j] += X[i * n + j];
        }
    }
}

static void mlp_blas(struct problem *p)
{
    const int64_t n = p->n[0], d = p->n[1], h = p->n[2], K = p->n[3];
    double *const H = p->tmp[0], *const Z = p->tmp[1], *const G = p->tmp[2];
    double *const *const out = p->out[BASELINE];

    gemm(0, 1, n, h, d, p->in[DATA], p->in[W1], H);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < h; j++) {
            H[i * h + j] = tanh(H[i * h + j] + p->in[B1][j]);
        }
    }
    gemm(0, 1, n, K, h, H, p->in[W2], Z);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < K; j++) {
            Z[i * K + j] += p->in[B2][j];
        }
    }
    out[0][0] = softmax_residual(n, K, p->labels, Z);
    gemm(1, 0, K, h, n, Z, H, out[3]);
    column_sums(n, K, Z, out[4]);
    gemm(0, 0, n, h, K, Z, p->in[W2], G);
    for (int64_t i = 0; i < n * h; i++) {
        G[i] *= 1 - H[i] * H[i];
    }
    gemm(1, 0, h, d, n, G, p->in[DATA], out[1]);
    column_sums(n, h, G, out[2]);
}

const struct workload classifier_workloads[] = {
    {"softmax regression",
     {60000, 784, 10},
     {6000, 784, 10},
     1.8,
     2.8,
     1e-9,
     softmax_setup,
     softmax_generated,
     softmax_blas},
    {"softmax regression",
     {100000, 54, 7},
     {30000, 54, 7},
     2.5,
     4,
     1e-9,
     softmax_setup,
     softmax_generated,
     softmax_blas},
    {"softmax regression",
     {10000, 512, 1000},
     {1000, 512, 1000},
     1.05,
     1,
     1e-9,
     softmax_setup,
     softmax_generated,
     softmax_blas},
    {"logistic regression",
     {100000, 100},
     {50000, 100},
     1.8,
     0,
     1e-9,
     logistic_setup,
     logistic_generated,
     logistic_blas},
    {"logistic hvp",
     {100000, 100},
     {50000, 100},
     1.8,
     0,
     1e-9,
     hvp_setup,
     hvp_generated,
     hvp_blas},
    {"logistic Hessian",
     {400, 200},
     {400, 200},
     1,
     0,
     1e-9,
     hessian_setup,
     hessian_generated,
     hessian_blas},
    {"MLP",
     {10000, 784, 256, 10},
     {1000, 784, 256, 10},
     1.2,
     0,
     1e-9,
     mlp_setup,
     mlp_generated,
     mlp_blas},
    {0},
};
