/* Made by mdgen 0.1.0 from workspace_of_two_sizes.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * scores
 *     value = 1' tanh(tanh(X Q K' X') X) 1
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from workspace_of_two_sizes.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t scores_value_work(int64_t t, int64_t k, int64_t d);
int scores_value(int64_t t, int64_t k, int64_t d, const double *X, const double *Q,
    const double *K, double *value, void *work);

/* Bytes of workspace for scores_value; SIZE_MAX if they do not fit. */
size_t scores_value_work(int64_t t, int64_t k, int64_t d)
{
    size_t bytes = sizeof(double);

    if (t < 0 || k < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imax(mdrt_imul(t, k), mdrt_imul(t, t)), sizeof(double))); /* X_Q */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(t, d), sizeof(double))); /* K_X_Q */
    return bytes;
}

MDRT_VECTORISE
static int scores_value_compute(int64_t t, int64_t k, int64_t d, const double *X, const double *Q,
    const double *K, double *value, void *work)
{
    double *const X_Q = (double *)work;
    double *const K_X_Q = X_Q + mdrt_imax(t * k, t * t);
    double *const X_K_prod = X_Q; /* its memory is free by then */
    double *const tanh_X_prod = X_Q; /* its memory is free by then */
    double *const X_tanh_prod = K_X_Q; /* its memory is free by then */
    double *const tanh_X_tanh = K_X_Q; /* its memory is free by then */

    /* workspace_of_two_sizes.lua:6  X_Q = X Q */
    mdrt_gemm(MDRT_N, MDRT_N, t, k, d, 1.0, X, d, Q, k, 0.0, X_Q, k);
    /* workspace_of_two_sizes.lua:6  K_X_Q = K X_Q' */
    mdrt_gemm(MDRT_N, MDRT_T, d, t, k, 1.0, K, k, X_Q, k, 0.0, K_X_Q, t);
    /* workspace_of_two_sizes.lua:6  X_K_prod = K_X_Q' X' */
    mdrt_gemm(MDRT_T, MDRT_T, t, t, d, 1.0, K_X_Q, t, X, d, 0.0, X_K_prod, t);
    /* workspace_of_two_sizes.lua:6  tanh_X_prod = tanh(X_K_prod) */
    mdrt_vtanh(t * t, X_K_prod, tanh_X_prod);
    /* workspace_of_two_sizes.lua:6  X_tanh_prod = tanh_X_prod X */
    mdrt_gemm(MDRT_N, MDRT_N, t, d, t, 1.0, tanh_X_prod, t, X, d, 0.0, X_tanh_prod, d);
    /* workspace_of_two_sizes.lua:6  tanh_X_tanh = tanh(X_tanh_prod) */
    mdrt_vtanh(t * d, X_tanh_prod, tanh_X_tanh);
    /* workspace_of_two_sizes.lua:6  value = 1' tanh_X_tanh 1 */
    *value = mdrt_sum(t * d, tanh_X_tanh);
    return MDRT_EOK;
}

/* The value.
 *   t          size, >= 0
 *   k          size, >= 0
 *   d          size, >= 0
 *   X          t x d, row-major
 *   Q          d x k, row-major
 *   K          d x k, row-major
 *   value      out, 1 element; NULL: left out
 *   work       scores_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int scores_value(int64_t t, int64_t k, int64_t d, const double *X, const double *Q,
    const double *K, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (t < 0 || k < 0 || d < 0 || scores_value_work(t, k, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(t, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(k, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(k, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = scores_value_compute(t, k, d, X, Q, K, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
