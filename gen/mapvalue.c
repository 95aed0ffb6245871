/* The values of the element-wise functions of maps.def, and the table of what is known of
 * them.
 *
 * One function of_<name> for each row of maps.def; a row without one does not compile.  NaN
 * in gives NaN out, for comparisons and steps too, so that no failure is hidden by a 0 or
 * a 1.
 */
#include "mapvalue.h"

#include <math.h>
#include <string.h>

static const double PI = 3.14159265358979323846;
static const double SQRT_HALF = 0.70710678118654752440,
                    SQRT_HALF_LOW = -4.8336466567264567e-17;
static const double INV_SQRT_2PI = 0.39894228040143267794;

/* ---- polygamma functions ------------------------------------------------- */

/* Abramowitz & Stegun: recurrence 6.3.5, 6.4.6; reflection 6.3.7, 6.4.7; asymptotic series
 * 6.3.18, 6.4.11 with the Bernoulli numbers B2 .. B16, used from x = 12 on, where the first
 * term left out is below a unit in the last place. */
enum { NBERNOULLI = 8, ASYMPTOTIC_FROM = 12 };
static const double bernoulli[NBERNOULLI] = {1.0 / 6,   -1.0 / 30,    1.0 / 42,
                                             -1.0 / 30, 5.0 / 66,     -691.0 / 2730,
                                             7.0 / 6,   -3617.0 / 510};

static bool is_pole(double x)
{
    return x <= 0 && x == floor(x);
}

static double digamma(double x)
{
    if (is_pole(x) || x == -INFINITY) {
        return NAN;
    }
    if (x < 0) { /* psi(1-x) - psi(x) = pi cot(pi x); with period 1 */
        return digamma(1 - x) - PI / tan(PI * (x - floor(x + 0.5)));
    }
    double shift = 0, series = 0;
    while (x < ASYMPTOTIC_FROM) {
        shift += 1 / x;
        x += 1;
    }
    for (int k = NBERNOULLI; k >= 1; k--) {
        series = (series + bernoulli[k - 1] / (2 * k)) / (x * x);
    }
    return log(x) - 0.5 / x - series - shift;
}

static double trigamma(double x)
{
    if (is_pole(x) || x == -INFINITY) {
        return x == -INFINITY ? NAN : INFINITY;
    }
    if (x < 0) {
        double s = sin(PI * (x - floor(x + 0.5)));
        return PI * PI / (s * s) - trigamma(1 - x);
    }
    double shift = 0, series = 0;
    while (x < ASYMPTOTIC_FROM) {
        shift += 1 / (x * x);
        x += 1;
    }
    for (int k = NBERNOULLI; k >= 1; k--) {
        series = (series + bernoulli[k - 1]) / (x * x);
    }
    return (1 + 0.5 / x + series) / x + shift;
}

static double polygamma2(double x)
{
    if (is_pole(x) || x == -INFINITY) {
        return NAN;
    }
    if (x < 0) {
        double t = PI * (x - floor(x + 0.5)), s = sin(t);
        return polygamma2(1 - x) - 2 * PI * PI * PI * cos(t) / (s * s * s);
    }
    double shift = 0, series = 0;
    while (x < ASYMPTOTIC_FROM) {
        shift += 2 / (x * x * x);
        x += 1;
    }
    for (int k = NBERNOULLI; k >= 1; k--) {
        series = (series + (2 * k + 1) * bernoulli[k - 1]) / (x * x);
    }
    return -(1 + 1 / x + series) / (x * x) - shift;
}

/* ---- helpers ------------------------------------------------------------- */

static double larger(double a, double b)
{
    return a > b ? a : b >= a ? b : a + b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b <= a ? b : a + b;
}

static double sigmoid(double a)
{
    double e = exp(-fabs(a));
    return a >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/* exp(-c a^2); a^2 is split so that its rounding is not magnified in the tails. */
static double gauss(double c, double a)
{
    double b = fabs(a) < 64 ? floor(fabs(a) * 16) / 16 : fabs(a);
    double rest = fabs(a) < 64 ? (fabs(a) - b) * (fabs(a) + b) : 0;
    return exp(-c * b * b) * exp(-c * rest);
}

static double phi(double a)
{
    return INV_SQRT_2PI * gauss(0.5, a);
}

/* erfc(-a/sqrt 2) / 2, with the rounding of a/sqrt 2 put right to first order. */
static double normcdf(double a)
{
    double t = -a * SQRT_HALF;
    double low = isfinite(a) ? fma(-a, SQRT_HALF, -t) - a * SQRT_HALF_LOW : 0;
    return 0.5 * erfc(t) - low * phi(a) * sqrt(2.0);
}

/* a s, where s goes to 0 exponentially as a goes to -inf */
static double times_tail(double a, double s)
{
    return a == -INFINITY ? 0 : a * s;
}

/* ---- one function per row ------------------------------------------------ */

#define OF(name) static double of_##name(const double *x)
#define OF1(name, expr)        \
    OF(name)                   \
    {                          \
        const double a = x[0]; \
        return expr;           \
    }
#define OF2(name, expr)                  \
    OF(name)                             \
    {                                    \
        const double a = x[0], b = x[1]; \
        return expr;                     \
    }

OF1(exp, exp(a))
OF1(expm1, expm1(a))
OF1(log, log(a))
OF1(log1p, log1p(a))
OF1(sqrt, sqrt(a))
OF1(recip, 1 / a)
OF1(recip0, a == 0 || isnan(a) ? a : 1 / a)
OF1(abs, fabs(a))
OF1(sign, a > 0 ? 1 : a < 0 ? -1 : a)
OF1(step, a > 0 ? 1 : a <= 0 ? 0 : a)
OF1(heaviside, a > 0 ? 1 : a < 0 ? 0 : a + 0.5)
OF1(sin, sin(a))
OF1(cos, cos(a))
OF1(tan, tan(a))
OF1(asin, asin(a))
OF1(acos, acos(a))
OF1(atan, atan(a))
OF1(sinh, sinh(a))
OF1(cosh, cosh(a))
OF1(tanh, tanh(a))
OF1(sech2, 1 / (cosh(a) * cosh(a)))
OF1(asinh, asinh(a))
OF1(acosh, acosh(a))
OF1(atanh, atanh(a))
OF1(erf, erf(a))
OF1(erfc, erfc(a))
OF1(gauss, gauss(1, a))
OF1(lgamma, lgamma(a))
OF1(digamma, digamma(a))
OF1(trigamma, trigamma(a))
OF1(polygamma2, polygamma2(a))
OF1(sigmoid, sigmoid(a))
OF1(log_sigmoid, smaller(a, 0) - log1p(exp(-fabs(a))))
OF1(softplus, larger(a, 0) + log1p(exp(-fabs(a))))
OF2(logaddexp, a == b ? a + log(2.0) : larger(a, b) + log1p(exp(-fabs(a - b))))
OF1(log_cosh, fabs(a) < 1 ? log1p(2 * sinh(a / 2) * sinh(a / 2))
                          : fabs(a) + log1p(exp(-2 * fabs(a))) - log(2.0))
OF1(relu, larger(a, 0))
OF1(elu, a > 0 ? a : expm1(a))
OF1(elu_slope, a > 0 ? 1 : exp(a))
OF1(gelu, times_tail(a, normcdf(a)))
OF1(normcdf, normcdf(a))
OF1(phi, phi(a))
OF1(silu, times_tail(a, sigmoid(a)))
OF2(pow, pow(a, b))
OF1(log0, a == 0 ? 0 : log(a))
OF2(atan2, atan2(a, b))
OF2(maximum, larger(a, b))
OF2(minimum, smaller(a, b))
OF2(xlogy, a == 0 && !isnan(b) ? 0 : a * log(b))
OF2(huber, fabs(a) > b ? b * (fabs(a) - 0.5 * b) : isnan(b) ? b : 0.5 * a * a)
OF2(huber_slope, larger(-b, smaller(a, b)))
OF1(ne0, isnan(a) ? a : a != 0)
OF2(lt, isnan(a) || isnan(b) ? NAN : a < b)
OF2(le, isnan(a) || isnan(b) ? NAN : a <= b)
OF2(eq, isnan(a) || isnan(b) ? NAN : a == b)

OF(where)
{
    return isnan(x[0]) ? x[0] : x[0] != 0 ? x[1] : x[2];
}

/* ---- tables -------------------------------------------------------------- */

const struct mdg_map_info mdg_map_info[MDG_NMAPS] = {
#define MAP(name, arity, da, db, dc, c, tested) {#name, arity, {da, db, dc}, c, tested},
#include "maps.def"
#undef MAP
};

double mdg_map_value(enum mdg_map_fn f, const double *x)
{
    static double (*const value[MDG_NMAPS])(const double *) = {
#define MAP(name, arity, da, db, dc, c, tested) of_##name,
#include "maps.def"
#undef MAP
    };
    return value[f](x);
}

int mdg_map_find(const char *name, size_t length)
{
    for (int f = 0; f < MDG_NMAPS; f++) {
        if (strlen(mdg_map_info[f].name) == length &&
            strncmp(mdg_map_info[f].name, name, length) == 0) {
            return f;
        }
    }
    return -1;
}
