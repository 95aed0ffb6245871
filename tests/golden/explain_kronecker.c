/* Made by mdgen 0.1.0 from explain_kronecker.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from explain_kronecker.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t product_jvp_work(int64_t m, int64_t n, int64_t p, int64_t q);
int product_jvp(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *v_X, double *dvalue, void *work);
size_t product_vjp_work(int64_t m, int64_t n, int64_t p, int64_t q);
int product_vjp(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *w, double *grad_X, void *work);
size_t product_jacobian_work(int64_t m, int64_t n, int64_t p, int64_t q);
int product_jacobian(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, double *jac_X, void *work);
size_t inverse_jacobian_work(int64_t n);
int inverse_jacobian(int64_t n, const double *S, double *jac_S, void *work);
size_t gram_jacobian_work(int64_t n, int64_t p);
int gram_jacobian(int64_t n, int64_t p, const double *X, double *jac_X, void *work);
size_t elements_jacobian_work(int64_t n, int64_t p);
int elements_jacobian(int64_t n, int64_t p, const double *X, double *jac_X, void *work);
size_t square_jacobian_work(int64_t n);
int square_jacobian(int64_t n, const double *x, double *jac_x, void *work);
size_t times_jacobian_t_work(int64_t n, int64_t p);
int times_jacobian_t(int64_t n, int64_t p, const double *X, const double *x,
    double *jac_t_X, double *jac_t_x, void *work);
size_t activation_jvp_work(int64_t n);
int activation_jvp(int64_t n, const double *S, const double *x, const double *v_x,
    double *dvalue, void *work);
size_t activation_vjp_work(int64_t n);
int activation_vjp(int64_t n, const double *S, const double *x, const double *w,
    double *grad_x, void *work);
size_t activation_jacobian_work(int64_t n);
int activation_jacobian(int64_t n, const double *S, const double *x, double *jac_x,
    void *work);
size_t fit_hessian_work(int64_t m, int64_t n, int64_t p, int64_t q);
int fit_hessian(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *Y, double *hess_X_X, void *work);
size_t volume_hessian_work(int64_t n);
int volume_hessian(int64_t n, const double *S, double *hess_S_S, void *work);
size_t trace_hessian_work(int64_t n);
int trace_hessian(int64_t n, const double *S, const double *C, double *hess_S_S,
    void *work);
size_t form_hessian_work(int64_t n);
int form_hessian(int64_t n, const double *S, const double *x, double *hess_x_x,
    double *hess_x_S, double *hess_S_S, void *work);
size_t form_hvp_work(int64_t n);
int form_hvp(int64_t n, const double *S, const double *x, const double *v_x,
    const double *v_S, double *hv_x, double *hv_S, void *work);

/* Bytes of workspace for product_jvp; SIZE_MAX if they do not fit. */
size_t product_jvp_work(int64_t m, int64_t n, int64_t p, int64_t q)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, p), 0);
    const int64_t parts = mdrt_parts(m, block, 0);
    const int64_t part_size = mdrt_imul(block, p);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0 || p < 0 || q < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int product_jvp_compute(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *v_X, double *dvalue, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, p), 0);
    const int64_t parts = mdrt_parts(m, block, 0);
    const int64_t part_size = mdrt_imul(block, p);
    double *const part_arrays = (double *)work;

    (void)X;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_v_X = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            double *const dvalue_rows = dvalue == NULL ? NULL : dvalue + at * q;

            /* explain_kronecker.lua:7  A_v_X = A v_X */
            mdrt_gemm_block(MDRT_N, MDRT_N, rows, p, n, 1.0, A_rows, n, v_X, p, 0.0, A_v_X, p);
            /* explain_kronecker.lua:7  dvalue = A_v_X B */
            mdrt_gemm_block(MDRT_N, MDRT_N, rows, q, p, 1.0, A_v_X, p, B, q, 0.0, dvalue_rows, q);
        }
    }
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   q          size, >= 0
 *   A          m x n, row-major
 *   X          n x p, row-major
 *   B          p x q, row-major
 *   v_X        n x p, row-major
 *   dvalue     out, m x q, row-major; NULL: left out
 *   work       product_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int product_jvp(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *v_X, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || p < 0 || q < 0 || product_jvp_work(m, n, p, q) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(p, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (mdrt_bytes(mdrt_imul(m, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (dvalue != NULL) {
        rc = product_jvp_compute(m, n, p, q, A, X, B, v_X, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(m < 0 || q < 0 ? 0 : mdrt_imul(m, q), dvalue);
    }
    return rc;
}

/* Bytes of workspace for product_vjp; SIZE_MAX if they do not fit. */
size_t product_vjp_work(int64_t m, int64_t n, int64_t p, int64_t q)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0 || p < 0 || q < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, p), sizeof(double))); /* B_w */
    return bytes;
}

MDRT_VECTORISE
static int product_vjp_compute(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *w, double *grad_X, void *work)
{
    double *const B_w = (double *)work;

    (void)X;
    /* explain_kronecker.lua:7  B_w = B w' */
    mdrt_gemm(MDRT_N, MDRT_T, p, m, q, 1.0, B, q, w, q, 0.0, B_w, m);
    /* explain_kronecker.lua:7  grad_X = A' B_w' */
    mdrt_gemm(MDRT_T, MDRT_T, n, p, m, 1.0, A, n, B_w, m, 0.0, grad_X, p);
    return MDRT_EOK;
}

/* The gradient of Tr(w' value).
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   q          size, >= 0
 *   A          m x n, row-major
 *   X          n x p, row-major
 *   B          p x q, row-major
 *   w          m x q, row-major
 *   grad_X     out, n x p, row-major; NULL: left out
 *   work       product_vjp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int product_vjp(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *w, double *grad_X, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || p < 0 || q < 0 || product_vjp_work(m, n, p, q) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(p, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (grad_X != NULL) {
        rc = product_vjp_compute(m, n, p, q, A, X, B, w, grad_X, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 || p < 0 ? 0 : mdrt_imul(n, p), grad_X);
    }
    return rc;
}

/* Bytes of workspace for product_jacobian; SIZE_MAX if they do not fit. */
size_t product_jacobian_work(int64_t m, int64_t n, int64_t p, int64_t q)
{
    (void)m;
    (void)n;
    (void)p;
    (void)q;
    return 0;
}

MDRT_VECTORISE
static int product_jacobian_compute(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, double *jac_X, void *work)
{

    (void)X;
    (void)work;
    /* explain_kronecker.lua:7  jac_X = A[i,k] B[l,j] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < q; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < p; l++) {
                    jac_X[((i * q + j) * n + k) * p + l] = A[i * n + k] * B[l * q + j];
                }
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   q          size, >= 0
 *   A          m x n, row-major
 *   X          n x p, row-major
 *   B          p x q, row-major
 *   jac_X      out, (m*q) x (n*p), row-major; NULL: left out
 *   work       product_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int product_jacobian(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, double *jac_X, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || p < 0 || q < 0 || product_jacobian_work(m, n, p, q) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(p, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(m, n), p), q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (jac_X != NULL) {
        rc = product_jacobian_compute(m, n, p, q, A, X, B, jac_X, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, q) < 0 || mdrt_imul(n, p) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(m, n), p), q), jac_X);
    }
    return rc;
}

/* Bytes of workspace for inverse_jacobian; SIZE_MAX if they do not fit. */
size_t inverse_jacobian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_S */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_S */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_S */
    return bytes;
}

MDRT_VECTORISE
static int inverse_jacobian_compute(int64_t n, const double *S, double *jac_S, void *work)
{
    double *const LU_S = (double *)work;
    double *const scratch = LU_S + (n * n);
    double *const inv_S = scratch + mdrt_lu_inv_work(n);
    int32_t *const piv_S = (int32_t *)(void *)(inv_S + (n * n));
    int rc = MDRT_EOK;

    /* explain_kronecker.lua:8  factors of S */
    rc = mdrt_lu(n, S, LU_S, piv_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 8);
    }
    /* explain_kronecker.lua:8  inv_S = S^-1 */
    rc = mdrt_lu_inv(n, LU_S, piv_S, inv_S, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 8);
    }
    /* explain_kronecker.lua:8  jac_S = -[inv_S[l,j] inv_S[i,k]]_{i,j,k,l} */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < n; l++) {
                    jac_S[((i * n + j) * n + k) * n + l] = -inv_S[l * n + j] * inv_S[i * n + k];
                }
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   jac_S      out, (n*n) x (n*n), row-major; NULL: left out
 *   work       inverse_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int inverse_jacobian(int64_t n, const double *S, double *jac_S, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || inverse_jacobian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 8);
    } else if (jac_S != NULL) {
        rc = inverse_jacobian_compute(n, S, jac_S, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), jac_S);
    }
    return rc;
}

/* Bytes of workspace for gram_jacobian; SIZE_MAX if they do not fit. */
size_t gram_jacobian_work(int64_t n, int64_t p)
{
    (void)n;
    (void)p;
    return 0;
}

MDRT_VECTORISE
static int gram_jacobian_compute(int64_t n, int64_t p, const double *X, double *jac_X, void *work)
{

    (void)work;
    /* explain_kronecker.lua:9  jac_X = X[k,j] I[l,i] + X[k,i] I[l,j] */
    for (int64_t i = 0; i < p; i++) {
        for (int64_t j = 0; j < p; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < p; l++) {
                    jac_X[((i * p + j) * n + k) * p + l] = (l == i ? X[k * p + j] : 0.0) + (l == j ? X[k * p + i] : 0.0);
                }
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   n          size, >= 0
 *   p          size, >= 0
 *   X          n x p, row-major
 *   jac_X      out, (p*p) x (n*p), row-major; NULL: left out
 *   work       gram_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gram_jacobian(int64_t n, int64_t p, const double *X, double *jac_X, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || p < 0 || gram_jacobian_work(n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, p), p), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 9);
    } else if (jac_X != NULL) {
        rc = gram_jacobian_compute(n, p, X, jac_X, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(p, p) < 0 || mdrt_imul(n, p) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, p), p), p), jac_X);
    }
    return rc;
}

/* Bytes of workspace for elements_jacobian; SIZE_MAX if they do not fit. */
size_t elements_jacobian_work(int64_t n, int64_t p)
{
    size_t bytes = sizeof(double);

    if (n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, p), sizeof(double))); /* exp_X */
    return bytes;
}

MDRT_VECTORISE
static int elements_jacobian_compute(int64_t n, int64_t p, const double *X, double *jac_X,
    void *work)
{
    double *const exp_X = (double *)work;

    /* explain_kronecker.lua:10  exp_X = exp(X) */
    mdrt_vexp(n * p, X, exp_X);
    /* explain_kronecker.lua:10  jac_X = exp_X[i,j] I[i,k] I[j,l] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < p; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < p; l++) {
                    jac_X[((i * p + j) * n + k) * p + l] = (i == k && j == l ? exp_X[i * p + j] : 0.0);
                }
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   n          size, >= 0
 *   p          size, >= 0
 *   X          n x p, row-major
 *   jac_X      out, (n*p) x (n*p), row-major; NULL: left out
 *   work       elements_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int elements_jacobian(int64_t n, int64_t p, const double *X, double *jac_X, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || p < 0 || elements_jacobian_work(n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), p), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 10);
    } else if (jac_X != NULL) {
        rc = elements_jacobian_compute(n, p, X, jac_X, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, p) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, n), p), p), jac_X);
    }
    return rc;
}

/* Bytes of workspace for square_jacobian; SIZE_MAX if they do not fit. */
size_t square_jacobian_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int square_jacobian_compute(int64_t n, const double *x, double *jac_x, void *work)
{

    (void)work;
    /* explain_kronecker.lua:11  jac_x = x[j] I[k,i] + x[i] I[k,j] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < n; k++) {
                jac_x[(i * n + j) * n + k] = (k == i ? x[j] : 0.0) + (k == j ? x[i] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   n          size, >= 0
 *   x          n elements
 *   jac_x      out, (n*n) x n, row-major; NULL: left out
 *   work       square_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int square_jacobian(int64_t n, const double *x, double *jac_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || square_jacobian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 11);
    } else if (jac_x != NULL) {
        rc = square_jacobian_compute(n, x, jac_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n) < 0 || n < 0 ? 0 : mdrt_imul(mdrt_imul(n, n), n), jac_x);
    }
    return rc;
}

/* Bytes of workspace for times_jacobian_t; SIZE_MAX if they do not fit. */
size_t times_jacobian_t_work(int64_t n, int64_t p)
{
    (void)n;
    (void)p;
    return 0;
}

MDRT_VECTORISE
static int times_jacobian_t_compute(int64_t n, int64_t p, const double *X, const double *x,
    double *jac_t_X, double *jac_t_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(p, 1), 0);
    const int64_t parts = mdrt_parts(n, block, 0);

    (void)work;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * p;
            const double *const x_rows = x + at;
            double *const jac_t_X_rows = jac_t_X == NULL ? NULL : jac_t_X + at * p * p;
            double *const jac_t_x_rows = jac_t_x == NULL ? NULL : jac_t_x + at * p;

            if (jac_t_X != NULL) {
                /* explain_kronecker.lua:12  jac_t_X = x[i] I[j,k] */
                for (int64_t i = 0; i < rows; i++) {
                    for (int64_t j = 0; j < p; j++) {
                        for (int64_t k = 0; k < p; k++) {
                            jac_t_X_rows[(i * p + j) * p + k] = (j == k ? x_rows[i] : 0.0);
                        }
                    }
                }
            }
            if (jac_t_x != NULL) {
                /* explain_kronecker.lua:12  jac_t_x = X */
                mdrt_copy(rows * p, X_rows, jac_t_x_rows);
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a column for each element of the value.
 *   n          size, >= 0
 *   p          size, >= 0
 *   X          n x p, row-major
 *   x          n elements
 *   jac_t_X    out, (n*p) x p, row-major; NULL: left out
 *   jac_t_x    out, n x p, row-major; NULL: left out
 *   work       times_jacobian_t_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int times_jacobian_t(int64_t n, int64_t p, const double *X, const double *x,
    double *jac_t_X, double *jac_t_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || p < 0 || times_jacobian_t_work(n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(n, p), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 12);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 12);
    } else {
        rc = times_jacobian_t_compute(n, p, X, x, jac_t_X, jac_t_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, p) < 0 || p < 0 ? 0 : mdrt_imul(mdrt_imul(n, p), p), jac_t_X);
        mdrt_nan(n < 0 || p < 0 ? 0 : mdrt_imul(n, p), jac_t_x);
    }
    return rc;
}

/* Bytes of workspace for activation_jvp; SIZE_MAX if they do not fit. */
size_t activation_jvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* S_x */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* S_v_x */
    return bytes;
}

MDRT_VECTORISE
static int activation_jvp_compute(int64_t n, const double *S, const double *x, const double *v_x,
    double *dvalue, void *work)
{
    double *const S_x = (double *)work;
    double *const S_v_x = S_x + n;
    double *const sech2_S_x = S_x; /* its memory is free by then */

    /* explain_kronecker.lua:13  S_x = S x */
    mdrt_gemv(MDRT_N, n, n, 1.0, S, n, x, 0.0, S_x);
    /* explain_kronecker.lua:13  S_v_x = S v_x */
    mdrt_gemv(MDRT_N, n, n, 1.0, S, n, v_x, 0.0, S_v_x);
    /* explain_kronecker.lua:13  sech2_S_x = 1 - tanh(S_x).^2 */
    mdrt_vsech2(n, S_x, sech2_S_x);
    /* explain_kronecker.lua:13  dvalue = S_v_x .* sech2_S_x */
    for (int64_t i = 0; i < n; i++) {
        dvalue[i] = S_v_x[i] * sech2_S_x[i];
    }
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   v_x        n elements
 *   dvalue     out, n elements; NULL: left out
 *   work       activation_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int activation_jvp(int64_t n, const double *S, const double *x, const double *v_x,
    double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || activation_jvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (dvalue != NULL) {
        rc = activation_jvp_compute(n, S, x, v_x, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, dvalue);
    }
    return rc;
}

/* Bytes of workspace for activation_vjp; SIZE_MAX if they do not fit. */
size_t activation_vjp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* S_x */
    return bytes;
}

MDRT_VECTORISE
static int activation_vjp_compute(int64_t n, const double *S, const double *x, const double *w,
    double *grad_x, void *work)
{
    double *const S_x = (double *)work;
    double *const sech2_S_x = S_x; /* its memory is free by then */
    double *const sech2_prod_w = S_x; /* its memory is free by then */

    /* explain_kronecker.lua:13  S_x = S x */
    mdrt_gemv(MDRT_N, n, n, 1.0, S, n, x, 0.0, S_x);
    /* explain_kronecker.lua:13  sech2_S_x = 1 - tanh(S_x).^2 */
    mdrt_vsech2(n, S_x, sech2_S_x);
    /* explain_kronecker.lua:13  sech2_prod_w = sech2_S_x .* w */
    for (int64_t i = 0; i < n; i++) {
        sech2_prod_w[i] = sech2_S_x[i] * w[i];
    }
    /* explain_kronecker.lua:13  grad_x = S' sech2_prod_w */
    mdrt_gemv(MDRT_T, n, n, 1.0, S, n, sech2_prod_w, 0.0, grad_x);
    return MDRT_EOK;
}

/* The gradient of Tr(w' value).
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   w          n elements
 *   grad_x     out, n elements; NULL: left out
 *   work       activation_vjp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int activation_vjp(int64_t n, const double *S, const double *x, const double *w,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || activation_vjp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (grad_x != NULL) {
        rc = activation_vjp_compute(n, S, x, w, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for activation_jacobian; SIZE_MAX if they do not fit. */
size_t activation_jacobian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* S_x */
    return bytes;
}

MDRT_VECTORISE
static int activation_jacobian_compute(int64_t n, const double *S, const double *x, double *jac_x,
    void *work)
{
    double *const S_x = (double *)work;
    double *const sech2_S_x = S_x; /* its memory is free by then */

    /* explain_kronecker.lua:13  S_x = S x */
    mdrt_gemv(MDRT_N, n, n, 1.0, S, n, x, 0.0, S_x);
    /* explain_kronecker.lua:13  sech2_S_x = 1 - tanh(S_x).^2 */
    mdrt_vsech2(n, S_x, sech2_S_x);
    /* explain_kronecker.lua:13  jac_x = diag(sech2_S_x) S */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            jac_x[i * n + j] = S[i * n + j] * sech2_S_x[i];
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   jac_x      out, n x n, row-major; NULL: left out
 *   work       activation_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int activation_jacobian(int64_t n, const double *S, const double *x, double *jac_x,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || activation_jacobian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 13);
    } else if (jac_x != NULL) {
        rc = activation_jacobian_compute(n, S, x, jac_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), jac_x);
    }
    return rc;
}

/* Bytes of workspace for fit_hessian; SIZE_MAX if they do not fit. */
size_t fit_hessian_work(int64_t m, int64_t n, int64_t p, int64_t q)
{
    const int64_t block =
        mdrt_block_rows(m, n, mdrt_imul(n, n));
    const int64_t parts = mdrt_parts(m, block, mdrt_imul(n, n));
    const int64_t part_size = mdrt_imul(n, n);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0 || p < 0 || q < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(p, p), sizeof(double))); /* B_B */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* A_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int fit_hessian_compute(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *Y, double *hess_X_X, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, n, mdrt_imul(n, n));
    const int64_t parts = mdrt_parts(m, block, mdrt_imul(n, n));
    const int64_t part_size = mdrt_imul(n, n);
    double *const B_B = (double *)work;
    double *const A_A = B_B + (p * p);
    double *const part_arrays = A_A + (n * n);

    (void)X;
    (void)Y;
    /* explain_kronecker.lua:7  B_B = B B' */
    mdrt_syrk(MDRT_N, p, q, 1.0, B, q, 0.0, B_B, p);
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_A_part = parts == 1 ? A_A : part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        mdrt_fill(n * n, 0.0, A_A_part);
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;

            /* explain_kronecker.lua:7  A_A += A' A */
            mdrt_syrk_block(MDRT_T, n, rows, 1.0, A_rows, n, 1.0, A_A_part, n);
        }
    }
    if (parts > 1) {
        mdrt_fill(n * n, 0.0, A_A);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n * n, 1.0, part_arrays + part * part_size, A_A);
        }
    }
    /* explain_kronecker.lua:14  hess_X_X = 2 [B_B[l,j] A_A[k,i]]_{i,j,k,l} */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < p; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < p; l++) {
                    hess_X_X[((i * p + j) * n + k) * p + l] = 2.0 * B_B[l * p + j] * A_A[k * n + i];
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   q          size, >= 0
 *   A          m x n, row-major
 *   X          n x p, row-major
 *   B          p x q, row-major
 *   Y          m x q, row-major
 *   hess_X_X   out, (n*p) x (n*p), row-major; NULL: left out
 *   work       fit_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fit_hessian(int64_t m, int64_t n, int64_t p, int64_t q, const double *A,
    const double *X, const double *B, const double *Y, double *hess_X_X, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || p < 0 || q < 0 || fit_hessian_work(m, n, p, q) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(p, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, q), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), p), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 14);
    } else if (hess_X_X != NULL) {
        rc = fit_hessian_compute(m, n, p, q, A, X, B, Y, hess_X_X, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, p) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, n), p), p), hess_X_X);
    }
    return rc;
}

/* Bytes of workspace for volume_hessian; SIZE_MAX if they do not fit. */
size_t volume_hessian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_S */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_S */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_S */
    return bytes;
}

MDRT_VECTORISE
static int volume_hessian_compute(int64_t n, const double *S, double *hess_S_S, void *work)
{
    double *const LU_S = (double *)work;
    double *const scratch = LU_S + (n * n);
    double *const inv_S = scratch + mdrt_lu_inv_work(n);
    int32_t *const piv_S = (int32_t *)(void *)(inv_S + (n * n));
    double logdet_S = 0.0;
    int rc = MDRT_EOK;

    /* explain_kronecker.lua:8  factors of S */
    rc = mdrt_lu(n, S, LU_S, piv_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 8);
    }
    /* explain_kronecker.lua:8  inv_S = S^-1 */
    rc = mdrt_lu_inv(n, LU_S, piv_S, inv_S, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 8);
    }
    /* explain_kronecker.lua:15  logdet_S = log det(S) */
    rc = mdrt_lu_logdet(n, LU_S, piv_S, &logdet_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 15);
    }
    /* explain_kronecker.lua:15  hess_S_S = -[inv_S[l,i] inv_S[j,k]]_{i,j,k,l} */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < n; l++) {
                    hess_S_S[((i * n + j) * n + k) * n + l] = -inv_S[l * n + i] * inv_S[j * n + k];
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   hess_S_S   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       volume_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int volume_hessian(int64_t n, const double *S, double *hess_S_S, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || volume_hessian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 15);
    } else if (hess_S_S != NULL) {
        rc = volume_hessian_compute(n, S, hess_S_S, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_S_S);
    }
    return rc;
}

/* Bytes of workspace for trace_hessian; SIZE_MAX if they do not fit. */
size_t trace_hessian_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int trace_hessian_compute(int64_t n, const double *S, const double *C, double *hess_S_S,
    void *work)
{

    (void)S;
    (void)work;
    /* explain_kronecker.lua:16  hess_S_S = 2 [C[l,k] C[j,i]]_{i,j,k,l} */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < n; l++) {
                    hess_S_S[((i * n + j) * n + k) * n + l] = 2.0 * C[l * n + k] * C[j * n + i];
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   C          n x n, row-major
 *   hess_S_S   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       trace_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int trace_hessian(int64_t n, const double *S, const double *C, double *hess_S_S,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || trace_hessian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 16);
    } else if (hess_S_S != NULL) {
        rc = trace_hessian_compute(n, S, C, hess_S_S, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_S_S);
    }
    return rc;
}

/* Bytes of workspace for form_hessian; SIZE_MAX if they do not fit. */
size_t form_hessian_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int form_hessian_compute(int64_t n, const double *S, const double *x, double *hess_x_x,
    double *hess_x_S, double *hess_S_S, void *work)
{

    (void)work;
    if (hess_x_x != NULL) {
        /* explain_kronecker.lua:17  hess_x_x = S + S' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hess_x_x[i * n + j] = S[i * n + j] + S[j * n + i];
            }
        }
    }
    if (hess_x_S != NULL) {
        /* explain_kronecker.lua:17  hess_x_S = x[k] I[j,i] + x[j] I[k,i] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    hess_x_S[(i * n + j) * n + k] = (j == i ? x[k] : 0.0) + (k == i ? x[j] : 0.0);
                }
            }
        }
    }
    if (hess_S_S != NULL) {
        /* explain_kronecker.lua:17  hess_S_S = 0 */
        for (int64_t i = 0; i < n * n * n * n; i++) {
            hess_S_S[i] = 0.0;
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   hess_x_x   out, n x n, row-major; NULL: left out
 *   hess_x_S   out, n x (n*n), row-major; NULL: left out
 *   hess_S_S   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       form_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int form_hessian(int64_t n, const double *S, const double *x, double *hess_x_x,
    double *hess_x_S, double *hess_S_S, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || form_hessian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 17);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 17);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 17);
    } else {
        rc = form_hessian_compute(n, S, x, hess_x_x, hess_x_S, hess_S_S, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), hess_x_x);
        mdrt_nan(n < 0 || mdrt_imul(n, n) < 0 ? 0 : mdrt_imul(mdrt_imul(n, n), n), hess_x_S);
        mdrt_nan(mdrt_imul(n, n) < 0 ? 0 : mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_S_S);
    }
    return rc;
}

/* Bytes of workspace for form_hvp; SIZE_MAX if they do not fit. */
size_t form_hvp_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int form_hvp_compute(int64_t n, const double *S, const double *x, const double *v_x,
    const double *v_S, double *hv_x, double *hv_S, void *work)
{

    (void)work;
    if (hv_S != NULL) {
        /* explain_kronecker.lua:11  hv_S = v_x x' + x v_x' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_S[i * n + j] = x[j] * v_x[i] + x[i] * v_x[j];
            }
        }
    }
    if (hv_x != NULL) {
        /* explain_kronecker.lua:13  hv_x = v_S x */
        mdrt_gemv(MDRT_N, n, n, 1.0, v_S, n, x, 0.0, hv_x);
        /* explain_kronecker.lua:13  hv_x += S v_x */
        mdrt_gemv(MDRT_N, n, n, 1.0, S, n, v_x, 1.0, hv_x);
        /* explain_kronecker.lua:17  hv_x += v_S' x */
        mdrt_gemv(MDRT_T, n, n, 1.0, v_S, n, x, 1.0, hv_x);
        /* explain_kronecker.lua:17  hv_x += S' v_x */
        mdrt_gemv(MDRT_T, n, n, 1.0, S, n, v_x, 1.0, hv_x);
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   v_x        n elements
 *   v_S        n x n, row-major
 *   hv_x       out, n elements; NULL: left out
 *   hv_S       out, n x n, row-major; NULL: left out
 *   work       form_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int form_hvp(int64_t n, const double *S, const double *x, const double *v_x,
    const double *v_S, double *hv_x, double *hv_S, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || form_hvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 17);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 17);
    } else {
        rc = form_hvp_compute(n, S, x, v_x, v_S, hv_x, hv_S, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, hv_x);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), hv_S);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
