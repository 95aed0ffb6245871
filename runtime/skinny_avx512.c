/* Narrow products with AVX-512. */
#include "skinny_isa.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stddef.h>
#include <string.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f")
#endif

#define MR 8
#define DR 4
#define DC 6

/* The sums of neighbouring lanes of a and b, alternating. */
static inline __m512d pairs(__m512d a, __m512d b)
{
    return _mm512_add_pd(_mm512_unpacklo_pd(a, b), _mm512_unpackhi_pd(a, b));
}

/* The sums of neighbouring quarters, of a before those of b. */
static inline __m512d quarters(__m512d a, __m512d b)
{
    return _mm512_add_pd(_mm512_shuffle_f64x2(a, b, 0x88),
                         _mm512_shuffle_f64x2(a, b, 0xdd));
}

static inline void sum8d(const __m512d *v, double *s)
{
    const __m512d a = quarters(pairs(v[0], v[1]), pairs(v[2], v[3]));
    const __m512d b = quarters(pairs(v[4], v[5]), pairs(v[6], v[7]));

    _mm512_storeu_pd(s, quarters(a, b));
}

static inline __m256 halves(__m512 v)
{
    const __m512d d = _mm512_castps_pd(v);

    return _mm256_add_ps(_mm256_castpd_ps(_mm512_castpd512_pd256(d)),
                         _mm256_castpd_ps(_mm512_extractf64x4_pd(d, 1)));
}

static inline void sum8f(const __m512 *v, float *s)
{
    const __m256 a = _mm256_hadd_ps(_mm256_hadd_ps(halves(v[0]), halves(v[1])),
                                    _mm256_hadd_ps(halves(v[2]), halves(v[3])));
    const __m256 b = _mm256_hadd_ps(_mm256_hadd_ps(halves(v[4]), halves(v[5])),
                                    _mm256_hadd_ps(halves(v[6]), halves(v[7])));

    _mm256_storeu_ps(s, _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20),
                                      _mm256_permute2f128_ps(a, b, 0x31)));
}

/* The order that interleaves two vectors, from lane i on. */
static inline __m512i zipd(int i)
{
    return _mm512_setr_epi64(i, i + 8, i + 1, i + 9, i + 2, i + 10, i + 3, i + 11);
}

static inline __m512i zipf(int i)
{
    return _mm512_setr_epi32(i, i + 16, i + 1, i + 17, i + 2, i + 18, i + 3, i + 19, i + 4,
                             i + 20, i + 5, i + 21, i + 6, i + 22, i + 7, i + 23);
}

#define T double
#define V __m512d
#define NAME(x) x##d
#define LANES 8
#define LOAD(p) _mm512_loadu_pd(p)
#define STORE(p, v) _mm512_storeu_pd(p, v)
#define SPLAT(x) _mm512_set1_pd(x)
#define M __mmask8
#define MASK(n) ((__mmask8)((1u << (n)) - 1u))
#define LOADM(m, p) _mm512_maskz_loadu_pd(m, p)
#define STOREM(p, m, v) _mm512_mask_storeu_pd(p, m, v)
#define MADD(a, b, c) _mm512_fmadd_pd(a, b, c)
#define SUM8(v, s) sum8d(v, s)
#define ZIP_LOW(a, b) _mm512_permutex2var_pd(a, zipd(0), b)
#define ZIP_HIGH(a, b) _mm512_permutex2var_pd(a, zipd(4), b)
#include "skinny_kernels.inc"

#define T float
#define V __m512
#define NAME(x) x##f
#define LANES 16
#define LOAD(p) _mm512_loadu_ps(p)
#define STORE(p, v) _mm512_storeu_ps(p, v)
#define SPLAT(x) _mm512_set1_ps(x)
#define M __mmask16
#define MASK(n) ((__mmask16)((1u << (n)) - 1u))
#define LOADM(m, p) _mm512_maskz_loadu_ps(m, p)
#define STOREM(p, m, v) _mm512_mask_storeu_ps(p, m, v)
#define MADD(a, b, c) _mm512_fmadd_ps(a, b, c)
#define SUM8(v, s) sum8f(v, s)
#define ZIP_LOW(a, b) _mm512_permutex2var_ps(a, zipf(0), b)
#define ZIP_HIGH(a, b) _mm512_permutex2var_ps(a, zipf(8), b)
#include "skinny_kernels.inc"

const struct mdrt_skinny_isa mdrt_skinny_avx512 = {
    8,    16,     outerd, dotd,          outerf,        dotf,   rowd,
    rowf, timesd, timesf, pack_columnsd, pack_columnsf, blockd, blockf};

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
