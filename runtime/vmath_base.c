/* Vector mathematics on vectors of 16 bytes, which every x86-64 (SSE2) and AArch64 (NEON)
 * has. No fused multiplication is assumed. */
#include <stdint.h>

#define LANES 2
typedef double V __attribute__((vector_size(16)));
typedef int64_t I __attribute__((vector_size(16)));
typedef uint64_t U __attribute__((vector_size(16)));
typedef I M;

#define LT(a, b) ((M)((a) < (b)))
#define GT(a, b) ((M)((a) > (b)))
#define EQ(a, b) ((M)((a) == (b)))
#define ODD(i) (-((i)&1))
#define FMA(a, b, c) ((a) * (b) + (c))
#define SEL(m, a, b) select_lanes(m, a, b)
#define PRODUCT_LOW(a, b, p) product_low(a, b, p)
#define SCALE(y, k) scale(y, k)
#define LOADF(p) ((V){(double)(p)[0], (double)(p)[1]})
#define STOREF(p, v) store_floats(p, v)
#define TABLE mdrt_vmath_base

static inline V select_lanes(M m, V a, V b)
{
    return (V)(((I)a & m) | ((I)b & ~m));
}

/* G. Veltkamp's splitting and T. Dekker's product: halves of at most 26 bits. */
static inline V high_half(V a)
{
    const V c = a * 0x8000001p0;

    return c - (c - a);
}

static inline V product_low(V a, V b, V p)
{
    const V ah = high_half(a), al = a - ah, bh = high_half(b), bl = b - bh;

    return ((ah * bh - p) + ah * bl + al * bh) + al * bl;
}

/* In two steps, of which only the last can be inexact. */
static inline V scale(V y, V k)
{
    const V half = (k * 0.5 + 0x1.8p52) - 0x1.8p52, rest = k - half;
    const V a = (V)(((U)(half + 0x1.8p52) + 1023) << 52);
    const V b = (V)(((U)(rest + 0x1.8p52) + 1023) << 52);

    return y * a * b;
}

static inline void store_floats(float *p, V v)
{
    p[0] = (float)v[0];
    p[1] = (float)v[1];
}

#include "vmath_kernels.inc"
