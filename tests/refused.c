/* What functions of refused.lua refuse, and which outputs they leave alone. A refusal is
 * the error with the spec's line, and NaN in every output. */
#include <CUnit/Basic.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "mdrt.h"
#include "refused.h"

enum { MANY = 16, UNTOUCHED = 7 };

/* Room for every output, filled anew for each call. */
static double value, g[MANY], h[MANY], work[1024];

static void clear(void)
{
    value = UNTOUCHED;
    for (int i = 0; i < MANY; i++) {
        g[i] = h[i] = UNTOUCHED;
    }
}

static bool all(const double *x, int from, int to, double wanted)
{
    bool ok = true;
    for (int i = from; i < to; i++) {
        ok = ok && (isnan(wanted) ? isnan(x[i]) : x[i] == wanted);
    }
    return ok;
}

/* The call gives this error of this line, the value and `n` elements of the gradient are
 * NaN, and nothing behind them is touched. */
#define REFUSED(call, code, line, n)                   \
    do {                                               \
        clear();                                       \
        CU_ASSERT_EQUAL(call, MDRT_ERROR(code, line)); \
        CU_ASSERT(isnan(value));                       \
        CU_ASSERT(all(g, 0, n, (double)NAN));          \
        CU_ASSERT(all(g, n, MANY, UNTOUCHED));         \
    } while (0)

#define TAKEN(call)                      \
    do {                                 \
        clear();                         \
        CU_ASSERT_EQUAL(call, MDRT_EOK); \
        CU_ASSERT_FALSE(isnan(value));   \
    } while (0)

static const double x[MANY] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

static void negative_sizes(void)
{
    REFUSED(largest_value_grad(-1, x, &value, g, work), MDRT_ESIZE, 2, 0);
    REFUSED(part_value_grad(-1, 1, 0, x, &value, g, work), MDRT_ESIZE, 2, 0);
    REFUSED(part_value_grad(4, -1, 2, x, &value, g, work), MDRT_ESIZE, 2, 4);
    REFUSED(part_value_grad(4, 1, -1, x, &value, g, work), MDRT_ESIZE, 2, 4);
    CU_ASSERT(regular_value_grad_work(-1) == SIZE_MAX);
    REFUSED(shape_value_grad(1, x, &value, g, work), MDRT_ESIZE, 3, 0);
    TAKEN(shape_value_grad(2, x, &value, g, work));
    TAKEN(shape_value_grad(5, x, &value, g, work));
}

/* Outputs of such sizes cannot exist, so they are left out. */
static void sizes_that_overflow(void)
{
    const int64_t big = (int64_t)1 << 31;
    CU_ASSERT_EQUAL(large_value_grad(big, big, x, &value, NULL, work),
                    MDRT_ERROR(MDRT_ESIZE, 4));
    CU_ASSERT_EQUAL(large_value_grad(INT64_MAX, INT64_MAX, x, &value, NULL, work),
                    MDRT_ERROR(MDRT_ESIZE, 4));
    CU_ASSERT_EQUAL(regular_value_grad(INT64_MAX, x, &value, NULL, work),
                    MDRT_ERROR(MDRT_ESIZE, 2));
    CU_ASSERT(regular_value_grad_work(INT64_MAX) == SIZE_MAX);
}

static void parts_that_are_not_there(void)
{
    REFUSED(part_value_grad(4, 0, 2, x, &value, g, work), MDRT_ERANGE, 6, 4);
    REFUSED(part_value_grad(4, 3, 1, x, &value, g, work), MDRT_ERANGE, 6, 4);
    REFUSED(part_value_grad(4, 2, 5, x, &value, g, work), MDRT_ERANGE, 6, 4);
    TAKEN(part_value_grad(4, 1, 4, x, &value, g, work));
    TAKEN(part_value_grad(4, 3, 2, x, &value, g, work)); /* no elements */
    /* the gradient has lost the slice, and refuses all the same */
    clear();
    CU_ASSERT_EQUAL(fixed_part_grad(2, x, g, work), MDRT_ERROR(MDRT_ERANGE, 7));
    CU_ASSERT(all(g, 0, 2, (double)NAN) && all(g, 2, MANY, UNTOUCHED));
    CU_ASSERT_EQUAL(fixed_part_grad(3, x, g, work), MDRT_EOK);
}

static void a_maximum_of_nothing(void)
{
    REFUSED(largest_value_grad(0, x, &value, g, work), MDRT_EEMPTY, 8, 0);
    TAKEN(largest_value_grad(1, x, &value, g, work));
}

static void labels_out_of_range(void)
{
    const int32_t good[3] = {2, 0, 1}, negative[3] = {0, -1, 1}, large[3] = {0, 1, 3};
    REFUSED(classes_value_grad(3, 3, x, negative, &value, g, work), MDRT_ELABEL, 4, 9);
    REFUSED(classes_value_grad(3, 3, x, large, &value, g, work), MDRT_ELABEL, 4, 9);
    REFUSED(classes_value_grad(3, 2, x, good, &value, g, work), MDRT_ELABEL, 4, 6);
    TAKEN(classes_value_grad(3, 3, x, good, &value, g, work));
    TAKEN(classes_value_grad(3, 4, x, large, &value, g, work));
}

static void matrices_without_a_logarithm(void)
{
    const double singular[4] = {1, 2, 2, 4}, negative[4] = {0, 1, 1, 0};
    REFUSED(regular_value_grad(2, singular, &value, g, work), MDRT_ESINGULAR, 10, 4);
    REFUSED(regular_value_grad(2, negative, &value, g, work), MDRT_EDET, 10, 4);
    /* the gradient alone is refused too, although it needs the inverse alone */
    clear();
    CU_ASSERT_EQUAL(regular_value_grad(2, negative, NULL, g, work),
                    MDRT_ERROR(MDRT_EDET, 10));
    CU_ASSERT(all(g, 0, 4, (double)NAN));
}

/* A symmetric matrix need not be definite, one class is a class, ties are no less. */
static void nothing_to_refuse(void)
{
    const double swap[4] = {0, 1, 1, 0}, ones[2] = {1, 1};
    const int32_t first[2] = {0, 0};
    CU_ASSERT_EQUAL(indefinite_value(2, x, swap, &value, work), MDRT_EOK);
    CU_ASSERT_DOUBLE_EQUAL(value, 5, 1e-14);
    CU_ASSERT_EQUAL(one_class_value(2, x, first, &value, work), MDRT_EOK);
    CU_ASSERT_EQUAL(value, 3);
    CU_ASSERT_EQUAL(ties_value(2, ones, &value, work), MDRT_EOK);
    CU_ASSERT_EQUAL(value, 16);
}

static void outputs_left_out(void)
{
    double v, gm[4], gx[2];
    CU_ASSERT_EQUAL(alone_value(2, x, NULL, work), MDRT_EOK);
    CU_ASSERT_EQUAL(alone_grad(2, x, NULL, work), MDRT_EOK);
    CU_ASSERT_EQUAL(alone_value(-1, x, NULL, work), MDRT_ERROR(MDRT_ESIZE, 2));
    CU_ASSERT_EQUAL(shared_value_grad(2, x, x, &v, gm, gx, work), MDRT_EOK);
    for (int out = 1; out < 8; out++) { /* which of the three are there */
        clear();
        CU_ASSERT_EQUAL(shared_value_grad(2, x, x, out & 1 ? &value : NULL,
                                          out & 2 ? g : NULL, out & 4 ? h : NULL, work),
                        MDRT_EOK);
        CU_ASSERT_EQUAL(value, out & 1 ? v : UNTOUCHED);
        for (int i = 0; i < 4; i++) {
            CU_ASSERT_EQUAL(g[i], out & 2 ? gm[i] : UNTOUCHED);
        }
        for (int i = 0; i < 2; i++) {
            CU_ASSERT_EQUAL(h[i], out & 4 ? gx[i] : UNTOUCHED);
        }
    }
    CU_ASSERT_EQUAL(shared_value_grad(2, x, x, NULL, NULL, NULL, work), MDRT_EOK);
}

int main(void)
{
    CU_pSuite s;
    if (CU_initialize_registry() != CUE_SUCCESS ||
        !(s = CU_add_suite("refused", NULL, NULL))) {
        return 2;
    }
    CU_ADD_TEST(s, negative_sizes);
    CU_ADD_TEST(s, sizes_that_overflow);
    CU_ADD_TEST(s, parts_that_are_not_there);
    CU_ADD_TEST(s, a_maximum_of_nothing);
    CU_ADD_TEST(s, labels_out_of_range);
    CU_ADD_TEST(s, matrices_without_a_logarithm);
    CU_ADD_TEST(s, nothing_to_refuse);
    CU_ADD_TEST(s, outputs_left_out);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
