/* --check: it finds what is wrong, says where, and does not call wrong what is right. */
#include "algebra.h"

#include "generate.h"

#include <string.h>

static int check(struct mdg *m, mdg_node y, int nwrt, struct mdg_input **wrt,
                 enum mdg_kind kind, const char **text)
{
    struct mdg_model model = {0};
    struct mdg_buf out = {0};
    const mdg_size none[1] = {NULL};
    enum mdg_kind *kinds = MDG_NEW(m, enum mdg_kind);
    *kinds = kind;
    struct mdg_objective o = {
        .name = "f", .nwrt = nwrt, .wrt = wrt, .nkinds = 1, .kinds = kinds};
    o.value = mdg_value_new(m, y, y->order, y->order ? y->extent : none, NULL);
    MDG_PUSH(m, &model.objectives, o);
    int wrong = mdg_check(m, &model, &out);
    *text = out.data;
    return wrong;
}

static mdg_node total(struct mdg *m, mdg_node a)
{
    return a->order == 1 ? mdg_ein(m, "i->", a) : mdg_ein(m, "ij->", a);
}

/* A promise that does not hold makes value and gradient differ, as a wrong rule would. */
static mdg_node broken(const struct algebra *t)
{
    struct mdg *m = t->m;
    mdg_node a =
        mdg_add(m, mdg_scale(m, 0.1, mdg_ein(m, "ij,jk->ik", t->A->node, t->B->node)), 3,
                mdg_delta(m, t->n));
    mdg_node s = mdg_assume(m, a, MDG_SYMMETRIC);
    mdg_node i = mdg_matrix(m, MDG_M_INV, 1, &s);
    return mdg_ein(m, "ij,ik,jk->", i, t->X->node, t->Y->node);
}

static void a_wrong_gradient_is_found_and_located(void)
{
    struct algebra t = algebra_new();
    struct mdg_input *wrt[1] = {t.A->node->input};
    const char *text;
    CU_ASSERT_EQUAL(check(t.m, broken(&t), 1, wrt, MDG_K_GRAD, &text), 1);
    CU_ASSERT(strstr(text, "WRONG: element ") != NULL && strstr(text, "n = ") != NULL);
    mdg_free(t.m);
}

/* The value does not follow from the differential, so some step of the derivation cannot
 * either. */
static void a_derivation_that_does_not_follow_is_found(void)
{
    struct algebra t = algebra_new();
    struct mdg_model model = {0};
    struct mdg_buf out = {0};
    const mdg_size none[1] = {NULL};
    struct mdg_input *wrt[1] = {t.A->node->input};
    struct mdg_objective o = {.name = "f", .nwrt = 1, .wrt = wrt};
    mdg_node good = mdg_ein(t.m, "ij,ij->", t.A->node, t.A->node);
    o.value = mdg_value_new(t.m, good, 0, none, NULL);
    MDG_PUSH(t.m, &model.objectives, o);
    CU_ASSERT_EQUAL(mdg_check(t.m, &model, &out), 0);
    CU_ASSERT(strstr(out.data, "derivation") && strstr(out.data, "steps") &&
              strstr(out.data, "ok"));
    model.objectives.data[0].value = mdg_value_new(t.m, broken(&t), 0, none, NULL);
    out = (struct mdg_buf){0};
    CU_ASSERT_EQUAL(mdg_check(t.m, &model, &out), 1);
    CU_ASSERT(strstr(out.data, "WRONG: internal error: step ") != NULL);
    mdg_free(t.m);
}

static void a_wrong_second_derivative_is_found(void)
{
    struct algebra t = algebra_new();
    struct mdg_input *wrt[1] = {t.A->node->input};
    const char *text;
    CU_ASSERT_EQUAL(check(t.m, broken(&t), 1, wrt, MDG_K_HVP, &text), 1);
    CU_ASSERT_EQUAL(check(t.m, broken(&t), 1, wrt, MDG_K_HESSIAN, &text), 1);
    CU_ASSERT(strstr(text, "WRONG") != NULL);
    mdg_free(t.m);
}

static void what_has_no_value_anywhere_is_not_called_right(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *wrt[1] = {t.x->node->input};
    const char *text;
    mdg_node square = mdg_ein(m, "i,i->i", t.x->node, t.x->node);
    mdg_node y =
        total(m, mdg_map1(m, MDG_F_log, mdg_add(m, mdg_scale(m, -1, square), -1, square)));
    CU_ASSERT_EQUAL(check(m, y, 1, wrt, MDG_K_GRAD, &text), 1);
    CU_ASSERT(strstr(text, "not checked: no good point") != NULL &&
              strstr(text, "not finite") != NULL);
    mdg_free(m);
}

/* A domain that most points miss: acosh, atanh, log, a determinant. */
static void points_are_drawn_until_they_fit_the_domain(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *wrt[1] = {t.x->node->input}, *wrtA[1] = {t.A->node->input};
    const char *text;
    static const enum mdg_map_fn f[] = {MDG_F_acosh, MDG_F_atanh, MDG_F_log, MDG_F_asin,
                                        MDG_F_lgamma};
    for (size_t k = 0; k < sizeof f / sizeof *f; k++) {
        CU_ASSERT_EQUAL(
            check(m, total(m, mdg_map1(m, f[k], t.x->node)), 1, wrt, MDG_K_GRAD, &text), 0);
    }
    mdg_node chol = mdg_matrix(m, MDG_M_CHOL, 1, &t.A->node);
    CU_ASSERT_EQUAL(check(m, total(m, chol), 1, wrtA, MDG_K_HESSIAN, &text), 0);
    CU_ASSERT_EQUAL(
        check(m, mdg_matrix(m, MDG_M_LOGDET, 1, &t.A->node), 1, wrtA, MDG_K_HVP, &text), 0);
    mdg_free(m);
}

static void kinks_do_not_make_a_gradient_wrong(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *wrt[2] = {t.X->node->input, t.Y->node->input};
    const char *text;
    mdg_node many = mdg_scale(m, 1000, t.X->node); /* kinks wherever one looks */
    mdg_node y = total(m, mdg_map1(m, MDG_F_relu, mdg_map1(m, MDG_F_sin, many)));
    CU_ASSERT_EQUAL(check(m, y, 1, wrt, MDG_K_GRAD, &text), 0);
    y = total(m, mdg_map2(m, MDG_F_maximum, t.X->node, mdg_map1(m, MDG_F_abs, t.Y->node)));
    CU_ASSERT_EQUAL(check(m, y, 2, wrt, MDG_K_VALUE_GRAD, &text), 0);
    mdg_free(m);
}

/* tanh of large numbers: differences see the steps of rounding only. */
static void flat_values_are_left_for_points_that_say_more(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *wrt[2] = {t.X->node->input, t.Y->node->input};
    const char *text;
    mdg_node z = mdg_ein(m, "ij,kj->ik", mdg_map1(m, MDG_F_relu, t.X->node),
                         mdg_scale(m, 3, t.Y->node));
    mdg_node y = total(m, mdg_map1(m, MDG_F_tanh, z));
    CU_ASSERT_EQUAL(check(m, y, 2, wrt, MDG_K_HVP, &text), 0);
    CU_ASSERT(strstr(text, "flat") == NULL);
    y = mdg_scale(m, 1e-30, total(m, mdg_map1(m, MDG_F_sin, t.X->node)));
    CU_ASSERT_EQUAL(check(m, y, 1, wrt, MDG_K_GRAD, &text), 0);
    CU_ASSERT(strstr(text, "flat") != NULL);
    mdg_free(m);
}

/* Rows 7 to 9 of an input with n rows: small sizes do not do. */
static void sizes_grow_until_slices_fit(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *wrt[1] = {t.X->node->input};
    const char *text;
    const mdg_size offset[2] = {mdg_size_int(m, 6), mdg_size_int(m, 0)};
    const mdg_size shape[2] = {mdg_size_int(m, 3), t.k};
    mdg_node y = total(m, mdg_map1(m, MDG_F_exp, mdg_slice(m, t.X->node, offset, shape)));
    CU_ASSERT_EQUAL(check(m, y, 1, wrt, MDG_K_GRAD, &text), 0);
    mdg_free(m);
}

static void large_fixed_sizes_are_checked_along_a_few_directions(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_value Z = algebra_input(m, "Z", 2, mdg_size_int(m, 300), mdg_size_int(m, 200), 0);
    struct mdg_input *wrt[1] = {Z->node->input};
    const char *text;
    mdg_node y =
        total(m, mdg_map1(m, MDG_F_tanh, mdg_ein(m, "ki,kj->ij", Z->node, Z->node)));
    CU_ASSERT_EQUAL(check(m, y, 1, wrt, MDG_K_GRAD, &text), 0);
    CU_ASSERT(strstr(text, " ok") != NULL);
    mdg_free(m);
}

static void what_is_too_large_is_said_not_waited_for(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_size big = mdg_size_int(m, 3000);
    mdg_value Z = algebra_input(m, "Z", 2, big, big, 0);
    struct mdg_input *wrt[1] = {Z->node->input};
    const char *text;
    CU_ASSERT_EQUAL(
        check(m, mdg_matrix(m, MDG_M_DET, 1, &Z->node), 1, wrt, MDG_K_GRAD, &text), 1);
    CU_ASSERT(strstr(text, "not checked") != NULL && strstr(text, "too large") != NULL);
    mdg_free(m);
}

static void the_same_model_gives_the_same_report(void)
{
    struct algebra t = algebra_new(), u = algebra_new();
    struct mdg_input *wt[1] = {t.X->node->input}, *wu[1] = {u.X->node->input};
    const char *a, *b;
    check(t.m, total(t.m, mdg_map1(t.m, MDG_F_sin, t.X->node)), 1, wt, MDG_K_HESSIAN, &a);
    check(u.m, total(u.m, mdg_map1(u.m, MDG_F_sin, u.X->node)), 1, wu, MDG_K_HESSIAN, &b);
    CU_ASSERT_STRING_EQUAL(a, b);
    mdg_free(t.m);
    mdg_free(u.m);
}

/* ---- differences --------------------------------------------------------- */

static bool exponential(void *ctx, double t, double *y)
{
    const double *limit = ctx;
    y[0] = exp(t);
    y[1] = exp(3 * t) - 1;
    return fabs(t) < *limit;
}

static void differences_are_accurate_and_their_errors_honest(void)
{
    double limit = 1, d[2], err[2], size[2], work[2 * (MDG_NUMDIFF_LEVELS + 3)];
    const struct mdg_curve f = {2, exponential, &limit, 0};
    CU_ASSERT(mdg_numdiff(&f, 1, 0.1, d, err, size, work));
    CU_ASSERT(fabs(d[0] - 1) < 1e-12 && fabs(d[1] - 3) < 1e-11);
    CU_ASSERT(fabs(d[0] - 1) <= err[0] && fabs(d[1] - 3) <= err[1] && err[1] < 1e-10);
    CU_ASSERT(mdg_numdiff(&f, 2, 0.1, d, err, size, work));
    CU_ASSERT(fabs(d[0] - 1) < 1e-9 && fabs(d[1] - 9) < 1e-8);
    CU_ASSERT(fabs(d[0] - 1) <= err[0] && fabs(d[1] - 9) <= err[1]);
    limit = 0.02; /* the first steps leave the domain */
    CU_ASSERT(mdg_numdiff(&f, 1, 0.1, d, err, size, work) && fabs(d[1] - 3) < 1e-10);
    limit = 1e-9;
    CU_ASSERT_FALSE(mdg_numdiff(&f, 1, 0.1, d, err, size, work));
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(a_wrong_gradient_is_found_and_located),
        TEST(a_derivation_that_does_not_follow_is_found),
        TEST(a_wrong_second_derivative_is_found),
        TEST(what_has_no_value_anywhere_is_not_called_right),
        TEST(points_are_drawn_until_they_fit_the_domain),
        TEST(kinks_do_not_make_a_gradient_wrong),
        TEST(flat_values_are_left_for_points_that_say_more),
        TEST(sizes_grow_until_slices_fit),
        TEST(large_fixed_sizes_are_checked_along_a_few_directions),
        TEST(what_is_too_large_is_said_not_waited_for),
        TEST(the_same_model_gives_the_same_report),
        TEST(differences_are_accurate_and_their_errors_honest),
        {NULL, NULL},
    };
    return algebra_main("check", tests);
}
