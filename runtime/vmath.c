/* Element-wise functions over contiguous arrays, y[i] = f(x[i]). */
#include "mdrt.h"

#include <math.h>

#define LOOP(name, scalar)                                                                 \
    void mdrt_v##name(int64_t n, const double *x, double *y)                               \
    {                                                                                      \
        for (int64_t i = 0; i < n; i++)                                                    \
            y[i] = scalar(x[i]);                                                           \
    }                                                                                      \
    void mdrt_v##name##f(int64_t n, const float *x, float *y)                              \
    {                                                                                      \
        for (int64_t i = 0; i < n; i++)                                                    \
            y[i] = scalar##f(x[i]);                                                        \
    }

LOOP(exp, exp)
LOOP(expm1, expm1)
LOOP(log, log)
LOOP(log1p, log1p)
LOOP(sqrt, sqrt)
LOOP(sin, sin)
LOOP(cos, cos)
LOOP(tan, tan)
LOOP(tanh, tanh)
LOOP(sinh, sinh)
LOOP(cosh, cosh)
LOOP(asin, asin)
LOOP(acos, acos)
LOOP(atan, atan)
LOOP(asinh, asinh)
LOOP(acosh, acosh)
LOOP(atanh, atanh)
LOOP(erf, erf)
LOOP(erfc, erfc)
LOOP(sigmoid, mdrt_sigmoid)
LOOP(log_sigmoid, mdrt_log_sigmoid)
LOOP(softplus, mdrt_softplus)
LOOP(gelu, mdrt_gelu)
LOOP(silu, mdrt_silu)
LOOP(elu, mdrt_elu)
LOOP(lgamma, lgamma)
LOOP(digamma, mdrt_digamma)
LOOP(trigamma, mdrt_trigamma)
LOOP(normcdf, mdrt_normcdf)
LOOP(phi, mdrt_phi)

void mdrt_vrecip(int64_t n, const double *x, double *y)
{
    for (int64_t i = 0; i < n; i++)
        y[i] = 1.0 / x[i];
}

void mdrt_vrecipf(int64_t n, const float *x, float *y)
{
    for (int64_t i = 0; i < n; i++)
        y[i] = 1.0f / x[i];
}
