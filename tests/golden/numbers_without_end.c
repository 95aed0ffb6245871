/* Made by mdgen 0.1.0 from numbers_without_end.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * clipped
 *     value = 1' exp(-where([0 < x], x, inf)) + 1' min(x, 1e+300)
 *     grad_x = heaviside(1e+300 - x) - exp(-where([0 < x], x, inf)) .* [0 < x]
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from numbers_without_end.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t clipped_value_work(int64_t n);
int clipped_value(int64_t n, const double *x, double *value, void *work);
size_t clipped_grad_work(int64_t n);
int clipped_grad(int64_t n, const double *x, double *grad_x, void *work);
size_t clipped_value_grad_work(int64_t n);
int clipped_value_grad(int64_t n, const double *x, double *value, double *grad_x,
    void *work);

/* Bytes of workspace for clipped_value; SIZE_MAX if they do not fit. */
size_t clipped_value_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 3, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, block);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int clipped_value_compute(int64_t n, const double *x, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 3, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, block);
    double *const part_arrays = (double *)work;
    double sum_exp_sum = 0.0;
    double sum_minimum = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const exp_where = part_arrays + part * part_size;
        double *const minimum = exp_where; /* its memory is free by then */
        double *const sum_exp_sum_part = exp_where + block;
        double *const sum_minimum_part = exp_where + block + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *sum_exp_sum_part = 0.0;
        *sum_minimum_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;

            /* numbers_without_end.lua:4  exp_where = exp(-where([0 < x], x, inf)) */
            for (int64_t i = 0; i < rows; i++) {
                exp_where[i] = -((0.0 < x_rows[i] ? 1.0 : 0.0) != 0.0 ? x_rows[i] : (double)INFINITY);
            }
            mdrt_vexp(rows, exp_where, exp_where);
            /* numbers_without_end.lua:4  sum_exp_sum += exp_where' 1 */
            *sum_exp_sum_part += mdrt_sum(rows, exp_where);
            /* numbers_without_end.lua:4  minimum = min(x, 1e+300) */
            for (int64_t i = 0; i < rows; i++) {
                minimum[i] = mdrt_minimum(x_rows[i], 1e+300);
            }
            /* numbers_without_end.lua:4  sum_minimum += minimum' 1 */
            *sum_minimum_part += mdrt_sum(rows, minimum);
        }
    }
    sum_exp_sum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_exp_sum += *(part_arrays + part * part_size + block);
    }
    sum_minimum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_minimum += *(part_arrays + part * part_size + block + 1);
    }
    /* numbers_without_end.lua:4  value = sum_exp_sum + sum_minimum */
    *value = sum_exp_sum + sum_minimum;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   work       clipped_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int clipped_value(int64_t n, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || clipped_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = clipped_value_compute(n, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for clipped_grad; SIZE_MAX if they do not fit. */
size_t clipped_grad_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 3, 0);
    const int64_t parts = mdrt_parts(n, block, 0);
    const int64_t part_size = mdrt_imul(block, 2);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int clipped_grad_compute(int64_t n, const double *x, double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 3, 0);
    const int64_t parts = mdrt_parts(n, block, 0);
    const int64_t part_size = mdrt_imul(block, 2);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const lt = part_arrays + part * part_size;
        double *const exp_where = lt + block;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;
            double *const grad_x_rows = grad_x == NULL ? NULL : grad_x + at;

            /* numbers_without_end.lua:4  lt = [0 < x] */
            for (int64_t i = 0; i < rows; i++) {
                lt[i] = (0.0 < x_rows[i] ? 1.0 : 0.0);
            }
            /* numbers_without_end.lua:4  exp_where = exp(-where(lt, x, inf)) */
            for (int64_t i = 0; i < rows; i++) {
                exp_where[i] = -(lt[i] != 0.0 ? x_rows[i] : (double)INFINITY);
            }
            mdrt_vexp(rows, exp_where, exp_where);
            /* numbers_without_end.lua:4  grad_x = heaviside(1e+300 - x) - exp_where .* lt */
            for (int64_t i = 0; i < rows; i++) {
                grad_x_rows[i] = mdrt_heaviside(1e+300 - x_rows[i]) - (lt[i] != 0.0 ? exp_where[i] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   x          n elements
 *   grad_x     out, n elements; NULL: left out
 *   work       clipped_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int clipped_grad(int64_t n, const double *x, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || clipped_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_x != NULL) {
        rc = clipped_grad_compute(n, x, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for clipped_value_grad; SIZE_MAX if they do not fit. */
size_t clipped_value_grad_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 4, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, 3));
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int clipped_value_grad_compute(int64_t n, const double *x, double *value, double *grad_x,
    void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 4, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, 3));
    double *const part_arrays = (double *)work;
    double sum_exp_sum = 0.0;
    double sum_minimum = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const lt = part_arrays + part * part_size;
        double *const exp_where = lt + block;
        double *const minimum = exp_where + block;
        double *const sum_exp_sum_part = minimum + block;
        double *const sum_minimum_part = minimum + block + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *sum_exp_sum_part = 0.0;
        *sum_minimum_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;
            double *const grad_x_rows = grad_x == NULL ? NULL : grad_x + at;

            /* numbers_without_end.lua:4  lt = [0 < x] */
            for (int64_t i = 0; i < rows; i++) {
                lt[i] = (0.0 < x_rows[i] ? 1.0 : 0.0);
            }
            /* numbers_without_end.lua:4  exp_where = exp(-where(lt, x, inf)) */
            for (int64_t i = 0; i < rows; i++) {
                exp_where[i] = -(lt[i] != 0.0 ? x_rows[i] : (double)INFINITY);
            }
            mdrt_vexp(rows, exp_where, exp_where);
            if (value != NULL) {
                /* numbers_without_end.lua:4  sum_exp_sum += exp_where' 1 */
                *sum_exp_sum_part += mdrt_sum(rows, exp_where);
                /* numbers_without_end.lua:4  minimum = min(x, 1e+300) */
                for (int64_t i = 0; i < rows; i++) {
                    minimum[i] = mdrt_minimum(x_rows[i], 1e+300);
                }
                /* numbers_without_end.lua:4  sum_minimum += minimum' 1 */
                *sum_minimum_part += mdrt_sum(rows, minimum);
            }
            if (grad_x != NULL) {
                /* numbers_without_end.lua:4  grad_x = heaviside(1e+300 - x) - exp_where .* lt */
                for (int64_t i = 0; i < rows; i++) {
                    grad_x_rows[i] = mdrt_heaviside(1e+300 - x_rows[i]) - (lt[i] != 0.0 ? exp_where[i] : 0.0);
                }
            }
        }
    }
    sum_exp_sum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_exp_sum += *(part_arrays + part * part_size + block * 3);
    }
    sum_minimum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_minimum += *(part_arrays + part * part_size + block * 3 + 1);
    }
    if (value != NULL) {
        /* numbers_without_end.lua:4  value = sum_exp_sum + sum_minimum */
        *value = sum_exp_sum + sum_minimum;
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       clipped_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int clipped_value_grad(int64_t n, const double *x, double *value, double *grad_x,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || clipped_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = clipped_value_grad_compute(n, x, value, grad_x, work);
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
