/* Made by mdgen 0.1.0 from square_of_repeated_row.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * square_of_repeated_row
 *     value = m ||A[1, :]'||^2
 *     grad_A = [2 m A[1, :]'; 0]
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from square_of_repeated_row.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t square_of_repeated_row_value_work(int64_t m, int64_t n);
int square_of_repeated_row_value(int64_t m, int64_t n, const double *A, double *value,
    void *work);
size_t square_of_repeated_row_grad_work(int64_t m, int64_t n);
int square_of_repeated_row_grad(int64_t m, int64_t n, const double *A, double *grad_A,
    void *work);
size_t square_of_repeated_row_value_grad_work(int64_t m, int64_t n);
int square_of_repeated_row_value_grad(int64_t m, int64_t n, const double *A, double *value,
    double *grad_A, void *work);
size_t square_of_repeated_row_jvp_work(int64_t m, int64_t n);
int square_of_repeated_row_jvp(int64_t m, int64_t n, const double *A, const double *v_A,
    double *dvalue, void *work);
size_t square_of_repeated_row_hvp_work(int64_t m, int64_t n);
int square_of_repeated_row_hvp(int64_t m, int64_t n, const double *A, const double *v_A,
    double *hv_A, void *work);

/* Bytes of workspace for square_of_repeated_row_value; SIZE_MAX if they do not fit. */
size_t square_of_repeated_row_value_work(int64_t m, int64_t n)
{
    (void)m;
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int square_of_repeated_row_value_compute(int64_t m, int64_t n, const double *A,
    double *value, void *work)
{
    double t_t = 0.0;

    (void)work;
    /* square_of_repeated_row.lua:6  t_t = ||A[1, :]'||^2 */
    t_t = mdrt_sumsq(n, A);
    /* square_of_repeated_row.lua:6  value = m t_t */
    *value = (double)m * t_t;
    return MDRT_EOK;
}

/* The value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   value      out, 1 element; NULL: left out
 *   work       square_of_repeated_row_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int square_of_repeated_row_value(int64_t m, int64_t n, const double *A, double *value,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || square_of_repeated_row_value_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (value != NULL) {
        rc = square_of_repeated_row_value_compute(m, n, A, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for square_of_repeated_row_grad; SIZE_MAX if they do not fit. */
size_t square_of_repeated_row_grad_work(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* t_c */
    return bytes;
}

MDRT_VECTORISE
static int square_of_repeated_row_grad_compute(int64_t m, int64_t n, const double *A,
    double *grad_A, void *work)
{
    double *const t_c = (double *)work;

    /* square_of_repeated_row.lua:6  t_c = m A[1, :]' */
    for (int64_t i = 0; i < n; i++) {
        t_c[i] = A[i] * (double)m;
    }
    /* square_of_repeated_row.lua:6  grad_A = [2 t_c; 0] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < n; j++) {
            grad_A[i * n + j] = (i < 1 ? 2.0 * t_c[i * n + j] : 0.0);
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   grad_A     out, m x n, row-major; NULL: left out
 *   work       square_of_repeated_row_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int square_of_repeated_row_grad(int64_t m, int64_t n, const double *A, double *grad_A,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || square_of_repeated_row_grad_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (grad_A != NULL) {
        rc = square_of_repeated_row_grad_compute(m, n, A, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, n), grad_A);
    }
    return rc;
}

/* Bytes of workspace for square_of_repeated_row_value_grad; SIZE_MAX if they do not fit. */
size_t square_of_repeated_row_value_grad_work(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* t_c */
    return bytes;
}

MDRT_VECTORISE
static int square_of_repeated_row_value_grad_compute(int64_t m, int64_t n, const double *A,
    double *value, double *grad_A, void *work)
{
    double *const t_c = (double *)work;
    double t_t = 0.0;

    if (value != NULL) {
        /* square_of_repeated_row.lua:6  t_t = ||A[1, :]'||^2 */
        t_t = mdrt_sumsq(n, A);
        /* square_of_repeated_row.lua:6  value = m t_t */
        *value = (double)m * t_t;
    }
    if (grad_A != NULL) {
        /* square_of_repeated_row.lua:6  t_c = m A[1, :]' */
        for (int64_t i = 0; i < n; i++) {
            t_c[i] = A[i] * (double)m;
        }
        /* square_of_repeated_row.lua:6  grad_A = [2 t_c; 0] */
        for (int64_t i = 0; i < m; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] = (i < 1 ? 2.0 * t_c[i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, m x n, row-major; NULL: left out
 *   work       square_of_repeated_row_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int square_of_repeated_row_value_grad(int64_t m, int64_t n, const double *A, double *value,
    double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || square_of_repeated_row_value_grad_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else {
        rc = square_of_repeated_row_value_grad_compute(m, n, A, value, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(m, n), grad_A);
    }
    return rc;
}

/* Bytes of workspace for square_of_repeated_row_jvp; SIZE_MAX if they do not fit. */
size_t square_of_repeated_row_jvp_work(int64_t m, int64_t n)
{
    (void)m;
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int square_of_repeated_row_jvp_compute(int64_t m, int64_t n, const double *A,
    const double *v_A, double *dvalue, void *work)
{
    double t_t = 0.0;

    (void)work;
    /* square_of_repeated_row.lua:6  t_t = A[1, :] v_A[1, :]' */
    t_t = mdrt_dot(n, A, v_A);
    /* square_of_repeated_row.lua:6  dvalue = 2 m t_t */
    *dvalue = 2.0 * (double)m * t_t;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   v_A        m x n, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       square_of_repeated_row_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int square_of_repeated_row_jvp(int64_t m, int64_t n, const double *A, const double *v_A,
    double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || square_of_repeated_row_jvp_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (dvalue != NULL) {
        rc = square_of_repeated_row_jvp_compute(m, n, A, v_A, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for square_of_repeated_row_hvp; SIZE_MAX if they do not fit. */
size_t square_of_repeated_row_hvp_work(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* c_t */
    return bytes;
}

MDRT_VECTORISE
static int square_of_repeated_row_hvp_compute(int64_t m, int64_t n, const double *A,
    const double *v_A, double *hv_A, void *work)
{
    double *const c_t = (double *)work;

    (void)A;
    /* square_of_repeated_row.lua:6  c_t = m v_A[1, :]' */
    for (int64_t i = 0; i < n; i++) {
        c_t[i] = (double)m * v_A[i];
    }
    /* square_of_repeated_row.lua:6  hv_A = [2 c_t; 0] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < n; j++) {
            hv_A[i * n + j] = (i < 1 ? 2.0 * c_t[i * n + j] : 0.0);
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   v_A        m x n, row-major
 *   hv_A       out, m x n, row-major; NULL: left out
 *   work       square_of_repeated_row_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int square_of_repeated_row_hvp(int64_t m, int64_t n, const double *A, const double *v_A,
    double *hv_A, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || square_of_repeated_row_hvp_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (hv_A != NULL) {
        rc = square_of_repeated_row_hvp_compute(m, n, A, v_A, hv_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, n), hv_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
