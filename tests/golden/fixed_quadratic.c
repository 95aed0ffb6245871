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
    size_t bytes = sizeof(float);
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(float))); /* A_x_ */
    return bytes;
}

static int fixed_quadratic_value_compute(const float *A, const float *x, float *value, void *work)
{
    float *const A_x_ = (float *)work;

    /* fixed_quadratic.lua:5  A_x_ = A' x */
    mdrt_gemvf(MDRT_T, 3, 3, 1.0f, A, 3, x, 0.0f, A_x_);
    /* fixed_quadratic.lua:5  value = x' A_x_ */
    *value = mdrt_dotf(3, x, A_x_);
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
    } else {
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
    size_t bytes = sizeof(float);
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(float))); /* A_x_ */
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(float))); /* A_x_2_ */
    return bytes;
}

static int fixed_quadratic_grad_compute(const float *A, const float *x, float *grad_x, void *work)
{
    float *const A_x_ = (float *)work;
    float *const A_x_2_ = A_x_ + 3;

    /* fixed_quadratic.lua:5  A_x_ = A' x */
    mdrt_gemvf(MDRT_T, 3, 3, 1.0f, A, 3, x, 0.0f, A_x_);
    /* fixed_quadratic.lua:5  A_x_2_ = A x */
    mdrt_gemvf(MDRT_N, 3, 3, 1.0f, A, 3, x, 0.0f, A_x_2_);
    /* fixed_quadratic.lua:5  grad_x = A_x_ + A_x_2_ */
    for (int64_t i = 0; i < 3; i++) {
        grad_x[i] = A_x_[i] + A_x_2_[i];
    }
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
    } else {
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
    size_t bytes = sizeof(float);
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(float))); /* A_x_ */
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(float))); /* A_x_2_ */
    return bytes;
}

static int fixed_quadratic_value_grad_compute(const float *A, const float *x, float *value,
    float *grad_x, void *work)
{
    float *const A_x_ = (float *)work;
    float *const A_x_2_ = A_x_ + 3;

    /* fixed_quadratic.lua:5  A_x_ = A' x */
    mdrt_gemvf(MDRT_T, 3, 3, 1.0f, A, 3, x, 0.0f, A_x_);
    if (value != NULL) {
        /* fixed_quadratic.lua:5  value = x' A_x_ */
        *value = mdrt_dotf(3, x, A_x_);
    }
    if (grad_x != NULL) {
        /* fixed_quadratic.lua:5  A_x_2_ = A x */
        mdrt_gemvf(MDRT_N, 3, 3, 1.0f, A, 3, x, 0.0f, A_x_2_);
        /* fixed_quadratic.lua:5  grad_x = A_x_ + A_x_2_ */
        for (int64_t i = 0; i < 3; i++) {
            grad_x[i] = A_x_[i] + A_x_2_[i];
        }
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
