/* Sizes: polynomials in the dims. */
#include "algebra.h"

#include <string.h>

struct sizes {
    struct mdg *m;
    mdg_size n, d, k, one;
};

static struct sizes new_sizes(void)
{
    struct mdg *m = mdg_new();
    struct sizes s = {.m = m};
    s.n = mdg_size_dim(m, mdg_dim_new(m, "n", 1000));
    s.d = mdg_size_dim(m, mdg_dim_new(m, "d", 10));
    s.k = mdg_size_dim(m, mdg_dim_new(m, "k", 3));
    s.one = mdg_size_int(m, 1);
    return s;
}

static void equal_polynomials_are_the_same_pointer(void)
{
    struct sizes s = new_sizes();
    struct mdg *m = s.m;
    mdg_size sum = mdg_size_add(m, s.n, s.d), dif = mdg_size_sub(m, s.n, s.d);
    mdg_size square = mdg_size_sub(m, mdg_size_mul(m, s.n, s.n), mdg_size_mul(m, s.d, s.d));
    CU_ASSERT_PTR_EQUAL(mdg_size_mul(m, sum, dif), square);
    CU_ASSERT_PTR_EQUAL(mdg_size_mul(m, dif, sum), square);
    CU_ASSERT_PTR_EQUAL(mdg_size_add(m, s.n, s.d), mdg_size_add(m, s.d, s.n));
    CU_ASSERT_PTR_NOT_EQUAL(mdg_size_add(m, s.n, s.d), mdg_size_add(m, s.n, s.k));
    mdg_free(m);
}

static void terms_that_cancel_are_gone(void)
{
    struct sizes s = new_sizes();
    mdg_size zero =
        mdg_size_sub(s.m, mdg_size_add(s.m, s.n, s.one), mdg_size_add(s.m, s.one, s.n));
    CU_ASSERT(mdg_size_is(zero, 0));
    CU_ASSERT_PTR_EQUAL(zero, mdg_size_int(s.m, 0));
    CU_ASSERT_EQUAL(mdg_size_terms(zero), 0);
    CU_ASSERT_PTR_EQUAL(mdg_size_mul(s.m, s.n, zero), zero);
    mdg_free(s.m);
}

static void text_is_a_c_expression_by_descending_degree(void)
{
    struct sizes s = new_sizes();
    struct mdg *m = s.m;
    mdg_size p = mdg_size_mul(m, s.n, s.d);
    p = mdg_size_add(m, p, mdg_size_mul(m, mdg_size_int(m, 2), s.k));
    p = mdg_size_sub(m, p, s.one);
    CU_ASSERT_STRING_EQUAL(mdg_size_text(m, p), "n*d + 2*k - 1");
    CU_ASSERT_STRING_EQUAL(mdg_size_text(m, mdg_size_int(m, 0)), "0");
    CU_ASSERT_STRING_EQUAL(mdg_size_text(m, mdg_size_int(m, -7)), "-7");
    CU_ASSERT_STRING_EQUAL(mdg_size_text(m, mdg_size_sub(m, mdg_size_int(m, 0), s.n)),
                           "-n");
    CU_ASSERT_STRING_EQUAL(mdg_size_text(m, mdg_size_mul(m, s.n, s.n)), "n*n");
    CU_ASSERT_STRING_EQUAL(mdg_size_text(m, mdg_size_int(m, INT64_MIN)),
                           "-9223372036854775808");
    mdg_free(m);
}

static void shapes_put_sums_in_parentheses(void)
{
    struct sizes s = new_sizes();
    const mdg_size shape[2] = {s.n, mdg_size_add(s.m, s.d, s.one)};
    CU_ASSERT_STRING_EQUAL(mdg_shape_text(s.m, 2, shape), "n x (d + 1)");
    CU_ASSERT_STRING_EQUAL(mdg_shape_text(s.m, 0, NULL), "1 x 1");
    CU_ASSERT(mdg_size_is_atom(s.n) && mdg_size_is_atom(s.one) &&
              !mdg_size_is_atom(shape[1]));
    mdg_free(s.m);
}

static void values_at_given_dims_are_exact_or_refused(void)
{
    struct sizes s = new_sizes();
    struct mdg *m = s.m;
    mdg_size p = mdg_size_sub(m, mdg_size_mul(m, s.n, mdg_size_mul(m, s.n, s.d)), s.k);
    const int64_t dims[3] = {5, 7, 11}, large[3] = {INT64_C(4000000000), 4, 0};
    const double real[3] = {5, 7, 11};
    int64_t v = 0;
    CU_ASSERT(mdg_size_exact(p, dims, &v));
    CU_ASSERT_EQUAL(v, 164);
    CU_ASSERT_EQUAL(mdg_size_value(p, real), 164);
    CU_ASSERT_EQUAL(mdg_size_typical(m, p), 1e7 - 3);
    CU_ASSERT_FALSE(mdg_size_exact(p, large, &v));
    mdg_free(m);
}

static void overflowing_coefficients_are_an_error_of_the_spec(void)
{
    struct sizes s = new_sizes();
    struct mdg *m = s.m;
    mdg_size big = mdg_size_int(m, INT64_MAX), least = mdg_size_int(m, INT64_MIN);
    CHECK_RAISES(m, mdg_size_add(m, big, s.one));
    CHECK_RAISES(m, mdg_size_mul(m, big, mdg_size_int(m, 2)));
    CHECK_RAISES(m, mdg_size_mul(m, mdg_size_mul(m, big, s.n), mdg_size_mul(m, big, s.d)));
    CHECK_RAISES(m, mdg_size_sub(m, mdg_size_int(m, 0), least));
    CU_ASSERT_PTR_EQUAL(mdg_size_add(m, big, mdg_size_int(m, 0)), big);
    mdg_free(m);
}

static void a_dim_occurs_where_it_is_used(void)
{
    struct sizes s = new_sizes();
    mdg_size p = mdg_size_add(s.m, mdg_size_mul(s.m, s.n, s.k), s.one);
    CU_ASSERT(mdg_size_uses(p, 0) && !mdg_size_uses(p, 1) && mdg_size_uses(p, 2));
    CU_ASSERT_FALSE(mdg_size_may_be_negative(p));
    CU_ASSERT(mdg_size_may_be_negative(mdg_size_sub(s.m, p, s.d)));
    mdg_free(s.m);
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(equal_polynomials_are_the_same_pointer),
        TEST(terms_that_cancel_are_gone),
        TEST(text_is_a_c_expression_by_descending_degree),
        TEST(shapes_put_sums_in_parentheses),
        TEST(values_at_given_dims_are_exact_or_refused),
        TEST(overflowing_coefficients_are_an_error_of_the_spec),
        TEST(a_dim_occurs_where_it_is_used),
        {NULL, NULL},
    };
    return algebra_main("size", tests);
}
