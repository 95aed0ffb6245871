/* Made by mdgen 0.1.0 from softmax_for_guard.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from softmax_for_guard.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t softmax_for_guard_jvp_work(int64_t m);
int softmax_for_guard_jvp(int64_t m, const double *A, const double *v_A, double *dvalue,
    void *work);

/* Bytes of workspace for softmax_for_guard_jvp; SIZE_MAX if they do not fit. */
size_t softmax_for_guard_jvp_work(int64_t m)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, m), sizeof(double))); /* exp_diff */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, m), sizeof(double))); /* diff */
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* piv_diff */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, m), sizeof(double))); /* LU_diff */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(m), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int softmax_for_guard_jvp_compute(int64_t m, const double *A, const double *v_A,
    double *dvalue, void *work)
{
    double *const exp_diff = (double *)work;
    double *const diff = exp_diff + (m * m);
    double *const LU_diff = diff + (m * m);
    double *const scratch = LU_diff + (m * m);
    double *const inv_diff = exp_diff; /* its memory is free by then */
    int32_t *const piv_diff = (int32_t *)(void *)(scratch + mdrt_lu_inv_work(m));
    double lse_A = 0.0;
    double logdet_diff = 0.0;
    double v_A_exp_diff = 0.0;
    int rc = MDRT_EOK;

    /* softmax_for_guard.lua:5  lse_A = logsumexp(A) */
    mdrt_softmax_rows(1, m * m, A, m * m, exp_diff, m * m, &lse_A);
    /* softmax_for_guard.lua:5  diff = log(softmax_all(A)) */
    for (int64_t i = 0; i < m * m; i++) {
        diff[i] = A[i] - lse_A;
    }
    /* softmax_for_guard.lua:5  factors of log(softmax_all(A)) */
    rc = mdrt_lu(m, diff, LU_diff, piv_diff);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* softmax_for_guard.lua:5  logdet_diff = log det(diff) */
    rc = mdrt_lu_logdet(m, LU_diff, piv_diff, &logdet_diff);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* softmax_for_guard.lua:5  v_A_exp_diff = Tr(v_A' exp_diff) */
    v_A_exp_diff = mdrt_dot(m * m, v_A, exp_diff);
    /* softmax_for_guard.lua:5  inv_diff = diff^-1 */
    rc = mdrt_lu_inv(m, LU_diff, piv_diff, inv_diff, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* softmax_for_guard.lua:5  dvalue = Tr(inv_diff (v_A - v_A_exp_diff 1 1')) */
    {
        double s = 0.0;
        for (int64_t i = 0; i < m; i++) {
            for (int64_t j = 0; j < m; j++) {
                s += (v_A[i * m + j] - v_A_exp_diff) * inv_diff[j * m + i];
            }
        }
        *dvalue = s;
    }
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   m          size, >= 0
 *   A          m x m, row-major
 *   v_A        m x m, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       softmax_for_guard_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_for_guard_jvp(int64_t m, const double *A, const double *v_A, double *dvalue,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || softmax_for_guard_jvp_work(m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (dvalue != NULL) {
        rc = softmax_for_guard_jvp_compute(m, A, v_A, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
