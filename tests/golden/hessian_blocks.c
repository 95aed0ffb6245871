/* Made by mdgen 0.1.0 from hessian_blocks.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from hessian_blocks.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t hessian_blocks_hessian_work(int64_t m, int64_t n);
int hessian_blocks_hessian(int64_t m, int64_t n, const double *x, const double *y,
    const double *A, double *hess_x_x, double *hess_x_y, double *hess_y_y, void *work);

/* Bytes of workspace for hessian_blocks_hessian; SIZE_MAX if they do not fit. */
size_t hessian_blocks_hessian_work(int64_t m, int64_t n)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(m, sizeof(double))); /* exp_x */
    return bytes;
}

MDRT_VECTORISE
static int hessian_blocks_hessian_compute(int64_t m, int64_t n, const double *x, const double *y,
    const double *A, double *hess_x_x, double *hess_x_y, double *hess_y_y, void *work)
{
    double *const exp_x = (double *)work;

    (void)y;
    if (hess_x_x != NULL) {
        /* hessian_blocks.lua:7  exp_x = exp(x) */
        mdrt_vexp(m, x, exp_x);
        /* hessian_blocks.lua:5  hess_x_x = diag(exp_x) */
        for (int64_t i = 0; i < m; i++) {
            for (int64_t j = 0; j < m; j++) {
                hess_x_x[i * m + j] = (i == j ? exp_x[i] : 0.0);
            }
        }
    }
    if (hess_y_y != NULL) {
        /* hessian_blocks.lua:5  hess_y_y = 0 */
        for (int64_t i = 0; i < n * n; i++) {
            hess_y_y[i] = 0.0;
        }
    }
    if (hess_x_y != NULL) {
        /* hessian_blocks.lua:5  hess_x_y = A */
        mdrt_copy(m * n, A, hess_x_y);
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   m          size, >= 0
 *   n          size, >= 0
 *   x          m elements
 *   y          n elements
 *   A          m x n, row-major
 *   hess_x_x   out, m x m, row-major; NULL: left out
 *   hess_x_y   out, m x n, row-major; NULL: left out
 *   hess_y_y   out, n x n, row-major; NULL: left out
 *   work       hessian_blocks_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int hessian_blocks_hessian(int64_t m, int64_t n, const double *x, const double *y,
    const double *A, double *hess_x_x, double *hess_x_y, double *hess_y_y, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || hessian_blocks_hessian_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = hessian_blocks_hessian_compute(m, n, x, y, A, hess_x_x, hess_x_y, hess_y_y, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(m < 0 ? 0 : mdrt_imul(m, m), hess_x_x);
        mdrt_nan(m < 0 || n < 0 ? 0 : mdrt_imul(m, n), hess_x_y);
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), hess_y_y);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
