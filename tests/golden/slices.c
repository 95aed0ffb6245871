/* Made by mdgen 0.1.0 from slices.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * slices
 *     value = A[1, :] x[2..n + 1] + x[1] A[n, 1]
 *     grad_A = e_1 x[2..n + 1]' + pad(reshape(x[1], 1, 1), n, 1)
 *     grad_x = [vec(A[n, 1]'); A[1, :]'; 0]
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from slices.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t slices_value_work(int64_t n);
int slices_value(int64_t n, const double *A, const double *x, double *value, void *work);
size_t slices_grad_work(int64_t n);
int slices_grad(int64_t n, const double *A, const double *x, double *grad_A,
    double *grad_x, void *work);
size_t slices_value_grad_work(int64_t n);
int slices_value_grad(int64_t n, const double *A, const double *x, double *value,
    double *grad_A, double *grad_x, void *work);

/* Bytes of workspace for slices_value; SIZE_MAX if they do not fit. */
size_t slices_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_ */
    return bytes;
}

MDRT_VECTORISE
static int slices_value_compute(int64_t n, const double *A, const double *x, double *value,
    void *work)
{
    double *const A_ = (double *)work;
    double t_x = 0.0;

    /* slices.lua:6  t_x = A[1, :] x[2..n + 1] */
    t_x = mdrt_dot(n, A, x + 1);
    /* slices.lua:6  A_ = A[n, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_[i * 1 + j] = A[(i + n - 1) * n + j];
        }
    }
    /* slices.lua:6  value = A_ x[1] + t_x */
    *value = t_x + x[0] * A_[0];
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   x          (n + 2) elements
 *   value      out, 1 element; NULL: left out
 *   work       slices_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int slices_value(int64_t n, const double *A, const double *x, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || slices_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (value != NULL) {
        rc = slices_value_compute(n, A, x, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for slices_grad; SIZE_MAX if they do not fit. */
size_t slices_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_ */
    return bytes;
}

MDRT_VECTORISE
static int slices_grad_compute(int64_t n, const double *A, const double *x, double *grad_A,
    double *grad_x, void *work)
{
    double *const A_ = (double *)work;

    if (grad_x != NULL) {
        /* slices.lua:6  A_ = A[n, 1] */
        for (int64_t i = 0; i < 1; i++) {
            for (int64_t j = 0; j < 1; j++) {
                A_[i * 1 + j] = A[(i + n - 1) * n + j];
            }
        }
        /* slices.lua:6  grad_x = [vec(A_'); A[1, :]'; 0] */
        for (int64_t i = 0; i < (n + 2); i++) {
            grad_x[i] = (i < 1 ? A_[i] : 0.0) + (i >= 1 && i < n + 1 ? A[i - 1] : 0.0);
        }
    }
    if (grad_A != NULL) {
        /* slices.lua:6  grad_A = e_1 x[2..n + 1]' + pad(reshape(x[1], 1, 1), n, 1) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] = (i >= (n - 1) && i < n && j < 1 ? x[(i - (n - 1)) * 1 + j] : 0.0) + (i < 1 ? x[1 + i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   x          (n + 2) elements
 *   grad_A     out, n x n, row-major; NULL: left out
 *   grad_x     out, (n + 2) elements; NULL: left out
 *   work       slices_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int slices_grad(int64_t n, const double *A, const double *x, double *grad_A,
    double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || slices_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else {
        rc = slices_grad_compute(n, A, x, grad_A, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_A);
        mdrt_nan(mdrt_iadd(n, 2), grad_x);
    }
    return rc;
}

/* Bytes of workspace for slices_value_grad; SIZE_MAX if they do not fit. */
size_t slices_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_ */
    return bytes;
}

MDRT_VECTORISE
static int slices_value_grad_compute(int64_t n, const double *A, const double *x, double *value,
    double *grad_A, double *grad_x, void *work)
{
    double *const A_ = (double *)work;
    double t_x = 0.0;

    if (value != NULL) {
        /* slices.lua:6  t_x = A[1, :] x[2..n + 1] */
        t_x = mdrt_dot(n, A, x + 1);
    }
    if (value != NULL || grad_x != NULL) {
        /* slices.lua:6  A_ = A[n, 1] */
        for (int64_t i = 0; i < 1; i++) {
            for (int64_t j = 0; j < 1; j++) {
                A_[i * 1 + j] = A[(i + n - 1) * n + j];
            }
        }
    }
    if (value != NULL) {
        /* slices.lua:6  value = A_ x[1] + t_x */
        *value = t_x + x[0] * A_[0];
    }
    if (grad_x != NULL) {
        /* slices.lua:6  grad_x = [vec(A_'); A[1, :]'; 0] */
        for (int64_t i = 0; i < (n + 2); i++) {
            grad_x[i] = (i < 1 ? A_[i] : 0.0) + (i >= 1 && i < n + 1 ? A[i - 1] : 0.0);
        }
    }
    if (grad_A != NULL) {
        /* slices.lua:6  grad_A = e_1 x[2..n + 1]' + pad(reshape(x[1], 1, 1), n, 1) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] = (i >= (n - 1) && i < n && j < 1 ? x[(i - (n - 1)) * 1 + j] : 0.0) + (i < 1 ? x[1 + i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   x          (n + 2) elements
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, n x n, row-major; NULL: left out
 *   grad_x     out, (n + 2) elements; NULL: left out
 *   work       slices_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int slices_value_grad(int64_t n, const double *A, const double *x, double *value,
    double *grad_A, double *grad_x, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || slices_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else {
        rc = slices_value_grad_compute(n, A, x, value, grad_A, grad_x, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_A);
        mdrt_nan(mdrt_iadd(n, 2), grad_x);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
