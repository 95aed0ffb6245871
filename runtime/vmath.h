/* Vector mathematics inside of the runtime: the table of kernels that one instruction set
 * offers. vmath.c chooses a table for the processor at each call; vmath_base.c,
 * vmath_avx2.c and vmath_avx512.c fill one each from the same text, vmath_kernels.inc. */
#ifndef MDRT_VMATH_H
#define MDRT_VMATH_H

#include <stdint.h>

/* The functions that have a kernel. */
/* clang-format off */
#define VMATH_KERNELS(X)                                               \
    X(exp) X(expm1) X(log) X(log1p) X(sin) X(cos) X(tanh) X(sinh) X(cosh) \
    X(erf) X(erfc) X(sigmoid) X(log_sigmoid) X(softplus) \
    X(gelu) X(silu) X(elu) X(normcdf) X(phi) X(gauss) X(sech2)
/* clang-format on */

/* y[i] = name(x[i]), i < n; y = x is allowed. */
#define VMATH_MEMBER(name)                               \
    void (*name)(int64_t n, const double *x, double *y); \
    void (*name##f)(int64_t n, const float *x, float *y);
struct mdrt_vmath {
    VMATH_KERNELS(VMATH_MEMBER)
    /* y[i] = softplus(x[i]), s[i] = sigmoid(x[i]); y = x or s = x is allowed */
    void (*softplus_sigmoid)(int64_t n, const double *x, double *y, double *s);
    void (*softplus_sigmoidf)(int64_t n, const float *x, float *y, float *s);
};
#undef VMATH_MEMBER

extern const struct mdrt_vmath mdrt_vmath_base;
#if defined(__x86_64__)
extern const struct mdrt_vmath mdrt_vmath_avx2;
extern const struct mdrt_vmath mdrt_vmath_avx512;
#endif

#endif
