/* Made by mdgen 0.1.0 from labels_as_array.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * labels_as_array
 *     value = ||c||^2 1' max(Y, 2) + 1' cumsum(Y, 1) c
 *     grad_c = 2 (1' max(Y, 2)) c + cumsum(Y, 1)' 1
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from labels_as_array.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t labels_as_array_value_work(int64_t n, int64_t K);
int labels_as_array_value(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *value, void *work);
size_t labels_as_array_grad_work(int64_t n, int64_t K);
int labels_as_array_grad(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *grad_c, void *work);
size_t labels_as_array_value_grad_work(int64_t n, int64_t K);
int labels_as_array_value_grad(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *value, double *grad_c, void *work);

/* Bytes of workspace for labels_as_array_value; SIZE_MAX if they do not fit. */
size_t labels_as_array_value_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* max_Y */
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* sum_Y */
    return bytes;
}

MDRT_VECTORISE
static int labels_as_array_value_compute(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *value, void *work)
{
    double *const Y_ = (double *)work;
    double *const Y_2 = Y_ + (n * K);
    double *const max_Y = Y_2 + (n * K);
    double *const sum_Y = max_Y + n;
    double sum_max_Y = 0.0;
    double c_c = 0.0;
    double c_sum_t = 0.0;

    /* labels_as_array.lua:3  Y_ = Y */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < K; j++) {
            Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
        }
    }
    /* labels_as_array.lua:7  Y_2 = cumsum(Y_, 1) */
    mdrt_cumsum(1, n, K, 0, Y_, Y_2);
    /* labels_as_array.lua:7  max_Y = max(Y_, 2) */
    for (int64_t i = 0; i < n; i++) {
        max_Y[i] = mdrt_max(K, Y_ + i * K);
    }
    /* labels_as_array.lua:7  sum_max_Y = max_Y' 1 */
    sum_max_Y = mdrt_sum(n, max_Y);
    /* labels_as_array.lua:7  c_c = ||c||^2 */
    c_c = mdrt_sumsq(K, c);
    /* labels_as_array.lua:7  sum_Y = Y_2' 1 */
    mdrt_fill(K, 0.0, sum_Y);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < K; i++) {
            sum_Y[i] += Y_2[j * K + i];
        }
    }
    /* labels_as_array.lua:7  c_sum_t = c' sum_Y */
    c_sum_t = mdrt_dot(K, c, sum_Y);
    /* labels_as_array.lua:7  value = sum_max_Y c_c + c_sum_t */
    *value = sum_max_Y * c_c + c_sum_t;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   K          size, >= 0
 *   Y          n elements, class numbers below K
 *   c          K elements
 *   value      out, 1 element; NULL: left out
 *   work       labels_as_array_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_as_array_value(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || labels_as_array_value_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (K == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (value != NULL) {
        rc = labels_as_array_value_compute(n, K, Y, c, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for labels_as_array_grad; SIZE_MAX if they do not fit. */
size_t labels_as_array_grad_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* max_Y */
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* sum_Y */
    return bytes;
}

MDRT_VECTORISE
static int labels_as_array_grad_compute(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *grad_c, void *work)
{
    double *const Y_ = (double *)work;
    double *const Y_2 = Y_ + (n * K);
    double *const max_Y = Y_2 + (n * K);
    double *const sum_Y = max_Y + n;
    double sum_max_Y = 0.0;

    /* labels_as_array.lua:3  Y_ = Y */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < K; j++) {
            Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
        }
    }
    /* labels_as_array.lua:7  Y_2 = cumsum(Y_, 1) */
    mdrt_cumsum(1, n, K, 0, Y_, Y_2);
    /* labels_as_array.lua:7  max_Y = max(Y_, 2) */
    for (int64_t i = 0; i < n; i++) {
        max_Y[i] = mdrt_max(K, Y_ + i * K);
    }
    /* labels_as_array.lua:7  sum_max_Y = max_Y' 1 */
    sum_max_Y = mdrt_sum(n, max_Y);
    /* labels_as_array.lua:7  sum_Y = Y_2' 1 */
    mdrt_fill(K, 0.0, sum_Y);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < K; i++) {
            sum_Y[i] += Y_2[j * K + i];
        }
    }
    /* labels_as_array.lua:7  grad_c = 2 sum_max_Y c + sum_Y */
    for (int64_t i = 0; i < K; i++) {
        grad_c[i] = sum_Y[i] + 2.0 * c[i] * sum_max_Y;
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   K          size, >= 0
 *   Y          n elements, class numbers below K
 *   c          K elements
 *   grad_c     out, K elements; NULL: left out
 *   work       labels_as_array_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_as_array_grad(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *grad_c, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || labels_as_array_grad_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (K == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (grad_c != NULL) {
        rc = labels_as_array_grad_compute(n, K, Y, c, grad_c, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(K, grad_c);
    }
    return rc;
}

/* Bytes of workspace for labels_as_array_value_grad; SIZE_MAX if they do not fit. */
size_t labels_as_array_value_grad_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* max_Y */
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* sum_Y */
    return bytes;
}

MDRT_VECTORISE
static int labels_as_array_value_grad_compute(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, double *grad_c, void *work)
{
    double *const Y_ = (double *)work;
    double *const Y_2 = Y_ + (n * K);
    double *const max_Y = Y_2 + (n * K);
    double *const sum_Y = max_Y + n;
    double sum_max_Y = 0.0;
    double c_c = 0.0;
    double c_sum_t = 0.0;

    /* labels_as_array.lua:3  Y_ = Y */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < K; j++) {
            Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
        }
    }
    /* labels_as_array.lua:7  Y_2 = cumsum(Y_, 1) */
    mdrt_cumsum(1, n, K, 0, Y_, Y_2);
    /* labels_as_array.lua:7  max_Y = max(Y_, 2) */
    for (int64_t i = 0; i < n; i++) {
        max_Y[i] = mdrt_max(K, Y_ + i * K);
    }
    /* labels_as_array.lua:7  sum_max_Y = max_Y' 1 */
    sum_max_Y = mdrt_sum(n, max_Y);
    if (value != NULL) {
        /* labels_as_array.lua:7  c_c = ||c||^2 */
        c_c = mdrt_sumsq(K, c);
    }
    /* labels_as_array.lua:7  sum_Y = Y_2' 1 */
    mdrt_fill(K, 0.0, sum_Y);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < K; i++) {
            sum_Y[i] += Y_2[j * K + i];
        }
    }
    if (value != NULL) {
        /* labels_as_array.lua:7  c_sum_t = c' sum_Y */
        c_sum_t = mdrt_dot(K, c, sum_Y);
        /* labels_as_array.lua:7  value = sum_max_Y c_c + c_sum_t */
        *value = sum_max_Y * c_c + c_sum_t;
    }
    if (grad_c != NULL) {
        /* labels_as_array.lua:7  grad_c = 2 sum_max_Y c + sum_Y */
        for (int64_t i = 0; i < K; i++) {
            grad_c[i] = sum_Y[i] + 2.0 * c[i] * sum_max_Y;
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   K          size, >= 0
 *   Y          n elements, class numbers below K
 *   c          K elements
 *   value      out, 1 element; NULL: left out
 *   grad_c     out, K elements; NULL: left out
 *   work       labels_as_array_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_as_array_value_grad(int64_t n, int64_t K, const int32_t *Y, const double *c,
    double *value, double *grad_c, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || labels_as_array_value_grad_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (K == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = labels_as_array_value_grad_compute(n, K, Y, c, value, grad_c, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(K, grad_c);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
