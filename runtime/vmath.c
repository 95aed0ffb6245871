/* Element-wise functions over contiguous arrays: the kernels of the processor's instruction
 * set, and loops over the scalar function for what has no kernel. */
#include "mdrt.h"
#include "vmath.h"

#include <math.h>

static const struct mdrt_vmath *choose(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        return &mdrt_vmath_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return &mdrt_vmath_avx2;
#endif
    return &mdrt_vmath_base;
}

#define KERNEL(name)                                          \
    void mdrt_v##name(int64_t n, const double *x, double *y)  \
    {                                                         \
        choose()->name(n, x, y);                              \
    }                                                         \
    void mdrt_v##name##f(int64_t n, const float *x, float *y) \
    {                                                         \
        choose()->name##f(n, x, y);                           \
    }
VMATH_KERNELS(KERNEL)

#define BOTH_LOGISTIC(vector, both, softplus, sigmoid, T) \
    void vector(int64_t n, const T *x, T *y, T *s)        \
    {                                                     \
        if (y != NULL && s != NULL) {                     \
            choose()->both(n, x, y, s);                   \
        } else if (y != NULL) {                           \
            choose()->softplus(n, x, y);                  \
        } else if (s != NULL) {                           \
            choose()->sigmoid(n, x, s);                   \
        }                                                 \
    }
BOTH_LOGISTIC(mdrt_vsoftplus_sigmoid, softplus_sigmoid, softplus, sigmoid, double)
BOTH_LOGISTIC(mdrt_vsoftplus_sigmoidf, softplus_sigmoidf, softplusf, sigmoidf, float)

#define LOOP(name, scalar)                                    \
    void mdrt_v##name(int64_t n, const double *x, double *y)  \
    {                                                         \
        for (int64_t i = 0; i < n; i++)                       \
            y[i] = scalar(x[i]);                              \
    }                                                         \
    void mdrt_v##name##f(int64_t n, const float *x, float *y) \
    {                                                         \
        for (int64_t i = 0; i < n; i++)                       \
            y[i] = scalar##f(x[i]);                           \
    }

LOOP(sqrt, sqrt)
LOOP(tan, tan)
LOOP(asin, asin)
LOOP(acos, acos)
LOOP(atan, atan)
LOOP(asinh, asinh)
LOOP(acosh, acosh)
LOOP(atanh, atanh)
LOOP(lgamma, mdrt_lgamma)
LOOP(digamma, mdrt_digamma)
LOOP(trigamma, mdrt_trigamma)

void mdrt_vrecip(int64_t n, const double *x, double *y)
{
    for (int64_t i = 0; i < n; i++)
        y[i] = 1 / x[i];
}

void mdrt_vrecipf(int64_t n, const float *x, float *y)
{
    for (int64_t i = 0; i < n; i++)
        y[i] = 1 / x[i];
}
