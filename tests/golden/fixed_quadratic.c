/* Made by mdgen 0.1.0 from fixed_quadratic.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * fixed_quadratic
 *     value = x' A x
 *     grad_x = (A + A') x
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from fixed_quadratic.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t fixed_quadratic_value_work(void);
int fixed_quadratic_value(const float *A, const float *x, float *value, void *work);
size_t fixed_quadratic_grad_work(void);
int fixed_quadratic_grad(const float *A, const float *x, float *grad_x, void *work);
size_t fixed_quadratic_value_grad_work(void);
int fixed_quadratic_value_grad(const float *A, const float *x, float *value, float *grad_x,
    void *work);

/* Bytes of workspace for fixed_quadratic_value; SIZE_MAX if they do not fit. */
size_t fixed_quadratic_value_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int fixed_quadratic_value_compute(const float *A, const float *x, float *value, void *work)
{
    float A_x[3];

    (void)work;
    /* fixed_quadratic.lua:5  A_x = A' x */
    A_x[0] = A[0] * x[0] + A[3] * x[1] + A[6] * x[2];
    A_x[1] = A[1] * x[0] + A[4] * x[1] + A[7] * x[2];
    A_x[2] = A[2] * x[0] + A[5] * x[1] + A[8] * x[2];
    /* fixed_quadratic.lua:5  value = x' A_x */
    *value = x[0] * A_x[0] + x[1] * A_x[1] + x[2] * A_x[2];
    return MDRT_EOK;
}

/* The value.
 *   A          3 x 3, row-major
 *   x          3 elements
 *   value      out, 1 element; NULL: left out
 *   work       fixed_quadratic_value_work() bytes, aligned as float
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fixed_quadratic_value(const float *A, const float *x, float *value, void *work)
{
    int rc = MDRT_EOK;

    if (fixed_quadratic_value_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (value != NULL) {
        rc = fixed_quadratic_value_compute(A, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nanf(1, value);
    }
    return rc;
}

/* Bytes of workspace for fixed_quadratic_grad; SIZE_MAX if they do not fit. */
size_t fixed_quadratic_grad_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int fixed_quadratic_grad_compute(const float *A, const float *x, float *grad_x, void *work)
{
    float A_x[3];
    float A_x_[3];

    (void)work;
    /* fixed_quadratic.lua:5  A_x = A' x */
    A_x[0] = A[0] * x[0] + A[3] * x[1] + A[6] * x[2];
    A_x[1] = A[1] * x[0] + A[4] * x[1] + A[7] * x[2];
    A_x[2] = A[2] * x[0] + A[5] * x[1] + A[8] * x[2];
    /* fixed_quadratic.lua:5  A_x_ = A x */
    A_x_[0] = A[0] * x[0] + A[1] * x[1] + A[2] * x[2];
    A_x_[1] = A[3] * x[0] + A[4] * x[1] + A[5] * x[2];
    A_x_[2] = A[6] * x[0] + A[7] * x[1] + A[8] * x[2];
    /* fixed_quadratic.lua:5  grad_x = A_x + A_x_ */
    grad_x[0] = A_x[0] + A_x_[0];
    grad_x[1] = A_x[1] + A_x_[1];
    grad_x[2] = A_x[2] + A_x_[2];
    return MDRT_EOK;
}

/* The gradient.
 *   A          3 x 3, row-major
 *   x          3 elements
 *   grad_x     out, 3 elements; NULL: left out
 *   work       fixed_quadratic_grad_work() bytes, aligned as float
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fixed_quadratic_grad(const float *A, const float *x, float *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (fixed_quadratic_grad_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (grad_x != NULL) {
        rc = fixed_quadratic_grad_compute(A, x, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nanf(3, grad_x);
    }
    return rc;
}

/* Bytes of workspace for fixed_quadratic_value_grad; SIZE_MAX if they do not fit. */
size_t fixed_quadratic_value_grad_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int fixed_quadratic_value_grad_compute(const float *A, const float *x, float *value,
    float *grad_x, void *work)
{
    float A_x[3];
    float A_x_[3] = {0};

    (void)work;
    /* fixed_quadratic.lua:5  A_x = A' x */
    A_x[0] = A[0] * x[0] + A[3] * x[1] + A[6] * x[2];
    A_x[1] = A[1] * x[0] + A[4] * x[1] + A[7] * x[2];
    A_x[2] = A[2] * x[0] + A[5] * x[1] + A[8] * x[2];
    if (value != NULL) {
        /* fixed_quadratic.lua:5  value = x' A_x */
        *value = x[0] * A_x[0] + x[1] * A_x[1] + x[2] * A_x[2];
    }
    if (grad_x != NULL) {
        /* fixed_quadratic.lua:5  A_x_ = A x */
        A_x_[0] = A[0] * x[0] + A[1] * x[1] + A[2] * x[2];
        A_x_[1] = A[3] * x[0] + A[4] * x[1] + A[5] * x[2];
        A_x_[2] = A[6] * x[0] + A[7] * x[1] + A[8] * x[2];
        /* fixed_quadratic.lua:5  grad_x = A_x + A_x_ */
        grad_x[0] = A_x[0] + A_x_[0];
        grad_x[1] = A_x[1] + A_x_[1];
        grad_x[2] = A_x[2] + A_x_[2];
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   A          3 x 3, row-major
 *   x          3 elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, 3 elements; NULL: left out
 *   work       fixed_quadratic_value_grad_work() bytes, aligned as float
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int fixed_quadratic_value_grad(const float *A, const float *x, float *value, float *grad_x,
    void *work)
{
    int rc = MDRT_EOK;

    if (fixed_quadratic_value_grad_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = fixed_quadratic_value_grad_compute(A, x, value, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nanf(1, value);
        mdrt_nanf(3, grad_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
