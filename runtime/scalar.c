/* Functions of one number that C99's <math.h> lacks, good to a few ulp over the whole
 * range; near the zeros that psi and psi'' have left of 0, to a few ulp of 1. The float
 * ones are computed in double and rounded. */
#define _DEFAULT_SOURCE /* lgamma_r: the lgamma that writes no global variable */
#include "mdrt.h"

static const double pi = 3.14159265358979323846;

double mdrt_softplus(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/* The larger one in front: it may be any number, the rest lies between 0 and log 2. */
double mdrt_logaddexp(double x, double y)
{
    const double most = mdrt_maximum(x, y);

    return x == y ? x + log(2) : most + log1p(exp(mdrt_minimum(x, y) - most));
}

/* Near 0 through cosh(x) = 1 + 2 sinh(x/2)^2, since log cosh(x) is about x^2/2 there. */
double mdrt_log_cosh(double x)
{
    const double a = fabs(x), s = sinh(a < 1 ? a / 2 : 0);

    return a < 1 ? log1p(2 * s * s) : a + log1p(exp(-2 * a)) - log(2);
}

double mdrt_log_sigmoid(double x)
{
    return -mdrt_softplus(-x);
}

double mdrt_sigmoid(double x)
{
    const double e = exp(x < 0 ? x : -x);

    return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

double mdrt_silu(double x)
{
    return x < -1e4 ? -0.0 : x * mdrt_sigmoid(x);
}

/* 1 - tanh(x)^2 would have no digit left where tanh(x) is rounded to 1. */
double mdrt_sech2(double x)
{
    const double e = exp(-2 * fabs(x)), s = 1 + e;

    return 4 * e / (s * s);
}

double mdrt_elu(double x)
{
    return x > 0 ? x : expm1(x);
}

/* ---- The normal distribution ---- */

/* exp(-c x^2): x = h + l with h short enough for an exact square, because an error of one
 * ulp in x^2 is one of c x^2 ulp in the result. c is 1 or 1/2. */
static double gauss(double c, double x)
{
    const double h = (double)(float)x;

    if (!(fabs(x) < 40)) {
        return x == x ? 0 : x;
    }
    return exp(-c * h * h) * exp(-c * (x - h) * (x + h));
}

double mdrt_gauss(double x)
{
    return gauss(1, x);
}

double mdrt_phi(double x)
{
    return gauss(0.5, x) * 0.398942280401432677940;
}

/* erfc(t) / 2 at t = -x / sqrt 2, where the rounding error of t, d, matters as above:
 * erfc(t + d) = erfc(t) - 2/sqrt(pi) exp(-t^2) d. */
double mdrt_normcdf(double x)
{
    const double c = -0.707106781186547524401, c_low = 4.83364665672645652e-17;
    const double t = c * x;
    double d;

    if (!(t > 1 && t < 30)) {
        return 0.5 * erfc(t);
    }
    d = fma(c, x, -t) + c_low * x;
    return 0.5 * erfc(t) - 0.564189583547756286948 * gauss(0.5, x) * d;
}

double mdrt_gelu(double x)
{
    return x < -1e4 ? -0.0 : x * mdrt_normcdf(x);
}

/* ---- The Gamma function ---- */

double mdrt_lgamma(double x)
{
#ifdef __GLIBC__
    int sign;

    return lgamma_r(x, &sign);
#else
    return lgamma(x);
#endif
}

/* x - round(x), and so the argument of functions with period 1, without error. */
static double off_integer(double x)
{
    return x - floor(x + 0.5);
}

/* cos(pi r) and cot(pi r) for |r| <= 1/2, exactly 0 at 1/2. */
static double cos_pi(double r)
{
    return sin(pi * (0.5 - fabs(r)));
}

static double cot_pi(double r)
{
    return fabs(r) < 0.25 ? 1 / tan(pi * r) : copysign(tan(pi * (0.5 - fabs(r))), r);
}

static double horner(const double *c, int n, double x)
{
    double s = 0;

    for (int i = n - 1; i >= 0; i--) {
        s = s * x + c[i];
    }
    return s;
}

/* psi(x) = (x - r) g(x - 3/2) for 1 <= x <= 2, with r the zero of psi in two parts and g
 * the polynomial through 22 Chebyshev points; relative error 2e-17 before rounding. */
static double digamma_middle(double x)
{
    static const double g[] = {
        0.9510558760318328929,    -0.423627421281460505,    0.2405424842407742186,
        -0.1484049230539088572,   0.09498872445494121325,   -0.06192213327306453169,
        0.04076083381242073602,   -0.02697579675613824879,  0.0179072524394511994,
        -0.01190821800156864475,  0.007926944646403796037,  -0.005279964873257404208,
        0.003519006401502276047,  -0.002345267632540769041, 0.001556631747448683928,
        -0.001037637409841860467, 0.0007233266279287554156, -0.0004821990530566788875,
        0.0002272331660987375881, -0.000151485868367733659, 0.0002596848212643074656,
        -0.0001731226180272739326};
    const double r = 1.4616321449683622, r_low = 9.5499954299656977e-17;

    return ((x - r) - r_low) * horner(g, (int)(sizeof g / sizeof g[0]), x - 1.5);
}

/* The three functions below: recurrence to where a series for large x, or the polynomial
 * above, holds; reflection for negative x. M. Abramowitz, I. Stegun, sections 6.3 and 6.4.
 */
double mdrt_digamma(double x)
{
    /* B_2k / 2k */
    static const double c[] = {1 / 12.0,  -1 / 120.0,     1 / 252.0, -1 / 240.0,
                               1 / 132.0, -691 / 32760.0, 1 / 12.0};
    double s = 0;

    if (x <= 0) {
        const double r = off_integer(x);

        if (x == 0) {
            return -1 / x;
        }
        return r == 0 || r != r ? (double)NAN : mdrt_digamma(1 - x) - pi * cot_pi(r);
    }
    if (x >= 10) {
        const double z = 1 / (x * x);

        return log(x) - 0.5 / x - z * horner(c, (int)(sizeof c / sizeof c[0]), z);
    }
    while (x > 2) {
        x -= 1;
        s += 1 / x;
    }
    while (x < 1) {
        s -= 1 / x;
        x += 1;
    }
    return s + digamma_middle(x);
}

double mdrt_trigamma(double x)
{
    /* B_2k */
    static const double c[] = {1 / 6.0,  -1 / 30.0,     1 / 42.0, -1 / 30.0,
                               5 / 66.0, -691 / 2730.0, 7 / 6.0};
    double s = 0;

    if (x <= 0) {
        const double t = pi / sin(pi * off_integer(x));

        return t * t - mdrt_trigamma(1 - x);
    }
    while (x < 12) {
        s += 1 / (x * x);
        x += 1;
    }
    {
        const double z = 1 / (x * x);

        return s +
               (1 / x + (0.5 * z + z / x * horner(c, (int)(sizeof c / sizeof c[0]), z)));
    }
}

double mdrt_polygamma2(double x)
{
    /* -(2k + 1) B_2k */
    static const double c[] = {-1 / 2.0, 1 / 6.0,     -1 / 6.0, 3 / 10.0,
                               -5 / 6.0, 691 / 210.0, -35 / 2.0};
    double s = 0;

    if (x <= 0) {
        const double r = off_integer(x), t = pi / sin(pi * r);

        if (x == 0) {
            return -1 / x;
        }
        return r == 0 ? (double)NAN : mdrt_polygamma2(1 - x) - 2 * t * t * t * cos_pi(r);
    }
    while (x < 14) {
        s -= 2 / (x * x * x);
        x += 1;
    }
    {
        const double z = 1 / (x * x);

        return s - (z + (z / x - z * z * horner(c, (int)(sizeof c / sizeof c[0]), z)));
    }
}

/* ---- Two arguments ---- */

double mdrt_xlogy(double x, double y)
{
    return x == 0 && y == y ? 0 : x * log(y);
}

double mdrt_pow(double x, double y)
{
    return pow(x, y);
}

/* ---- float ---- */

#define ROUNDED(name)                         \
    float mdrt_##name##f(float x)             \
    {                                         \
        return (float)mdrt_##name((double)x); \
    }
ROUNDED(sigmoid)
ROUNDED(log_sigmoid)
ROUNDED(softplus)
ROUNDED(log_cosh)
ROUNDED(gelu)
ROUNDED(silu)
ROUNDED(elu)
ROUNDED(phi)
ROUNDED(gauss)
ROUNDED(sech2)
ROUNDED(normcdf)
ROUNDED(lgamma)
ROUNDED(digamma)
ROUNDED(trigamma)
ROUNDED(polygamma2)

float mdrt_logaddexpf(float x, float y)
{
    return (float)mdrt_logaddexp((double)x, (double)y);
}

float mdrt_xlogyf(float x, float y)
{
    return (float)mdrt_xlogy((double)x, (double)y);
}

float mdrt_powf(float x, float y)
{
    return powf(x, y);
}
