/* Products without OpenBLAS: chooses the instruction set and the loop. */
#include "skinny.h"
#include "skinny_isa.h"

enum {
    PANEL = 4096, /* numbers in a panel on the stack, 32 KiB: a level-1 cache */
    SMALL = 16,   /* all of m, n, k: the call into a BLAS costs more than the product */
    NARROW = 32,  /* one dimension of the result */
    BLAS_SMALL =
        1000000, /* up to this m n k OpenBLAS copies nothing: faster for two columns */
};

static const struct mdrt_skinny_isa *choose(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        return &mdrt_skinny_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return &mdrt_skinny_avx2;
#endif
    return &mdrt_skinny_base;
}

/* Whether dot products along k beat vectors along n, the columns of the result, by a
 * count of multiplications for each row: adding up the lanes of a dot product costs
 * about 8, storing a row about 32. Measured with AVX-512. */
static int long_rows(int64_t n, int64_t k, int lanes)
{
    return n * (k / lanes + 8) < (n + lanes - 1) / lanes * (k + 32);
}

#define T double
#define NAME(x) x##d
#define ENTRY(x) mdrt_##x
#define LANES lanes
#define OUTER outer
#define DOT dot
#define BLOCK block
#define ROW row
#define TIMES times
#define COLUMNS columns
#include "skinny_driver.inc"

#define T float
#define NAME(x) x##f
#define ENTRY(x) mdrt_##x##f
#define LANES lanesf
#define OUTER outerf
#define DOT dotf
#define BLOCK blockf
#define ROW rowf
#define TIMES timesf
#define COLUMNS columnsf
#include "skinny_driver.inc"
