/* Made by mdgen 0.1.0 from syrk_after_gemm.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * syrk_after_gemm
 *     value = X' X + A B
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from syrk_after_gemm.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t syrk_after_gemm_value_work(int64_t n, int64_t m);
int syrk_after_gemm_value(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, double *value, void *work);
size_t syrk_after_gemm_jvp_work(int64_t n, int64_t m);
int syrk_after_gemm_jvp(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, const double *v_A, const double *v_X, double *dvalue, void *work);
size_t syrk_after_gemm_vjp_work(int64_t n, int64_t m);
int syrk_after_gemm_vjp(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, const double *w, double *grad_A, double *grad_X, void *work);

/* Bytes of workspace for syrk_after_gemm_value; SIZE_MAX if they do not fit. */
size_t syrk_after_gemm_value_work(int64_t n, int64_t m)
{
    size_t bytes = sizeof(double);

    if (n < 0 || m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* X_X */
    return bytes;
}

MDRT_VECTORISE
static int syrk_after_gemm_value_compute(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, double *value, void *work)
{
    double *const X_X = (double *)work;

    /* syrk_after_gemm.lua:4  value = A B */
    mdrt_gemm(MDRT_N, MDRT_N, n, n, m, 1.0, A, m, B, n, 0.0, value, n);
    /* syrk_after_gemm.lua:4  X_X = X' X */
    mdrt_syrk(MDRT_T, n, m, 1.0, X, n, 0.0, X_X, n);
    /* syrk_after_gemm.lua:4  value += X' X */
    for (int64_t i = 0; i < n * n; i++) {
        value[i] += X_X[i];
    }
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n x m, row-major
 *   B          m x n, row-major
 *   X          m x n, row-major
 *   value      out, n x n, row-major; NULL: left out
 *   work       syrk_after_gemm_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int syrk_after_gemm_value(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || syrk_after_gemm_value_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (value != NULL) {
        rc = syrk_after_gemm_value_compute(n, m, A, B, X, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), value);
    }
    return rc;
}

/* Bytes of workspace for syrk_after_gemm_jvp; SIZE_MAX if they do not fit. */
size_t syrk_after_gemm_jvp_work(int64_t n, int64_t m)
{
    (void)n;
    (void)m;
    return 0;
}

MDRT_VECTORISE
static int syrk_after_gemm_jvp_compute(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, const double *v_A, const double *v_X, double *dvalue, void *work)
{

    (void)A;
    (void)work;
    /* syrk_after_gemm.lua:4  dvalue = v_A B */
    mdrt_gemm(MDRT_N, MDRT_N, n, n, m, 1.0, v_A, m, B, n, 0.0, dvalue, n);
    /* syrk_after_gemm.lua:4  dvalue += v_X' X */
    mdrt_gemm(MDRT_T, MDRT_N, n, n, m, 1.0, v_X, n, X, n, 1.0, dvalue, n);
    /* syrk_after_gemm.lua:4  dvalue += X' v_X */
    mdrt_gemm(MDRT_T, MDRT_N, n, n, m, 1.0, X, n, v_X, n, 1.0, dvalue, n);
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n x m, row-major
 *   B          m x n, row-major
 *   X          m x n, row-major
 *   v_A        n x m, row-major
 *   v_X        m x n, row-major
 *   dvalue     out, n x n, row-major; NULL: left out
 *   work       syrk_after_gemm_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int syrk_after_gemm_jvp(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, const double *v_A, const double *v_X, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || syrk_after_gemm_jvp_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (dvalue != NULL) {
        rc = syrk_after_gemm_jvp_compute(n, m, A, B, X, v_A, v_X, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), dvalue);
    }
    return rc;
}

/* Bytes of workspace for syrk_after_gemm_vjp; SIZE_MAX if they do not fit. */
size_t syrk_after_gemm_vjp_work(int64_t n, int64_t m)
{
    (void)n;
    (void)m;
    return 0;
}

MDRT_VECTORISE
static int syrk_after_gemm_vjp_compute(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, const double *w, double *grad_A, double *grad_X, void *work)
{

    (void)A;
    (void)work;
    if (grad_X != NULL) {
        /* syrk_after_gemm.lua:4  grad_X = X w' */
        mdrt_gemm(MDRT_N, MDRT_T, m, n, n, 1.0, X, n, w, n, 0.0, grad_X, n);
        /* syrk_after_gemm.lua:4  grad_X += X w */
        mdrt_gemm(MDRT_N, MDRT_N, m, n, n, 1.0, X, n, w, n, 1.0, grad_X, n);
    }
    if (grad_A != NULL) {
        /* syrk_after_gemm.lua:4  grad_A = w B' */
        mdrt_gemm(MDRT_N, MDRT_T, n, m, n, 1.0, w, n, B, n, 0.0, grad_A, m);
    }
    return MDRT_EOK;
}

/* The gradient of Tr(w' value).
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n x m, row-major
 *   B          m x n, row-major
 *   X          m x n, row-major
 *   w          n x n, row-major
 *   grad_A     out, n x m, row-major; NULL: left out
 *   grad_X     out, m x n, row-major; NULL: left out
 *   work       syrk_after_gemm_vjp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int syrk_after_gemm_vjp(int64_t n, int64_t m, const double *A, const double *B,
    const double *X, const double *w, double *grad_A, double *grad_X, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || syrk_after_gemm_vjp_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else {
        rc = syrk_after_gemm_vjp_compute(n, m, A, B, X, w, grad_A, grad_X, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, m), grad_A);
        mdrt_nan(mdrt_imul(n, m), grad_X);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
