/* Made by mdgen 0.1.0 from equal_outputs.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * equal_outputs
 *     value = max(|x + y|)
 *     grad_x = ([|x + y| = max(|x + y|)] .* sign(x + y)) / (1' [|x + y| = max(|x + y|)])
 *     grad_y = ([|x + y| = max(|x + y|)] .* sign(x + y)) / (1' [|x + y| = max(|x + y|)])
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from equal_outputs.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t equal_outputs_value_work(int64_t n);
int equal_outputs_value(int64_t n, const double *x, const double *y, double *value,
    void *work);
size_t equal_outputs_grad_work(int64_t n);
int equal_outputs_grad(int64_t n, const double *x, const double *y, double *grad_x,
    double *grad_y, void *work);
size_t equal_outputs_value_grad_work(int64_t n);
int equal_outputs_value_grad(int64_t n, const double *x, const double *y, double *value,
    double *grad_x, double *grad_y, void *work);

/* Bytes of workspace for equal_outputs_value; SIZE_MAX if they do not fit. */
size_t equal_outputs_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* abs_sum */
    return bytes;
}

MDRT_VECTORISE
static int equal_outputs_value_compute(int64_t n, const double *x, const double *y, double *value,
    void *work)
{
    double *const abs_sum = (double *)work;

    /* equal_outputs.lua:4  abs_sum = |x + y| */
    for (int64_t i = 0; i < n; i++) {
        abs_sum[i] = fabs(x[i] + y[i]);
    }
    /* equal_outputs.lua:4  value = max(abs_sum) */
    *value = mdrt_max(n, abs_sum);
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   x          n elements
 *   y          n elements
 *   value      out, 1 element; NULL: left out
 *   work       equal_outputs_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int equal_outputs_value(int64_t n, const double *x, const double *y, double *value,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || equal_outputs_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 4);
    } else if (value != NULL) {
        rc = equal_outputs_value_compute(n, x, y, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for equal_outputs_grad; SIZE_MAX if they do not fit. */
size_t equal_outputs_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* abs_sum */
    return bytes;
}

MDRT_VECTORISE
static int equal_outputs_grad_compute(int64_t n, const double *x, const double *y, double *grad_x,
    double *grad_y, void *work)
{
    double *const abs_sum = (double *)work;
    double *const eq = abs_sum; /* its memory is free by then */
    double *const prod = abs_sum; /* its memory is free by then */
    double max_abs_sum = 0.0;
    double sum_eq = 0.0;
    double recip_sum_eq = 0.0;

    /* equal_outputs.lua:4  abs_sum = |x + y| */
    for (int64_t i = 0; i < n; i++) {
        abs_sum[i] = fabs(x[i] + y[i]);
    }
    /* equal_outputs.lua:4  max_abs_sum = max(abs_sum) */
    max_abs_sum = mdrt_max(n, abs_sum);
    /* equal_outputs.lua:4  eq = [abs_sum = max_abs_sum] */
    for (int64_t i = 0; i < n; i++) {
        eq[i] = (abs_sum[i] == max_abs_sum ? 1.0 : 0.0);
    }
    /* equal_outputs.lua:4  sum_eq = eq' 1 */
    sum_eq = mdrt_sum(n, eq);
    /* equal_outputs.lua:4  recip_sum_eq = 1 / sum_eq */
    recip_sum_eq = 1.0 / sum_eq;
    /* equal_outputs.lua:4  prod = recip_sum_eq (eq .* sign(x + y)) */
    for (int64_t i = 0; i < n; i++) {
        prod[i] = eq[i] * recip_sum_eq * mdrt_sign(x[i] + y[i]);
    }
    if (grad_x != NULL) {
        /* equal_outputs.lua:4  grad_x = recip_sum_eq (eq .* sign(x + y)) */
        mdrt_copy(n, prod, grad_x);
    }
    if (grad_y != NULL) {
        /* equal_outputs.lua:4  grad_y = recip_sum_eq (eq .* sign(x + y)) */
        mdrt_copy(n, prod, grad_y);
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   x          n elements
 *   y          n elements
 *   grad_x     out, n elements; NULL: left out
 *   grad_y     out, n elements; NULL: left out
 *   work       equal_outputs_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int equal_outputs_grad(int64_t n, const double *x, const double *y, double *grad_x,
    double *grad_y, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || equal_outputs_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 4);
    } else {
        rc = equal_outputs_grad_compute(n, x, y, grad_x, grad_y, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
        mdrt_nan(n, grad_y);
    }
    return rc;
}

/* Bytes of workspace for equal_outputs_value_grad; SIZE_MAX if they do not fit. */
size_t equal_outputs_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* abs_sum */
    return bytes;
}

MDRT_VECTORISE
static int equal_outputs_value_grad_compute(int64_t n, const double *x, const double *y,
    double *value, double *grad_x, double *grad_y, void *work)
{
    double *const abs_sum = (double *)work;
    double *const eq = abs_sum; /* its memory is free by then */
    double *const prod = abs_sum; /* its memory is free by then */
    double max_abs_sum = 0.0;
    double sum_eq = 0.0;
    double recip_sum_eq = 0.0;

    /* equal_outputs.lua:4  abs_sum = |x + y| */
    for (int64_t i = 0; i < n; i++) {
        abs_sum[i] = fabs(x[i] + y[i]);
    }
    /* equal_outputs.lua:4  max_abs_sum = max(abs_sum) */
    max_abs_sum = mdrt_max(n, abs_sum);
    if (grad_x != NULL || grad_y != NULL) {
        /* equal_outputs.lua:4  eq = [abs_sum = max_abs_sum] */
        for (int64_t i = 0; i < n; i++) {
            eq[i] = (abs_sum[i] == max_abs_sum ? 1.0 : 0.0);
        }
        /* equal_outputs.lua:4  sum_eq = eq' 1 */
        sum_eq = mdrt_sum(n, eq);
        /* equal_outputs.lua:4  recip_sum_eq = 1 / sum_eq */
        recip_sum_eq = 1.0 / sum_eq;
        /* equal_outputs.lua:4  prod = recip_sum_eq (eq .* sign(x + y)) */
        for (int64_t i = 0; i < n; i++) {
            prod[i] = eq[i] * recip_sum_eq * mdrt_sign(x[i] + y[i]);
        }
    }
    if (value != NULL) {
        /* equal_outputs.lua:4  value = max(abs_sum) */
        *value = max_abs_sum;
    }
    if (grad_x != NULL) {
        /* equal_outputs.lua:4  grad_x = recip_sum_eq (eq .* sign(x + y)) */
        mdrt_copy(n, prod, grad_x);
    }
    if (grad_y != NULL) {
        /* equal_outputs.lua:4  grad_y = recip_sum_eq (eq .* sign(x + y)) */
        mdrt_copy(n, prod, grad_y);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   x          n elements
 *   y          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   grad_y     out, n elements; NULL: left out
 *   work       equal_outputs_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int equal_outputs_value_grad(int64_t n, const double *x, const double *y, double *value,
    double *grad_x, double *grad_y, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || equal_outputs_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 4);
    } else {
        rc = equal_outputs_value_grad_compute(n, x, y, value, grad_x, grad_y, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_x);
        mdrt_nan(n, grad_y);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
