/* Made by mdgen 0.1.0 from scalar_without_use.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * scalar_without_use
 *     grad_A = eigvecs(A) diag(([0; 2 (1' [tanh(s); eigvals(A)]) 1] + 2 tanh(s) e_1 + 2 [0; eigvals(A)] + 2 (1' eigvals(A)) 1)[2..3]) eigvecs(A)'
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from scalar_without_use.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t scalar_without_use_grad_work(void);
int scalar_without_use_grad(const double *A, double s, double *grad_A, void *work);

/* Bytes of workspace for scalar_without_use_grad; SIZE_MAX if they do not fit. */
size_t scalar_without_use_grad_work(void)
{
    size_t bytes = sizeof(double);

    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(2, mdrt_eigh_work(2)), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int scalar_without_use_grad_compute(const double *A, double s, double *grad_A, void *work)
{
    double eigvecs_A[4] = {0};
    double *const scratch = (double *)work;
    double eigvals_A[2] = {0};
    double sum[3] = {0};
    double tanh_s = 0.0;
    double sum_sum = 0.0;
    double sum_sum_ = 0.0;
    int rc = MDRT_EOK;

    /* scalar_without_use.lua:3  tanh_s = tanh(s) */
    tanh_s = tanh(s);
    /* scalar_without_use.lua:3  eigvals_A = eigvals(A) */
    rc = mdrt_eigh(2, A, eigvals_A, eigvecs_A, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 3);
    }
    /* scalar_without_use.lua:5  sum_sum = eigvals_A' 1 */
    sum_sum = 0.0 + eigvals_A[0] + 0.0 + eigvals_A[1];
    /* scalar_without_use.lua:5  sum_sum_ = 1' [tanh_s; eigvals_A] */
    sum_sum_ = tanh_s + 0.0 + 0.0 + eigvals_A[0] + 0.0 + eigvals_A[1];
    /* scalar_without_use.lua:5  sum = [0; 2 sum_sum_ 1] + 2 tanh_s e_1 + 2 [0; eigvals_A] + 2 sum_sum 1 */
    sum[0] = 2.0 * tanh_s + 2.0 * 0.0 + 2.0 * sum_sum + 0.0;
    sum[1] = 2.0 * 0.0 + 2.0 * eigvals_A[0] + 2.0 * sum_sum + 2.0 * sum_sum_;
    sum[2] = 2.0 * 0.0 + 2.0 * eigvals_A[1] + 2.0 * sum_sum + 2.0 * sum_sum_;
    /* scalar_without_use.lua:3  grad_A = eigvecs_A diag(sum[2..3]) eigvecs_A' */
    grad_A[0] = eigvecs_A[0] * eigvecs_A[0] * sum[1] + eigvecs_A[1] * eigvecs_A[1] * sum[2];
    grad_A[1] = eigvecs_A[0] * eigvecs_A[2] * sum[1] + eigvecs_A[1] * eigvecs_A[3] * sum[2];
    grad_A[2] = eigvecs_A[2] * eigvecs_A[0] * sum[1] + eigvecs_A[3] * eigvecs_A[1] * sum[2];
    grad_A[3] = eigvecs_A[2] * eigvecs_A[2] * sum[1] + eigvecs_A[3] * eigvecs_A[3] * sum[2];
    return MDRT_EOK;
}

/* The gradient.
 *   A          2 x 2, row-major
 *   s          number
 *   grad_A     out, 2 x 2, row-major; NULL: left out
 *   work       scalar_without_use_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int scalar_without_use_grad(const double *A, double s, double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (scalar_without_use_grad_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (grad_A != NULL) {
        rc = scalar_without_use_grad_compute(A, s, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(4, grad_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
