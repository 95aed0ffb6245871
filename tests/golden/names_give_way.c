/* Made by mdgen 0.1.0 from names_give_way.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * names_give_way
 *     value = 1' (work .* value .* exp(exp))
 *     grad_work = value .* exp(exp)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from names_give_way.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t names_give_way_value_work(int64_t n);
int names_give_way_value(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, void *work);
size_t names_give_way_grad_work(int64_t n);
int names_give_way_grad(int64_t n, const double *work_, const double *value,
    const double *exp_, double *grad_work, void *work);
size_t names_give_way_value_grad_work(int64_t n);
int names_give_way_value_grad(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, double *grad_work, void *work);

/* Bytes of workspace for names_give_way_value; SIZE_MAX if they do not fit. */
size_t names_give_way_value_work(int64_t n)
{
    const int64_t block = mdrt_block_rows(n, 5);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* exp_exp_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* value_exp_exp_ */
    return bytes;
}

static int names_give_way_value_compute(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, void *work)
{
    const int64_t block = mdrt_block_rows(n, 5);
    double *const exp_exp_ = (double *)work;
    double *const value_exp_exp_ = exp_exp_ + block;

    *value = 0.0;
    for (int64_t at = 0; at < n; at += block) {
        const int64_t rows = n - at < block ? n - at : block;
        const double *const work__rows = work_ + at;
        const double *const value__rows = value_ + at;
        const double *const exp__rows = exp_ + at;

        /* names_give_way.lua:4  exp_exp_ = exp(exp) */
        mdrt_vexp(rows, exp__rows, exp_exp_);
        /* names_give_way.lua:4  value_exp_exp_ = value .* exp_exp_ */
        for (int64_t i = 0; i < rows; i++) {
            value_exp_exp_[i] = value__rows[i] * exp_exp_[i];
        }
        /* names_give_way.lua:4  value = work' value_exp_exp_ */
        *value += mdrt_dot(rows, work__rows, value_exp_exp_);
    }
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   work_      n elements
 *   value_     n elements
 *   exp_       n elements
 *   value      out, 1 element; NULL: left out
 *   work       names_give_way_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int names_give_way_value(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || names_give_way_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = names_give_way_value_compute(n, work_, value_, exp_, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for names_give_way_grad; SIZE_MAX if they do not fit. */
size_t names_give_way_grad_work(int64_t n)
{
    const int64_t block = mdrt_block_rows(n, 3);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* exp_exp_ */
    return bytes;
}

static int names_give_way_grad_compute(int64_t n, const double *work_, const double *value,
    const double *exp_, double *grad_work, void *work)
{
    const int64_t block = mdrt_block_rows(n, 3);
    double *const exp_exp_ = (double *)work;

    (void)work_;
    for (int64_t at = 0; at < n; at += block) {
        const int64_t rows = n - at < block ? n - at : block;
        const double *const value_rows = value + at;
        const double *const exp__rows = exp_ + at;
        double *const grad_work_rows = grad_work == NULL ? NULL : grad_work + at;

        /* names_give_way.lua:4  exp_exp_ = exp(exp) */
        mdrt_vexp(rows, exp__rows, exp_exp_);
        /* names_give_way.lua:4  grad_work = value .* exp_exp_ */
        for (int64_t i = 0; i < rows; i++) {
            grad_work_rows[i] = value_rows[i] * exp_exp_[i];
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   work_      n elements
 *   value      n elements
 *   exp_       n elements
 *   grad_work  out, n elements; NULL: left out
 *   work       names_give_way_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int names_give_way_grad(int64_t n, const double *work_, const double *value,
    const double *exp_, double *grad_work, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || names_give_way_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = names_give_way_grad_compute(n, work_, value, exp_, grad_work, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_work);
    }
    return rc;
}

/* Bytes of workspace for names_give_way_value_grad; SIZE_MAX if they do not fit. */
size_t names_give_way_value_grad_work(int64_t n)
{
    const int64_t block = mdrt_block_rows(n, 5);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* exp_exp_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* value_exp_exp_ */
    return bytes;
}

static int names_give_way_value_grad_compute(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, double *grad_work, void *work)
{
    const int64_t block = mdrt_block_rows(n, 5);
    double *const exp_exp_ = (double *)work;
    double *const value_exp_exp_ = exp_exp_ + block;

    if (value != NULL) {
        *value = 0.0;
    }
    for (int64_t at = 0; at < n; at += block) {
        const int64_t rows = n - at < block ? n - at : block;
        const double *const work__rows = work_ + at;
        const double *const value__rows = value_ + at;
        const double *const exp__rows = exp_ + at;
        double *const grad_work_rows = grad_work == NULL ? NULL : grad_work + at;

        /* names_give_way.lua:4  exp_exp_ = exp(exp) */
        mdrt_vexp(rows, exp__rows, exp_exp_);
        /* names_give_way.lua:4  value_exp_exp_ = value .* exp_exp_ */
        for (int64_t i = 0; i < rows; i++) {
            value_exp_exp_[i] = value__rows[i] * exp_exp_[i];
        }
        if (value != NULL) {
            /* names_give_way.lua:4  value = work' value_exp_exp_ */
            *value += mdrt_dot(rows, work__rows, value_exp_exp_);
        }
        if (grad_work != NULL) {
            /* names_give_way.lua:4  grad_work = value .* exp_exp_ */
            mdrt_copy(rows, value_exp_exp_, grad_work_rows);
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   work_      n elements
 *   value_     n elements
 *   exp_       n elements
 *   value      out, 1 element; NULL: left out
 *   grad_work  out, n elements; NULL: left out
 *   work       names_give_way_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int names_give_way_value_grad(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, double *grad_work, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || names_give_way_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = names_give_way_value_grad_compute(n, work_, value_, exp_, value, grad_work, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_work);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
