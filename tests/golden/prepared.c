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
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* X_theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* diff_ */
    return bytes;
}

static int prepared_value_compute(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    double *const X_theta_ = (double *)work;
    double *const diff_ = X_theta_ + block;

    *value = 0.0;
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const X_rows = X + at * n;
        const double *const y_rows = y + at;

        /* prepared.lua:6  X_theta_ = X theta */
        mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta_);
        /* prepared.lua:6  diff_ = X_theta_ - y */
        for (int64_t i = 0; i < rows; i++) {
            diff_[i] = X_theta_[i] - y_rows[i];
        }
        /* prepared.lua:6  value = ||diff_||^2 */
        *value += mdrt_sumsq(rows, diff_);
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
    } else {
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
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* X_theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* diff_ */
    return bytes;
}

static int prepared_grad_compute(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *grad_theta, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    double *const X_theta_ = (double *)work;
    double *const diff_ = X_theta_ + block;

    mdrt_fill(n, 0.0, grad_theta);
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const X_rows = X + at * n;
        const double *const y_rows = y + at;

        /* prepared.lua:6  X_theta_ = X theta */
        mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta_);
        /* prepared.lua:6  diff_ = 2 (X_theta_ - y) */
        for (int64_t i = 0; i < rows; i++) {
            diff_[i] = 2.0 * X_theta_[i] - 2.0 * y_rows[i];
        }
        /* prepared.lua:6  grad_theta = X' diff_ */
        mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff_, 1.0, grad_theta);
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
    } else {
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
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 4));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* X_theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* diff_ */
    return bytes;
}

static int prepared_value_grad_compute(int64_t m, int64_t n, const double *X, const double *y,
    const double *theta, double *value, double *grad_theta, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 4));
    double *const X_theta_ = (double *)work;
    double *const diff_ = X_theta_ + block;
    double *const diff_2_ = diff_; /* its memory is free by then */

    if (value != NULL) {
        *value = 0.0;
    }
    if (grad_theta != NULL) {
        mdrt_fill(n, 0.0, grad_theta);
    }
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const X_rows = X + at * n;
        const double *const y_rows = y + at;

        /* prepared.lua:6  X_theta_ = X theta */
        mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta_);
        if (value != NULL) {
            /* prepared.lua:6  diff_ = X_theta_ - y */
            for (int64_t i = 0; i < rows; i++) {
                diff_[i] = X_theta_[i] - y_rows[i];
            }
            /* prepared.lua:6  value = ||diff_||^2 */
            *value += mdrt_sumsq(rows, diff_);
        }
        if (grad_theta != NULL) {
            /* prepared.lua:6  diff_2_ = 2 (X_theta_ - y) */
            for (int64_t i = 0; i < rows; i++) {
                diff_2_[i] = 2.0 * X_theta_[i] - 2.0 * y_rows[i];
            }
            /* prepared.lua:6  grad_theta = X' diff_2_ */
            mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff_2_, 1.0, grad_theta);
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
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, n), sizeof(double))); /* X */
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* y */
    return bytes;
}

/* prepared_prepare needs no workspace. */
size_t prepared_prepare_work(int64_t m, int64_t n)
{
    (void)m;
    (void)n;
    return 0;
}

static int prepared_prepare_compute(int64_t m, int64_t n, const double *X, const double *y,
    void *state, void *work)
{
    (void)work;
    double *const X_copy = (double *)state;
    mdrt_copy(m * n, X, X_copy);
    double *const y_copy = X_copy + m * n;
    mdrt_copy(m, y, y_copy);
    return MDRT_EOK;
}

/* Make the state for prepared_..._prepared from the inputs that stay the same.
 *   state      prepared_state_size() bytes, aligned as double
 * Returns 0, or an error with the spec's line. */
int prepared_prepare(int64_t m, int64_t n, const double *X, const double *y, void *state,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || prepared_state_size(m, n) == SIZE_MAX) {
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
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* X_theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* diff_ */
    return bytes;
}

static int prepared_value_prepared_compute(int64_t m, int64_t n, const void *state,
    const double *theta, double *value, void *work)
{
    const double *const X = (const double *)state;
    const double *const y = X + m * n;
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    double *const X_theta_ = (double *)work;
    double *const diff_ = X_theta_ + block;

    *value = 0.0;
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const X_rows = X + at * n;
        const double *const y_rows = y + at;

        /* prepared.lua:6  X_theta_ = X theta */
        mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta_);
        /* prepared.lua:6  diff_ = X_theta_ - y */
        for (int64_t i = 0; i < rows; i++) {
            diff_[i] = X_theta_[i] - y_rows[i];
        }
        /* prepared.lua:6  value = ||diff_||^2 */
        *value += mdrt_sumsq(rows, diff_);
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
    } else {
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
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* X_theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* diff_ */
    return bytes;
}

static int prepared_grad_prepared_compute(int64_t m, int64_t n, const void *state,
    const double *theta, double *grad_theta, void *work)
{
    const double *const X = (const double *)state;
    const double *const y = X + m * n;
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    double *const X_theta_ = (double *)work;
    double *const diff_ = X_theta_ + block;

    mdrt_fill(n, 0.0, grad_theta);
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const X_rows = X + at * n;
        const double *const y_rows = y + at;

        /* prepared.lua:6  X_theta_ = X theta */
        mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta_);
        /* prepared.lua:6  diff_ = 2 (X_theta_ - y) */
        for (int64_t i = 0; i < rows; i++) {
            diff_[i] = 2.0 * X_theta_[i] - 2.0 * y_rows[i];
        }
        /* prepared.lua:6  grad_theta = X' diff_ */
        mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff_, 1.0, grad_theta);
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
    } else {
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
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 4));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* X_theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* diff_ */
    return bytes;
}

static int prepared_value_grad_prepared_compute(int64_t m, int64_t n, const void *state,
    const double *theta, double *value, double *grad_theta, void *work)
{
    const double *const X = (const double *)state;
    const double *const y = X + m * n;
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 4));
    double *const X_theta_ = (double *)work;
    double *const diff_ = X_theta_ + block;
    double *const diff_2_ = diff_; /* its memory is free by then */

    if (value != NULL) {
        *value = 0.0;
    }
    if (grad_theta != NULL) {
        mdrt_fill(n, 0.0, grad_theta);
    }
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const X_rows = X + at * n;
        const double *const y_rows = y + at;

        /* prepared.lua:6  X_theta_ = X theta */
        mdrt_gemv(MDRT_N, rows, n, 1.0, X_rows, n, theta, 0.0, X_theta_);
        if (value != NULL) {
            /* prepared.lua:6  diff_ = X_theta_ - y */
            for (int64_t i = 0; i < rows; i++) {
                diff_[i] = X_theta_[i] - y_rows[i];
            }
            /* prepared.lua:6  value = ||diff_||^2 */
            *value += mdrt_sumsq(rows, diff_);
        }
        if (grad_theta != NULL) {
            /* prepared.lua:6  diff_2_ = 2 (X_theta_ - y) */
            for (int64_t i = 0; i < rows; i++) {
                diff_2_[i] = 2.0 * X_theta_[i] - 2.0 * y_rows[i];
            }
            /* prepared.lua:6  grad_theta = X' diff_2_ */
            mdrt_gemv(MDRT_T, rows, n, 1.0, X_rows, n, diff_2_, 1.0, grad_theta);
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
