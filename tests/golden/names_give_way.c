/* Made by mdgen 0.1.0 from names_give_way.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * names_give_way
 *     value = (work .* value)' exp(exp)
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
    const int64_t block =
        mdrt_block_rows(n, 5, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int names_give_way_value_compute(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 5, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const exp_exp = part_arrays + part * part_size;
        double *const value_exp_exp = exp_exp; /* its memory is free by then */
        double *const value_part = exp_exp + block;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const work__rows = work_ + at;
            const double *const value__rows = value_ + at;
            const double *const exp__rows = exp_ + at;

            /* names_give_way.lua:4  exp_exp = exp(exp) */
            mdrt_vexp(rows, exp__rows, exp_exp);
            /* names_give_way.lua:4  value_exp_exp = value .* exp_exp */
            for (int64_t i = 0; i < rows; i++) {
                value_exp_exp[i] = value__rows[i] * exp_exp[i];
            }
            /* names_give_way.lua:4  value += work' value_exp_exp */
            *value_part += mdrt_dot(rows, work__rows, value_exp_exp);
        }
    }
    *value = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        *value += *(part_arrays + part * part_size + block);
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
    } else if (value != NULL) {
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
    const int64_t block =
        mdrt_block_rows(n, 3, 0);
    const int64_t parts = mdrt_parts(n, block, 0);
    const int64_t part_size = block;
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int names_give_way_grad_compute(int64_t n, const double *work_, const double *value,
    const double *exp_, double *grad_work, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 3, 0);
    const int64_t parts = mdrt_parts(n, block, 0);
    const int64_t part_size = block;
    double *const part_arrays = (double *)work;

    (void)work_;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const exp_exp = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const value_rows = value + at;
            const double *const exp__rows = exp_ + at;
            double *const grad_work_rows = grad_work == NULL ? NULL : grad_work + at;

            /* names_give_way.lua:4  exp_exp = exp(exp) */
            mdrt_vexp(rows, exp__rows, exp_exp);
            /* names_give_way.lua:4  grad_work = value .* exp_exp */
            for (int64_t i = 0; i < rows; i++) {
                grad_work_rows[i] = value_rows[i] * exp_exp[i];
            }
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
    } else if (grad_work != NULL) {
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
    const int64_t block =
        mdrt_block_rows(n, 5, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int names_give_way_value_grad_compute(int64_t n, const double *work_, const double *value_,
    const double *exp_, double *value, double *grad_work, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 5, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const exp_exp = part_arrays + part * part_size;
        double *const value_exp_exp = exp_exp; /* its memory is free by then */
        double *const value_part = exp_exp + block;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const work__rows = work_ + at;
            const double *const value__rows = value_ + at;
            const double *const exp__rows = exp_ + at;
            double *const grad_work_rows = grad_work == NULL ? NULL : grad_work + at;

            /* names_give_way.lua:4  exp_exp = exp(exp) */
            mdrt_vexp(rows, exp__rows, exp_exp);
            /* names_give_way.lua:4  value_exp_exp = value .* exp_exp */
            for (int64_t i = 0; i < rows; i++) {
                value_exp_exp[i] = value__rows[i] * exp_exp[i];
            }
            if (value != NULL) {
                /* names_give_way.lua:4  value += work' value_exp_exp */
                *value_part += mdrt_dot(rows, work__rows, value_exp_exp);
            }
            if (grad_work != NULL) {
                /* names_give_way.lua:4  grad_work = value .* exp_exp */
                mdrt_copy(rows, value_exp_exp, grad_work_rows);
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size + block);
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
