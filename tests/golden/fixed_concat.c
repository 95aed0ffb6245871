/* Made by mdgen 0.1.0 from fixed_concat.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * beside
 *     value = [sin(x), P - x x']
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from fixed_concat.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t beside_value_work(void);
int beside_value(const double *x, const double *P, double *value, void *work);

/* Bytes of workspace for beside_value; SIZE_MAX if they do not fit. */
size_t beside_value_work(void)
{
    return 0;
}

MDRT_VECTORISE
static int beside_value_compute(const double *x, const double *P, double *value, void *work)
{
    double sin_x[2];

    (void)work;
    /* fixed_concat.lua:3  sin_x = sin(x) */
    sin_x[0] = sin(x[0]);
    sin_x[1] = sin(x[1]);
    /* fixed_concat.lua:3  value = [sin_x, P - x x'] */
    value[0] = sin_x[0];
    value[1] = (P[0] - x[0] * x[0]);
    value[2] = (P[1] - x[0] * x[1]);
    value[3] = sin_x[1];
    value[4] = (P[2] - x[1] * x[0]);
    value[5] = (P[3] - x[1] * x[1]);
    return MDRT_EOK;
}

/* The value.
 *   x          2 elements
 *   P          2 x 2, row-major
 *   value      out, 2 x 3, row-major; NULL: left out
 *   work       beside_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int beside_value(const double *x, const double *P, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (beside_value_work() == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = beside_value_compute(x, P, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(6, value);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
