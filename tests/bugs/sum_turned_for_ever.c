/* Made by mdgen 0.1.0 from sum_turned_for_ever.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from sum_turned_for_ever.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t sum_turned_for_ever_vjp_work(void);
int sum_turned_for_ever_vjp(const double *A, const double *w, double *grad_A, void *work);

/* Bytes of workspace for sum_turned_for_ever_vjp; SIZE_MAX if they do not fit. */
size_t sum_turned_for_ever_vjp_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int sum_turned_for_ever_vjp_compute(const double *A, const double *w, double *grad_A,
    void *work)
{

    (void)work;
    /* sum_turned_for_ever.lua:2  grad_A = 2 tril(triu(triu(tril(A)) .* w)) */
    grad_A[0] = 2.0 * A[0] * w[0];
    grad_A[1] = 2.0 * 0.0;
    grad_A[2] = 2.0 * 0.0;
    grad_A[3] = 2.0 * A[3] * w[3];
    return MDRT_EOK;
}

/* The gradient of Tr(w' value).
 *   A          2 x 2, row-major
 *   w          2 x 2, row-major
 *   grad_A     out, 2 x 2, row-major; NULL: left out
 *   work       sum_turned_for_ever_vjp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int sum_turned_for_ever_vjp(const double *A, const double *w, double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (sum_turned_for_ever_vjp_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (grad_A != NULL) {
        rc = sum_turned_for_ever_vjp_compute(A, w, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(4, grad_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
