/* Products of the smallest matrices: the kernels, and which the processor can run. */
#include "tiny.h"

#include <stddef.h>

#if defined(__x86_64__)

#include <immintrin.h>

enum { DEEP = MDRT_TINY_K }; /* rows of op(B), which stay in registers */

#define ALWAYS static inline __attribute__((always_inline))

/* ---- AVX2 ---- */

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

ALWAYS __m256i mask4(int n)
{
    static const int64_t bits[8] = {-1, -1, -1, -1, 0, 0, 0, 0};

    return _mm256_loadu_si256((const __m256i *)(const void *)(bits + 4 - n));
}

ALWAYS void turn4(__m256d *v)
{
    const __m256d a = _mm256_unpacklo_pd(v[0], v[1]), b = _mm256_unpackhi_pd(v[0], v[1]);
    const __m256d c = _mm256_unpacklo_pd(v[2], v[3]), d = _mm256_unpackhi_pd(v[2], v[3]);

    v[0] = _mm256_permute2f128_pd(a, c, 0x20);
    v[1] = _mm256_permute2f128_pd(b, d, 0x20);
    v[2] = _mm256_permute2f128_pd(a, c, 0x31);
    v[3] = _mm256_permute2f128_pd(b, d, 0x31);
}

#define V __m256d
#define M __m256i
#define NAME(x) x##_avx2
#define LANES 4
#define MASK(n) mask4(n)
#define LOADM(m, p) _mm256_maskload_pd(p, m)
#define STOREM(p, m, v) _mm256_maskstore_pd(p, m, v)
#define SPLAT(x) _mm256_set1_pd(x)
#define MADD(a, b, c) _mm256_fmadd_pd(a, b, c)
#define TURN(v) turn4(v)
#include "tiny_kernels.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

/* ---- AVX-512 ---- */

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f")
#endif

/* Even quarters of a, then of b; odd ones. */
#define EVEN(a, b) _mm512_shuffle_f64x2(a, b, 0x88)
#define ODD(a, b) _mm512_shuffle_f64x2(a, b, 0xdd)

ALWAYS void turn8(__m512d *v)
{
    __m512d pair[8], half[8];

#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2) { /* column 2 q + i of two rows in quarter q */
        pair[i] = _mm512_unpacklo_pd(v[i], v[i + 1]);
        pair[i + 1] = _mm512_unpackhi_pd(v[i], v[i + 1]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) { /* of four rows: 0 to 3, then 4 to 7 */
        const int at = i % 2 + i / 2 * 4;

        half[at] = EVEN(pair[at], pair[at + 2]);
        half[at + 2] = ODD(pair[at], pair[at + 2]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        v[i] = EVEN(half[i], half[i + 4]);
        v[i + 4] = ODD(half[i], half[i + 4]);
    }
}

#define V __m512d
#define M __mmask8
#define NAME(x) x##_avx512
#define LANES 8
#define MASK(n) ((__mmask8)((1u << (n)) - 1u))
#define LOADM(m, p) _mm512_maskz_loadu_pd(m, p)
#define STOREM(p, m, v) _mm512_mask_storeu_pd(p, m, v)
#define SPLAT(x) _mm512_set1_pd(x)
#define MADD(a, b, c) _mm512_fmadd_pd(a, b, c)
#define TURN(v) turn8(v)
#include "tiny_kernels.inc"

#undef EVEN
#undef ODD

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

mdrt_tiny_product *mdrt_tiny(bool transb, int64_t k)
{
    if (__builtin_cpu_supports("avx512f")) {
        return mdrt_tiny_avx512[transb][k];
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        return mdrt_tiny_avx2[transb][k];
    }
    return NULL;
}

#else

mdrt_tiny_product *mdrt_tiny(bool transb, int64_t k)
{
    (void)transb;
    (void)k;
    return NULL;
}

#endif
