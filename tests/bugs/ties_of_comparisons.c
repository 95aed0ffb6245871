/* Made by mdgen 0.1.0 from ties_of_comparisons.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * ties_of_comparisons
 *     value = 1' where([|sign(x)| <= 1], x.^2, log(-x.^2 - 1)) + 1' where([|sign(x)| < 1], log(-x.^2 - 1), sin(x))
 *     grad_x = 2 (x .* ([|sign(x)| <= 1] - ([|sign(x)| < 1] + 1 - [|sign(x)| <= 1]) ./ (-x.^2 - ... 1))) + (1 - [|sign(x)| < 1]) .* cos(x)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from ties_of_comparisons.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t ties_of_comparisons_value_work(int64_t n);
int ties_of_comparisons_value(int64_t n, const double *x, double *value, void *work);
size_t ties_of_comparisons_grad_work(int64_t n);
int ties_of_comparisons_grad(int64_t n, const double *x, double *grad_x, void *work);
size_t ties_of_comparisons_value_grad_work(int64_t n);
int ties_of_comparisons_value_grad(int64_t n, const double *x, double *value,
    double *grad_x, void *work);

/* Bytes of workspace for ties_of_comparisons_value; SIZE_MAX if they do not fit. */
size_t ties_of_comparisons_value_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 6, 2);
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
static int ties_of_comparisons_value_compute(int64_t n, const double *x, double *value,
    void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 6, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, 3));
    double *const part_arrays = (double *)work;
    double sum_where = 0.0;
    double sum_where_ = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const abs_sign_x = part_arrays + part * part_size;
        double *const log_sum = abs_sign_x + block;
        double *const where = log_sum + block;
        double *const sin_x = where; /* its memory is free by then */
        double *const where_ = where; /* its memory is free by then */
        double *const sum_where_part = where + block;
        double *const sum_where__part = sum_where_part + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *sum_where_part = 0.0;
        *sum_where__part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;

            /* ties_of_comparisons.lua:4  abs_sign_x = |sign(x)| */
            for (int64_t i = 0; i < rows; i++) {
                abs_sign_x[i] = fabs(mdrt_sign(x_rows[i]));
            }
            /* ties_of_comparisons.lua:4  log_sum = log(-x.^2 - 1) */
            for (int64_t i = 0; i < rows; i++) {
                log_sum[i] = -x_rows[i] * x_rows[i] - 1.0;
            }
            mdrt_vlog(rows, log_sum, log_sum);
            /* ties_of_comparisons.lua:8  where = where([abs_sign_x <= 1], x.^2, log_sum) */
            for (int64_t i = 0; i < rows; i++) {
                where[i] = ((abs_sign_x[i] <= 1.0 ? 1.0 : 0.0) != 0.0 ? x_rows[i] * x_rows[i] : log_sum[i]);
            }
            /* ties_of_comparisons.lua:8  sum_where += where' 1 */
            *sum_where_part += mdrt_sum(rows, where);
            /* ties_of_comparisons.lua:8  sin_x = sin(x) */
            mdrt_vsin(rows, x_rows, sin_x);
            /* ties_of_comparisons.lua:8  where_ = where([abs_sign_x < 1], log_sum, sin_x) */
            for (int64_t i = 0; i < rows; i++) {
                where_[i] = ((abs_sign_x[i] < 1.0 ? 1.0 : 0.0) != 0.0 ? log_sum[i] : sin_x[i]);
            }
            /* ties_of_comparisons.lua:8  sum_where_ += where_' 1 */
            *sum_where__part += mdrt_sum(rows, where_);
        }
    }
    sum_where = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_where += *(part_arrays + part * part_size + block * 3);
    }
    sum_where_ = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_where_ += *(part_arrays + part * part_size + block * 3 + 1);
    }
    /* ties_of_comparisons.lua:8  value = sum_where + sum_where_ */
    *value = sum_where + sum_where_;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   work       ties_of_comparisons_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int ties_of_comparisons_value(int64_t n, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || ties_of_comparisons_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = ties_of_comparisons_value_compute(n, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for ties_of_comparisons_grad; SIZE_MAX if they do not fit. */
size_t ties_of_comparisons_grad_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 5, 0);
    const int64_t parts = mdrt_parts(n, block, 0);
    const int64_t part_size = mdrt_imul(block, 3);
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int ties_of_comparisons_grad_compute(int64_t n, const double *x, double *grad_x,
    void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 5, 0);
    const int64_t parts = mdrt_parts(n, block, 0);
    const int64_t part_size = mdrt_imul(block, 3);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const abs_sign_x = part_arrays + part * part_size;
        double *const ne0_lt = abs_sign_x + block;
        double *const cos_x = ne0_lt + block;
        double *const ne0_le = abs_sign_x; /* its memory is free by then */
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;
            double *const grad_x_rows = grad_x == NULL ? NULL : grad_x + at;

            /* ties_of_comparisons.lua:4  abs_sign_x = |sign(x)| */
            for (int64_t i = 0; i < rows; i++) {
                abs_sign_x[i] = fabs(mdrt_sign(x_rows[i]));
            }
            /* ties_of_comparisons.lua:8  ne0_lt = [abs_sign_x < 1] */
            for (int64_t i = 0; i < rows; i++) {
                ne0_lt[i] = ((abs_sign_x[i] < 1.0 ? 1.0 : 0.0) != 0.0 ? 1.0 : 0.0);
            }
            /* ties_of_comparisons.lua:8  cos_x = cos(x) */
            mdrt_vcos(rows, x_rows, cos_x);
            /* ties_of_comparisons.lua:8  ne0_le = [abs_sign_x <= 1] */
            for (int64_t i = 0; i < rows; i++) {
                ne0_le[i] = ((abs_sign_x[i] <= 1.0 ? 1.0 : 0.0) != 0.0 ? 1.0 : 0.0);
            }
            /* ties_of_comparisons.lua:4  grad_x = 2 (x .* (ne0_le - (ne0_lt + 1 - ne0_le) ./ (-x.^2 - 1))) + (1 - ne0_lt) .* cos_x */
            for (int64_t i = 0; i < rows; i++) {
                grad_x_rows[i] = (1.0 - ne0_lt[i]) * cos_x[i] + 2.0 * x_rows[i] * (ne0_le[i] - (1.0 + ne0_lt[i] - ne0_le[i]) / (-x_rows[i] * x_rows[i] - 1.0));
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   x          n elements
 *   grad_x     out, n elements; NULL: left out
 *   work       ties_of_comparisons_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int ties_of_comparisons_grad(int64_t n, const double *x, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || ties_of_comparisons_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_x != NULL) {
        rc = ties_of_comparisons_grad_compute(n, x, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for ties_of_comparisons_value_grad; SIZE_MAX if they do not fit. */
size_t ties_of_comparisons_value_grad_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 12, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, 5));
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int ties_of_comparisons_value_grad_compute(int64_t n, const double *x, double *value,
    double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 12, 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, 5));
    double *const part_arrays = (double *)work;
    double sum_where = 0.0;
    double sum_where_ = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const abs_sign_x = part_arrays + part * part_size;
        double *const sum = abs_sign_x + block;
        double *const log_sum = sum + block;
        double *const le = log_sum + block;
        double *const where = le + block;
        double *const lt = abs_sign_x; /* its memory is free by then */
        double *const sin_x = where; /* its memory is free by then */
        double *const where_ = where; /* its memory is free by then */
        double *const ne0_lt = abs_sign_x; /* its memory is free by then */
        double *const cos_x = log_sum; /* its memory is free by then */
        double *const ne0_le = le; /* its memory is free by then */
        double *const sum_where_part = where + block;
        double *const sum_where__part = sum_where_part + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *sum_where_part = 0.0;
        *sum_where__part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;
            double *const grad_x_rows = grad_x == NULL ? NULL : grad_x + at;

            /* ties_of_comparisons.lua:4  abs_sign_x = |sign(x)| */
            for (int64_t i = 0; i < rows; i++) {
                abs_sign_x[i] = fabs(mdrt_sign(x_rows[i]));
            }
            /* ties_of_comparisons.lua:4  sum = -x.^2 - 1 */
            for (int64_t i = 0; i < rows; i++) {
                sum[i] = -x_rows[i] * x_rows[i] - 1.0;
            }
            if (value != NULL) {
                /* ties_of_comparisons.lua:4  log_sum = log(sum) */
                mdrt_vlog(rows, sum, log_sum);
            }
            /* ties_of_comparisons.lua:8  le = [abs_sign_x <= 1] */
            for (int64_t i = 0; i < rows; i++) {
                le[i] = (abs_sign_x[i] <= 1.0 ? 1.0 : 0.0);
            }
            if (value != NULL) {
                /* ties_of_comparisons.lua:8  where = where(le, x.^2, log_sum) */
                for (int64_t i = 0; i < rows; i++) {
                    where[i] = (le[i] != 0.0 ? x_rows[i] * x_rows[i] : log_sum[i]);
                }
                /* ties_of_comparisons.lua:8  sum_where += where' 1 */
                *sum_where_part += mdrt_sum(rows, where);
            }
            /* ties_of_comparisons.lua:8  lt = [abs_sign_x < 1] */
            for (int64_t i = 0; i < rows; i++) {
                lt[i] = (abs_sign_x[i] < 1.0 ? 1.0 : 0.0);
            }
            if (value != NULL) {
                /* ties_of_comparisons.lua:8  sin_x = sin(x) */
                mdrt_vsin(rows, x_rows, sin_x);
                /* ties_of_comparisons.lua:8  where_ = where(lt, log_sum, sin_x) */
                for (int64_t i = 0; i < rows; i++) {
                    where_[i] = (lt[i] != 0.0 ? log_sum[i] : sin_x[i]);
                }
                /* ties_of_comparisons.lua:8  sum_where_ += where_' 1 */
                *sum_where__part += mdrt_sum(rows, where_);
            }
            if (grad_x != NULL) {
                /* ties_of_comparisons.lua:8  ne0_lt = lt */
                for (int64_t i = 0; i < rows; i++) {
                    ne0_lt[i] = (lt[i] != 0.0 ? 1.0 : 0.0);
                }
                /* ties_of_comparisons.lua:8  cos_x = cos(x) */
                mdrt_vcos(rows, x_rows, cos_x);
                /* ties_of_comparisons.lua:8  ne0_le = le */
                for (int64_t i = 0; i < rows; i++) {
                    ne0_le[i] = (le[i] != 0.0 ? 1.0 : 0.0);
                }
                /* ties_of_comparisons.lua:4  grad_x = 2 (x .* (ne0_le - (ne0_lt + 1 - ne0_le) ./ sum)) + (1 - ne0_lt) .* cos_x */
                for (int64_t i = 0; i < rows; i++) {
                    grad_x_rows[i] = (1.0 - ne0_lt[i]) * cos_x[i] + 2.0 * x_rows[i] * (ne0_le[i] - (1.0 + ne0_lt[i] - ne0_le[i]) / sum[i]);
                }
            }
        }
    }
    sum_where = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_where += *(part_arrays + part * part_size + block * 5);
    }
    sum_where_ = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_where_ += *(part_arrays + part * part_size + block * 5 + 1);
    }
    if (value != NULL) {
        /* ties_of_comparisons.lua:8  value = sum_where + sum_where_ */
        *value = sum_where + sum_where_;
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   x          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       ties_of_comparisons_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int ties_of_comparisons_value_grad(int64_t n, const double *x, double *value,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || ties_of_comparisons_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = ties_of_comparisons_value_grad_compute(n, x, value, grad_x, work);
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
