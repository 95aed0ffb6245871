/* Made by mdgen 0.1.0 from chain.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * chain
 *     value = y' A B C x
 *     grad_x = C' B' A' y
 *     grad_B = A' y x' C'
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from chain.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t chain_value_work(int64_t n);
int chain_value(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *value, void *work);
size_t chain_grad_work(int64_t n);
int chain_grad(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *grad_x, double *grad_B, void *work);
size_t chain_value_grad_work(int64_t n);
int chain_value_grad(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *value, double *grad_x, double *grad_B,
    void *work);

/* Bytes of workspace for chain_value; SIZE_MAX if they do not fit. */
size_t chain_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* A_y */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_A_y */
    return bytes;
}

MDRT_VECTORISE
static int chain_value_compute(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *value, void *work)
{
    double *const A_y = (double *)work;
    double *const B_A_y = A_y + n;
    double *const C_B_prod = A_y; /* its memory is free by then */

    /* chain.lua:5  A_y = A' y */
    mdrt_gemv(MDRT_T, n, n, 1.0, A, n, y, 0.0, A_y);
    /* chain.lua:5  B_A_y = B' A_y */
    mdrt_gemv(MDRT_T, n, n, 1.0, B, n, A_y, 0.0, B_A_y);
    /* chain.lua:5  C_B_prod = C' B_A_y */
    mdrt_gemv(MDRT_T, n, n, 1.0, C, n, B_A_y, 0.0, C_B_prod);
    /* chain.lua:5  value = x' C_B_prod */
    *value = mdrt_dot(n, x, C_B_prod);
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   B          n x n, row-major
 *   C          n x n, row-major
 *   x          n elements
 *   y          n elements
 *   value      out, 1 element; NULL: left out
 *   work       chain_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int chain_value(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || chain_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = chain_value_compute(n, A, B, C, x, y, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for chain_grad; SIZE_MAX if they do not fit. */
size_t chain_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* A_y */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_A_y */
    return bytes;
}

MDRT_VECTORISE
static int chain_grad_compute(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *grad_x, double *grad_B, void *work)
{
    double *const A_y = (double *)work;
    double *const B_A_y = A_y + n;
    double *const C_x = B_A_y; /* its memory is free by then */

    /* chain.lua:5  A_y = A' y */
    mdrt_gemv(MDRT_T, n, n, 1.0, A, n, y, 0.0, A_y);
    if (grad_x != NULL) {
        /* chain.lua:5  B_A_y = B' A_y */
        mdrt_gemv(MDRT_T, n, n, 1.0, B, n, A_y, 0.0, B_A_y);
        /* chain.lua:5  grad_x = C' B_A_y */
        mdrt_gemv(MDRT_T, n, n, 1.0, C, n, B_A_y, 0.0, grad_x);
    }
    if (grad_B != NULL) {
        /* chain.lua:5  C_x = C x */
        mdrt_gemv(MDRT_N, n, n, 1.0, C, n, x, 0.0, C_x);
        /* chain.lua:5  grad_B = A_y C_x' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_B[i * n + j] = A_y[i] * C_x[j];
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   B          n x n, row-major
 *   C          n x n, row-major
 *   x          n elements
 *   y          n elements
 *   grad_x     out, n elements; NULL: left out
 *   grad_B     out, n x n, row-major; NULL: left out
 *   work       chain_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int chain_grad(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *grad_x, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || chain_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = chain_grad_compute(n, A, B, C, x, y, grad_x, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_x);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_B);
    }
    return rc;
}

/* Bytes of workspace for chain_value_grad; SIZE_MAX if they do not fit. */
size_t chain_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* A_y */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_A_y */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* C_B_prod */
    return bytes;
}

MDRT_VECTORISE
static int chain_value_grad_compute(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *value, double *grad_x, double *grad_B,
    void *work)
{
    double *const A_y = (double *)work;
    double *const B_A_y = A_y + n;
    double *const C_B_prod = B_A_y + n;
    double *const C_x = B_A_y; /* its memory is free by then */

    /* chain.lua:5  A_y = A' y */
    mdrt_gemv(MDRT_T, n, n, 1.0, A, n, y, 0.0, A_y);
    if (value != NULL || grad_x != NULL) {
        /* chain.lua:5  B_A_y = B' A_y */
        mdrt_gemv(MDRT_T, n, n, 1.0, B, n, A_y, 0.0, B_A_y);
        /* chain.lua:5  C_B_prod = C' B_A_y */
        mdrt_gemv(MDRT_T, n, n, 1.0, C, n, B_A_y, 0.0, C_B_prod);
    }
    if (value != NULL) {
        /* chain.lua:5  value = x' C_B_prod */
        *value = mdrt_dot(n, x, C_B_prod);
    }
    if (grad_B != NULL) {
        /* chain.lua:5  C_x = C x */
        mdrt_gemv(MDRT_N, n, n, 1.0, C, n, x, 0.0, C_x);
        /* chain.lua:5  grad_B = A_y C_x' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_B[i * n + j] = A_y[i] * C_x[j];
            }
        }
    }
    if (grad_x != NULL) {
        /* chain.lua:5  grad_x = C' B_A_y */
        mdrt_copy(n, C_B_prod, grad_x);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   B          n x n, row-major
 *   C          n x n, row-major
 *   x          n elements
 *   y          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_x     out, n elements; NULL: left out
 *   grad_B     out, n x n, row-major; NULL: left out
 *   work       chain_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int chain_value_grad(int64_t n, const double *A, const double *B, const double *C,
    const double *x, const double *y, double *value, double *grad_x, double *grad_B,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || chain_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = chain_value_grad_compute(n, A, B, C, x, y, value, grad_x, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_x);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_B);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
