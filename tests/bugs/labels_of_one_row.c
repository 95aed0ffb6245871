/* Made by mdgen 0.1.0 from labels_of_one_row.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * labels_of_one_row
 *     value = Y' B B' Y
 *     grad_B = 2 Y Y' B
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from labels_of_one_row.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t labels_of_one_row_value_work(int64_t n);
int labels_of_one_row_value(int64_t n, const int32_t *Y, const double *B, double *value,
    void *work);
size_t labels_of_one_row_grad_work(int64_t n);
int labels_of_one_row_grad(int64_t n, const int32_t *Y, const double *B, double *grad_B,
    void *work);
size_t labels_of_one_row_value_grad_work(int64_t n);
int labels_of_one_row_value_grad(int64_t n, const int32_t *Y, const double *B,
    double *value, double *grad_B, void *work);

/* Bytes of workspace for labels_of_one_row_value; SIZE_MAX if they do not fit. */
size_t labels_of_one_row_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(double))); /* Y_B */
    return bytes;
}

MDRT_VECTORISE
static int labels_of_one_row_value_compute(int64_t n, const int32_t *Y, const double *B,
    double *value, void *work)
{
    double *const Y_B = (double *)work;

    /* labels_of_one_row.lua:6  Y_B = B' Y */
    mdrt_fill(3, 0.0, Y_B);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < 3; i++) {
            Y_B[i] += (Y[0] == j ? B[j * 3 + i] : 0.0);
        }
    }
    /* labels_of_one_row.lua:6  value = ||Y_B||^2 */
    *value = mdrt_sumsq(3, Y_B);
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   Y          1 elements, class numbers below n
 *   B          n x 3, row-major
 *   value      out, 1 element; NULL: left out
 *   work       labels_of_one_row_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_of_one_row_value(int64_t n, const int32_t *Y, const double *B, double *value,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || labels_of_one_row_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_labels_check(1, Y, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (value != NULL) {
        rc = labels_of_one_row_value_compute(n, Y, B, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for labels_of_one_row_grad; SIZE_MAX if they do not fit. */
size_t labels_of_one_row_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(double))); /* Y_B */
    return bytes;
}

MDRT_VECTORISE
static int labels_of_one_row_grad_compute(int64_t n, const int32_t *Y, const double *B,
    double *grad_B, void *work)
{
    double *const Y_B = (double *)work;

    /* labels_of_one_row.lua:6  Y_B = B' Y */
    mdrt_fill(3, 0.0, Y_B);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < 3; i++) {
            Y_B[i] += (Y[0] == j ? B[j * 3 + i] : 0.0);
        }
    }
    /* labels_of_one_row.lua:6  grad_B = 2 Y Y_B' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < 3; j++) {
            grad_B[i * 3 + j] = 2.0 * (Y[0] == i ? Y_B[j] : 0.0);
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   Y          1 elements, class numbers below n
 *   B          n x 3, row-major
 *   grad_B     out, n x 3, row-major; NULL: left out
 *   work       labels_of_one_row_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_of_one_row_grad(int64_t n, const int32_t *Y, const double *B, double *grad_B,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || labels_of_one_row_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (mdrt_labels_check(1, Y, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (grad_B != NULL) {
        rc = labels_of_one_row_grad_compute(n, Y, B, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(3, n), grad_B);
    }
    return rc;
}

/* Bytes of workspace for labels_of_one_row_value_grad; SIZE_MAX if they do not fit. */
size_t labels_of_one_row_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(double))); /* Y_B */
    return bytes;
}

MDRT_VECTORISE
static int labels_of_one_row_value_grad_compute(int64_t n, const int32_t *Y, const double *B,
    double *value, double *grad_B, void *work)
{
    double *const Y_B = (double *)work;

    /* labels_of_one_row.lua:6  Y_B = B' Y */
    mdrt_fill(3, 0.0, Y_B);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < 3; i++) {
            Y_B[i] += (Y[0] == j ? B[j * 3 + i] : 0.0);
        }
    }
    if (value != NULL) {
        /* labels_of_one_row.lua:6  value = ||Y_B||^2 */
        *value = mdrt_sumsq(3, Y_B);
    }
    if (grad_B != NULL) {
        /* labels_of_one_row.lua:6  grad_B = 2 Y Y_B' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < 3; j++) {
                grad_B[i * 3 + j] = 2.0 * (Y[0] == i ? Y_B[j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   Y          1 elements, class numbers below n
 *   B          n x 3, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_B     out, n x 3, row-major; NULL: left out
 *   work       labels_of_one_row_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_of_one_row_value_grad(int64_t n, const int32_t *Y, const double *B,
    double *value, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || labels_of_one_row_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (mdrt_labels_check(1, Y, n) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = labels_of_one_row_value_grad_compute(n, Y, B, value, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(3, n), grad_B);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
