/* Made by mdgen 0.1.0 from prepared.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * prepared
 *     value = ||X theta - y||^2
 *     grad_theta = 2 X' (X theta - y)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from prepared.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t prepared_value_work(int64_t m, int64_t n);
int prepared_value(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, void *work);
size_t prepared_grad_work(int64_t m, int64_t n);
int prepared_grad(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *grad_theta, void *work);
size_t prepared_value_grad_work(int64_t m, int64_t n);
int prepared_value_grad(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, double *grad_theta, void *work);
size_t prepared_state_size(int64_t m, int64_t n);
size_t prepared_prepare_work(int64_t m, int64_t n);
int prepared_prepare(int64_t m, int64_t n, const double *X, const double *y, void *state,
    void *work);
size_t prepared_value_prepared_work(int64_t m, int64_t n);
int prepared_value_prepared(int64_t m, int64_t n, const void *state, const double *theta,
    double *value, void *work);
size_t prepared_grad_prepared_work(int64_t m, int64_t n);
int prepared_grad_prepared(int64_t m, int64_t n, const void *state, const double *theta,
    double *grad_theta, void *work);
size_t prepared_value_grad_prepared_work(int64_t m, int64_t n);
int prepared_value_grad_prepared(int64_t m, int64_t n, const void *state,
    const double *theta, double *value, double *grad_theta, void *work);

/* Bytes of workspace for prepared_value; SIZE_MAX if they do not fit. */
size_t prepared_value_work(int64_t m, int64_t n)
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
static int prepared_value_compute(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 2), 1);
    const int64_t parts = mdrt_parts(m, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const diff = part_arrays + part * part_size;
        double *const value_part = diff + block;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * n;
            const double *const y_rows = y + at;

            /* prepared.lua:6  diff = X theta */
            mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, diff);
            /* prepared.lua:6  diff -= y */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= y_rows[i];
            }
            /* prepared.lua:6  value += ||diff||^2 */
            *value_part += mdrt_sumsq(rows, diff);
        }
    }
    *value = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        *value += *(part_arrays + part * part_size + block);
    }
    return MDRT_EOK;
}

/* The value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   X          m x n, row-major
 *   y          m elements
 *   theta      n elements
 *   value      out, 1 element; NULL: left out
 *   work       prepared_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_value(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_value_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = prepared_value_compute(m, n, X, y, theta, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for prepared_grad; SIZE_MAX if they do not fit. */
size_t prepared_grad_work(int64_t m, int64_t n)
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
static int prepared_grad_compute(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *grad_theta, void *work)
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
        double *const grad_theta_part = parts == 1 ? grad_theta : diff + block;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        mdrt_fill(n, 0.0, grad_theta_part);
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * n;
            const double *const y_rows = y + at;

            /* prepared.lua:6  diff = 2 * (X theta) */
            mdrt_gemv(MDRT_N, rows, n, 2.0, X_rows, n, theta, 0.0, diff);
            /* prepared.lua:6  diff -= 2 y */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= 2.0 * y_rows[i];
            }
            /* prepared.lua:6  grad_theta += X' diff */
            mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff, 1.0, grad_theta_part);
        }
    }
    if (parts > 1) {
        mdrt_fill(n, 0.0, grad_theta);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block, grad_theta);
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   X          m x n, row-major
 *   y          m elements
 *   theta      n elements
 *   grad_theta out, n elements; NULL: left out
 *   work       prepared_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_grad(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *grad_theta, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_grad_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (grad_theta != NULL) {
        rc = prepared_grad_compute(m, n, X, y, theta, grad_theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_theta);
    }
    return rc;
}

/* Bytes of workspace for prepared_value_grad; SIZE_MAX if they do not fit. */
size_t prepared_value_grad_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 4), mdrt_iadd(n, 1));
    const int64_t parts = mdrt_parts(m, block, mdrt_iadd(n, 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(n, 1), mdrt_imul(block, 2));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int prepared_value_grad_compute(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, double *grad_theta, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 4), mdrt_iadd(n, 1));
    const int64_t parts = mdrt_parts(m, block, mdrt_iadd(n, 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(n, 1), mdrt_imul(block, 2));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_theta = part_arrays + part * part_size;
        double *const diff = X_theta + block;
        double *const diff_ = X_theta; /* its memory is free by then */
        double *const value_part = diff + block;
        double *const grad_theta_part = parts == 1 ? grad_theta : diff + block + 1;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        *value_part = 0.0;
        if (grad_theta != NULL) {
            mdrt_fill(n, 0.0, grad_theta_part);
        }
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * n;
            const double *const y_rows = y + at;

            /* prepared.lua:6  X_theta = X theta */
            mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta);
            if (value != NULL) {
                /* prepared.lua:6  diff = X_theta - y */
                for (int64_t i = 0; i < rows; i++) {
                    diff[i] = X_theta[i] - y_rows[i];
                }
                /* prepared.lua:6  value += ||diff||^2 */
                *value_part += mdrt_sumsq(rows, diff);
            }
            if (grad_theta != NULL) {
                /* prepared.lua:6  diff_ = 2 (X_theta - y) */
                for (int64_t i = 0; i < rows; i++) {
                    diff_[i] = 2.0 * X_theta[i] - 2.0 * y_rows[i];
                }
                /* prepared.lua:6  grad_theta += X' diff_ */
                mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff_, 1.0, grad_theta_part);
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size + block * 2);
        }
    }
    if (grad_theta != NULL && parts > 1) {
        mdrt_fill(n, 0.0, grad_theta);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block * 2 + 1, grad_theta);
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   X          m x n, row-major
 *   y          m elements
 *   theta      n elements
 *   value      out, 1 element; NULL: left out
 *   grad_theta out, n elements; NULL: left out
 *   work       prepared_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_value_grad(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, double *grad_theta, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_value_grad_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = prepared_value_grad_compute(m, n, X, y, theta, value, grad_theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_theta);
    }
    return rc;
}

/* Bytes of the state of prepared; SIZE_MAX if they do not fit. */
size_t prepared_state_size(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_imul(n, n), n), sizeof(double))); /* X */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(n, 1), sizeof(double))); /* y */
    return bytes;
}

/* Bytes of workspace for prepared_prepare; SIZE_MAX if they do not fit. */
size_t prepared_prepare_work(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    if (n < 0) {
        return SIZE_MAX;
    }
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 1), mdrt_imul(mdrt_iadd(n, 1), mdrt_iadd(n, 1)));
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_iadd(mdrt_iadd(n, 1), block), mdrt_iadd(n, 1)), sizeof(double)));
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_qr_work(mdrt_iadd(mdrt_iadd(n, 1), block), mdrt_iadd(n, 1)), sizeof(double)));
    return bytes;
}

static int prepared_prepare_compute(int64_t m, int64_t n, const double *X, const double *y,
    void *state, void *work)
{
    double *const X_state = (double *)state;
    double *const y_state = X_state + (n * n + n);
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 1), mdrt_imul(mdrt_iadd(n, 1), mdrt_iadd(n, 1)));
    double *const stack = (double *)work;
    double *const scratch = stack + ((n + 1) + block) * (n + 1);
    mdrt_fill((n + 1) * (n + 1), 0.0, stack);
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        for (int64_t i = 0; i < rows; i++) {
            mdrt_copy(n, X + (at + i) * n, stack + ((n + 1) + i) * (n + 1));
            mdrt_copy(1, y + (at + i) * 1, stack + ((n + 1) + i) * (n + 1) + n);
        }
        const int rc = mdrt_qr_factor((n + 1) + rows, (n + 1), stack, scratch);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 4);
        }
    }
    for (int64_t i = 0; i < (n + 1); i++) {
        mdrt_copy(n, stack + i * (n + 1), X_state + i * n);
        mdrt_copy(1, stack + i * (n + 1) + n, y_state + i);
    }
    return MDRT_EOK;
}

/* Make the state for prepared_..._prepared from the inputs that stay the same.
 *   state      prepared_state_size() bytes, aligned as double
 * Returns 0, or an error with the spec's line. */
int prepared_prepare(int64_t m, int64_t n, const double *X, const double *y, void *state,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_state_size(m, n) == SIZE_MAX || prepared_prepare_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = prepared_prepare_compute(m, n, X, y, state, work);
    }
    return rc;
}

/* Bytes of workspace for prepared_value_prepared; SIZE_MAX if they do not fit. */
size_t prepared_value_prepared_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n + 1, mdrt_iadd(n, 2), 1);
    const int64_t parts = mdrt_parts(n + 1, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int prepared_value_prepared_compute(int64_t m, int64_t n, const void *state,
    const double *theta, double *value, void *work)
{
    const double *const X = (const double *)state;
    const double *const y = X + (n * n + n);
    const int64_t block =
        mdrt_block_rows(n + 1, mdrt_iadd(n, 2), 1);
    const int64_t parts = mdrt_parts(n + 1, block, 1);
    const int64_t part_size = mdrt_iadd(1, block);
    double *const part_arrays = (double *)work;

    (void)m;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const diff = part_arrays + part * part_size;
        double *const value_part = diff + block;
        const int64_t end = mdrt_part_begin(n + 1, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n + 1, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * n;
            const double *const y_rows = y + at;

            /* prepared.lua:6  diff = X theta */
            mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, diff);
            /* prepared.lua:6  diff -= y */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= y_rows[i];
            }
            /* prepared.lua:6  value += ||diff||^2 */
            *value_part += mdrt_sumsq(rows, diff);
        }
    }
    *value = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        *value += *(part_arrays + part * part_size + block);
    }
    return MDRT_EOK;
}

/* The value, with the state that prepare made.
 *   m          size, >= 0
 *   n          size, >= 0
 *   state      made by prepared_prepare
 *   theta      n elements
 *   value      out, 1 element; NULL: left out
 *   work       prepared_value_prepared_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_value_prepared(int64_t m, int64_t n, const void *state, const double *theta,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_value_prepared_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = prepared_value_prepared_compute(m, n, state, theta, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for prepared_grad_prepared; SIZE_MAX if they do not fit. */
size_t prepared_grad_prepared_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n + 1, mdrt_iadd(n, 2), n);
    const int64_t parts = mdrt_parts(n + 1, block, n);
    const int64_t part_size = mdrt_iadd(n, block);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int prepared_grad_prepared_compute(int64_t m, int64_t n, const void *state,
    const double *theta, double *grad_theta, void *work)
{
    const double *const X = (const double *)state;
    const double *const y = X + (n * n + n);
    const int64_t block =
        mdrt_block_rows(n + 1, mdrt_iadd(n, 2), n);
    const int64_t parts = mdrt_parts(n + 1, block, n);
    const int64_t part_size = mdrt_iadd(n, block);
    double *const part_arrays = (double *)work;

    (void)m;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const diff = part_arrays + part * part_size;
        double *const grad_theta_part = parts == 1 ? grad_theta : diff + block;
        const int64_t end = mdrt_part_begin(n + 1, block, parts, part + 1);

        mdrt_fill(n, 0.0, grad_theta_part);
        for (int64_t at = mdrt_part_begin(n + 1, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * n;
            const double *const y_rows = y + at;

            /* prepared.lua:6  diff = 2 * (X theta) */
            mdrt_gemv(MDRT_N, rows, n, 2.0, X_rows, n, theta, 0.0, diff);
            /* prepared.lua:6  diff -= 2 y */
            for (int64_t i = 0; i < rows; i++) {
                diff[i] -= 2.0 * y_rows[i];
            }
            /* prepared.lua:6  grad_theta += X' diff */
            mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff, 1.0, grad_theta_part);
        }
    }
    if (parts > 1) {
        mdrt_fill(n, 0.0, grad_theta);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block, grad_theta);
        }
    }
    return MDRT_EOK;
}

/* The gradient, with the state that prepare made.
 *   m          size, >= 0
 *   n          size, >= 0
 *   state      made by prepared_prepare
 *   theta      n elements
 *   grad_theta out, n elements; NULL: left out
 *   work       prepared_grad_prepared_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_grad_prepared(int64_t m, int64_t n, const void *state, const double *theta,
    double *grad_theta, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_grad_prepared_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_theta != NULL) {
        rc = prepared_grad_prepared_compute(m, n, state, theta, grad_theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_theta);
    }
    return rc;
}

/* Bytes of workspace for prepared_value_grad_prepared; SIZE_MAX if they do not fit. */
size_t prepared_value_grad_prepared_work(int64_t m, int64_t n)
{
    const int64_t block =
        mdrt_block_rows(n + 1, mdrt_iadd(n, 4), mdrt_iadd(n, 1));
    const int64_t parts = mdrt_parts(n + 1, block, mdrt_iadd(n, 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(n, 1), mdrt_imul(block, 2));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int prepared_value_grad_prepared_compute(int64_t m, int64_t n, const void *state,
    const double *theta, double *value, double *grad_theta, void *work)
{
    const double *const X = (const double *)state;
    const double *const y = X + (n * n + n);
    const int64_t block =
        mdrt_block_rows(n + 1, mdrt_iadd(n, 4), mdrt_iadd(n, 1));
    const int64_t parts = mdrt_parts(n + 1, block, mdrt_iadd(n, 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(n, 1), mdrt_imul(block, 2));
    double *const part_arrays = (double *)work;

    (void)m;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const theta_X = part_arrays + part * part_size;
        double *const diff = theta_X + block;
        double *const diff_ = theta_X; /* its memory is free by then */
        double *const value_part = diff + block;
        double *const grad_theta_part = parts == 1 ? grad_theta : diff + block + 1;
        const int64_t end = mdrt_part_begin(n + 1, block, parts, part + 1);

        *value_part = 0.0;
        if (grad_theta != NULL) {
            mdrt_fill(n, 0.0, grad_theta_part);
        }
        for (int64_t at = mdrt_part_begin(n + 1, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * n;
            const double *const y_rows = y + at;

            /* prepared.lua:6  theta_X = X theta */
            mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, theta_X);
            if (value != NULL) {
                /* prepared.lua:6  diff = theta_X - y */
                for (int64_t i = 0; i < rows; i++) {
                    diff[i] = theta_X[i] - y_rows[i];
                }
                /* prepared.lua:6  value += ||diff||^2 */
                *value_part += mdrt_sumsq(rows, diff);
            }
            if (grad_theta != NULL) {
                /* prepared.lua:6  diff_ = 2 (theta_X - y) */
                for (int64_t i = 0; i < rows; i++) {
                    diff_[i] = 2.0 * theta_X[i] - 2.0 * y_rows[i];
                }
                /* prepared.lua:6  grad_theta += X' diff_ */
                mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff_, 1.0, grad_theta_part);
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size + block * 2);
        }
    }
    if (grad_theta != NULL && parts > 1) {
        mdrt_fill(n, 0.0, grad_theta);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block * 2 + 1, grad_theta);
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient, with the state that prepare made.
 *   m          size, >= 0
 *   n          size, >= 0
 *   state      made by prepared_prepare
 *   theta      n elements
 *   value      out, 1 element; NULL: left out
 *   grad_theta out, n elements; NULL: left out
 *   work       prepared_value_grad_prepared_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_value_grad_prepared(int64_t m, int64_t n, const void *state,
    const double *theta, double *value, double *grad_theta, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_value_grad_prepared_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = prepared_value_grad_prepared_compute(m, n, state, theta, value, grad_theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_theta);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
