/* Narrow products with vectors of 16 bytes, which every x86-64 (SSE2) and AArch64
 * (NEON) has. */
#include "skinny_isa.h"

#include <stddef.h>
#include <string.h>

typedef double v2d __attribute__((vector_size(16)));
typedef float v4f __attribute__((vector_size(16)));

#define MR 4
#define DR 3
#define DC 4

static inline v2d loadd(const double *p)
{
    v2d v;

    memcpy(&v, p, sizeof v);
    return v;
}

static inline v2d loadmd(int n, const double *p)
{
    const v2d low = {p[0], 0};

    return n == 2 ? loadd(p) : low;
}

static inline void storemd(double *p, int n, v2d v)
{
    if (n == 2)
        memcpy(p, &v, sizeof v);
    else
        p[0] = v[0];
}

static inline v4f loadf(const float *p)
{
    v4f v;

    memcpy(&v, p, sizeof v);
    return v;
}

static inline v4f loadmf(int n, const float *p)
{
    v4f v = {0, 0, 0, 0};

    if (n == 4)
        return loadf(p);
    for (int i = 0; i < n; i++)
        v[i] = p[i];
    return v;
}

static inline void storemf(float *p, int n, v4f v)
{
    if (n == 4)
        memcpy(p, &v, sizeof v);
    else
        for (int i = 0; i < n; i++)
            p[i] = v[i];
}

static inline void sum8d(const v2d *v, double *s)
{
    for (int i = 0; i < 8; i++)
        s[i] = v[i][0] + v[i][1];
}

static inline void sum8f(const v4f *v, float *s)
{
    for (int i = 0; i < 8; i++)
        s[i] = (v[i][0] + v[i][1]) + (v[i][2] + v[i][3]);
}

#define T double
#define V v2d
#define NAME(x) x##d
#define LANES 2
#define LOAD(p) loadd(p)
#define STORE(p, v) storemd(p, 2, v)
#define SPLAT(x) ((v2d){(x), (x)})
#define M int
#define MASK(n) (n)
#define LOADM(m, p) loadmd(m, p)
#define STOREM(p, m, v) storemd(p, m, v)
#define MADD(a, b, c) ((a) * (b) + (c))
#define SUM8(v, s) sum8d(v, s)
#define ZIP_LOW(a, b) ((v2d){(a)[0], (b)[0]})
#define ZIP_HIGH(a, b) ((v2d){(a)[1], (b)[1]})
#include "skinny_kernels.inc"

#define T float
#define V v4f
#define NAME(x) x##f
#define LANES 4
#define LOAD(p) loadf(p)
#define STORE(p, v) storemf(p, 4, v)
#define SPLAT(x) ((v4f){(x), (x), (x), (x)})
#define M int
#define MASK(n) (n)
#define LOADM(m, p) loadmf(m, p)
#define STOREM(p, m, v) storemf(p, m, v)
#define MADD(a, b, c) ((a) * (b) + (c))
#define SUM8(v, s) sum8f(v, s)
#define ZIP_LOW(a, b) ((v4f){(a)[0], (b)[0], (a)[1], (b)[1]})
#define ZIP_HIGH(a, b) ((v4f){(a)[2], (b)[2], (a)[3], (b)[3]})
#include "skinny_kernels.inc"

const struct mdrt_skinny_isa mdrt_skinny_base = {
    2,    4,      outerd, dotd,          outerf,        dotf,   rowd,
    rowf, timesd, timesf, pack_columnsd, pack_columnsf, blockd, blockf};
