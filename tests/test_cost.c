/* Cost as a contract: what the planner chooses for models that people know the best
 * algorithm of. */
#define _POSIX_C_SOURCE 200809L
#include "plantable.h"
#include "spec.h"

#include <CUnit/Basic.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void stop(struct mdg *m)
{
    fprintf(stderr, "%s\n", m->message);
    exit(3);
}

static struct mdg *new_context(const char *spec)
{
    struct mdg *m = mdg_new();
    m->raise = stop;
    m->spec = m->spec_base = spec;
    return m;
}

static const struct mdg_limits limits = {(size_t)256 << 20, 100000000, 30,
                                         (size_t)64 << 20};

static const struct mdg_unit *from_file(struct mdg **m, const char *path)
{
    *m = new_context(path);
    struct mdg_model *model = MDG_NEW(*m, struct mdg_model);
    mdg_spec_run(*m, path, 0, NULL, &limits, model);
    return mdg_generate(*m, model);
}

/* The functions of a spec of the gallery. */
static const struct mdg_unit *gallery(struct mdg **m, const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "specs/%s.lua", name);
    return from_file(m, path);
}

static const struct mdg_unit *from_text(struct mdg **m, const char *text)
{
    *m = new_context("text.lua");
    struct mdg_model *model = MDG_NEW(*m, struct mdg_model);
    mdg_spec_run_text(*m, text, strlen(text), "", 0, NULL, &limits, model);
    return mdg_generate(*m, model);
}

/* The first function of a kind; NULL if there is none. */
static const struct mdg_cfunction *find(const struct mdg_unit *u, const char *kind)
{
    for (size_t i = 0; i < u->functions.count; i++) {
        if (strcmp(u->functions.data[i]->kind, kind) == 0) {
            return u->functions.data[i];
        }
    }
    return NULL;
}

static const struct mdg_cfunction *of_kind(const struct mdg_unit *u, const char *kind)
{
    const struct mdg_cfunction *f = find(u, kind);
    CU_ASSERT_PTR_NOT_NULL_FATAL(f);
    return f;
}

static double flops(struct mdg *m, const struct mdg_unit *u, const char *kind)
{
    return mdg_cost_typical(m, mdg_cost_plan(m, of_kind(u, kind)->plan, ~0ull));
}

static int count(const struct mdg_unit *u, const char *kind, enum mdg_kernel kernel)
{
    const struct mdg_plan *p = of_kind(u, kind)->plan;
    int n = 0;
    for (size_t i = 0; i < p->stmts.count; i++) {
        n += p->stmts.data[i].kernel == kernel;
    }
    return n;
}

static const struct mdg_input *input(struct mdg *m, const char *name)
{
    for (int k = 0; k < mdg_input_count(m); k++) {
        if (strcmp(mdg_input(m, k)->name, name) == 0) {
            return mdg_input(m, k);
        }
    }
    CU_FAIL_FATAL("no such input");
    return NULL;
}

/* ---- gradients -------------------------------------------------------------------------
 */

/* Reverse accumulation: a gradient costs a small multiple of the value (Griewank's bound is
 * 5; where products take the time it is 3). */
static void a_gradient_costs_at_most_three_times_the_value(void)
{
    static const char *const names[] = {"05_residual",
                                        "07_least_squares",
                                        "09_softmax_many_samples",
                                        "10_logistic_regression",
                                        "11_poisson_regression",
                                        "20_matrix_factorisation",
                                        "22_mlp",
                                        "softmax_regression"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct mdg *m;
        const struct mdg_unit *u = gallery(&m, names[k]);
        double ratio = flops(m, u, "grad") / flops(m, u, "value");
        if (ratio > 3) {
            printf("%s: %g times the value\n", names[k], ratio);
        }
        CU_ASSERT(ratio <= 3);
        mdg_free(m);
    }
}

/* Every spec of the gallery. */
static void together_costs_no_more_than_one_by_one(void)
{
    glob_t g;
    CU_ASSERT_EQUAL_FATAL(glob("specs/*.lua", 0, NULL, &g), 0);
    for (size_t k = 0; k < g.gl_pathc; k++) {
        struct mdg *m;
        const struct mdg_unit *u = from_file(&m, g.gl_pathv[k]);
        if (find(u, "value") && find(u, "grad") && find(u, "value_grad")) {
            double value = flops(m, u, "value"), grad = flops(m, u, "grad");
            CU_ASSERT(flops(m, u, "value_grad") <= 1.001 * (value + grad));
            if (grad > 5 * value) {
                printf("%s: %g times the value\n", g.gl_pathv[k], grad / value);
            }
            CU_ASSERT(grad <= 5 * value);
        }
        mdg_free(m);
    }
    globfree(&g);
}

/* Against what is alive at once, which no layout can do with less of. */
static void the_workspace_is_near_the_least_possible(void)
{
    glob_t g;
    CU_ASSERT_EQUAL_FATAL(glob("specs/*.lua", 0, NULL, &g), 0);
    double bytes = 0, alive = 0;
    for (size_t k = 0; k < g.gl_pathc; k++) {
        struct mdg *m;
        const struct mdg_unit *u = from_file(&m, g.gl_pathv[k]);
        for (size_t i = 0; i < u->functions.count; i++) {
            const struct mdg_cfunction *f = u->functions.data[i];
            if (mdg_has_plan(f)) {
                struct mdg_work w = mdg_work_measure(m, f->plan);
                CU_ASSERT(w.bytes >= w.alive);
                if (w.bytes > 1.5 * w.alive) {
                    printf("%s: %g bytes, %g alive\n", f->name, w.bytes, w.alive);
                }
                bytes += w.bytes;
                alive += w.alive;
            }
        }
        mdg_free(m);
    }
    globfree(&g);
    printf("workspace of the gallery: %.3f times what is alive at once\n", bytes / alive);
    CU_ASSERT(bytes <= 1.2 * alive);
}

static void value_and_gradient_share_their_work(void)
{
    static const char *const names[] = {"07_least_squares", "09_softmax_many_samples",
                                        "22_mlp", "15_gaussian", "17_gaussian_process"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct mdg *m;
        const struct mdg_unit *u = gallery(&m, names[k]);
        CU_ASSERT(flops(m, u, "value_grad") < 1.1 * flops(m, u, "grad"));
        const struct mdg_plan_table *t = mdg_plan_table(m, of_kind(u, "value_grad"));
        CU_ASSERT(mdg_cost_typical(m, t->value) < 1.1 * flops(m, u, "value"));
        mdg_free(m);
    }
}

static void a_hessian_times_a_vector_costs_no_hessian(void)
{
    struct mdg *m;
    const struct mdg_unit *u = gallery(&m, "09_softmax_many_samples");
    CU_ASSERT(flops(m, u, "hvp") < 2.5 * flops(m, u, "grad"));
    mdg_free(m);
    u = from_text(
        &m, "local n, d = dims 'n d'\n"
            "local X, y, w = matrix('X', n, d), vector('y', n), vector('w', d)\n"
            "objective { name = 'f', value = sum(softplus(-y % (X * w))), wrt = { w },\n"
            "            emit = { 'grad', 'hvp' } }\n");
    CU_ASSERT(flops(m, u, "hvp") < 2.5 * flops(m, u, "grad"));
    mdg_free(m);
}

/* ---- algorithms
 * -------------------------------------------------------------------------- */

static void data_is_read_once_and_intermediates_stay_in_blocks(void)
{
    static const char *const names[] = {"07_least_squares", "09_softmax_many_samples",
                                        "22_mlp", "softmax_regression"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct mdg *m;
        const struct mdg_unit *u = gallery(&m, names[k]);
        const struct mdg_cfunction *f = of_kind(u, "value_grad");
        CU_ASSERT_PTR_NOT_NULL(f->plan->rows);
        CU_ASSERT_EQUAL(mdg_cost_reads(m, f->plan, input(m, "X")), 1);
        for (size_t i = 0; i < f->plan->arrays.count;
             i++) { /* the workspace does not grow with n */
            CU_ASSERT_FALSE(mdg_size_uses(f->plan->arrays.data[i].count, 0));
        }
        mdg_free(m);
    }
}

static void one_factorisation_serves_value_and_gradient(void)
{
    static const char *const names[] = {"15_gaussian", "16_probabilistic_pca",
                                        "17_gaussian_process"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct mdg *m;
        const struct mdg_unit *u = gallery(&m, names[k]);
        CU_ASSERT_EQUAL(count(u, "value_grad", MDG_K_FACTOR), 1);
        mdg_free(m);
    }
}

static void a_solve_forms_no_inverse(void)
{
    struct mdg *m;
    const struct mdg_unit *u =
        from_text(&m, "local n = dims 'n'\n"
                      "local A, b = matrix('A', n, n, { spd = true }), vector('b', n)\n"
                      "objective { name = 'f', value = quad(b, inv(A)), wrt = { b } }\n");
    CU_ASSERT_EQUAL(count(u, "value_grad", MDG_K_INVERSE), 0);
    CU_ASSERT_EQUAL(count(u, "value_grad", MDG_K_FACTOR), 1);
    mdg_free(m);
}

static void products_go_in_the_cheap_order(void)
{
    struct mdg *m;
    const struct mdg_unit *u = from_text(
        &m, "local n = dims 'n'\n"
            "local A, B, x = matrix('A', n, n), matrix('B', n, n), vector('x', n)\n"
            "objective { name = 'f', value = sum(A * B * x), wrt = { x } }\n");
    CU_ASSERT_EQUAL(count(u, "value", MDG_K_GEMM) + count(u, "grad", MDG_K_GEMM), 0);
    CU_ASSERT(flops(m, u, "value") < 5e6 && flops(m, u, "grad") < 5e6); /* n is 1000 */
    mdg_free(m);
}

/* A multiple of a matrix that two products share: its number is no third factor of theirs.
 */
static void numbers_stay_out_of_products(void)
{
    struct mdg *m;
    const struct mdg_unit *u = from_text(
        &m, "local n, d, e = dims 'n d e'\n"
            "local X, W, s = matrix('X', n, d), matrix('W', d, e), scalar 's'\n"
            "objective { name = 'f', value = sum(sin(exp(s) * X * W * W.T * X.T)),\n"
            "            wrt = { W }, emit = { 'grad' } }\n");
    /* X' C X W, which is half of the gradient, C = cos(exp(s) X W W' X') being symmetric */
    CU_ASSERT_EQUAL(count(u, "grad", MDG_K_GEMM) + count(u, "grad", MDG_K_SYRK), 4);
    CU_ASSERT(flops(m, u, "grad") < 8e9);
    mdg_free(m);
}

/* H P serves S and the gain, since P is symmetric; what S adds to R and what P loses are
 * symmetric, so half of them is computed. */
static void a_product_with_a_symmetric_matrix_serves_its_transpose(void)
{
    struct mdg *m;
    const struct mdg_unit *u =
        from_text(&m, "local n, p = dims 'n p'\n"
                      "local P, d = matrix('P', n, n, { spd = true }), vector('d', p)\n"
                      "local H, R = matrix('H', p, n), matrix('R', p, p, { spd = true })\n"
                      "local S = assume(H * P * H.T + R, 'spd')\n"
                      "local gain = P * H.T * inv(S)\n"
                      "mapping { name = 'f', value = hcat(gain * d, P - gain * H * P),\n"
                      "          wrt = { d }, emit = { 'value' } }\n");
    CU_ASSERT_EQUAL(count(u, "value", MDG_K_GEMM), 1);
    CU_ASSERT_EQUAL(count(u, "value", MDG_K_GEMMT), 2);
    CU_ASSERT_EQUAL(count(u, "value", MDG_K_SOLVE), 1);
    mdg_free(m);
}

/* B' A' is A B, transposed; but B A is another product. */
static void a_product_serves_its_transpose(void)
{
    struct mdg *m;
    const struct mdg_unit *u = from_text(
        &m, "local n = dims 'n'\n"
            "local A, B = matrix('A', n, n), matrix('B', n, n)\n"
            "mapping { name = 'f', value = sin(A * B) + cos(B.T * A.T), wrt = { A },\n"
            "          emit = { 'value' } }\n"
            "mapping { name = 'g', value = sin(A * B) + cos(B * A), wrt = { A },\n"
            "          emit = { 'value' } }\n"
            "mapping { name = 'h', value = sin(A * B) + cos(A * B.T), wrt = { A },\n"
            "          emit = { 'value' } }\n");
    static const int expected[] = {1, 2, 2};
    for (size_t i = 0; i < u->functions.count; i++) {
        const struct mdg_plan *p = u->functions.data[i]->plan;
        int products = 0;
        for (size_t k = 0; k < p->stmts.count; k++) {
            products += p->stmts.data[k].kernel == MDG_K_GEMM;
        }
        CU_ASSERT_EQUAL(products, expected[i]);
    }
    CU_ASSERT_EQUAL(u->functions.count, 3);
    mdg_free(m);
}

/* ---- counting
 * ------------------------------------------------------------------------------ */

/* Products over some axes of tensors are calls of gemm too, in loops over the others. */
static void batches_of_products_are_calls(void)
{
    struct mdg *m;
    const struct mdg_unit *u = gallery(&m, "25_multi_head_attention");
    for (size_t k = 0; k < u->functions.count; k++) {
        const struct mdg_plan *p = u->functions.data[k]->plan;
        for (size_t i = 0; i < p->stmts.count; i++) {
            const struct mdg_stmt *s = &p->stmts.data[i];
            bool product = s->node->op == MDG_CONTRACT && s->node->nargs == 2 &&
                           s->node->nlabels > s->node->order;
            CU_ASSERT(!product || s->kernel != MDG_K_LOOP);
        }
    }
    CU_ASSERT_EQUAL(count(u, "value", MDG_K_GEMM), 6);
    mdg_free(m);
}

static void costs_are_the_polynomials_that_one_expects(void)
{
    struct mdg *m;
    const struct mdg_unit *u = from_text(
        &m,
        "local m, n = dims 'm n'\n"
        "local A, B, X = matrix('A', m, n), matrix('B', m, n), matrix('X', n, n, { spd = "
        "true })\n"
        "mapping { name = 'gemm', value = A * X, wrt = { A }, emit = { 'value' } }\n"
        "mapping { name = 'plus', value = A + 2 * B, wrt = { A }, emit = { 'value' } }\n"
        "mapping { name = 'expo', value = exp(A), wrt = { A }, emit = { 'value' } }\n"
        "objective { name = 'dot', value = dot(A, B), wrt = { A }, emit = { 'value' } }\n"
        "objective { name = 'chol', value = logdet(X), wrt = { X }, emit = { 'value' } "
        "}\n");
    static const struct {
        const char *name, *flops, *bytes;
    } expected[] = {{"gemm_value", "2 m n^2", "16 m n + 8 n^2"},
                    {"plus_value", "2 m n", "24 m n"},
                    {"expo_value", "10 m n", "16 m n"},
                    {"dot_value", "2 m n", NULL},
                    {"chol_value", "n^3/3 + 11 n", NULL}};
    for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
        const struct mdg_plan_table *t = mdg_plan_table(m, u->functions.data[k]);
        CU_ASSERT_STRING_EQUAL(t->name, expected[k].name);
        CU_ASSERT_STRING_EQUAL(mdg_cost_text(m, t->total.flops, MDG_COST_UNIT),
                               expected[k].flops);
        if (expected[k].bytes) {
            CU_ASSERT_STRING_EQUAL(mdg_cost_text(m, t->total.bytes, 1), expected[k].bytes);
        }
    }
    mdg_free(m);
}

static void absurd_sizes_are_no_error(void)
{
    struct mdg *m;
    const struct mdg_unit *u = from_text(
        &m, "local A, B = matrix('A', 3000000, 3000000), matrix('B', 3000000, 3000000)\n"
            "mapping { name = 'f', value = A * B * A + A, wrt = { A } }\n");
    CU_ASSERT_PTR_NOT_NULL(strstr(mdg_emit_plan(m, u), "too many to count"));
    mdg_free(m);
}

static void numbers_are_easy_to_read(void)
{
    struct mdg *m = new_context("none");
    CU_ASSERT_STRING_EQUAL(mdg_plan_count(m, 0), "0");
    CU_ASSERT_STRING_EQUAL(mdg_plan_count(m, 999), "999");
    CU_ASSERT_STRING_EQUAL(mdg_plan_count(m, 1002003), "1 002 003");
    CU_ASSERT_STRING_EQUAL(mdg_plan_count(m, 2.5e15), "2.5e15");
    mdg_free(m);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite s = CU_add_suite("cost", NULL, NULL);
#define TEST(name) CU_add_test(s, #name, name)
    TEST(a_gradient_costs_at_most_three_times_the_value);
    TEST(together_costs_no_more_than_one_by_one);
    TEST(the_workspace_is_near_the_least_possible);
    TEST(value_and_gradient_share_their_work);
    TEST(a_hessian_times_a_vector_costs_no_hessian);
    TEST(data_is_read_once_and_intermediates_stay_in_blocks);
    TEST(one_factorisation_serves_value_and_gradient);
    TEST(a_solve_forms_no_inverse);
    TEST(products_go_in_the_cheap_order);
    TEST(numbers_stay_out_of_products);
    TEST(batches_of_products_are_calls);
    TEST(a_product_with_a_symmetric_matrix_serves_its_transpose);
    TEST(a_product_serves_its_transpose);
    TEST(costs_are_the_polynomials_that_one_expects);
    TEST(absurd_sizes_are_no_error);
    TEST(numbers_are_easy_to_read);
#undef TEST
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    int failed = (int)CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
