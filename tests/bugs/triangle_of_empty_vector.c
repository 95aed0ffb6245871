/* Made by mdgen 0.1.0 from triangle_of_empty_vector.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * triangle_of_empty_vector
 *     value = ||x .* [cumsum(1) = 1]||^2
 *     grad_x = 2 ([cumsum(1) = 1] .* x)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from triangle_of_empty_vector.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t triangle_of_empty_vector_value_work(int64_t n);
int triangle_of_empty_vector_value(int64_t n, const double *x, double *value, void *work);
size_t triangle_of_empty_vector_grad_work(int64_t n);
int triangle_of_empty_vector_grad(int64_t n, const double *x, double *grad_x, void *work);
size_t triangle_of_empty_vector_value_grad_work(int64_t n);
int triangle_of_empty_vector_value_grad(int64_t n, const double *x, double *value,
    double *grad_x, void *work);

/* Bytes of workspace for triangle_of_empty_vector_value; SIZE_MAX if they do not fit. */
size_t triangle_of_empty_vector_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod_ */
    return bytes;
}

MDRT_VECTORISE
static int triangle_of_empty_vector_value_compute(int64_t n, const double *x, double *value,
    void *work)
{
    double *const prod = (double *)work;
    double *const prod_ = prod + n;
    double *const x_eq = prod_; /* its memory is free by then */

    /* triangle_of_empty_vector.lua:5  prod = 1 */
    for (int64_t i = 0; i < n; i++) {
        prod[i] = 1.0;
    }
    /* triangle_of_empty_vector.lua:5  prod_ = cumsum(prod) */
    mdrt_cumsum(1, n, 1, 0, prod, prod_);
    /* triangle_of_empty_vector.lua:5  x_eq = x .* [prod_ = 1] */
    for (int64_t i = 0; i < n; i++) {
        x_eq[i] = x[i] * (prod_[i] == 1.0 ? 1.0 : 0.0);
    }
    /* triangle_of_empty_vector.lua:5  value = ||x_eq||^2 */
    *value = mdrt_sumsq(n, x_eq);
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   work       triangle_of_empty_vector_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_empty_vector_value(int64_t n, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_empty_vector_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = triangle_of_empty_vector_value_compute(n, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for triangle_of_empty_vector_grad; SIZE_MAX if they do not fit. */
size_t triangle_of_empty_vector_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod_ */
    return bytes;
}

MDRT_VECTORISE
static int triangle_of_empty_vector_grad_compute(int64_t n, const double *x, double *grad_x,
    void *work)
{
    double *const prod = (double *)work;
    double *const prod_ = prod + n;
    double *const eq = prod_; /* its memory is free by then */

    /* triangle_of_empty_vector.lua:5  prod = 1 */
    for (int64_t i = 0; i < n; i++) {
        prod[i] = 1.0;
    }
    /* triangle_of_empty_vector.lua:5  prod_ = cumsum(prod) */
    mdrt_cumsum(1, n, 1, 0, prod, prod_);
    /* triangle_of_empty_vector.lua:5  eq = [prod_ = 1] */
    for (int64_t i = 0; i < n; i++) {
        eq[i] = (prod_[i] == 1.0 ? 1.0 : 0.0);
    }
    /* triangle_of_empty_vector.lua:5  grad_x = 2 (eq.^2 .* x) */
    for (int64_t i = 0; i < n; i++) {
        grad_x[i] = 2.0 * eq[i] * x[i] * eq[i];
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   x          n elements
 *   grad_x     out, n elements; NULL: left out
 *   work       triangle_of_empty_vector_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_empty_vector_grad(int64_t n, const double *x, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_empty_vector_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_x != NULL) {
        rc = triangle_of_empty_vector_grad_compute(n, x, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for triangle_of_empty_vector_value_grad; SIZE_MAX if they do not fit. */
size_t triangle_of_empty_vector_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod_ */
    return bytes;
}

MDRT_VECTORISE
static int triangle_of_empty_vector_value_grad_compute(int64_t n, const double *x, double *value,
    double *grad_x, void *work)
{
    double *const prod = (double *)work;
    double *const prod_ = prod + n;
    double *const eq = prod_; /* its memory is free by then */
    double *const x_eq = prod; /* its memory is free by then */

    /* triangle_of_empty_vector.lua:5  prod = 1 */
    for (int64_t i = 0; i < n; i++) {
        prod[i] = 1.0;
    }
    /* triangle_of_empty_vector.lua:5  prod_ = cumsum(prod) */
    mdrt_cumsum(1, n, 1, 0, prod, prod_);
    /* triangle_of_empty_vector.lua:5  eq = [prod_ = 1] */
    for (int64_t i = 0; i < n; i++) {
        eq[i] = (prod_[i] == 1.0 ? 1.0 : 0.0);
    }
    /* triangle_of_empty_vector.lua:5  x_eq = x .* eq */
    for (int64_t i = 0; i < n; i++) {
        x_eq[i] = x[i] * eq[i];
    }
    if (value != NULL) {
        /* triangle_of_empty_vector.lua:5  value = ||x_eq||^2 */
        *value = mdrt_sumsq(n, x_eq);
    }
    if (grad_x != NULL) {
        /* triangle_of_empty_vector.lua:5  grad_x = 2 (eq .* x_eq) */
        for (int64_t i = 0; i < n; i++) {
            grad_x[i] = 2.0 * eq[i] * x_eq[i];
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       triangle_of_empty_vector_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_empty_vector_value_grad(int64_t n, const double *x, double *value,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_empty_vector_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = triangle_of_empty_vector_value_grad_compute(n, x, value, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
