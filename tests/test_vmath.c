/* Element-wise functions over arrays against MPFR: at most 2 ulp of a double, 1 ulp of a
 * float, at special points and at random ones over the whole range, for every instruction
 * set this machine has; in place; the same bits wherever an element stands. */
#define _DEFAULT_SOURCE
#include "../runtime/mdrt.h"
#include "../runtime/vmath.h"

#include <CUnit/Basic.h>
#include <float.h>
#include <math.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#ifndef POINTS
#define POINTS 9000
#endif
enum { CHUNK = 250, BITS = 140 };

/* ---- References: y = f(x) in BITS bits ---- */

static void ref_sigmoid(mpfr_t y, mpfr_t x)
{
    mpfr_neg(y, x, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_add_ui(y, y, 1, MPFR_RNDN);
    mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

static void ref_softplus(mpfr_t y, mpfr_t x)
{
    const int positive = mpfr_sgn(x) > 0;
    mpfr_t e;

    mpfr_init2(e, BITS);
    mpfr_abs(e, x, MPFR_RNDN);
    mpfr_neg(e, e, MPFR_RNDN);
    mpfr_exp(e, e, MPFR_RNDN);
    mpfr_log1p(y, e, MPFR_RNDN);
    if (positive)
        mpfr_add(y, y, x, MPFR_RNDN);
    mpfr_clear(e);
}

static void ref_log_sigmoid(mpfr_t y, mpfr_t x)
{
    mpfr_t m;

    mpfr_init2(m, BITS);
    mpfr_neg(m, x, MPFR_RNDN);
    ref_softplus(y, m);
    mpfr_neg(y, y, MPFR_RNDN);
    mpfr_clear(m);
}

static void ref_normcdf(mpfr_t y, mpfr_t x)
{
    mpfr_sqrt_ui(y, 2, MPFR_RNDN);
    mpfr_div(y, x, y, MPFR_RNDN);
    mpfr_neg(y, y, MPFR_RNDN);
    mpfr_erfc(y, y, MPFR_RNDN);
    mpfr_div_ui(y, y, 2, MPFR_RNDN);
}

static void ref_gelu(mpfr_t y, mpfr_t x)
{
    ref_normcdf(y, x);
    mpfr_mul(y, y, x, MPFR_RNDN);
}

static void ref_silu(mpfr_t y, mpfr_t x)
{
    ref_sigmoid(y, x);
    mpfr_mul(y, y, x, MPFR_RNDN);
}

static void ref_elu(mpfr_t y, mpfr_t x)
{
    if (mpfr_sgn(x) > 0)
        mpfr_set(y, x, MPFR_RNDN);
    else
        mpfr_expm1(y, x, MPFR_RNDN);
}

static void ref_phi(mpfr_t y, mpfr_t x)
{
    mpfr_t c;

    mpfr_init2(c, BITS);
    mpfr_sqr(y, x, MPFR_RNDN);
    mpfr_div_si(y, y, -2, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_const_pi(c, MPFR_RNDN);
    mpfr_mul_ui(c, c, 2, MPFR_RNDN);
    mpfr_sqrt(c, c, MPFR_RNDN);
    mpfr_div(y, y, c, MPFR_RNDN);
    mpfr_clear(c);
}

static void ref_gauss(mpfr_t y, mpfr_t x)
{
    mpfr_sqr(y, x, MPFR_RNDN);
    mpfr_neg(y, y, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
}

static void ref_sech2(mpfr_t y, mpfr_t x)
{
    mpfr_sech(y, x, MPFR_RNDN);
    mpfr_sqr(y, y, MPFR_RNDN);
}

#define REF(name)                              \
    static void ref_##name(mpfr_t y, mpfr_t x) \
    {                                          \
        mpfr_##name(y, x, MPFR_RNDN);          \
    }
REF(exp)
REF(expm1)
REF(log)
REF(log1p)
REF(sin)
REF(cos)
REF(tanh)
REF(sinh)
REF(cosh)
REF(erf)
REF(erfc)

/* ---- The table of functions: ranges of the random points, besides all bit patterns ----
 */

struct function {
    const char *name;
    size_t member, memberf; /* in struct mdrt_vmath */
    void (*reference)(mpfr_t y, mpfr_t x);
    void (*array)(int64_t n, const double *x, double *y);
    void (*arrayf)(int64_t n, const float *x, float *y);
    double low, high;   /* where the result is neither 0 nor infinite nor constant */
    double near, width; /* and where cancellation is worst */
};

#define FUNCTION(name, low, high, near, width) \
    {#name,                                    \
     offsetof(struct mdrt_vmath, name),        \
     offsetof(struct mdrt_vmath, name##f),     \
     ref_##name,                               \
     mdrt_v##name,                             \
     mdrt_v##name##f,                          \
     low,                                      \
     high,                                     \
     near,                                     \
     width},

static const struct function functions[] = {
    FUNCTION(exp, -746, 710, 0, 1)        //
    FUNCTION(expm1, -40, 710, 0, 1)       //
    FUNCTION(log, 0, 1e6, 1, 0.5)         //
    FUNCTION(log1p, -1, 1e6, 0, 0.5)      //
    FUNCTION(sin, -1e6, 1e6, 0, 7)        //
    FUNCTION(cos, -1e6, 1e6, 0, 7)        //
    FUNCTION(tanh, -20, 20, 0, 1)         //
    FUNCTION(sinh, -711, 711, 0, 2)       //
    FUNCTION(cosh, -711, 711, 0, 2)       //
    FUNCTION(erf, -6, 6, 0, 1.2)          //
    FUNCTION(erfc, -6, 27.3, 1, 2)        //
    FUNCTION(sigmoid, -746, 40, 0, 8)     //
    FUNCTION(log_sigmoid, -40, 746, 0, 8) //
    FUNCTION(softplus, -746, 40, 0, 8)    //
    FUNCTION(gelu, -38.6, 10, 0, 4)       //
    FUNCTION(silu, -753, 40, 0, 8)        //
    FUNCTION(elu, -40, 1, 0, 1)           //
    FUNCTION(normcdf, -38.6, 9, 0, 4)     //
    FUNCTION(phi, -38.6, 38.6, 0, 4)      //
    FUNCTION(gauss, -27.3, 27.3, 0, 2)    //
    FUNCTION(sech2, -373, 373, 0, 2)      //
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

/* ---- Errors in ulp ---- */

/* |y - exact| in units of the last place that a number of the exact result's size has. */
static double ulps(double y, mpfr_t exact, int digits, int least, double largest)
{
    mpfr_t d;
    double u;
    long e;

    if (mpfr_nan_p(exact))
        return isnan(y) ? 0 : INFINITY;
    if (mpfr_zero_p(exact))
        return y == 0 ? 0 : INFINITY;
    if (mpfr_inf_p(exact) || mpfr_cmpabs(exact, exact) != 0)
        return y == mpfr_get_d(exact, MPFR_RNDN) ? 0 : INFINITY;
    e = (long)mpfr_get_exp(exact) - digits;
    if (e < least)
        e = least;
    if (isinf(y)) { /* right if the exact result rounds to it, or nearly */
        y = copysign(largest, y);
        return (mpfr_sgn(exact) > 0) == (y > 0) &&
                       fabs(mpfr_get_d(exact, MPFR_RNDZ)) >= largest
                   ? 0
                   : INFINITY;
    }
    if (isnan(y))
        return INFINITY;
    mpfr_init2(d, BITS);
    mpfr_sub_d(d, exact, y, MPFR_RNDN);
    mpfr_mul_2si(d, d, -e, MPFR_RNDN);
    u = fabs(mpfr_get_d(d, MPFR_RNDU));
    mpfr_clear(d);
    return u;
}

static uint64_t next(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

static double uniform(uint64_t *s)
{
    return (double)(next(s) >> 11) * 0x1p-53;
}

/* Special points first; then a third each over the range, close to its hard point, and
 * over all exponents (bit patterns, for single precision those of a float). */
static void points(const struct function *f, int single, double *x)
{
    static const double special[] = {
        0.0,
        -0.0,
        INFINITY,
        -INFINITY,
        NAN,
        DBL_MIN,
        -DBL_MIN,
        0x1p-1074,
        -0x1p-1074,
        3e-310,
        -3e-310,
        DBL_MAX,
        -DBL_MAX,
        1.0,
        -1.0,
        0.5,
        -0.5,
        2.0,
        -2.0,
        709.78,
        709.79,
        -745.1,
        -745.2,
        -708.5,
        710.4,
        710.5,
        -710.4,
        0.55,
        1e-8,
        -1e-8,
        1e-17,
        -1e-17,
        26.5,
        27.2,
        -38.4,
        -37.5,
        88.7,
        88.8,
        -87.5,
        -103.9,
        -104.0,
        0x1.fffffffffffffp-1,
        0x1.0000000000001p0,
        -0x1.fffffffffffffp-1,
        0x1.6a09e667f3bcdp-1,
        0x1.6a09e667f3bcdp0,
        1.5707963267948966,
        3.141592653589793,
        6.283185307179586,
        0x1.921fb54442d18p19,
        1048575.99,
        1048576.0,
        1e15,
        1e22,
        1e300,
        0.34657359027997264,
        0.34657359027997270,
    };
    uint64_t s = 88172645463325252u;
    int64_t n = 0;

    for (; n < (int64_t)(sizeof special / sizeof special[0]); n++)
        x[n] = special[n];
    for (; n < POINTS; n++) {
        if (n % 3 == 0) {
            x[n] = f->low + (f->high - f->low) * uniform(&s);
        } else if (n % 3 == 1) {
            x[n] = f->near + f->width * (2 * uniform(&s) - 1);
        } else if (single) {
            const uint32_t bits = (uint32_t)next(&s);
            float y;

            memcpy(&y, &bits, sizeof y);
            x[n] = (double)y;
        } else {
            const uint64_t bits = next(&s);

            memcpy(&x[n], &bits, sizeof bits);
        }
    }
    if (single)
        for (int64_t i = 0; i < n; i++)
            x[i] = (double)(float)x[i];
}

static int limit_at_infinity(const struct function *f, double x, double y)
{
    /* where the reference multiplies infinity and 0 */
    return x == -INFINITY && y == 0 && signbit(y) &&
           (strcmp(f->name, "gelu") == 0 || strcmp(f->name, "silu") == 0);
}

/* The tables that this machine can run. */
struct table {
    const char *name;
    const struct mdrt_vmath *kernels;
};

static int tables(struct table *t)
{
    int n = 0;

    t[n++] = (struct table){"base", &mdrt_vmath_base};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        t[n++] = (struct table){"avx2", &mdrt_vmath_avx2};
    if (__builtin_cpu_supports("avx512f"))
        t[n++] = (struct table){"avx512", &mdrt_vmath_avx512};
#endif
    return n;
}

/* y = f(x) by one table, in single precision through float. */
static void run(const struct function *f, const struct mdrt_vmath *kernels, int single,
                const double *x, double *y)
{
    static float xf[POINTS], yf[POINTS];
    void (*g)(int64_t, const double *, double *);
    void (*gf)(int64_t, const float *, float *);

    if (!single) {
        memcpy(&g, (const char *)kernels + f->member, sizeof g);
        g(POINTS, x, y);
        return;
    }
    for (int64_t i = 0; i < POINTS; i++)
        xf[i] = (float)x[i];
    memcpy(&gf, (const char *)kernels + f->memberf, sizeof gf);
    gf(POINTS, xf, yf);
    for (int64_t i = 0; i < POINTS; i++)
        y[i] = (double)yf[i];
}

static void check(const struct function *f, int single)
{
    static double x[POINTS], y[3][POINTS];
    struct table t[3];
    const int n = tables(t);
    double most[3] = {0, 0, 0}, where[3] = {0, 0, 0};
    mpfr_t a, b;

    points(f, single, x);
    for (int j = 0; j < n; j++)
        run(f, t[j].kernels, single, x, y[j]);
    mpfr_init2(a, 53);
    mpfr_init2(b, BITS);
    for (int64_t i = 0; i < POINTS; i++) {
        mpfr_set_d(a, x[i], MPFR_RNDN);
        f->reference(b, a);
        for (int j = 0; j < n; j++) {
            const double u = limit_at_infinity(f, x[i], y[j][i]) ? 0
                             : single ? ulps(y[j][i], b, 24, -149, FLT_MAX)
                                      : ulps(y[j][i], b, 53, -1074, DBL_MAX);

            if (u > most[j]) {
                most[j] = u;
                where[j] = x[i];
            }
        }
    }
    mpfr_clear(a);
    mpfr_clear(b);
    for (int j = 0; j < n; j++) {
        if (most[j] > (single ? 1 : 2) || getenv("VERBOSE") != NULL)
            printf("%-12s %-6s %-6s %6.3f ulp at %a\n", f->name,
                   single ? "float" : "double", t[j].name, most[j], where[j]);
        CU_ASSERT(most[j] <= (single ? 1 : 2));
    }
}

static void double_is_within_2_ulp_with_every_instruction_set(void)
{
    for (int i = 0; i < FUNCTIONS; i++)
        check(&functions[i], 0);
}

static void float_is_within_1_ulp_with_every_instruction_set(void)
{
    for (int i = 0; i < FUNCTIONS; i++)
        check(&functions[i], 1);
}

/* ---- Places ---- */

static void bits_do_not_depend_on_the_place(void)
{
    static double x[POINTS], y[POINTS], z[POINTS];

    for (int i = 0; i < FUNCTIONS; i++) {
        points(&functions[i], 0, x);
        functions[i].array(CHUNK, x, y);
        for (int64_t j = 0; j < CHUNK; j++) {
            functions[i].array(1, x + j, z);
            CU_ASSERT(memcmp(z, y + j, sizeof *z) == 0 || (isnan(*z) && isnan(y[j])));
        }
        memcpy(z, x, sizeof z);
        functions[i].array(CHUNK - 1, z, z);
        CU_ASSERT_EQUAL(memcmp(z, y, (CHUNK - 1) * sizeof *z), 0);
        CU_ASSERT_EQUAL(memcmp(z + CHUNK - 1, x + CHUNK - 1, sizeof *z), 0);
    }
}

/* Also where one of them is not wanted, and in place. */
static void softplus_and_sigmoid_together_are_those_alone(void)
{
    enum { N = 13 };
    static const double x[N] = {0,    -0.0,  1, -1, 30,    -30, 700,
                                -800, 1e-20, 5, -5, 1e300, -2};
    double y[N], s[N], a[N], b[N];
    float xf[N], yf[N], sf[N], af[N], bf[N];

    for (int i = 0; i < N; i++)
        xf[i] = (float)x[i];
    for (int n = 0; n <= N; n++) {
        mdrt_vsoftplus(n, x, a);
        mdrt_vsigmoid(n, x, b);
        mdrt_vsoftplus_sigmoid(n, x, y, s);
        CU_ASSERT(memcmp(y, a, (size_t)n * sizeof *y) == 0);
        CU_ASSERT(memcmp(s, b, (size_t)n * sizeof *s) == 0);
        memcpy(y, x, sizeof y);
        mdrt_vsoftplus_sigmoid(n, y, NULL, y);
        CU_ASSERT(memcmp(y, b, (size_t)n * sizeof *y) == 0);
        memcpy(y, x, sizeof y);
        mdrt_vsoftplus_sigmoid(n, y, y, s);
        CU_ASSERT(memcmp(y, a, (size_t)n * sizeof *y) == 0);
        mdrt_vsoftplusf(n, xf, af);
        mdrt_vsigmoidf(n, xf, bf);
        mdrt_vsoftplus_sigmoidf(n, xf, yf, sf);
        CU_ASSERT(memcmp(yf, af, (size_t)n * sizeof *yf) == 0);
        CU_ASSERT(memcmp(sf, bf, (size_t)n * sizeof *sf) == 0);
        mdrt_vsoftplus_sigmoidf(n, xf, yf, NULL);
        CU_ASSERT(memcmp(yf, af, (size_t)n * sizeof *yf) == 0);
    }
}

static void no_element_is_no_work(void)
{
    double x = 1;
    float xf = 1;

    for (int i = 0; i < FUNCTIONS; i++) {
        functions[i].array(0, &x, &x);
        functions[i].arrayf(0, &xf, &xf);
    }
    CU_ASSERT_EQUAL(x, 1);
    CU_ASSERT_EQUAL(xf, 1.0f);
}

/* The others are the scalar functions. */
static void loops_apply_the_scalar_function(void)
{
    static const double x[] = {0.1, 0.25, 0.5, 0.9, 0.99};
    double y[5];

#define SAME(name, scalar)      \
    mdrt_v##name(5, x, y);      \
    for (int i = 0; i < 5; i++) \
        CU_ASSERT(fabs(y[i] - (scalar(x[i]))) <= 1e-15 * fabs(y[i]));
    SAME(tan, tan)
    SAME(sqrt, sqrt)
    SAME(asin, asin)
    SAME(acos, acos)
    SAME(atan, atan)
    SAME(asinh, asinh)
    SAME(atanh, atanh)
    SAME(lgamma, mdrt_lgamma)
    SAME(digamma, mdrt_digamma)
    SAME(trigamma, mdrt_trigamma)
    SAME(recip, 1 /)
}

#define ADD(test) CU_add_test(suite, #test, test)

int main(void)
{
    CU_pSuite suite;
    unsigned failures;

    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    suite = CU_add_suite("vmath", NULL, NULL);
    ADD(double_is_within_2_ulp_with_every_instruction_set);
    ADD(float_is_within_1_ulp_with_every_instruction_set);
    ADD(bits_do_not_depend_on_the_place);
    ADD(softplus_and_sigmoid_together_are_those_alone);
    ADD(no_element_is_no_work);
    ADD(loops_apply_the_scalar_function);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    mpfr_free_cache();
    return failures != 0;
}
