/* Narrow products with AVX2 and FMA. */
#include "skinny_isa.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stddef.h>
#include <string.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

#define MR 4
#define DR 3
#define DC 4

static inline __m256i maskd(int n)
{
    static const int64_t bits[8] = {-1, -1, -1, -1, 0, 0, 0, 0};

    return _mm256_loadu_si256((const __m256i *)(const void *)(bits + 4 - n));
}

static inline __m256i maskf(int n)
{
    static const int32_t bits[16] = {-1, -1, -1, -1, -1, -1, -1, -1,
                                     0,  0,  0,  0,  0,  0,  0,  0};

    return _mm256_loadu_si256((const __m256i *)(const void *)(bits + 8 - n));
}

static inline void sum8d(const __m256d *v, double *s)
{
    for (int i = 0; i < 8; i += 4) {
        const __m256d a = _mm256_hadd_pd(v[i], v[i + 1]),
                      b = _mm256_hadd_pd(v[i + 2], v[i + 3]);

        _mm256_storeu_pd(s + i, _mm256_add_pd(_mm256_permute2f128_pd(a, b, 0x20),
                                              _mm256_permute2f128_pd(a, b, 0x31)));
    }
}

static inline void sum8f(const __m256 *v, float *s)
{
    const __m256 a = _mm256_hadd_ps(_mm256_hadd_ps(v[0], v[1]), _mm256_hadd_ps(v[2], v[3]));
    const __m256 b = _mm256_hadd_ps(_mm256_hadd_ps(v[4], v[5]), _mm256_hadd_ps(v[6], v[7]));

    _mm256_storeu_ps(s, _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20),
                                      _mm256_permute2f128_ps(a, b, 0x31)));
}

#define T double
#define V __m256d
#define NAME(x) x##d
#define LANES 4
#define LOAD(p) _mm256_loadu_pd(p)
#define STORE(p, v) _mm256_storeu_pd(p, v)
#define SPLAT(x) _mm256_set1_pd(x)
#define M __m256i
#define MASK(n) maskd(n)
#define LOADM(m, p) _mm256_maskload_pd(p, m)
#define STOREM(p, m, v) _mm256_maskstore_pd(p, m, v)
#define MADD(a, b, c) _mm256_fmadd_pd(a, b, c)
#define SUM8(v, s) sum8d(v, s)
#define ZIP(a, b, half) \
    _mm256_permute2f128_pd(_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b), half)
#define ZIP_LOW(a, b) ZIP(a, b, 0x20)
#define ZIP_HIGH(a, b) ZIP(a, b, 0x31)
#include "skinny_kernels.inc"

#define T float
#define V __m256
#define NAME(x) x##f
#define LANES 8
#define LOAD(p) _mm256_loadu_ps(p)
#define STORE(p, v) _mm256_storeu_ps(p, v)
#define SPLAT(x) _mm256_set1_ps(x)
#define M __m256i
#define MASK(n) maskf(n)
#define LOADM(m, p) _mm256_maskload_ps(p, m)
#define STOREM(p, m, v) _mm256_maskstore_ps(p, m, v)
#define MADD(a, b, c) _mm256_fmadd_ps(a, b, c)
#define SUM8(v, s) sum8f(v, s)
#undef ZIP
#define ZIP(a, b, half) \
    _mm256_permute2f128_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b), half)
#define ZIP_LOW(a, b) ZIP(a, b, 0x20)
#define ZIP_HIGH(a, b) ZIP(a, b, 0x31)
#include "skinny_kernels.inc"

const struct mdrt_skinny_isa mdrt_skinny_avx2 = {
    4,    8,      outerd, dotd,          outerf,        dotf,   rowd,
    rowf, timesd, timesf, pack_columnsd, pack_columnsf, blockd, blockf};

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
