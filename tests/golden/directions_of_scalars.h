/* Made by mdgen 0.1.0 from directions_of_scalars.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * g
 *     value = l^2 ||x||^2 + exp(l)
 */
#ifndef DIRECTIONS_OF_SCALARS_H
#define DIRECTIONS_OF_SCALARS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

size_t f_jvp_work(int64_t n);
int f_jvp(int64_t n, const double *x, double l, const double *v_x, const double *v_l,
    double *dvalue, void *work);
size_t f_hvp_work(int64_t n);
int f_hvp(int64_t n, const double *x, double l, const double *v_x, const double *v_l,
    double *hv_x, double *hv_l, void *work);
size_t f_hessian_work(int64_t n);
int f_hessian(int64_t n, const double *x, double l, double *hess_x_x, double *hess_x_l,
    double *hess_l_l, void *work);
size_t g_value_work(int64_t n);
int g_value(int64_t n, const double *x, double l, double *value, void *work);
size_t g_jvp_work(int64_t n);
int g_jvp(int64_t n, const double *x, double l, const double *v_x, const double *v_l,
    double *dvalue, void *work);
size_t g_vjp_work(int64_t n);
int g_vjp(int64_t n, const double *x, double l, const double *w, double *grad_x,
    double *grad_l, void *work);

#ifdef __cplusplus
}
#endif

#endif
