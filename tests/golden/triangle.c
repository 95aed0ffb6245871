/* Made by mdgen 0.1.0 from triangle.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * triangle
 *     value = 1/2 x' tril(L)^-T tril(L)^-1 x + log(prod(diag(tril(L))))
 *     grad_L = tril(diag(diag(tril(L)))^-1 - tril(L)^-T tril(L)^-1 x x' tril(L)^-T)
 *     grad_x = tril(L)^-T tril(L)^-1 x
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from triangle.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t triangle_value_work(int64_t n);
int triangle_value(int64_t n, const double *L, const double *x, double *value, void *work);
size_t triangle_grad_work(int64_t n);
int triangle_grad(int64_t n, const double *L, const double *x, double *grad_L,
    double *grad_x, void *work);
size_t triangle_value_grad_work(int64_t n);
int triangle_value_grad(int64_t n, const double *L, const double *x, double *value,
    double *grad_L, double *grad_x, void *work);

/* Bytes of workspace for triangle_value; SIZE_MAX if they do not fit. */
size_t triangle_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* x_inv_prod */
    return bytes;
}

MDRT_VECTORISE
static int triangle_value_compute(int64_t n, const double *L, const double *x, double *value,
    void *work)
{
    double *const L_t = (double *)work;
    double *const x_inv_prod = L_t + (n * n);
    double *const L_t_ = x_inv_prod; /* its memory is free by then */
    double x_inv_x_inv = 0.0;
    double logprod_prod = 0.0;
    int rc = MDRT_EOK;

    /* triangle.lua:3  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* triangle.lua:5  x_inv_prod = L_t^-1 x */
    mdrt_copy(n, x, x_inv_prod);
    rc = mdrt_trsm(MDRT_LEFT, MDRT_LOWER, MDRT_N, n, 1, 1.0, L_t, n, x_inv_prod, 1);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* triangle.lua:5  x_inv_x_inv = ||x_inv_prod||^2 */
    x_inv_x_inv = mdrt_sumsq(n, x_inv_prod);
    /* triangle.lua:5  L_t_ = diag(L_t) */
    for (int64_t i = 0; i < n; i++) {
        L_t_[i] = L_t[i * n + i];
    }
    /* triangle.lua:5  logprod_prod = log(prod(L_t_)) */
    rc = mdrt_logprod(n, L_t_, &logprod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* triangle.lua:5  value = 1/2 x_inv_x_inv + logprod_prod */
    *value = 0.5 * x_inv_x_inv + logprod_prod;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   work       triangle_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_value(int64_t n, const double *L, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = triangle_value_compute(n, L, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for triangle_grad; SIZE_MAX if they do not fit. */
size_t triangle_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* x_inv_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* L_t_ */
    return bytes;
}

MDRT_VECTORISE
static int triangle_grad_compute(int64_t n, const double *L, const double *x, double *grad_L,
    double *grad_x, void *work)
{
    double *const L_t = (double *)work;
    double *const x_inv_prod = L_t + (n * n);
    double *const L_t_ = x_inv_prod + n;
    double *const inv_prod_x_inv = L_t_; /* its memory is free by then */
    double logprod_prod = 0.0;
    int rc = MDRT_EOK;

    /* triangle.lua:3  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* triangle.lua:5  x_inv_prod = L_t^-1 x */
    mdrt_copy(n, x, x_inv_prod);
    rc = mdrt_trsm(MDRT_LEFT, MDRT_LOWER, MDRT_N, n, 1, 1.0, L_t, n, x_inv_prod, 1);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* triangle.lua:5  L_t_ = diag(L_t) */
    for (int64_t i = 0; i < n; i++) {
        L_t_[i] = L_t[i * n + i];
    }
    /* triangle.lua:5  logprod_prod = log(prod(L_t_)) */
    rc = mdrt_logprod(n, L_t_, &logprod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* triangle.lua:5  inv_prod_x_inv = L_t^-T x_inv_prod */
    mdrt_copy(n, x_inv_prod, inv_prod_x_inv);
    rc = mdrt_trsm(MDRT_LEFT, MDRT_LOWER, MDRT_T, n, 1, 1.0, L_t, n, inv_prod_x_inv, 1);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    if (grad_L != NULL) {
        /* triangle.lua:3  grad_L = tril(diag(diag(L_t))^-1 - inv_prod_x_inv x_inv_prod') */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_L[i * n + j] = (i >= j ? (i == j ? 1.0 / L_t[i * n + i] : 0.0) - x_inv_prod[j] * inv_prod_x_inv[i] : 0.0);
            }
        }
    }
    if (grad_x != NULL) {
        /* triangle.lua:5  grad_x = L_t^-T x_inv_prod */
        mdrt_copy(n, inv_prod_x_inv, grad_x);
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   x          n elements
 *   grad_L     out, n x n, row-major; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       triangle_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_grad(int64_t n, const double *L, const double *x, double *grad_L,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = triangle_grad_compute(n, L, x, grad_L, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_L);
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for triangle_value_grad; SIZE_MAX if they do not fit. */
size_t triangle_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* x_inv_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* L_t_ */
    return bytes;
}

MDRT_VECTORISE
static int triangle_value_grad_compute(int64_t n, const double *L, const double *x, double *value,
    double *grad_L, double *grad_x, void *work)
{
    double *const L_t = (double *)work;
    double *const x_inv_prod = L_t + (n * n);
    double *const L_t_ = x_inv_prod + n;
    double *const inv_prod_x_inv = L_t_; /* its memory is free by then */
    double x_inv_x_inv = 0.0;
    double logprod_prod = 0.0;
    int rc = MDRT_EOK;

    /* triangle.lua:3  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* triangle.lua:5  x_inv_prod = L_t^-1 x */
    mdrt_copy(n, x, x_inv_prod);
    rc = mdrt_trsm(MDRT_LEFT, MDRT_LOWER, MDRT_N, n, 1, 1.0, L_t, n, x_inv_prod, 1);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    if (value != NULL) {
        /* triangle.lua:5  x_inv_x_inv = ||x_inv_prod||^2 */
        x_inv_x_inv = mdrt_sumsq(n, x_inv_prod);
    }
    /* triangle.lua:5  L_t_ = diag(L_t) */
    for (int64_t i = 0; i < n; i++) {
        L_t_[i] = L_t[i * n + i];
    }
    /* triangle.lua:5  logprod_prod = log(prod(L_t_)) */
    rc = mdrt_logprod(n, L_t_, &logprod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    if (value != NULL) {
        /* triangle.lua:5  value = 1/2 x_inv_x_inv + logprod_prod */
        *value = 0.5 * x_inv_x_inv + logprod_prod;
    }
    if (grad_L != NULL || grad_x != NULL) {
        /* triangle.lua:5  inv_prod_x_inv = L_t^-T x_inv_prod */
        mdrt_copy(n, x_inv_prod, inv_prod_x_inv);
        rc = mdrt_trsm(MDRT_LEFT, MDRT_LOWER, MDRT_T, n, 1, 1.0, L_t, n, inv_prod_x_inv, 1);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 5);
        }
    }
    if (grad_L != NULL) {
        /* triangle.lua:3  grad_L = tril(diag(diag(L_t))^-1 - inv_prod_x_inv x_inv_prod') */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_L[i * n + j] = (i >= j ? (i == j ? 1.0 / L_t[i * n + i] : 0.0) - x_inv_prod[j] * inv_prod_x_inv[i] : 0.0);
            }
        }
    }
    if (grad_x != NULL) {
        /* triangle.lua:5  grad_x = L_t^-T x_inv_prod */
        mdrt_copy(n, inv_prod_x_inv, grad_x);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_L     out, n x n, row-major; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       triangle_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_value_grad(int64_t n, const double *L, const double *x, double *value,
    double *grad_L, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = triangle_value_grad_compute(n, L, x, value, grad_L, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_L);
        mdrt_nan(n, grad_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
