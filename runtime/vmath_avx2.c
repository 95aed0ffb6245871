/* Vector mathematics with AVX2 and FMA. */
#include "vmath.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

#define LANES 4
typedef __m256d V;
typedef int64_t I __attribute__((vector_size(32)));
typedef uint64_t U __attribute__((vector_size(32)));
typedef __m256d M;

#define LT(a, b) _mm256_cmp_pd(a, b, _CMP_LT_OQ)
#define GT(a, b) _mm256_cmp_pd(a, b, _CMP_GT_OQ)
#define EQ(a, b) _mm256_cmp_pd(a, b, _CMP_EQ_OQ)
#define ODD(i) ((M)((U)(i) << 63))
#define FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define SEL(m, a, b) _mm256_blendv_pd(b, a, m)
#define PRODUCT_LOW(a, b, p) _mm256_fmsub_pd(a, b, p)
#define SCALE(y, k) scale(y, k)
#define LOADF(p) _mm256_cvtps_pd(_mm_loadu_ps(p))
#define STOREF(p, v) _mm_storeu_ps(p, _mm256_cvtpd_ps(v))
#define TABLE mdrt_vmath_avx2

/* In two steps, of which only the last can be inexact. */
static inline V scale(V y, V k)
{
    const V half = (k * 0.5 + 0x1.8p52) - 0x1.8p52, rest = k - half;
    const V a = (V)(((U)(half + 0x1.8p52) + 1023) << 52);
    const V b = (V)(((U)(rest + 0x1.8p52) + 1023) << 52);

    return y * a * b;
}

#include "vmath_kernels.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
