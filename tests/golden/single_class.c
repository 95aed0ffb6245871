/* Made by mdgen 0.1.0 from single_class.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * f
 *     value = 1' X w + ||w||^2
 *     grad_w = 2 w + X' 1
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from single_class.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t f_value_work(int64_t n, int64_t d);
int f_value(int64_t n, int64_t d, const int32_t *y, const double *X, const double *w,
    double *value, void *work);
size_t f_grad_work(int64_t n, int64_t d);
int f_grad(int64_t n, int64_t d, const int32_t *y, const double *X, const double *w,
    double *grad_w, void *work);
size_t f_value_grad_work(int64_t n, int64_t d);
int f_value_grad(int64_t n, int64_t d, const int32_t *y, const double *X, const double *w,
    double *value, double *grad_w, void *work);

/* Bytes of workspace for f_value; SIZE_MAX if they do not fit. */
size_t f_value_work(int64_t n, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, d, d);
    const int64_t parts = mdrt_parts(n, block, d);
    const int64_t part_size = d;
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(d, sizeof(double))); /* sum_X */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int f_value_compute(int64_t n, int64_t d, const int32_t *y, const double *X,
    const double *w, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, d, d);
    const int64_t parts = mdrt_parts(n, block, d);
    const int64_t part_size = d;
    double *const sum_X = (double *)work;
    double *const part_arrays = sum_X + d;
    double w_w = 0.0;
    double w_sum_X = 0.0;

    (void)y;
    /* single_class.lua:4  w_w = ||w||^2 */
    w_w = mdrt_sumsq(d, w);
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const sum_X_part = parts == 1 ? sum_X : part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        mdrt_fill(d, 0.0, sum_X_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;

            /* single_class.lua:4  sum_X += X' 1 */
            for (int64_t j = 0; j < rows; j++) {
                for (int64_t i = 0; i < d; i++) {
                    sum_X_part[i] += X_rows[j * d + i];
                }
            }
        }
    }
    if (parts > 1) {
        mdrt_fill(d, 0.0, sum_X);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(d, 1.0, part_arrays + part * part_size, sum_X);
        }
    }
    /* single_class.lua:4  w_sum_X = w' sum_X */
    w_sum_X = mdrt_dot(d, w, sum_X);
    /* single_class.lua:4  value = w_w + w_sum_X */
    *value = w_w + w_sum_X;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   d          size, >= 0
 *   y          n elements, class numbers below 1
 *   X          n x d, row-major
 *   w          d elements
 *   value      out, 1 element; NULL: left out
 *   work       f_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int f_value(int64_t n, int64_t d, const int32_t *y, const double *X, const double *w,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || d < 0 || f_value_work(n, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_labels_check(n, y, 1) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (value != NULL) {
        rc = f_value_compute(n, d, y, X, w, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for f_grad; SIZE_MAX if they do not fit. */
size_t f_grad_work(int64_t n, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, d, d);
    const int64_t parts = mdrt_parts(n, block, d);
    const int64_t part_size = d;
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(d, sizeof(double))); /* sum_X */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int f_grad_compute(int64_t n, int64_t d, const int32_t *y, const double *X,
    const double *w, double *grad_w, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, d, d);
    const int64_t parts = mdrt_parts(n, block, d);
    const int64_t part_size = d;
    double *const sum_X = (double *)work;
    double *const part_arrays = sum_X + d;

    (void)y;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const sum_X_part = parts == 1 ? sum_X : part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        mdrt_fill(d, 0.0, sum_X_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;

            /* single_class.lua:4  sum_X += X' 1 */
            for (int64_t j = 0; j < rows; j++) {
                for (int64_t i = 0; i < d; i++) {
                    sum_X_part[i] += X_rows[j * d + i];
                }
            }
        }
    }
    if (parts > 1) {
        mdrt_fill(d, 0.0, sum_X);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(d, 1.0, part_arrays + part * part_size, sum_X);
        }
    }
    /* single_class.lua:4  grad_w = 2 w + sum_X */
    for (int64_t i = 0; i < d; i++) {
        grad_w[i] = 2.0 * w[i] + sum_X[i];
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   d          size, >= 0
 *   y          n elements, class numbers below 1
 *   X          n x d, row-major
 *   w          d elements
 *   grad_w     out, d elements; NULL: left out
 *   work       f_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int f_grad(int64_t n, int64_t d, const int32_t *y, const double *X, const double *w,
    double *grad_w, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || d < 0 || f_grad_work(n, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_labels_check(n, y, 1) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (grad_w != NULL) {
        rc = f_grad_compute(n, d, y, X, w, grad_w, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(d, grad_w);
    }
    return rc;
}

/* Bytes of workspace for f_value_grad; SIZE_MAX if they do not fit. */
size_t f_value_grad_work(int64_t n, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, d, d);
    const int64_t parts = mdrt_parts(n, block, d);
    const int64_t part_size = d;
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(d, sizeof(double))); /* sum_X */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int f_value_grad_compute(int64_t n, int64_t d, const int32_t *y, const double *X,
    const double *w, double *value, double *grad_w, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, d, d);
    const int64_t parts = mdrt_parts(n, block, d);
    const int64_t part_size = d;
    double *const sum_X = (double *)work;
    double *const part_arrays = sum_X + d;
    double w_w = 0.0;
    double w_sum_X = 0.0;

    (void)y;
    if (value != NULL) {
        /* single_class.lua:4  w_w = ||w||^2 */
        w_w = mdrt_sumsq(d, w);
    }
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const sum_X_part = parts == 1 ? sum_X : part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        mdrt_fill(d, 0.0, sum_X_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;

            /* single_class.lua:4  sum_X += X' 1 */
            for (int64_t j = 0; j < rows; j++) {
                for (int64_t i = 0; i < d; i++) {
                    sum_X_part[i] += X_rows[j * d + i];
                }
            }
        }
    }
    if (parts > 1) {
        mdrt_fill(d, 0.0, sum_X);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(d, 1.0, part_arrays + part * part_size, sum_X);
        }
    }
    if (value != NULL) {
        /* single_class.lua:4  w_sum_X = w' sum_X */
        w_sum_X = mdrt_dot(d, w, sum_X);
        /* single_class.lua:4  value = w_w + w_sum_X */
        *value = w_w + w_sum_X;
    }
    if (grad_w != NULL) {
        /* single_class.lua:4  grad_w = 2 w + sum_X */
        for (int64_t i = 0; i < d; i++) {
            grad_w[i] = 2.0 * w[i] + sum_X[i];
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   d          size, >= 0
 *   y          n elements, class numbers below 1
 *   X          n x d, row-major
 *   w          d elements
 *   value      out, 1 element; NULL: left out
 *   grad_w     out, d elements; NULL: left out
 *   work       f_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int f_value_grad(int64_t n, int64_t d, const int32_t *y, const double *X, const double *w,
    double *value, double *grad_w, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || d < 0 || f_value_grad_work(n, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_labels_check(n, y, 1) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = f_value_grad_compute(n, d, y, X, w, value, grad_w, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(d, grad_w);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
