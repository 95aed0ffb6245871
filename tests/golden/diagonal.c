/* Made by mdgen 0.1.0 from diagonal.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * diagonal
 *     value = Tr(B C' diag(diag(D)))
 *     grad_D = diag((B .* C) 1)
 *     grad_B = diag(diag(D)) C
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from diagonal.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t diagonal_value_work(int64_t n, int64_t p);
int diagonal_value(int64_t n, int64_t p, const double *D, const double *B, const double *C,
    double *value, void *work);
size_t diagonal_grad_work(int64_t n, int64_t p);
int diagonal_grad(int64_t n, int64_t p, const double *D, const double *B, const double *C,
    double *grad_D, double *grad_B, void *work);
size_t diagonal_value_grad_work(int64_t n, int64_t p);
int diagonal_value_grad(int64_t n, int64_t p, const double *D, const double *B,
    const double *C, double *value, double *grad_D, double *grad_B, void *work);

/* Bytes of workspace for diagonal_value; SIZE_MAX if they do not fit. */
size_t diagonal_value_work(int64_t n, int64_t p)
{
    size_t bytes = sizeof(double);

    if (n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_C */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_value_compute(int64_t n, int64_t p, const double *D, const double *B,
    const double *C, double *value, void *work)
{
    double *const B_C = (double *)work;

    /* diagonal.lua:5  B_C = (B .* C) 1 */
    for (int64_t i = 0; i < n; i++) {
        B_C[i] = mdrt_dot(p, B + i * p, C + i * p);
    }
    /* diagonal.lua:5  value = B_C' diag(D) */
    {
        double s = 0.0;
        for (int64_t i = 0; i < n; i++) {
            s += D[i * n + i] * B_C[i];
        }
        *value = s;
    }
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   p          size, >= 0
 *   D          n x n, row-major
 *   B          n x p, row-major
 *   C          n x p, row-major
 *   value      out, 1 element; NULL: left out
 *   work       diagonal_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_value(int64_t n, int64_t p, const double *D, const double *B, const double *C,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || p < 0 || diagonal_value_work(n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (value != NULL) {
        rc = diagonal_value_compute(n, p, D, B, C, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for diagonal_grad; SIZE_MAX if they do not fit. */
size_t diagonal_grad_work(int64_t n, int64_t p)
{
    size_t bytes = sizeof(double);

    if (n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_C */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_grad_compute(int64_t n, int64_t p, const double *D, const double *B,
    const double *C, double *grad_D, double *grad_B, void *work)
{
    double *const B_C = (double *)work;

    if (grad_D != NULL) {
        /* diagonal.lua:5  B_C = (B .* C) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_C[i] = mdrt_dot(p, B + i * p, C + i * p);
        }
    }
    if (grad_B != NULL) {
        /* diagonal.lua:5  grad_B = diag(diag(D)) C */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < p; j++) {
                grad_B[i * p + j] = D[i * n + i] * C[i * p + j];
            }
        }
    }
    if (grad_D != NULL) {
        /* diagonal.lua:5  grad_D = diag(B_C) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_D[i * n + j] = (i == j ? B_C[i] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   p          size, >= 0
 *   D          n x n, row-major
 *   B          n x p, row-major
 *   C          n x p, row-major
 *   grad_D     out, n x n, row-major; NULL: left out
 *   grad_B     out, n x p, row-major; NULL: left out
 *   work       diagonal_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_grad(int64_t n, int64_t p, const double *D, const double *B, const double *C,
    double *grad_D, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || p < 0 || diagonal_grad_work(n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = diagonal_grad_compute(n, p, D, B, C, grad_D, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_D);
        mdrt_nan(n < 0 || p < 0 ? 0 : mdrt_imul(n, p), grad_B);
    }
    return rc;
}

/* Bytes of workspace for diagonal_value_grad; SIZE_MAX if they do not fit. */
size_t diagonal_value_grad_work(int64_t n, int64_t p)
{
    size_t bytes = sizeof(double);

    if (n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_C */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_value_grad_compute(int64_t n, int64_t p, const double *D, const double *B,
    const double *C, double *value, double *grad_D, double *grad_B, void *work)
{
    double *const B_C = (double *)work;

    if (value != NULL || grad_D != NULL) {
        /* diagonal.lua:5  B_C = (B .* C) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_C[i] = mdrt_dot(p, B + i * p, C + i * p);
        }
    }
    if (value != NULL) {
        /* diagonal.lua:5  value = B_C' diag(D) */
        {
            double s = 0.0;
            for (int64_t i = 0; i < n; i++) {
                s += D[i * n + i] * B_C[i];
            }
            *value = s;
        }
    }
    if (grad_B != NULL) {
        /* diagonal.lua:5  grad_B = diag(diag(D)) C */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < p; j++) {
                grad_B[i * p + j] = D[i * n + i] * C[i * p + j];
            }
        }
    }
    if (grad_D != NULL) {
        /* diagonal.lua:5  grad_D = diag(B_C) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_D[i * n + j] = (i == j ? B_C[i] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   p          size, >= 0
 *   D          n x n, row-major
 *   B          n x p, row-major
 *   C          n x p, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_D     out, n x n, row-major; NULL: left out
 *   grad_B     out, n x p, row-major; NULL: left out
 *   work       diagonal_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_value_grad(int64_t n, int64_t p, const double *D, const double *B,
    const double *C, double *value, double *grad_D, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || p < 0 || diagonal_value_grad_work(n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = diagonal_value_grad_compute(n, p, D, B, C, value, grad_D, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), grad_D);
        mdrt_nan(n < 0 || p < 0 ? 0 : mdrt_imul(n, p), grad_B);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
