/* Element-wise functions, row by row of maps.def: values against known ones, derivatives
 * against differences at the points that the row names, kinks and tails. */
#include "algebra.h"

#include "lower.h"
#include "mapvalue.h"

#include <float.h>
#include <string.h>

static double value(enum mdg_map_fn f, double a, double b)
{
    const double x[3] = {a, b, 0};
    return mdg_map_value(f, x);
}

static bool near(double a, double b, double tol)
{
    return fabs(a - b) <= tol * fabs(b) || a == b;
}

static void expect(enum mdg_map_fn f, double a, double expected)
{
    double got = value(f, a, 0);
    bool good = near(got, expected, 4 * DBL_EPSILON);
    if (!good) {
        printf("\n    %s(%g) is %.17g, not %.17g", mdg_map_info[f].name, a, got, expected);
    }
    CU_ASSERT(good);
}

/* ---- values -------------------------------------------------------------- */

/* From 60-digit arithmetic. */
static void values_are_right_to_a_few_units_in_the_last_place(void)
{
    expect(MDG_F_digamma, 0.01, -100.56088545786867);
    expect(MDG_F_digamma, 0.5, -1.9635100260214235);
    expect(MDG_F_digamma, 2.5, 0.70315664064524319);
    expect(MDG_F_digamma, 100, 4.6001618527380874);
    expect(MDG_F_digamma, -2.5, 1.1031566406452432);
    expect(MDG_F_trigamma, 0.01, 10001.621213528313);
    expect(MDG_F_trigamma, 0.5, 4.9348022005446793);
    expect(MDG_F_trigamma, 2.5, 0.49035775610023486);
    expect(MDG_F_trigamma, 100, 0.010050166663333571);
    expect(MDG_F_polygamma2, 0.5, -16.828796644234319);
    expect(MDG_F_polygamma2, 2.5, -0.23620405164172739);
    expect(MDG_F_polygamma2, 100, -0.00010100499983335);
    expect(MDG_F_normcdf, -30, 4.9067139271481871e-198);
    expect(MDG_F_normcdf, -5, 2.8665157187919391e-07);
    expect(MDG_F_normcdf, 2, 0.97724986805182079);
    expect(MDG_F_phi, -30, 1.4736461348785475e-196);
    expect(MDG_F_gelu, -5, -1.4332578593959696e-06);
    expect(MDG_F_sigmoid, -20, 2.0611536181902036e-09);
    expect(MDG_F_log_sigmoid, -800, -800);
    expect(MDG_F_log_sigmoid, 20, -2.0611536203143807e-09);
    expect(MDG_F_softplus, 800, 800);
    expect(MDG_F_softplus, -20, 2.0611536203143807e-09);
    expect(MDG_F_log_cosh, -800, 799.3068528194401);
    expect(MDG_F_log_cosh, -1e-9, 5e-19);
    expect(MDG_F_silu, -20, -4.1223072363804072e-08);
    expect(MDG_F_elu, -1e-9, -9.9999999950000006e-10);
    expect(MDG_F_lgamma, 0.5, 0.57236494292470009);
}

static void kinks_take_their_conventional_values(void)
{
    CU_ASSERT_EQUAL(value(MDG_F_sign, 0, 0), 0);
    CU_ASSERT_EQUAL(value(MDG_F_step, 0, 0), 0);
    CU_ASSERT_EQUAL(value(MDG_F_heaviside, 0, 0), 0.5);
    CU_ASSERT_EQUAL(value(MDG_F_recip0, 0, 0), 0);
    CU_ASSERT_EQUAL(value(MDG_F_log0, 0, 0), 0);
    CU_ASSERT_EQUAL(value(MDG_F_xlogy, 0, 0), 0);
    CU_ASSERT_EQUAL(value(MDG_F_elu_slope, 0, 0), 1);
    CU_ASSERT_EQUAL(value(MDG_F_ne0, -2, 0), 1);
    CU_ASSERT_EQUAL(value(MDG_F_ne0, -0.0, 0), 0);
    CU_ASSERT_EQUAL(value(MDG_F_huber, 3, 2), 4);
    CU_ASSERT_EQUAL(value(MDG_F_huber, -1, 2), 0.5);
    CU_ASSERT_EQUAL(value(MDG_F_huber_slope, -3, 2), -2);
    CU_ASSERT_EQUAL(value(MDG_F_le, 1, 1), 1);
    CU_ASSERT_EQUAL(value(MDG_F_lt, 1, 1), 0);
    CU_ASSERT_EQUAL(value(MDG_F_eq, 1, 1), 1);
}

static void nan_is_never_hidden(void)
{
    for (int f = 0; f < MDG_NMAPS; f++) {
        for (int k = 0; k < (f == MDG_F_where ? 1 : mdg_map_info[f].arity); k++) {
            double x[3] = {0.5, 0.5, 0.5};
            x[k] = NAN;
            bool nan = isnan(mdg_map_value((enum mdg_map_fn)f, x));
            if (!nan) {
                printf("\n    %s hides NaN in operand %d", mdg_map_info[f].name, k + 1);
            }
            CU_ASSERT(nan);
        }
    }
}

static void nothing_overflows_in_the_tails(void)
{
    static const enum mdg_map_fn bounded[] = {MDG_F_sigmoid, MDG_F_tanh,     MDG_F_erf,
                                              MDG_F_gelu,    MDG_F_silu,     MDG_F_normcdf,
                                              MDG_F_phi,     MDG_F_softplus, MDG_F_elu};
    for (size_t k = 0; k < sizeof bounded / sizeof *bounded; k++) {
        CU_ASSERT(isfinite(value(bounded[k], -INFINITY, 0)));
        CU_ASSERT(isfinite(value(bounded[k], -1e300, 0)));
        CU_ASSERT(!isnan(value(bounded[k], INFINITY, 0)));
    }
}

static void functions_are_found_by_their_names(void)
{
    CU_ASSERT_EQUAL(mdg_map_find("log1p(x)", 5), MDG_F_log1p);
    CU_ASSERT_EQUAL(mdg_map_find("log1p(x)", 3), MDG_F_log);
    CU_ASSERT_EQUAL(mdg_map_find("nonsense", 8), -1);
}

/* ---- derivatives --------------------------------------------------------- */

/* x -> f(x) along operand k */
struct line {
    enum mdg_map_fn f;
    int k;
    double x[3];
};

static bool line_at(void *ctx, double t, double *y)
{
    struct line l = *(const struct line *)ctx;
    l.x[l.k] += t;
    *y = mdg_map_value(l.f, l.x);
    return isfinite(*y);
}

/* The derivative column of the row, as the calculus reads it; differentiated again in the
 * same operand for the second derivative. */
static double derivative(enum mdg_map_fn f, int order, int k, const double *x, bool *known)
{
    struct mdg *m = mdg_new();
    struct mdg_term t[3];
    mdg_node leaf[3], one = mdg_num(m, 1), dy;
    double *const v = MDG_ARRAY(m, 3, double);
    const double *values[3] = {&v[0], &v[1], &v[2]};
    const int64_t none = 0;
    for (int i = 0; i < 3; i++) {
        v[i] = x[i];
        leaf[i] = algebra_input(m, mdg_fmt(m, "x%d", i), 0, NULL, NULL, 0)->node;
        t[i] = (struct mdg_term){leaf[i], mdg_identity_ix};
    }
    double d = 0;
    *known = mdg_map_info[f].deriv[k] != NULL;
    if (*known) {
        dy = mdg_map(m, f, 0, NULL, mdg_map_info[f].arity, t);
        for (int i = 0; i < order; i++) {
            dy = mdg_push(m, dy, 1, &leaf[k], &one, 0);
        }
        mdg_lower(m, 1, &dy, &dy); /* to the form that C has */
        struct mdg_eval *e = mdg_eval_new(m, 1, &dy);
        const struct mdg_point at = {&none, values, NULL};
        uint64_t budget = 100000;
        int64_t n;
        CU_ASSERT_EQUAL_FATAL(mdg_eval_run(e, &at, &budget), MDG_EVAL_OK);
        d = *mdg_eval_value(e, 0, &n);
        mdg_eval_free(e);
    }
    mdg_free(m);
    return d;
}

/* Steps that suit the scale of x; the domain may end close by. */
static void check_partial(enum mdg_map_fn f, int k, const double *x)
{
    struct line l = {f, k, {x[0], x[1], x[2]}};
    const struct mdg_curve c = {1, line_at, &l, 0};
    double d, err, size, work[MDG_NUMDIFF_LEVELS + 3], best = NAN, bound = INFINITY;
    bool known;
    double got = derivative(f, 1, k, x, &known);
    const double steps[4] = {0.25 * fabs(x[k]), 0.25 * fmin(fabs(x[k]), 1), 0.05, 0.001};
    for (int i = 0; known && i < 4; i++) {
        if (mdg_numdiff(&c, 1, steps[i], &d, &err, &size, work) && err < bound) {
            best = d;
            bound = err;
        }
    }
    bool good = !known || fabs(got - best) <= 1e-9 * fabs(best) + 20 * bound;
    bool sharp = !known || bound <= 1e-5 * fabs(best) || fabs(best) < 1e-7 || bound < 1e-12;
    if (!good || !sharp) {
        printf("\n    d%d %s(%g, %g, %g) is %.12g; differences give %.12g +- %.1e", k + 1,
               mdg_map_info[f].name, x[0], x[1], x[2], got, best, bound);
    }
    CU_ASSERT(good && sharp);
}

static int read_points(const char *text, double *p)
{
    int n = 0;
    char *end;
    for (double v = strtod(text, &end); end != text && n < 16; v = strtod(text, &end)) {
        p[n++] = v;
        text = end;
    }
    return n;
}

static void derivatives_agree_with_differences_at_the_points_of_the_table(void)
{
    for (int f = 0; f < MDG_NMAPS; f++) {
        double p[16];
        int n = read_points(mdg_map_info[f].tested, p), arity = mdg_map_info[f].arity;
        CU_ASSERT(n > 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < (arity > 1 ? n : 1); j++) {
                bool width =
                    f == MDG_F_huber || f == MDG_F_huber_slope; /* is not negative */
                double b = width ? fabs(p[j]) : p[j];
                const double x[3] = {p[i], arity > 1 ? b + 0.25 : 0, 1.5}; /* no ties */
                for (int k = 0; k < arity; k++) {
                    bool jump = f == MDG_F_where && k == 0;
                    bool kink = fabs(p[i]) < 1e-3 && mdg_map_info[f].deriv[k] &&
                                strcmp(mdg_map_info[f].deriv[k], "0") == 0;
                    if (!jump && !kink) {
                        check_partial((enum mdg_map_fn)f, k, x);
                    }
                }
            }
        }
    }
}

/* First and second derivatives from 60-digit arithmetic. */
static const struct {
    enum mdg_map_fn f;
    double x, first, second;
} tails[] = {
    {MDG_F_exp, -700, 9.8596765437597709e-305, 9.8596765437597709e-305},
    {MDG_F_exp, 700, 1.0142320547350045e+304, 1.0142320547350045e+304},
    {MDG_F_expm1, -40, 4.248354255291589e-18, 4.248354255291589e-18},
    {MDG_F_expm1, 1e-09, 1.000000001, 1.000000001},
    {MDG_F_log1p, -0.999, 9.9999999999999911e+2, -9.9999999999999822e+5},
    {MDG_F_log1p, 1e-12, 9.99999999999e-1, -9.99999999998e-1},
    {MDG_F_log1p, 10000000000.0, 9.999999999e-11, -9.999999998e-21},
    {MDG_F_sqrt, 1e-200, 5.0e+99, -2.5000000000000001e+299},
    {MDG_F_sqrt, 1e+200, 5.0000000000000001e-101, -2.5000000000000001e-301},
    {MDG_F_tan, 1.5, 1.9985004452649246e+2, 5.6363388086580741e+3},
    {MDG_F_asin, 0.999999, 7.0710695795314245e+2, 3.5355330218957668e+8},
    {MDG_F_asin, -0.5, 1.1547005383792515, -7.6980035891950102e-1},
    {MDG_F_acos, 0.999999, -7.0710695795314245e+2, -3.5355330218957668e+8},
    {MDG_F_acos, -0.5, -1.1547005383792515, 7.6980035891950102e-1},
    {MDG_F_atan, 100000000.0, 9.999999999999999e-17, -1.9999999999999996e-24},
    {MDG_F_atan, -1e-08, 9.999999999999999e-1, 1.9999999999999996e-8},
    {MDG_F_sinh, -300, 9.7121319762062797e+129, -9.7121319762062797e+129},
    {MDG_F_sinh, 300, 9.7121319762062797e+129, 9.7121319762062797e+129},
    {MDG_F_cosh, -300, -9.7121319762062797e+129, 9.7121319762062797e+129},
    {MDG_F_cosh, 1e-09, 1.0000000000000001e-9, 1.0},
    {MDG_F_tanh, -300, 1.0601586212017243e-260, 2.1203172424034487e-260},
    {MDG_F_tanh, -20, 1.6993417021166356e-17, 3.3986834042332711e-17},
    {MDG_F_tanh, -5, 1.8158323094380668e-4, 3.6313348792090557e-4},
    {MDG_F_tanh, 0.5, 7.8644773296592741e-1, -7.2686198138358728e-1},
    {MDG_F_tanh, 8, 4.5014059756372917e-7, -9.0028099250087796e-7},
    {MDG_F_asinh, -1000000000.0, 1.0e-9, 1.0e-18},
    {MDG_F_asinh, 1e-09, 1.0, -1.0000000000000001e-9},
    {MDG_F_acosh, 1.000001, 7.0710660443900418e+2, -3.5355347902515045e+8},
    {MDG_F_atanh, 0.999999, 5.0000024998574717e+5, 4.9999999997111934e+11},
    {MDG_F_atanh, -0.5, 1.3333333333333333, -1.7777777777777778},
    {MDG_F_erf, -25, 4.1534010636398967e-272, 2.0767005318199484e-270},
    {MDG_F_erf, -6, 2.6173012392492648e-16, 3.1407614870991178e-15},
    {MDG_F_erf, 0.5, 8.7878257893544479e-1, -8.7878257893544479e-1},
    {MDG_F_erf, 3, 1.3925305194674785e-4, -8.3551831168048712e-4},
    {MDG_F_erfc, -25, -4.1534010636398967e-272, -2.0767005318199484e-270},
    {MDG_F_erfc, -6, -2.6173012392492648e-16, -3.1407614870991178e-15},
    {MDG_F_erfc, 0.5, -8.7878257893544479e-1, 8.7878257893544479e-1},
    {MDG_F_erfc, 25, -4.1534010636398967e-272, 2.0767005318199484e-270},
    {MDG_F_lgamma, 1e-09, -1.0000000005772156e+9, 9.9999999999999988e+17},
    {MDG_F_lgamma, 10000000000.0, 2.3025850929890457e+1, 1.00000000005e-10},
    {MDG_F_lgamma, -2.5, 1.1031566406452432, 9.5392466449891238},
    {MDG_F_digamma, 1e-05, 1.0000000001644908e+10, -2.0000000000000019e+15},
    {MDG_F_digamma, 10000000000.0, 1.00000000005e-10, -1.0000000001e-20},
    {MDG_F_digamma, -3.25, 1.9474085068082155e+1, 1.2395521103942202e+2},
    {MDG_F_sigmoid, -700, 9.8596765437597709e-305, 9.8596765437597709e-305},
    {MDG_F_sigmoid, -20, 2.0611536139418493e-9, 2.0611536054451409e-9},
    {MDG_F_sigmoid, 5, 6.6480566707901549e-3, -6.5590677663225629e-3},
    {MDG_F_sigmoid, 40, 4.248354255291589e-18, -4.2483542552915889e-18},
    {MDG_F_log_sigmoid, -700, 1.0, -9.8596765437597709e-305},
    {MDG_F_log_sigmoid, -20, 9.9999999793884638e-1, -2.0611536139418493e-9},
    {MDG_F_log_sigmoid, 5, 6.6928509242848556e-3, -6.6480566707901549e-3},
    {MDG_F_log_sigmoid, 700, 9.8596765437597709e-305, -9.8596765437597709e-305},
    {MDG_F_softplus, -700, 9.8596765437597709e-305, 9.8596765437597709e-305},
    {MDG_F_softplus, -20, 2.0611536181902036e-9, 2.0611536139418493e-9},
    {MDG_F_softplus, 5, 9.9330714907571514e-1, 6.6480566707901549e-3},
    {MDG_F_softplus, 40, 1.0, 4.248354255291589e-18},
    {MDG_F_gelu, -36, -5.4206743593676234e-281, -1.9499347046007907e-279},
    {MDG_F_gelu, -8, -3.979607261086796e-14, -3.1324080717928732e-13},
    {MDG_F_gelu, 5, 1.0000071469460018, -3.4194548838888847e-5},
    {MDG_F_silu, -700, -6.8919139040880798e-302, -6.8820542275443201e-302},
    {MDG_F_silu, -20, -3.9161918660646783e-8, -3.7100764881019119e-8},
    {MDG_F_silu, 5, 1.0265474324296659, -1.9499225490032505e-2},
    {MDG_F_elu, -700, 9.8596765437597709e-305, 9.8596765437597709e-305},
    {MDG_F_elu, -5, 6.7379469990854671e-3, 6.7379469990854671e-3},
};

/* A factor that rounds to 1, or a square in an exponent, would cost all digits there. */
static void derivatives_keep_their_digits_in_the_tails(void)
{
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        const double x[3] = {tails[i].x, 0, 0};
        const double want[2] = {tails[i].first, tails[i].second};
        for (int order = 1; order <= 2; order++) {
            bool known;
            double got = derivative(tails[i].f, order, 0, x, &known);
            bool good = known && near(got, want[order - 1], 16 * DBL_EPSILON);
            if (!good) {
                printf("\n    derivative %d of %s(%g) is %.17g, not %.17g", order,
                       mdg_map_info[tails[i].f].name, tails[i].x, got, want[order - 1]);
            }
            CU_ASSERT(good);
        }
    }
}

static void ties_share_equally(void)
{
    static const enum mdg_map_fn tied[2] = {MDG_F_maximum, MDG_F_minimum};
    const double x[3] = {1.5, 1.5, 0}, zero[3] = {0};
    bool known;
    for (int k = 0; k < 2; k++) {
        CU_ASSERT_EQUAL(derivative(tied[0], 1, k, x, &known), 0.5);
        CU_ASSERT_EQUAL(derivative(tied[1], 1, k, x, &known), 0.5);
    }
    CU_ASSERT_EQUAL(derivative(MDG_F_abs, 1, 0, zero, &known), 0);
    CU_ASSERT_EQUAL(derivative(MDG_F_relu, 1, 0, zero, &known), 0);
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(values_are_right_to_a_few_units_in_the_last_place),
        TEST(kinks_take_their_conventional_values),
        TEST(nan_is_never_hidden),
        TEST(nothing_overflows_in_the_tails),
        TEST(functions_are_found_by_their_names),
        TEST(derivatives_agree_with_differences_at_the_points_of_the_table),
        TEST(derivatives_keep_their_digits_in_the_tails),
        TEST(ties_share_equally),
        {NULL, NULL},
    };
    return algebra_main("maps", tests);
}
