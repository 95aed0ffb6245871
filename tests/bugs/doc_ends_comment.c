/* Made by mdgen 0.1.0 from doc_ends_comment.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * doc_ends_comment: a * / int y; / * @version@  #error ? ?/ 
 *     value = ||x||^2
 *     grad_x = 2 x
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from doc_ends_comment.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t doc_ends_comment_value_work(int64_t n);
int doc_ends_comment_value(int64_t n, const double *x, double *value, void *work);
size_t doc_ends_comment_grad_work(int64_t n);
int doc_ends_comment_grad(int64_t n, const double *x, double *grad_x, void *work);
size_t doc_ends_comment_value_grad_work(int64_t n);
int doc_ends_comment_value_grad(int64_t n, const double *x, double *value, double *grad_x,
    void *work);

/* Bytes of workspace for doc_ends_comment_value; SIZE_MAX if they do not fit. */
size_t doc_ends_comment_value_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int doc_ends_comment_value_compute(int64_t n, const double *x, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const value_part = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;

            /* doc_ends_comment.lua:7  value += ||x||^2 */
            *value_part += mdrt_sumsq(rows, x_rows);
        }
    }
    *value = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        *value += *(part_arrays + part * part_size);
    }
    return MDRT_EOK;
}

/* a * / int y; / * @version@  #error ? ?/ .
 * The value.
 *   n          size, >= 0
 *   x          n elements: b * / #error %s ? ?/  q 
 *   value      out, 1 element; NULL: left out
 *   work       doc_ends_comment_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int doc_ends_comment_value(int64_t n, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || doc_ends_comment_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = doc_ends_comment_value_compute(n, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for doc_ends_comment_grad; SIZE_MAX if they do not fit. */
size_t doc_ends_comment_grad_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int doc_ends_comment_grad_compute(int64_t n, const double *x, double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 0);
    const int64_t parts = mdrt_parts(n, block, 0);

    (void)work;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;
            double *const grad_x_rows = grad_x == NULL ? NULL : grad_x + at;

            /* doc_ends_comment.lua:7  grad_x = 2 x */
            for (int64_t i = 0; i < rows; i++) {
                grad_x_rows[i] = 2.0 * x_rows[i];
            }
        }
    }
    return MDRT_EOK;
}

/* a * / int y; / * @version@  #error ? ?/ .
 * The gradient.
 *   n          size, >= 0
 *   x          n elements: b * / #error %s ? ?/  q 
 *   grad_x     out, n elements; NULL: left out
 *   work       doc_ends_comment_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int doc_ends_comment_grad(int64_t n, const double *x, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || doc_ends_comment_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_x != NULL) {
        rc = doc_ends_comment_grad_compute(n, x, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for doc_ends_comment_value_grad; SIZE_MAX if they do not fit. */
size_t doc_ends_comment_value_grad_work(int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int doc_ends_comment_value_grad_compute(int64_t n, const double *x, double *value,
    double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const value_part = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const x_rows = x + at;
            double *const grad_x_rows = grad_x == NULL ? NULL : grad_x + at;

            if (value != NULL) {
                /* doc_ends_comment.lua:7  value += ||x||^2 */
                *value_part += mdrt_sumsq(rows, x_rows);
            }
            if (grad_x != NULL) {
                /* doc_ends_comment.lua:7  grad_x = 2 x */
                for (int64_t i = 0; i < rows; i++) {
                    grad_x_rows[i] = 2.0 * x_rows[i];
                }
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size);
        }
    }
    return MDRT_EOK;
}

/* a * / int y; / * @version@  #error ? ?/ .
 * The value and its gradient.
 *   n          size, >= 0
 *   x          n elements: b * / #error %s ? ?/  q 
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       doc_ends_comment_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int doc_ends_comment_value_grad(int64_t n, const double *x, double *value, double *grad_x,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || doc_ends_comment_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = doc_ends_comment_value_grad_compute(n, x, value, grad_x, work);
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
