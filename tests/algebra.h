/* What the tests of expressions and of the calculus share: a context with a few sizes and
 * inputs, values at random points, comparison by value, the main program. */
#ifndef ALGEBRA_H
#define ALGEBRA_H

#include <CUnit/Basic.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "calculus.h"
#include "eval.h"
#include "intern.h"
#include "numdiff.h"
#include "sample.h"

/* Inputs of every test: n x n matrices, m x n matrices, vectors, a scalar. */
struct algebra {
    struct mdg *m;
    mdg_size n, k;
    mdg_value A, B;    /* n x n */
    mdg_value X, Y;    /* n x k */
    mdg_value S, P;    /* n x n: symmetric; positive definite */
    mdg_value L, U, D; /* n x n: lower, upper, diagonal */
    mdg_value x, y;    /* n */
    mdg_value p;       /* n, positive */
    mdg_value Q;       /* n x k, positive */
    mdg_value H;       /* n x k, one-hot rows */
    mdg_value s;       /* scalar */
};

static inline mdg_value algebra_input(struct mdg *m, const char *name, int rank, mdg_size a,
                                      mdg_size b, unsigned props)
{
    struct mdg_input *in = MDG_NEW(m, struct mdg_input);
    mdg_size *shape = MDG_ARRAY(m, 2, mdg_size);
    shape[0] = a;
    shape[1] = b;
    *in = (struct mdg_input){.name = name,
                             .rank = rank,
                             .declared = shape,
                             .props = props,
                             .is_scalar = rank == 0};
    return mdg_value_input(m, in);
}

static inline struct algebra algebra_new(void)
{
    struct algebra t = {.m = mdg_new()};
    struct mdg *m = t.m;
    t.n = mdg_size_dim(m, mdg_dim_new(m, "n", 100));
    t.k = mdg_size_dim(m, mdg_dim_new(m, "k", 100));
    t.A = algebra_input(m, "A", 2, t.n, t.n, 0);
    t.B = algebra_input(m, "B", 2, t.n, t.n, 0);
    t.X = algebra_input(m, "X", 2, t.n, t.k, 0);
    t.Y = algebra_input(m, "Y", 2, t.n, t.k, 0);
    t.S = algebra_input(m, "S", 2, t.n, t.n, MDG_SYMMETRIC);
    t.P = algebra_input(m, "P", 2, t.n, t.n, MDG_SPD);
    t.L = algebra_input(m, "L", 2, t.n, t.n, MDG_LOWER);
    t.U = algebra_input(m, "U", 2, t.n, t.n, MDG_UPPER);
    t.D = algebra_input(m, "D", 2, t.n, t.n, MDG_DIAGONAL);
    t.x = algebra_input(m, "x", 1, t.n, NULL, 0);
    t.y = algebra_input(m, "y", 1, t.n, NULL, 0);
    t.p = algebra_input(m, "p", 1, t.n, NULL, MDG_POSITIVE);
    t.Q = algebra_input(m, "Q", 2, t.n, t.k, MDG_POSITIVE);
    t.H = algebra_input(m, "H", 2, t.n, t.k, MDG_ONEHOT);
    t.s = algebra_input(m, "s", 0, NULL, NULL, 0);
    return t;
}

/* ---- values -------------------------------------------------------------- */

/* Draws all inputs at random sizes. */
static inline struct mdg_sample algebra_point(struct mdg *m, uint64_t seed,
                                              enum mdg_sample_style style)
{
    struct mdg_sample s;
    mdg_sample_new(&s, m, m, (struct mdg_random){seed}, 3);
    for (int i = 0; i < mdg_input_count(m); i++) {
        if (mdg_sample_draw(&s, mdg_input(m, i), style)) {
            CU_FAIL("the inputs of the tests have valid sizes");
        }
    }
    return s;
}

/* The value of a node, in the arena; NULL if it has none (*code says why). */
static inline double *algebra_value(struct mdg *m, const struct mdg_sample *s, mdg_node a,
                                    int64_t *count, enum mdg_eval_code *code)
{
    struct mdg_eval *e = mdg_eval_new(m, 1, &a);
    uint64_t budget = 100000000;
    struct mdg_point at = mdg_sample_point(s);
    double *v = NULL;
    enum mdg_eval_code rc = e ? mdg_eval_run(e, &at, &budget) : MDG_EVAL_MEMORY;
    if (code) {
        *code = rc;
    }
    if (rc == MDG_EVAL_OK) {
        const double *r = mdg_eval_value(e, 0, count);
        v = MDG_ARRAY(m, *count + 1, double);
        for (int64_t i = 0; i < *count; i++) {
            v[i] = r[i];
        }
    }
    mdg_eval_free(e);
    return v;
}

/* Largest |a - b| relative to the largest |b|; NaN counts as equal to NaN only. */
static inline double algebra_distance(int64_t n, const double *a, const double *b)
{
    double worst = 0, size = 1e-300;
    for (int64_t i = 0; i < n; i++) {
        size = fmax(size, fabs(b[i]));
    }
    for (int64_t i = 0; i < n; i++) {
        if (isnan(a[i]) != isnan(b[i])) {
            return INFINITY;
        }
        worst = a[i] == b[i] || isnan(a[i]) ? worst : fmax(worst, fabs(a[i] - b[i]) / size);
    }
    return worst;
}

/* Do two nodes have the same value at a random point? Prints what differs. */
static inline bool algebra_same_value(struct mdg *m, const char *what, mdg_node a,
                                      mdg_node b, enum mdg_sample_style style)
{
    struct mdg_sample s = algebra_point(m, 7, style);
    int64_t na = 0, nb = 0;
    double *x = algebra_value(m, &s, a, &na, NULL), *y = algebra_value(m, &s, b, &nb, NULL);
    if (!x || !y || na != nb || !(algebra_distance(na, x, y) < 1e-12)) {
        printf("\n    %s: %lld and %lld elements, %g and %g first", what, (long long)na,
               (long long)nb, x ? x[0] : NAN, y ? y[0] : NAN);
        return false;
    }
    return true;
}

/* ---- errors -------------------------------------------------------------- */

static inline void algebra_jump(struct mdg *m)
{
    longjmp(*(jmp_buf *)m->raise_to, 1);
}

/* Statement `s` must raise an error of the spec. */
#define CHECK_RAISES(m, s)                           \
    do {                                             \
        jmp_buf jump_;                               \
        (m)->raise = algebra_jump;                   \
        (m)->raise_to = &jump_;                      \
        if (setjmp(jump_) == 0) {                    \
            s;                                       \
            CU_FAIL("no error was raised by: " #s);  \
        } else {                                     \
            CU_ASSERT_EQUAL((m)->status, MDG_ESPEC); \
        }                                            \
        (m)->raise = NULL;                           \
    } while (0)

/* ---- the program --------------------------------------------------------- */

struct algebra_test {
    const char *name;
    void (*run)(void);
};
#define TEST(name)  \
    {               \
#name, name \
    }

static inline int algebra_main(const char *suite, const struct algebra_test *tests)
{
    CU_pSuite s;
    if (CU_initialize_registry() != CUE_SUCCESS || !(s = CU_add_suite(suite, NULL, NULL))) {
        return 2;
    }
    for (; tests->name; tests++) {
        if (!CU_add_test(s, tests->name, tests->run)) {
            return 2;
        }
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* so that a crash does not swallow what was said */
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}

#endif
