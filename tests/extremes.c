/* The functions of extremes.lua at inputs where plain formulas fail, for tests/extremes.sh.
 * A row is a point and what is expected there: value, gradients, Hessian times a direction;
 * NULL is not compared, and NaN expects NaN. REAL is the number type. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "extremes.h"

enum { MOST = 16 };

typedef int grad_fn(int64_t m, int64_t n, const REAL *x, const REAL *A, const REAL *S,
                    REAL *value, REAL *gx, REAL *gA, REAL *gS, void *work);
typedef int hvp_fn(int64_t m, int64_t n, const REAL *x, const REAL *A, const REAL *S,
                   const REAL *vx, const REAL *vA, const REAL *vS, REAL *hx, REAL *hA,
                   REAL *hS, void *work);
typedef size_t size_fn(int64_t m, int64_t n);

struct function {
    const char *name;
    grad_fn *grad;
    hvp_fn *hvp;
    size_fn *grad_work, *hvp_work;
};

#define FUNCTION(name)                                                         \
    static const struct function name = {#name, name##_value_grad, name##_hvp, \
                                         name##_value_grad_work, name##_hvp_work};

#define NONE \
    {        \
        0    \
    }
#define ROW(...) __VA_ARGS__

struct row {
    const struct function *f;
    const char *sentence;
    bool wide; /* exceeds the range of float at once */
    int64_t m, n;
    double x[MOST], A[MOST], S[MOST], vx[MOST], vA[MOST], vS[MOST];
    double value;
    const double *gx, *gA, *gS, *hx, *hA, *hS;
};

FUNCTION(quotient_inside)
FUNCTION(mean_inside)
FUNCTION(square_inside)
FUNCTION(root_inside)
FUNCTION(mean_outside)
FUNCTION(sum_exp_eigenvalues)
FUNCTION(sum_sq_eigenvalues)
FUNCTION(cubic_eigenvalues)
FUNCTION(product_of_eigenvalues)
FUNCTION(log_sum_exp_eigenvalues)
FUNCTION(nuclear)
FUNCTION(spectral)
FUNCTION(smooth_singular)
FUNCTION(sum_cubed_singular)
FUNCTION(sum_of_two_exps)
FUNCTION(sum_of_three_exps)
FUNCTION(exp_and_sum)
FUNCTION(log_of_cosh)
FUNCTION(log_of_determinant)
FUNCTION(log_of_product)

static const double nan_ = (double)NAN;
static const double zero[MOST] = {0};

#define AT(...) ((const double[MOST]){__VA_ARGS__})

static const struct row rows[] = {
    {.f = &quotient_inside, .sentence = "a sum of nothing", .m = 0, .n = 2},
    {.f = &quotient_inside, .sentence = "a sum of nothing", .m = 2, .n = 0},
    {.f = &quotient_inside, .sentence = "a sum of nothing", .m = 0, .n = 0},
    {.f = &mean_inside, .sentence = "a sum of no means", .m = 0, .n = 2},
    {.f = &mean_inside, .sentence = "a sum of no means", .m = 0, .n = 0},
    {.f = &mean_inside, .sentence = "means of nothing", .m = 2, .n = 0, .value = nan_},
    {.f = &square_inside, .sentence = "a sum of no squares", .m = 0, .n = 2, .gx = zero},
    {.f = &root_inside, .sentence = "a sum of no squares", .m = 0, .n = 2, .gx = zero},
    {.f = &root_inside, .sentence = "squares over 0", .m = 2, .n = 0, .value = nan_},
    {.f = &mean_outside,
     .sentence = "the mean of nothing",
     .m = 0,
     .n = 2,
     .value = nan_,
     .gx = zero},

    {.f = &sum_exp_eigenvalues,
     .sentence = "a double eigenvalue",
     .m = 1,
     .n = 2,
     .S = {1, 0, 0, 1},
     .vS = {0, 1, 1, 0},
     .value = 5.43656365691809,
     .gS = AT(2.718281828459045, 0, 0, 2.718281828459045),
     .hS = AT(0, 2.718281828459045, 2.718281828459045, 0)},
    {.f = &sum_exp_eigenvalues,
     .sentence = "eigenvalues that differ by rounding",
     .m = 1,
     .n = 2,
     .S = {1, 1e-12, 1e-12, 1},
     .vS = {1, 2, 0, 3},
     .value = 5.43656365691809,
     .hS = AT(2.718281828459045, 2.718281828459045, 2.718281828459045, 8.154845485377136)},
    {.f = &sum_sq_eigenvalues,
     .sentence = "a triple eigenvalue",
     .m = 1,
     .n = 3,
     .S = {2, 0, 0, 0, 2, 0, 0, 0, 2},
     .vS = {1, 2, 3, 4, 5, 6, 7, 8, 9},
     .value = 12,
     .hS = AT(2, 6, 10, 6, 10, 14, 10, 14, 18)},
    {.f = &cubic_eigenvalues,
     .sentence = "a double eigenvalue, terms with coefficients",
     .m = 1,
     .n = 2,
     .S = {1, 0, 0, 1},
     .vS = {0, 1, 1, 0},
     .value = -2,
     .gS = AT(-1, 0, 0, -1),
     .hS = AT(0, 2, 2, 0)},
    {.f = &product_of_eigenvalues,
     .sentence = "a double eigenvalue",
     .m = 1,
     .n = 2,
     .S = {3, 0, 0, 3},
     .vS = {0, 1, 1, 0},
     .value = 9,
     .gS = AT(3, 0, 0, 3),
     .hS = AT(0, -1, -1, 0)},
    {.f = &log_sum_exp_eigenvalues,
     .sentence = "a double eigenvalue that overflows",
     .m = 1,
     .n = 2,
     .S = {800, 0, 0, 800},
     .vS = {1, 1, 1, -1},
     .value = 800.6931471805599,
     .gS = AT(0.5, 0, 0, 0.5),
     .hS = AT(0.5, 0.5, 0.5, -0.5)},
    {.f = &nuclear, .sentence = "no matrix", .m = 0, .n = 0},
    {.f = &nuclear,
     .sentence = "the matrix 0",
     .m = 1,
     .n = 2,
     .vS = {1, 2, 3, 4},
     .gS = zero,
     .hS = zero},
    {.f = &spectral,
     .sentence = "the matrix 0",
     .m = 1,
     .n = 2,
     .vS = {1, 2, 3, 4},
     .gS = zero,
     .hS = zero},
    {.f = &nuclear,
     .sentence = "a singular value of 0",
     .m = 1,
     .n = 2,
     .S = {2, 0, 0, 0},
     .vS = {1, 2, 3, 4},
     .value = 2,
     .gS = AT(1, 0, 0, 0),
     .hS = AT(0, 1, 1.5, 0)},
    {.f = &nuclear, /* |S + E|_* = tr sqrt((S + E)'(S + E)): of E only the skew part bends
                       it */
     .sentence = "a double singular value",
     .m = 1,
     .n = 2,
     .S = {1, 0, 0, 1},
     .vS = {1, 2, 4, 3},
     .value = 2,
     .gS = AT(1, 0, 0, 1),
     .hS = AT(0, -1, 1, 0)},
    {.f = &smooth_singular, /* tr sqrt(I + S'S): at 0 its Hessian is the identity */
     .sentence = "singular values of 0",
     .m = 1,
     .n = 2,
     .vS = {1, 2, 3, 4},
     .value = 2,
     .gS = zero,
     .hS = AT(1, 2, 3, 4)},
    {.f = &sum_cubed_singular,
     .sentence = "a double singular value",
     .m = 1,
     .n = 2,
     .S = {2, 0, 0, 2},
     .vS = {1, 2, 0, 1},
     .value = 16,
     .gS = AT(12, 0, 0, 12),
     .hS = AT(12, 18, 6, 12)},

    {.f = &sum_of_two_exps,
     .sentence = "exponents beyond the range",
     .m = 1,
     .n = 2,
     .x = {1, -2},
     .vx = {1, 1},
     .value = 3000,
     .gx = AT(1000, -1000),
     .hx = zero},
    {.f = &sum_of_two_exps, /* log(2 cosh(1000 x)): the second derivative at 0 is 1e6 */
     .sentence = "equal exponents",
     .m = 1,
     .n = 1,
     .vx = {1},
     .value = 0.6931471805599453,
     .gx = zero,
     .hx = AT(1e6)},
    {.f = &sum_of_three_exps,
     .sentence = "exponents beyond the range",
     .m = 1,
     .n = 2,
     .x = {1, -2},
     .value = 3000.6931471805599453,
     .gx = AT(1000, -1000)},
    {.f = &exp_and_sum,
     .sentence = "exponents beyond the range",
     .m = 1,
     .n = 2,
     .x = {1, -2},
     .value = 1000.6931471805599453,
     .gx = AT(1000, 0)},
    {.f = &log_of_cosh,
     .sentence = "arguments beyond the range",
     .m = 1,
     .n = 2,
     .x = {1, -2},
     .vx = {1, 1},
     .value = 2998.6137056388801,
     .gx = AT(1000, -1000),
     .hx = zero},
    {.f = &log_of_determinant,
     .sentence = "a determinant beyond the range",
     .m = 1,
     .n = 2,
     .x = {0.03, 0.02},
     .S = {1e-30, 0, 0, 1e-30},
     .value = -23.718998110500402,
     .gx = AT(2302.585092994046, 2302.585092994046)},
    {.f = &log_of_product,
     .sentence = "a product beyond the range",
     .wide = true,
     .m = 1,
     .n = 2,
     .x = {0.7, 0.6},
     .value = 1300,
     .gx = AT(1000, 1000)},
    {.f = &log_of_product,
     .sentence = "a product of two negative numbers",
     .m = 1,
     .n = 2,
     .value = 0,
     .gx = AT(-1000, -1000)},
    {.f = &log_of_product,
     .sentence = "a negative product",
     .m = 1,
     .n = 1,
     .value = nan_,
     .gx = AT(-1000)},
};

static int failed, passed;

static void compare(const struct row *r, const char *what, int64_t count, const REAL *got,
                    const double *want)
{
    double scale = 0;
    for (int64_t i = 0; want && i < count; i++) {
        scale = fabs(want[i]) > scale ? fabs(want[i]) : scale;
    }
    for (int64_t i = 0; want && i < count; i++) {
        const double g = (double)got[i], tolerance = sizeof(REAL) == 4 ? 2e-5 : 1e-9;
        const int good = g == want[i] || (g != g && want[i] != want[i]) ||
                         fabs(g - want[i]) <= tolerance * (scale > 1e-300 ? scale : 1);

        if (!good) {
            printf("FAIL extremes: %s of %s, %d x %d: %s[%d] is %.17g, not %.17g\n",
                   r->f->name, r->sentence, (int)r->m, (int)r->n, what, (int)i, g, want[i]);
        }
        failed += !good;
        passed += good;
    }
}

static void real(REAL *to, const double *from)
{
    for (int i = 0; i < MOST; i++) {
        to[i] = (REAL)from[i];
    }
}

static void run(const struct row *r)
{
    const size_t g = r->f->grad_work(r->m, r->n), h = r->f->hvp_work(r->m, r->n);
    void *const work = malloc((g > h ? g : h) + 1);
    REAL in[6][MOST], out[7][MOST];
    const int64_t nA = r->m * r->n, nS = r->n * r->n;
    int rc = work == NULL;

    real(in[0], r->x);
    real(in[1], r->A);
    real(in[2], r->S);
    real(in[3], r->vx);
    real(in[4], r->vA);
    real(in[5], r->vS);
    rc = rc ? rc
            : r->f->grad(r->m, r->n, in[0], in[1], in[2], out[0], out[1], out[2], out[3],
                         work);
    rc = rc ? rc
            : r->f->hvp(r->m, r->n, in[0], in[1], in[2], in[3], in[4], in[5], out[4],
                        out[5], out[6], work);
    if (rc) {
        printf("FAIL extremes: %s of %s gives error %d\n", r->f->name, r->sentence, rc);
        failed++;
    } else {
        compare(r, "value", 1, out[0], &r->value);
        compare(r, "grad_x", r->n, out[1], r->gx);
        compare(r, "grad_A", nA, out[2], r->gA);
        compare(r, "grad_S", nS, out[3], r->gS);
        compare(r, "hv_x", r->n, out[4], r->hx);
        compare(r, "hv_A", nA, out[5], r->hA);
        compare(r, "hv_S", nS, out[6], r->hS);
    }
    free(work);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (sizeof(REAL) > sizeof(float) || !rows[i].wide) {
            run(&rows[i]);
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
