/* Made by mdgen 0.1.0 from array_of_nothing.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from array_of_nothing.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t array_of_nothing_jacobian_t_work(void);
int array_of_nothing_jacobian_t(const double *A, double *jac_t_A, void *work);

/* Bytes of workspace for array_of_nothing_jacobian_t; SIZE_MAX if they do not fit. */
size_t array_of_nothing_jacobian_t_work(void)
{
    size_t bytes = sizeof(double);

    bytes = mdrt_add(bytes, mdrt_bytes(0, sizeof(double))); /* cosh_A */
    return bytes;
}

MDRT_VECTORISE
static int array_of_nothing_jacobian_t_compute(const double *A, double *jac_t_A, void *work)
{
    double *const cosh_A = (double *)work;

    (void)A;
    (void)jac_t_A;
    (void)cosh_A;
    /* array_of_nothing.lua:6  cosh_A = cosh(A) */
    /* array_of_nothing.lua:6  jac_t_A = I[i,k] I[j,l] cosh_A[k,l] */
    return MDRT_EOK;
}

/* d value / d input, a column for each element of the value.
 *   A          2 x 0, row-major
 *   jac_t_A    out, 0 x 0, row-major; NULL: left out
 *   work       array_of_nothing_jacobian_t_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_of_nothing_jacobian_t(const double *A, double *jac_t_A, void *work)
{
    int rc = MDRT_EOK;

    if (array_of_nothing_jacobian_t_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (jac_t_A != NULL) {
        rc = array_of_nothing_jacobian_t_compute(A, jac_t_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(0, jac_t_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
