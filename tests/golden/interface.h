/* Made by mdgen 0.1.0 from interface.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * interface
 *     value = s Tr(Z' y) + Tr(Z S Z')
 *     grad_Z = 2 Z S + s y
 *     grad_S = Z' Z
 *     grad_s = Tr(Z' y)
 *
 * interface_map
 *     value = Z S
 */
#ifndef INTERFACE_H
#define INTERFACE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

size_t interface_value_work(int64_t n, int64_t K);
int interface_value(int64_t n, int64_t K, const double *Z, const double *S,
    const int32_t *y, double s, double *value, void *work);
size_t interface_grad_work(int64_t n, int64_t K);
int interface_grad(int64_t n, int64_t K, const double *Z, const double *S,
    const int32_t *y, double s, double *grad_Z, double *grad_S, double *grad_s, void *work);
size_t interface_value_grad_work(int64_t n, int64_t K);
int interface_value_grad(int64_t n, int64_t K, const double *Z, const double *S,
    const int32_t *y, double s, double *value, double *grad_Z, double *grad_S,
    double *grad_s, void *work);
size_t interface_state_size(int64_t n, int64_t K);
size_t interface_prepare_work(int64_t n, int64_t K);
int interface_prepare(int64_t n, int64_t K, const int32_t *y, void *state, void *work);
size_t interface_value_prepared_work(int64_t n, int64_t K);
int interface_value_prepared(int64_t n, int64_t K, const void *state, const double *Z,
    const double *S, double s, double *value, void *work);
size_t interface_grad_prepared_work(int64_t n, int64_t K);
int interface_grad_prepared(int64_t n, int64_t K, const void *state, const double *Z,
    const double *S, double s, double *grad_Z, double *grad_S, double *grad_s, void *work);
size_t interface_value_grad_prepared_work(int64_t n, int64_t K);
int interface_value_grad_prepared(int64_t n, int64_t K, const void *state, const double *Z,
    const double *S, double s, double *value, double *grad_Z, double *grad_S,
    double *grad_s, void *work);
size_t interface_map_value_work(int64_t n, int64_t K);
int interface_map_value(int64_t n, int64_t K, const double *Z, const double *S,
    double *value, void *work);
size_t interface_map_jvp_work(int64_t n, int64_t K);
int interface_map_jvp(int64_t n, int64_t K, const double *Z, const double *S,
    const double *v_Z, double *dvalue, void *work);
size_t interface_map_vjp_work(int64_t n, int64_t K);
int interface_map_vjp(int64_t n, int64_t K, const double *Z, const double *S,
    const double *w, double *grad_Z, void *work);

#ifdef __cplusplus
}
#endif

#endif
