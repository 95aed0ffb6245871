/* Scalar functions of the run-time library against values computed with 60 digits, in the
 * tails too, and at the special arguments. */
#include "runtime_check.h"
#include "mdrt.h"

#include <float.h>

static const struct {
    const char *name;
    double (*f)(double);
    float (*ff)(float);
    double x, y;
} values[] = {
    {"sigmoid", mdrt_sigmoid, mdrt_sigmoidf, -800.0, 0.0},
    {"sigmoid", mdrt_sigmoid, mdrt_sigmoidf, -40.0, 4.248354255291589e-18},
    {"sigmoid", mdrt_sigmoid, mdrt_sigmoidf, -1.5, 0.18242552380635635},
    {"sigmoid", mdrt_sigmoid, mdrt_sigmoidf, 0.0, 0.5},
    {"sigmoid", mdrt_sigmoid, mdrt_sigmoidf, 0.75, 0.679178699175393},
    {"sigmoid", mdrt_sigmoid, mdrt_sigmoidf, 40.0, 1.0},
    {"softplus", mdrt_softplus, mdrt_softplusf, -800.0, 0.0},
    {"softplus", mdrt_softplus, mdrt_softplusf, -40.0, 4.248354255291589e-18},
    {"softplus", mdrt_softplus, mdrt_softplusf, -0.5, 0.4740769841801067},
    {"softplus", mdrt_softplus, mdrt_softplusf, 0.0, 0.6931471805599453},
    {"softplus", mdrt_softplus, mdrt_softplusf, 3.0, 3.048587351573742},
    {"softplus", mdrt_softplus, mdrt_softplusf, 800.0, 800.0},
    {"log_sigmoid", mdrt_log_sigmoid, mdrt_log_sigmoidf, -800.0, -800.0},
    {"log_sigmoid", mdrt_log_sigmoid, mdrt_log_sigmoidf, -3.0, -3.048587351573742},
    {"log_sigmoid", mdrt_log_sigmoid, mdrt_log_sigmoidf, 0.0, -0.6931471805599453},
    {"log_sigmoid", mdrt_log_sigmoid, mdrt_log_sigmoidf, 0.5, -0.4740769841801067},
    {"log_sigmoid", mdrt_log_sigmoid, mdrt_log_sigmoidf, 40.0, -4.248354255291589e-18},
    {"log_sigmoid", mdrt_log_sigmoid, mdrt_log_sigmoidf, 700.0, -9.85967654375977e-305},
    {"log_cosh", mdrt_log_cosh, mdrt_log_coshf, -800.0, 799.3068528194401},
    {"log_cosh", mdrt_log_cosh, mdrt_log_coshf, -0.5, 0.12011450695827752},
    {"log_cosh", mdrt_log_cosh, mdrt_log_coshf, 0.0, 0.0},
    {"log_cosh", mdrt_log_cosh, mdrt_log_coshf, 1.0, 0.4337808304830272},
    {"log_cosh", mdrt_log_cosh, mdrt_log_coshf, 3.0, 2.309328504577785},
    {"silu", mdrt_silu, mdrt_siluf, -700.0, -6.90177358063184e-302},
    {"silu", mdrt_silu, mdrt_siluf, -20.0, -4.122307236380407e-08},
    {"silu", mdrt_silu, mdrt_siluf, -1.25, -0.27837517353163604},
    {"silu", mdrt_silu, mdrt_siluf, 0.0, 0.0},
    {"silu", mdrt_silu, mdrt_siluf, 2.0, 1.7615941559557649},
    {"silu", mdrt_silu, mdrt_siluf, 50.0, 50.0},
    {"elu", mdrt_elu, mdrt_eluf, -50.0, -1.0},
    {"elu", mdrt_elu, mdrt_eluf, -1e-09, -9.999999995e-10},
    {"elu", mdrt_elu, mdrt_eluf, 0.0, 0.0},
    {"elu", mdrt_elu, mdrt_eluf, 2.5, 2.5},
    {"phi", mdrt_phi, mdrt_phif, -38.0, 1.097221052e-314},
    {"phi", mdrt_phi, mdrt_phif, -13.7, 6.991082249706548e-42},
    {"phi", mdrt_phi, mdrt_phif, -1.1, 0.2178521770325505},
    {"phi", mdrt_phi, mdrt_phif, 0.0, 0.3989422804014327},
    {"phi", mdrt_phi, mdrt_phif, 0.3, 0.3813878154605241},
    {"phi", mdrt_phi, mdrt_phif, 25.0, 7.653929736419392e-137},
    {"gauss", mdrt_gauss, mdrt_gaussf, -26.5, 1.0392022621430825e-305},
    {"gauss", mdrt_gauss, mdrt_gaussf, -13.7, 3.0709213344345602e-82},
    {"gauss", mdrt_gauss, mdrt_gaussf, -1.1, 0.29819727942988732},
    {"gauss", mdrt_gauss, mdrt_gaussf, 0.0, 1.0},
    {"gauss", mdrt_gauss, mdrt_gaussf, 0.3, 0.91393118527122819},
    {"gauss", mdrt_gauss, mdrt_gaussf, 5.9, 7.6244599053897078e-16},
    {"sech2", mdrt_sech2, mdrt_sech2f, -20.3, 9.3261849982143715e-18},
    {"sech2", mdrt_sech2, mdrt_sech2f, -1.1, 0.35920131616027484},
    {"sech2", mdrt_sech2, mdrt_sech2f, 0.0, 1.0},
    {"sech2", mdrt_sech2, mdrt_sech2f, 0.3, 0.91513696182662921},
    {"sech2", mdrt_sech2, mdrt_sech2f, 7.0, 3.3261093449010854e-6},
    {"sech2", mdrt_sech2, mdrt_sech2f, 300.0, 1.0601586212017243e-260},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, -37.5, 4.605353009581955e-308},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, -30.0, 4.906713927148187e-198},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, -8.3, 5.205569744890254e-17},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, -1.5, 0.06680720126885807},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, 0.0, 0.5},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, 1.5, 0.9331927987311419},
    {"normcdf", mdrt_normcdf, mdrt_normcdff, 9.0, 1.0},
    {"gelu", mdrt_gelu, mdrt_geluf, -37.5, -1.7270073785932332e-306},
    {"gelu", mdrt_gelu, mdrt_geluf, -30.0, -1.472014178144456e-196},
    {"gelu", mdrt_gelu, mdrt_geluf, -8.3, -4.3206228882589113e-16},
    {"gelu", mdrt_gelu, mdrt_geluf, -1.5, -0.1002108019032871},
    {"gelu", mdrt_gelu, mdrt_geluf, -0.25, -0.10032341857926907},
    {"gelu", mdrt_gelu, mdrt_geluf, 0.0, 0.0},
    {"gelu", mdrt_gelu, mdrt_geluf, 1.5, 1.399789198096713},
    {"gelu", mdrt_gelu, mdrt_geluf, 40.0, 40.0},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, -20.5, -42.70719597482576},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, -0.75, 1.5757045971498584},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, 1e-08, 18.42068073818021},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, 0.5, 0.5723649429247001},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, 1.25, -0.09827183642181316},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, 3.5, 1.2009736023470743},
    {"lgamma", mdrt_lgamma, mdrt_lgammaf, 100000.0, 1051287.7089736569},
    {"digamma", mdrt_digamma, mdrt_digammaf, -3.25, 4.46627587235028},
    {"digamma", mdrt_digamma, mdrt_digammaf, -0.5, 0.03648997397857652},
    {"digamma", mdrt_digamma, mdrt_digammaf, 1e-08, -100000000.57721564},
    {"digamma", mdrt_digamma, mdrt_digammaf, 0.3, -3.502524222200133},
    {"digamma", mdrt_digamma, mdrt_digammaf, 1.4375, -0.023613544005297898},
    {"digamma", mdrt_digamma, mdrt_digammaf, 1.46163215, 4.868976118553245e-09},
    {"digamma", mdrt_digamma, mdrt_digammaf, 1.9, 0.35618416116405965},
    {"digamma", mdrt_digamma, mdrt_digammaf, 2.125, 0.500396225593034},
    {"digamma", mdrt_digamma, mdrt_digammaf, 9.5, 2.1977378764029494},
    {"digamma", mdrt_digamma, mdrt_digammaf, 1000000.0, 13.815510057964191},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, -3.25, 19.474085068082154},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, -0.5, 8.934802200544679},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, 1e-08, 1.0000000000000002e+16},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, 0.3, 12.245364546107732},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, 1.5, 0.9348022005446793},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, 8.5, 0.12483811891892602},
    {"trigamma", mdrt_trigamma, mdrt_trigammaf, 1000000.0, 1.0000005000001667e-06},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, -3.25, 123.95521103942203},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, -0.5, -0.82879664423432},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, 0.0001, -2000000000002.403},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, 0.3, -75.27253658872604},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, 1.5, -0.82879664423432},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, 8.5, -0.015564511795903924},
    {"polygamma2", mdrt_polygamma2, mdrt_polygamma2f, 1000000.0, -1.0000010000005e-12},
};

static void a_few_ulp_from_exact_values(void)
{
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const double y = values[i].f(values[i].x);
        const int good =
            fabs(y - values[i].y) <= 8 * DBL_EPSILON * fabs(values[i].y) + 1e-310;

        CU_ASSERT(check_report(good, values[i].name, y, values[i].y));
    }
}

/* Where the argument is exact in float and the result in its range. */
static void float_functions_round_those_of_double(void)
{
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const float x = (float)values[i].x, y = values[i].ff(x);

        if ((double)x == values[i].x) {
            const int good = fabs((double)y - values[i].y) <=
                             (double)FLT_EPSILON * fabs(values[i].y) + 1e-45;

            CU_ASSERT(check_report(good, values[i].name, (double)y, values[i].y));
        }
    }
}

static void nan_gives_nan(void)
{
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        CU_ASSERT(isnan(values[i].f((double)NAN)));
        CU_ASSERT(isnan(values[i].ff((float)NAN)));
    }
    CU_ASSERT(isnan(mdrt_relu((double)NAN)) && isnan(mdrt_step((double)NAN)));
    CU_ASSERT(isnan(mdrt_heaviside((double)NAN)) && isnan(mdrt_sign((double)NAN)));
    CU_ASSERT(isnan(mdrt_recip0((double)NAN)) && isnan(mdrt_square((double)NAN)));
    CU_ASSERT(isnan(mdrt_maximum((double)NAN, 1)) && isnan(mdrt_maximum(1, (double)NAN)));
    CU_ASSERT(isnan(mdrt_minimum((double)NAN, 1)) && isnan(mdrt_minimum(1, (double)NAN)));
    CU_ASSERT(isnan(mdrt_xlogy(0, (double)NAN)) && isnan(mdrt_xlogy((double)NAN, 1)));
}

static void poles_and_limits(void)
{
    const double inf = (double)INFINITY;

    CU_ASSERT(mdrt_sigmoid(-inf) == 0 && mdrt_sigmoid(inf) == 1);
    CU_ASSERT(mdrt_softplus(-inf) == 0 && mdrt_softplus(inf) == inf);
    CU_ASSERT(mdrt_log_sigmoid(-inf) == -inf && mdrt_log_sigmoid(inf) == 0);
    CU_ASSERT(mdrt_elu(-inf) == -1 && mdrt_elu(inf) == inf);
    CU_ASSERT(mdrt_phi(inf) == 0 && mdrt_normcdf(-inf) == 0 && mdrt_normcdf(inf) == 1);
    CU_ASSERT(mdrt_gelu(inf) == inf && mdrt_gelu(-1e308) == 0);
    CU_ASSERT(mdrt_gelu(-inf) == 0 && signbit(mdrt_gelu(-inf)));
    CU_ASSERT(mdrt_silu(-inf) == 0 && signbit(mdrt_silu(-inf)) && mdrt_silu(inf) == inf);
    CU_ASSERT(mdrt_lgamma(0) == inf && mdrt_lgamma(-3) == inf && mdrt_lgamma(inf) == inf);
    CU_ASSERT(mdrt_digamma(0) == -inf && isnan(mdrt_digamma(-2)) &&
              mdrt_digamma(inf) == inf);
    CU_ASSERT(mdrt_trigamma(0) == inf && mdrt_trigamma(-2) == inf &&
              mdrt_trigamma(inf) == 0);
    CU_ASSERT(mdrt_polygamma2(0) == -inf && isnan(mdrt_polygamma2(-2)));
    CU_ASSERT(isnan(mdrt_digamma(-inf)) && isnan(mdrt_trigamma(-inf)));
}

/* psi(x + 1) = psi(x) + 1/x and its derivatives, also from one way of computing them to the
 * other. */
static void polygammas_recur(void)
{
    for (double x = 0.25; x < 40; x += 0.25) {
        CHECK_NEAR(mdrt_digamma(x + 1), mdrt_digamma(x) + 1 / x, 1e-14);
        CHECK_NEAR(mdrt_trigamma(x + 1), mdrt_trigamma(x) - 1 / (x * x), 1e-14);
        CHECK_NEAR(mdrt_polygamma2(x + 1), mdrt_polygamma2(x) + 2 / (x * x * x), 1e-14);
    }
}

static void sums_of_exponentials(void)
{
    const double inf = (double)INFINITY;

    CU_ASSERT_DOUBLE_EQUAL(mdrt_logaddexp(800, 799), 800.3132616875182, 1e-13);
    CU_ASSERT_DOUBLE_EQUAL(mdrt_logaddexp(-3, 2), 2.006715348489118, 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(mdrt_logaddexp(-800, -800), -799.3068528194401, 1e-13);
    CU_ASSERT(mdrt_logaddexp(1e300, -1e300) == 1e300 && mdrt_logaddexpf(90, -90) == 90);
    CU_ASSERT(mdrt_logaddexp(-inf, 3) == 3 && mdrt_logaddexp(-inf, -inf) == -inf);
    CU_ASSERT(mdrt_logaddexp(inf, inf) == inf && mdrt_logaddexp(inf, -inf) == inf);
    CU_ASSERT(isnan(mdrt_logaddexp((double)NAN, 1)) &&
              isnan(mdrt_logaddexp(1, (double)NAN)));
}

static void kinks(void)
{
    CU_ASSERT(mdrt_relu(-2) == 0 && mdrt_relu(0) == 0 && mdrt_relu(2) == 2);
    CU_ASSERT(mdrt_step(-2) == 0 && mdrt_step(0) == 0 && mdrt_step(2) == 1);
    CU_ASSERT(mdrt_heaviside(-2) == 0 && mdrt_heaviside(0) == 0.5 &&
              mdrt_heaviside(2) == 1);
    CU_ASSERT(mdrt_sign(-2) == -1 && mdrt_sign(0) == 0 && mdrt_sign(2) == 1);
    CU_ASSERT(mdrt_recip0(0) == 0 && mdrt_recip0(-4) == -0.25 && mdrt_square(-3) == 9);
    CU_ASSERT(mdrt_maximum(1, 2) == 2 && mdrt_maximum(2, 1) == 2 &&
              mdrt_maximum(1, 1) == 1);
    CU_ASSERT(mdrt_minimum(1, 2) == 1 && mdrt_minimum(2, 1) == 1 &&
              mdrt_minimum(1, 1) == 1);
    CU_ASSERT(mdrt_maximum((double)INFINITY, -(double)INFINITY) == (double)INFINITY);
    CU_ASSERT(mdrt_xlogy(0, 0) == 0 && mdrt_xlogy(0, -1) == 0 && mdrt_xlogy(2, 1) == 0);
    CU_ASSERT(mdrt_pow(2, 10) == 1024 && mdrt_powf(2, 10) == 1024);
    CU_ASSERT(mdrt_log0(0) == 0 && mdrt_log0(1) == 0 && isnan(mdrt_log0(-1)));
    CU_ASSERT(mdrt_elu_slope(2) == 1 && mdrt_elu_slope(0) == 1 &&
              mdrt_elu_slope(-800) == 0);
    CU_ASSERT(mdrt_huber(3, 2) == 4 && mdrt_huber(-3, 2) == 4 && mdrt_huber(1, 2) == 0.5);
    CU_ASSERT(mdrt_huber_slope(3, 2) == 2 && mdrt_huber_slope(-3, 2) == -2);
    CU_ASSERT(mdrt_huber_slope(1, 2) == 1 && mdrt_huberf(3, 2) == 4);
    CU_ASSERT(isnan(mdrt_huber((double)NAN, 1)) && isnan(mdrt_huber_slope((double)NAN, 1)));
    CU_ASSERT(isnan(mdrt_huber_slope(1, (double)NAN)) && isnan(mdrt_huber_slopef(1, NAN)));
    CU_ASSERT(mdrt_xlogyf(0, 0) == 0 && mdrt_signf(-2) == -1 && mdrt_stepf(0) == 0);
}

int main(void)
{
    static const struct check_test tests[] = {
        {"a_few_ulp_from_exact_values", a_few_ulp_from_exact_values},
        {"float_functions_round_those_of_double", float_functions_round_those_of_double},
        {"nan_gives_nan", nan_gives_nan},
        {"poles_and_limits", poles_and_limits},
        {"polygammas_recur", polygammas_recur},
        {"sums_of_exponentials", sums_of_exponentials},
        {"kinks", kinks},
        {NULL, NULL},
    };

    return check_main("run-time library: scalar functions", tests);
}
