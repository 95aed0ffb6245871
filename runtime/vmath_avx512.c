/* Vector mathematics with AVX-512. */
#include "vmath.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f")
#endif

#define LANES 8
typedef __m512d V;
typedef int64_t I __attribute__((vector_size(64)));
typedef uint64_t U __attribute__((vector_size(64)));
typedef __mmask8 M;

#define LT(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ)
#define GT(a, b) _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ)
#define EQ(a, b) _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ)
#define ODD(i) _mm512_test_epi64_mask((__m512i)(i), _mm512_set1_epi64(1))
#define FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define SEL(m, a, b) _mm512_mask_blend_pd(m, b, a)
#define PRODUCT_LOW(a, b, p) _mm512_fmsub_pd(a, b, p)
#define SCALE(y, k) _mm512_scalef_pd(y, k)
#define LOADF(p) _mm512_cvtps_pd(_mm256_loadu_ps(p))
#define STOREF(p, v) _mm256_storeu_ps(p, _mm512_cvtpd_ps(v))
#define TABLE mdrt_vmath_avx512

#include "vmath_kernels.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
