/* Made by mdgen 0.1.0 from gaussian.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * gaussian
 *     value = 1/2 x' S^-1 x + 1/2 log det(S)
 *     grad_S = 1/2 (S^-1 - S^-1 x x' S^-1)
 *     grad_x = S^-1 x
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from gaussian.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t gaussian_value_work(int64_t n);
int gaussian_value(int64_t n, const double *S, const double *x, double *value, void *work);
size_t gaussian_grad_work(int64_t n);
int gaussian_grad(int64_t n, const double *S, const double *x, double *grad_S,
    double *grad_x, void *work);
size_t gaussian_value_grad_work(int64_t n);
int gaussian_value_grad(int64_t n, const double *S, const double *x, double *value,
    double *grad_S, double *grad_x, void *work);

/* Bytes of workspace for gaussian_value; SIZE_MAX if they do not fit. */
size_t gaussian_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_S */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* x_inv_S */
    return bytes;
}

MDRT_VECTORISE
static int gaussian_value_compute(int64_t n, const double *S, const double *x, double *value,
    void *work)
{
    double *const L_S = (double *)work;
    double *const x_inv_S = L_S + (n * n);
    double logdet_S = 0.0;
    double x_x_inv = 0.0;
    int rc = MDRT_EOK;

    /* gaussian.lua:7  factors of S */
    rc = mdrt_chol(n, S, L_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gaussian.lua:7  logdet_S = log det(S) */
    logdet_S = mdrt_chol_logdet(n, L_S);
    /* gaussian.lua:7  x_inv_S = S^-1 x */
    mdrt_copy(n, x, x_inv_S);
    rc = mdrt_chol_solve(n, 1, L_S, x_inv_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gaussian.lua:7  x_x_inv = x' x_inv_S */
    x_x_inv = mdrt_dot(n, x, x_inv_S);
    /* gaussian.lua:7  value = 1/2 logdet_S + 1/2 x_x_inv */
    *value = 0.5 * (logdet_S + x_x_inv);
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   work       gaussian_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gaussian_value(int64_t n, const double *S, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gaussian_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = gaussian_value_compute(n, S, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for gaussian_grad; SIZE_MAX if they do not fit. */
size_t gaussian_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_S */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_S */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* x_inv_S */
    return bytes;
}

MDRT_VECTORISE
static int gaussian_grad_compute(int64_t n, const double *S, const double *x, double *grad_S,
    double *grad_x, void *work)
{
    double *const L_S = (double *)work;
    double *const inv_S = L_S + (n * n);
    double *const x_inv_S = inv_S + (n * n);
    int rc = MDRT_EOK;

    /* gaussian.lua:7  factors of S */
    rc = mdrt_chol(n, S, L_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (grad_S != NULL) {
        /* gaussian.lua:7  inv_S = S^-1 */
        rc = mdrt_chol_inv(n, L_S, inv_S);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    /* gaussian.lua:7  x_inv_S = inv_S x */
    mdrt_copy(n, x, x_inv_S);
    rc = mdrt_chol_solve(n, 1, L_S, x_inv_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (grad_S != NULL) {
        /* gaussian.lua:7  grad_S = 1/2 (inv_S - x_inv_S x_inv_S') */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_S[i * n + j] = 0.5 * inv_S[i * n + j] - 0.5 * x_inv_S[i] * x_inv_S[j];
            }
        }
    }
    if (grad_x != NULL) {
        /* gaussian.lua:5  grad_x = inv_S x */
        mdrt_copy(n, x_inv_S, grad_x);
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   grad_S     out, n x n, row-major; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       gaussian_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gaussian_grad(int64_t n, const double *S, const double *x, double *grad_S,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gaussian_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = gaussian_grad_compute(n, S, x, grad_S, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_S);
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for gaussian_value_grad; SIZE_MAX if they do not fit. */
size_t gaussian_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_S */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_S */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* x_inv_S */
    return bytes;
}

MDRT_VECTORISE
static int gaussian_value_grad_compute(int64_t n, const double *S, const double *x, double *value,
    double *grad_S, double *grad_x, void *work)
{
    double *const L_S = (double *)work;
    double *const inv_S = L_S + (n * n);
    double *const x_inv_S = inv_S + (n * n);
    double logdet_S = 0.0;
    double x_x_inv = 0.0;
    int rc = MDRT_EOK;

    /* gaussian.lua:7  factors of S */
    rc = mdrt_chol(n, S, L_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (value != NULL) {
        /* gaussian.lua:7  logdet_S = log det(S) */
        logdet_S = mdrt_chol_logdet(n, L_S);
    }
    if (grad_S != NULL) {
        /* gaussian.lua:7  inv_S = S^-1 */
        rc = mdrt_chol_inv(n, L_S, inv_S);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    /* gaussian.lua:7  x_inv_S = inv_S x */
    mdrt_copy(n, x, x_inv_S);
    rc = mdrt_chol_solve(n, 1, L_S, x_inv_S);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (value != NULL) {
        /* gaussian.lua:7  x_x_inv = x' x_inv_S */
        x_x_inv = mdrt_dot(n, x, x_inv_S);
        /* gaussian.lua:7  value = 1/2 logdet_S + 1/2 x_x_inv */
        *value = 0.5 * (logdet_S + x_x_inv);
    }
    if (grad_S != NULL) {
        /* gaussian.lua:7  grad_S = 1/2 (inv_S - x_inv_S x_inv_S') */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_S[i * n + j] = 0.5 * inv_S[i * n + j] - 0.5 * x_inv_S[i] * x_inv_S[j];
            }
        }
    }
    if (grad_x != NULL) {
        /* gaussian.lua:5  grad_x = inv_S x */
        mdrt_copy(n, x_inv_S, grad_x);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   S          n x n, row-major
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_S     out, n x n, row-major; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       gaussian_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gaussian_value_grad(int64_t n, const double *S, const double *x, double *value,
    double *grad_S, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gaussian_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = gaussian_value_grad_compute(n, S, x, value, grad_S, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_S);
        mdrt_nan(n, grad_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
