/* Made by mdgen 0.1.0 from least_squares.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * least_squares: Half the squared residual of A x = b
 *     value = 1/2 ||A x - b||^2
 *     grad_x = A' (A x - b)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from least_squares.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t least_squares_value_work(int64_t m, int64_t n);
int least_squares_value(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *value, void *work);
size_t least_squares_grad_work(int64_t m, int64_t n);
int least_squares_grad(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *grad_x, void *work);
size_t least_squares_value_grad_work(int64_t m, int64_t n);
int least_squares_value_grad(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *value, double *grad_x, void *work);

/* Bytes of workspace for least_squares_value; SIZE_MAX if they do not fit. */
size_t least_squares_value_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), 1);
    const int64_t parts = mdrt_parts(m, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int least_squares_value_compute(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), 1);
    const int64_t parts = mdrt_parts(m, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    double *const part_arrays = (double *)work;
    double diff_diff = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const diff = part_arrays + part * part_size;
        double *const diff_diff_part = diff + block;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        *diff_diff_part = 0.0;
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            const double *const b_rows = b + at;

            /* least_squares.lua:8  diff = A x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, diff);
            /* least_squares.lua:8  diff -= b */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= b_rows[i];
            }
            /* least_squares.lua:8  diff_diff += ||diff||^2 */
            *diff_diff_part += mdrt_sumsq(rows, diff);
        }
    }
    diff_diff = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        diff_diff += *(part_arrays + part * part_size + block);
    }
    /* least_squares.lua:8  value = 1/2 diff_diff */
    *value = 0.5 * diff_diff;
    return MDRT_EOK;
}

/* Half the squared residual of A x = b.
 * The value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major: the design
 *   x          n elements
 *   b          m elements
 *   value      out, 1 element; NULL: left out
 *   work       least_squares_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int least_squares_value(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || least_squares_value_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = least_squares_value_compute(m, n, A, x, b, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for least_squares_grad; SIZE_MAX if they do not fit. */
size_t least_squares_grad_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), n);
    const int64_t parts = mdrt_parts(m, block, n);
    const int64_t part_size = mdrt_iadd(n, block);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int least_squares_grad_compute(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), n);
    const int64_t parts = mdrt_parts(m, block, n);
    const int64_t part_size = mdrt_iadd(n, block);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const diff = part_arrays + part * part_size;
        double *const grad_x_part = parts == 1 ? grad_x : diff + block;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        mdrt_fill(n, 0.0, grad_x_part);
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            const double *const b_rows = b + at;

            /* least_squares.lua:8  diff = A x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, diff);
            /* least_squares.lua:8  diff -= b */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= b_rows[i];
            }
            /* least_squares.lua:8  grad_x += A' diff */
            mdrt_gemv(MDRT_T, rows, n, 1.0, A_rows, n, diff, 1.0, grad_x_part);
        }
    }
    if (parts > 1) {
        mdrt_fill(n, 0.0, grad_x);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block, grad_x);
        }
    }
    return MDRT_EOK;
}

/* Half the squared residual of A x = b.
 * The gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major: the design
 *   x          n elements
 *   b          m elements
 *   grad_x     out, n elements; NULL: left out
 *   work       least_squares_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int least_squares_grad(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || least_squares_grad_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (grad_x != NULL) {
        rc = least_squares_grad_compute(m, n, A, x, b, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for least_squares_value_grad; SIZE_MAX if they do not fit. */
size_t least_squares_value_grad_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), mdrt_iadd(n, 1));
    const int64_t parts = mdrt_parts(m, block, mdrt_iadd(n, 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(n, 1), block);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int least_squares_value_grad_compute(int64_t m, int64_t n, const double *A,
    const double *x, const double *b, double *value, double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), mdrt_iadd(n, 1));
    const int64_t parts = mdrt_parts(m, block, mdrt_iadd(n, 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(n, 1), block);
    double *const part_arrays = (double *)work;
    double diff_diff = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const diff = part_arrays + part * part_size;
        double *const diff_diff_part = diff + block;
        double *const grad_x_part = parts == 1 ? grad_x : diff + block + 1;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        *diff_diff_part = 0.0;
        if (grad_x != NULL) {
            mdrt_fill(n, 0.0, grad_x_part);
        }
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            const double *const b_rows = b + at;

            /* least_squares.lua:8  diff = A x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, diff);
            /* least_squares.lua:8  diff -= b */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= b_rows[i];
            }
            if (value != NULL) {
                /* least_squares.lua:8  diff_diff += ||diff||^2 */
                *diff_diff_part += mdrt_sumsq(rows, diff);
            }
            if (grad_x != NULL) {
                /* least_squares.lua:8  grad_x += A' diff */
                mdrt_gemv(MDRT_T, rows, n, 1.0, A_rows, n, diff, 1.0, grad_x_part);
            }
        }
    }
    diff_diff = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        diff_diff += *(part_arrays + part * part_size + block);
    }
    if (grad_x != NULL && parts > 1) {
        mdrt_fill(n, 0.0, grad_x);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block + 1, grad_x);
        }
    }
    if (value != NULL) {
        /* least_squares.lua:8  value = 1/2 diff_diff */
        *value = 0.5 * diff_diff;
    }
    return MDRT_EOK;
}

/* Half the squared residual of A x = b.
 * The value and its gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major: the design
 *   x          n elements
 *   b          m elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   work       least_squares_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int least_squares_value_grad(int64_t m, int64_t n, const double *A, const double *x,
    const double *b, double *value, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || least_squares_value_grad_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = least_squares_value_grad_compute(m, n, A, x, b, value, grad_x, work);
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
