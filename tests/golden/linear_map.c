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
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 1), 0);
    const int64_t parts = mdrt_parts(m, block, 0);
    const int64_t part_size = block;
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int linear_map_value_compute(int64_t m, int64_t n, const double *A, const double *x,
    double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 1), 0);
    const int64_t parts = mdrt_parts(m, block, 0);
    const int64_t part_size = block;
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_x = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            double *const value_rows = value == NULL ? NULL : value + at;

            /* linear_map.lua:6  A_x = A x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x);
            /* linear_map.lua:6  value = tanh(A_x) */
            mdrt_vtanh(rows, A_x, value_rows);
        }
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
    } else if (value != NULL) {
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
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 3), 0);
    const int64_t parts = mdrt_parts(m, block, 0);
    const int64_t part_size = mdrt_imul(block, 2);
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int linear_map_jvp_compute(int64_t m, int64_t n, const double *A, const double *x,
    const double *v_x, double *dvalue, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 3), 0);
    const int64_t parts = mdrt_parts(m, block, 0);
    const int64_t part_size = mdrt_imul(block, 2);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_x = part_arrays + part * part_size;
        double *const A_v_x = A_x + block;
        double *const sech2_A_x = A_x; /* its memory is free by then */
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            double *const dvalue_rows = dvalue == NULL ? NULL : dvalue + at;

            /* linear_map.lua:6  A_x = A x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x);
            /* linear_map.lua:6  A_v_x = A v_x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, v_x, 0.0, A_v_x);
            /* linear_map.lua:6  sech2_A_x = 1 - tanh(A_x).^2 */
            mdrt_vsech2(rows, A_x, sech2_A_x);
            /* linear_map.lua:6  dvalue = A_v_x .* sech2_A_x */
            for (int64_t i = 0; i < rows; i++) {
                dvalue_rows[i] = A_v_x[i] * sech2_A_x[i];
            }
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
    } else if (dvalue != NULL) {
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
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 4), n);
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
static int linear_map_vjp_compute(int64_t m, int64_t n, const double *A, const double *x,
    const double *w, double *grad_x, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 4), n);
    const int64_t parts = mdrt_parts(m, block, n);
    const int64_t part_size = mdrt_iadd(n, block);
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_x = part_arrays + part * part_size;
        double *const sech2_A_x = A_x; /* its memory is free by then */
        double *const sech2_prod_w = A_x; /* its memory is free by then */
        double *const grad_x_part = parts == 1 ? grad_x : A_x + block;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        mdrt_fill(n, 0.0, grad_x_part);
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;
            const double *const w_rows = w + at;

            /* linear_map.lua:6  A_x = A x */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, x, 0.0, A_x);
            /* linear_map.lua:6  sech2_A_x = 1 - tanh(A_x).^2 */
            mdrt_vsech2(rows, A_x, sech2_A_x);
            /* linear_map.lua:6  sech2_prod_w = sech2_A_x .* w */
            for (int64_t i = 0; i < rows; i++) {
                sech2_prod_w[i] = sech2_A_x[i] * w_rows[i];
            }
            /* linear_map.lua:6  grad_x += A' sech2_prod_w */
            mdrt_gemv(MDRT_T, rows, n, 1.0, A_rows, n, sech2_prod_w, 1.0, grad_x_part);
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
    } else if (grad_x != NULL) {
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
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* A_x */
    return bytes;
}

MDRT_VECTORISE
static int linear_map_jacobian_compute(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_x, void *work)
{
    double *const A_x = (double *)work;
    double *const sech2_A_x = A_x; /* its memory is free by then */

    /* linear_map.lua:6  A_x = A x */
    mdrt_gemv(MDRT_N, m, n, 1.0, A, n, x, 0.0, A_x);
    /* linear_map.lua:6  sech2_A_x = 1 - tanh(A_x).^2 */
    mdrt_vsech2(m, A_x, sech2_A_x);
    /* linear_map.lua:4  jac_x = diag(sech2_A_x) A */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < n; j++) {
            jac_x[i * n + j] = A[i * n + j] * sech2_A_x[i];
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
    } else if (jac_x != NULL) {
        rc = linear_map_jacobian_compute(m, n, A, x, jac_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(m < 0 || n < 0 ? 0 : mdrt_imul(m, n), jac_x);
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
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* A_x */
    return bytes;
}

MDRT_VECTORISE
static int linear_map_jacobian_t_compute(int64_t m, int64_t n, const double *A, const double *x,
    double *jac_t_x, void *work)
{
    double *const A_x = (double *)work;
    double *const sech2_A_x = A_x; /* its memory is free by then */

    /* linear_map.lua:6  A_x = A x */
    mdrt_gemv(MDRT_N, m, n, 1.0, A, n, x, 0.0, A_x);
    /* linear_map.lua:6  sech2_A_x = 1 - tanh(A_x).^2 */
    mdrt_vsech2(m, A_x, sech2_A_x);
    /* linear_map.lua:6  jac_t_x = A' diag(sech2_A_x) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < m; j++) {
            jac_t_x[i * m + j] = A[j * n + i] * sech2_A_x[j];
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
    } else if (jac_t_x != NULL) {
        rc = linear_map_jacobian_t_compute(m, n, A, x, jac_t_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 || m < 0 ? 0 : mdrt_imul(m, n), jac_t_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
