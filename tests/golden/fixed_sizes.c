/* Made by mdgen 0.1.0 from fixed_sizes.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * fixed_sizes
 *     value = ||A x - b||^2
 *     grad_x = 2 A' (A x - b)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from fixed_sizes.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t fixed_sizes_value_work(void);
int fixed_sizes_value(const double *A, const double *x, const double *b, double *value,
    void *work);
size_t fixed_sizes_grad_work(void);
int fixed_sizes_grad(const double *A, const double *x, const double *b, double *grad_x,
    void *work);
size_t fixed_sizes_value_grad_work(void);
int fixed_sizes_value_grad(const double *A, const double *x, const double *b,
    double *value, double *grad_x, void *work);

/* Bytes of workspace for fixed_sizes_value; SIZE_MAX if they do not fit. */
size_t fixed_sizes_value_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int fixed_sizes_value_compute(const double *A, const double *x, const double *b,
    double *value, void *work)
{
    double A_x[3];

    (void)work;
    /* fixed_sizes.lua:5  A_x = A x */
    A_x[0] = A[0] * x[0] + A[1] * x[1];
    A_x[1] = A[2] * x[0] + A[3] * x[1];
    A_x[2] = A[4] * x[0] + A[5] * x[1];
    /* fixed_sizes.lua:5  value = ||A_x - b||^2 */
    *value = (A_x[0] - b[0]) * (A_x[0] - b[0]) + (A_x[1] - b[1]) * (A_x[1] - b[1]) + (A_x[2] - b[2]) * (A_x[2] - b[2]);
    return MDRT_EOK;
}

/* The value.
 *   A          3 x 2, row-major
 *   x          2 elements
 *   b          3 elements
 *   value      out, 1 element; NULL: left out
 *   work       fixed_sizes_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fixed_sizes_value(const double *A, const double *x, const double *b, double *value,
    void *work)
{
    int rc = MDRT_EOK;

    if (fixed_sizes_value_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (value != NULL) {
        rc = fixed_sizes_value_compute(A, x, b, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for fixed_sizes_grad; SIZE_MAX if they do not fit. */
size_t fixed_sizes_grad_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int fixed_sizes_grad_compute(const double *A, const double *x, const double *b,
    double *grad_x, void *work)
{
    double A_x[3];

    (void)work;
    /* fixed_sizes.lua:5  A_x = A x */
    A_x[0] = A[0] * x[0] + A[1] * x[1];
    A_x[1] = A[2] * x[0] + A[3] * x[1];
    A_x[2] = A[4] * x[0] + A[5] * x[1];
    /* fixed_sizes.lua:5  grad_x = 2 A' (A_x - b) */
    grad_x[0] = A[0] * (2.0 * A_x[0] - 2.0 * b[0]) + A[2] * (2.0 * A_x[1] - 2.0 * b[1]) + A[4] * (2.0 * A_x[2] - 2.0 * b[2]);
    grad_x[1] = A[1] * (2.0 * A_x[0] - 2.0 * b[0]) + A[3] * (2.0 * A_x[1] - 2.0 * b[1]) + A[5] * (2.0 * A_x[2] - 2.0 * b[2]);
    return MDRT_EOK;
}

/* The gradient.
 *   A          3 x 2, row-major
 *   x          2 elements
 *   b          3 elements
 *   grad_x     out, 2 elements; NULL: left out
 *   work       fixed_sizes_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fixed_sizes_grad(const double *A, const double *x, const double *b, double *grad_x,
    void *work)
{
    int rc = MDRT_EOK;

    if (fixed_sizes_grad_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (grad_x != NULL) {
        rc = fixed_sizes_grad_compute(A, x, b, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(2, grad_x);
    }
    return rc;
}

/* Bytes of workspace for fixed_sizes_value_grad; SIZE_MAX if they do not fit. */
size_t fixed_sizes_value_grad_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int fixed_sizes_value_grad_compute(const double *A, const double *x, const double *b,
    double *value, double *grad_x, void *work)
{
    double A_x[3];

    (void)work;
    /* fixed_sizes.lua:5  A_x = A x */
    A_x[0] = A[0] * x[0] + A[1] * x[1];
    A_x[1] = A[2] * x[0] + A[3] * x[1];
    A_x[2] = A[4] * x[0] + A[5] * x[1];
    if (value != NULL) {
        /* fixed_sizes.lua:5  value = ||A_x - b||^2 */
        *value = (A_x[0] - b[0]) * (A_x[0] - b[0]) + (A_x[1] - b[1]) * (A_x[1] - b[1]) + (A_x[2] - b[2]) * (A_x[2] - b[2]);
    }
    if (grad_x != NULL) {
        /* fixed_sizes.lua:5  grad_x = 2 A' (A_x - b) */
        grad_x[0] = A[0] * (2.0 * A_x[0] - 2.0 * b[0]) + A[2] * (2.0 * A_x[1] - 2.0 * b[1]) + A[4] * (2.0 * A_x[2] - 2.0 * b[2]);
        grad_x[1] = A[1] * (2.0 * A_x[0] - 2.0 * b[0]) + A[3] * (2.0 * A_x[1] - 2.0 * b[1]) + A[5] * (2.0 * A_x[2] - 2.0 * b[2]);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   A          3 x 2, row-major
 *   x          2 elements
 *   b          3 elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, 2 elements; NULL: left out
 *   work       fixed_sizes_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fixed_sizes_value_grad(const double *A, const double *x, const double *b,
    double *value, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (fixed_sizes_value_grad_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = fixed_sizes_value_grad_compute(A, x, b, value, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(2, grad_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
