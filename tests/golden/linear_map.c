/* Made by mdgen 0.1.0 from linear_map.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * linear_map
 *     value = tanh(A x)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from linear_map.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t linear_map_value_work(int64_t m, int64_t n);
int linear_map_value(int64_t m, int64_t n, const double *A, const double *x, double *value,
    void *work);
size_t linear_map_jvp_work(int64_t m, int64_t n);
int linear_map_jvp(int64_t m, int64_t n, const double *A, const double *x,
    const double *v_x, double *dvalue, void *work);
size_t linear_map_vjp_work(int64_t m, int64_t n);
int linear_map_vjp(int64_t m, int64_t n, const double *A, const double *x, const double *w,
    double *grad_x, void *work);
size_t linear_map_jacobian_work(int64_t m, int64_t n);
int linear_map_jacobian(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_x, void *work);
size_t linear_map_jacobian_t_work(int64_t m, int64_t n);
int linear_map_jacobian_t(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_t_x, void *work);

/* Bytes of workspace for linear_map_value; SIZE_MAX if they do not fit. */
size_t linear_map_value_work(int64_t m, int64_t n)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 1));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_x_ */
    return bytes;
}

static int linear_map_value_compute(int64_t m, int64_t n, const double *A, const double *x,
    double *value, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 1));
    double *const A_x_ = (double *)work;

    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const A_rows = A + at * n;
        double *const value_rows = value == NULL ? NULL : value + at;

        /* linear_map.lua:6  A_x_ = A x */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x_);
        /* linear_map.lua:6  value = tanh(A_x_) */
        mdrt_vtanh(rows, A_x_, value_rows);
    }
    return MDRT_EOK;
}

/* The value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   x          n elements
 *   value      out, m elements; NULL: left out
 *   work       linear_map_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int linear_map_value(int64_t m, int64_t n, const double *A, const double *x, double *value,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || linear_map_value_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = linear_map_value_compute(m, n, A, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(m, value);
    }
    return rc;
}

/* Bytes of workspace for linear_map_jvp; SIZE_MAX if they do not fit. */
size_t linear_map_jvp_work(int64_t m, int64_t n)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_x_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* tanh_A_x_ */
    return bytes;
}

static int linear_map_jvp_compute(int64_t m, int64_t n, const double *A, const double *x,
    const double *v_x, double *dvalue, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 3));
    double *const A_x_ = (double *)work;
    double *const tanh_A_x_ = A_x_ + block;
    double *const A_v_x_ = A_x_; /* its memory is free by then */

    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const A_rows = A + at * n;
        double *const dvalue_rows = dvalue == NULL ? NULL : dvalue + at;

        /* linear_map.lua:6  A_x_ = A x */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x_);
        /* linear_map.lua:6  tanh_A_x_ = tanh(A_x_) */
        mdrt_vtanh(rows, A_x_, tanh_A_x_);
        /* linear_map.lua:6  A_v_x_ = A v_x */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, v_x, 0.0, A_v_x_);
        /* linear_map.lua:6  dvalue = A_v_x_ .* (1 - tanh_A_x_.^2) */
        for (int64_t i = 0; i < rows; i++) {
            dvalue_rows[i] = A_v_x_[i] * (1.0 - tanh_A_x_[i] * tanh_A_x_[i]);
        }
    }
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   x          n elements
 *   v_x        n elements
 *   dvalue     out, m elements; NULL: left out
 *   work       linear_map_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int linear_map_jvp(int64_t m, int64_t n, const double *A, const double *x,
    const double *v_x, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || linear_map_jvp_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = linear_map_jvp_compute(m, n, A, x, v_x, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(m, dvalue);
    }
    return rc;
}

/* Bytes of workspace for linear_map_vjp; SIZE_MAX if they do not fit. */
size_t linear_map_vjp_work(int64_t m, int64_t n)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 4));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_x_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* tanh_A_x_ */
    return bytes;
}

static int linear_map_vjp_compute(int64_t m, int64_t n, const double *A, const double *x,
    const double *w, double *grad_x, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 4));
    double *const A_x_ = (double *)work;
    double *const tanh_A_x_ = A_x_ + block;
    double *const diff_w_ = A_x_; /* its memory is free by then */

    mdrt_fill(n, 0.0, grad_x);
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const A_rows = A + at * n;
        const double *const w_rows = w + at;

        /* linear_map.lua:6  A_x_ = A x */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x_);
        /* linear_map.lua:6  tanh_A_x_ = tanh(A_x_) */
        mdrt_vtanh(rows, A_x_, tanh_A_x_);
        /* linear_map.lua:6  diff_w_ = (1 - tanh_A_x_.^2) .* w */
        for (int64_t i = 0; i < rows; i++) {
            diff_w_[i] = (1.0 - tanh_A_x_[i] * tanh_A_x_[i]) * w_rows[i];
        }
        /* linear_map.lua:6  grad_x = A' diff_w_ */
        mdrt_gemv(MDRT_T, rows, n, 1.0, A_rows, n, diff_w_, 1.0, grad_x);
    }
    return MDRT_EOK;
}

/* The gradient of Tr(w' value).
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   x          n elements
 *   w          m elements
 *   grad_x     out, n elements; NULL: left out
 *   work       linear_map_vjp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int linear_map_vjp(int64_t m, int64_t n, const double *A, const double *x, const double *w,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || linear_map_vjp_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = linear_map_vjp_compute(m, n, A, x, w, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
    }
    return rc;
}

/* Bytes of workspace for linear_map_jacobian; SIZE_MAX if they do not fit. */
size_t linear_map_jacobian_work(int64_t m, int64_t n)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 2));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_x_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* tanh_A_x_ */
    return bytes;
}

static int linear_map_jacobian_compute(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_x, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 2));
    double *const A_x_ = (double *)work;
    double *const tanh_A_x_ = A_x_ + block;

    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const A_rows = A + at * n;
        double *const jac_x_rows = jac_x == NULL ? NULL : jac_x + at * n;

        /* linear_map.lua:6  A_x_ = A x */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x_);
        /* linear_map.lua:6  tanh_A_x_ = tanh(A_x_) */
        mdrt_vtanh(rows, A_x_, tanh_A_x_);
        /* linear_map.lua:6  jac_x = diag(1 - tanh_A_x_.^2) A */
        for (int64_t i = 0; i < rows; i++) {
            for (int64_t j = 0; j < n; j++) {
                jac_x_rows[i * n + j] = A_rows[i * n + j] * (1.0 - tanh_A_x_[i] * tanh_A_x_[i]);
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   x          n elements
 *   jac_x      out, m x n, row-major; NULL: left out
 *   work       linear_map_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int linear_map_jacobian(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_x, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || linear_map_jacobian_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else {
        rc = linear_map_jacobian_compute(m, n, A, x, jac_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, n), jac_x);
    }
    return rc;
}

/* Bytes of workspace for linear_map_jacobian_t; SIZE_MAX if they do not fit. */
size_t linear_map_jacobian_t_work(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* A_x_ */
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* tanh_A_x_ */
    return bytes;
}

static int linear_map_jacobian_t_compute(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_t_x, void *work)
{
    double *const A_x_ = (double *)work;
    double *const tanh_A_x_ = A_x_ + m;

    /* linear_map.lua:6  A_x_ = A x */
    mdrt_gemv(MDRT_N, m, n, 1.0, A, n, x, 0.0, A_x_);
    /* linear_map.lua:6  tanh_A_x_ = tanh(A_x_) */
    mdrt_vtanh(m, A_x_, tanh_A_x_);
    /* linear_map.lua:6  jac_t_x = A' diag(1 - tanh_A_x_.^2) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < m; j++) {
            jac_t_x[i * m + j] = A[j * n + i] * (1.0 - tanh_A_x_[j] * tanh_A_x_[j]);
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a column for each element of the value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   x          n elements
 *   jac_t_x    out, n x m, row-major; NULL: left out
 *   work       linear_map_jacobian_t_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int linear_map_jacobian_t(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_t_x, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || linear_map_jacobian_t_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else {
        rc = linear_map_jacobian_t_compute(m, n, A, x, jac_t_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, n), jac_t_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
