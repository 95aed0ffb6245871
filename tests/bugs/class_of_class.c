/* Made by mdgen 0.1.0 from class_of_class.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * class_of_class
 *     value = det(A B) x' 1
 *     grad_x = det(A B) 1
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from class_of_class.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t class_of_class_value_work(int64_t n);
int class_of_class_value(int64_t n, const int32_t *A, const int32_t *B, const double *x,
    double *value, void *work);
size_t class_of_class_grad_work(int64_t n);
int class_of_class_grad(int64_t n, const int32_t *A, const int32_t *B, const double *x,
    double *grad_x, void *work);
size_t class_of_class_value_grad_work(int64_t n);
int class_of_class_value_grad(int64_t n, const int32_t *A, const int32_t *B,
    const double *x, double *value, double *grad_x, void *work);

/* Bytes of workspace for class_of_class_value; SIZE_MAX if they do not fit. */
size_t class_of_class_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* A_B */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_imul(n, n), n), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int class_of_class_value_compute(int64_t n, const int32_t *A, const int32_t *B,
    const double *x, double *value, void *work)
{
    double *const A_B = (double *)work;
    double *const scratch = A_B + (n * n);
    double det_A_B = 0.0;
    double sum_x = 0.0;

    /* class_of_class.lua:6  A_B = A B */
    mdrt_fill(n * n, 0.0, A_B);
    for (int64_t i = 0; i < n; i++) {
        const int64_t k = A[i];
        for (int64_t j = 0; j < n; j++) {
            A_B[i * n + j] += (B[k] == j ? 1.0 : 0.0);
        }
    }
    /* class_of_class.lua:6  det_A_B = det(A_B) */
    det_A_B = mdrt_det(n, A_B, scratch, (int32_t *)(void *)(scratch + n * n));
    /* class_of_class.lua:6  sum_x = x' 1 */
    sum_x = mdrt_sum(n, x);
    /* class_of_class.lua:6  value = det_A_B sum_x */
    *value = det_A_B * sum_x;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   A          n elements, class numbers below n
 *   B          n elements, class numbers below n
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   work       class_of_class_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int class_of_class_value(int64_t n, const int32_t *A, const int32_t *B, const double *x,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || class_of_class_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, A, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (mdrt_labels_check(n, B, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (value != NULL) {
        rc = class_of_class_value_compute(n, A, B, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for class_of_class_grad; SIZE_MAX if they do not fit. */
size_t class_of_class_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* A_B */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_imul(n, n), n), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int class_of_class_grad_compute(int64_t n, const int32_t *A, const int32_t *B,
    const double *x, double *grad_x, void *work)
{
    double *const A_B = (double *)work;
    double *const scratch = A_B + (n * n);
    double det_A_B = 0.0;

    (void)x;
    /* class_of_class.lua:6  A_B = A B */
    mdrt_fill(n * n, 0.0, A_B);
    for (int64_t i = 0; i < n; i++) {
        const int64_t k = A[i];
        for (int64_t j = 0; j < n; j++) {
            A_B[i * n + j] += (B[k] == j ? 1.0 : 0.0);
        }
    }
    /* class_of_class.lua:6  det_A_B = det(A_B) */
    det_A_B = mdrt_det(n, A_B, scratch, (int32_t *)(void *)(scratch + n * n));
    /* class_of_class.lua:6  grad_x = det_A_B 1 */
    for (int64_t i = 0; i < n; i++) {
        grad_x[i] = det_A_B;
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   A          n elements, class numbers below n
 *   B          n elements, class numbers below n
 *   x          n elements
 *   grad_x     out, n elements; NULL: left out
 *   work       class_of_class_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int class_of_class_grad(int64_t n, const int32_t *A, const int32_t *B, const double *x,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || class_of_class_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, A, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (mdrt_labels_check(n, B, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (grad_x != NULL) {
        rc = class_of_class_grad_compute(n, A, B, x, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for class_of_class_value_grad; SIZE_MAX if they do not fit. */
size_t class_of_class_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* A_B */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_imul(n, n), n), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int class_of_class_value_grad_compute(int64_t n, const int32_t *A, const int32_t *B,
    const double *x, double *value, double *grad_x, void *work)
{
    double *const A_B = (double *)work;
    double *const scratch = A_B + (n * n);
    double det_A_B = 0.0;
    double sum_x = 0.0;

    /* class_of_class.lua:6  A_B = A B */
    mdrt_fill(n * n, 0.0, A_B);
    for (int64_t i = 0; i < n; i++) {
        const int64_t k = A[i];
        for (int64_t j = 0; j < n; j++) {
            A_B[i * n + j] += (B[k] == j ? 1.0 : 0.0);
        }
    }
    /* class_of_class.lua:6  det_A_B = det(A_B) */
    det_A_B = mdrt_det(n, A_B, scratch, (int32_t *)(void *)(scratch + n * n));
    if (value != NULL) {
        /* class_of_class.lua:6  sum_x = x' 1 */
        sum_x = mdrt_sum(n, x);
        /* class_of_class.lua:6  value = det_A_B sum_x */
        *value = det_A_B * sum_x;
    }
    if (grad_x != NULL) {
        /* class_of_class.lua:6  grad_x = det_A_B 1 */
        for (int64_t i = 0; i < n; i++) {
            grad_x[i] = det_A_B;
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   A          n elements, class numbers below n
 *   B          n elements, class numbers below n
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       class_of_class_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int class_of_class_value_grad(int64_t n, const int32_t *A, const int32_t *B,
    const double *x, double *value, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || class_of_class_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, A, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (mdrt_labels_check(n, B, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = class_of_class_value_grad_compute(n, A, B, x, value, grad_x, work);
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
