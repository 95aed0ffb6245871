/* Values of the language: shapes and elements of every function, as written in a spec, with
 * sizes that are symbolic, fixed with -D, and 1. */
#include <CUnit/Basic.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "spec.h"

static const struct {
    const char *name;
    double value[12];
} data[] = {
    /* of k = m = 2, n = 3; what lies outside of the structure of L, D and U must not matter
     */
    {"A", {0.5, -1.25, 2.0, 0.75, 1.5, -0.25}},
    {"B", {1.5, -0.5, 0.25, 2.0, -1.0, 0.75}},
    {"C", {0.5, 1.25, 2.0, 0.75, 1.5, 0.25}},
    {"S", {4.0, 1.0, 0.5, 1.0, 3.0, -0.25, 0.5, -0.25, 2.0}},
    {"Q", {1.0, 2.0, -0.5, 0.25, -1.5, 0.75, 2.0, 0.5, 1.25}},
    {"x", {0.5, -1.0, 2.0}},
    {"y", {1.5, 0.25, -0.75}},
    {"p", {2.0, -0.5}},
    {"s", {1.75}},
    {"T", {-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75}},
    {"L", {2.0, 9.0, 8.0, 0.5, 1.5, 7.0, -1.0, 0.25, 3.0}},
    {"D", {2.0, 9.0, 8.0, 0.5, 1.5, 7.0, -1.0, 0.25, 3.0}},
    {"U", {2.0, 9.0, 8.0, 0.5, 1.5, 7.0, -1.0, 0.25, 3.0}},
};
enum { NDATA = sizeof data / sizeof *data };

static const char declarations[] =
    "local m, n, k = dims 'm n k'\n"
    "local A, B, C = matrix('A', m, n), matrix('B', n, m), matrix('C', m, n)\n"
    "local S, Q = matrix('S', n, n), matrix('Q', n, n)\n"
    "local x, y, p, s = vector('x', n), vector('y', n), vector('p', m), scalar 's'\n"
    "local T = tensor('T', { k, m, n })\n"
    "local L, D = matrix('L', n, n, { lower = true }), matrix('D', n, n, { diagonal = true "
    "})\n"
    "local U = matrix('U', n, n, { upper = true })\n"
    "local Y = labels('Y', m, n)\n";

/* ---- running one expression ---------------------------------------------------- */

struct run {
    struct mdg *m;
    jmp_buf env;
    mdg_value value;
    struct mdg_eval *eval;
    const double *result;
    int64_t count;
};

static void raise_here(struct mdg *m)
{
    longjmp(((struct run *)m->raise_to)->env, 1);
}

static void run_free(struct run *r)
{
    mdg_eval_free(r->eval);
    mdg_free(r->m);
}

/* Evaluate a node at the data; size is m, n, k by name. false if that fails. */
static bool evaluate(struct run *r, mdg_node node, const int64_t size[3])
{
    static const int32_t classes[2][2] = {{2, 0}, {0, 0}};
    const double *values[NDATA + 1] = {NULL};
    const int32_t *labels[NDATA + 1] = {NULL};
    int64_t dims[3] = {0};
    uint64_t budget = 1000000;
    for (int k = 0; k < mdg_dim_count(r->m); k++) {
        dims[k] = size[strchr("mnk", mdg_dim(r->m, k)->name[0]) - "mnk"];
    }
    for (int k = 0; k < mdg_input_count(r->m); k++) {
        labels[k] = classes[size[1] == 1];
        for (int j = 0; j < NDATA; j++) {
            if (!strcmp(mdg_input(r->m, k)->name, data[j].name)) {
                values[k] = data[j].value;
            }
        }
    }
    r->eval = mdg_eval_new(r->m, 1, &node);
    if (mdg_eval_run(r->eval, &(struct mdg_point){dims, values, labels}, &budget)) {
        return false;
    }
    r->result = mdg_eval_value(r->eval, 0, &r->count);
    return true;
}

/* Value of an expression; false, with r->m->message for errors of the spec, if there is
 * none. */
static bool run_expression(struct run *r, const char *expression, bool fix,
                           const int64_t size[3])
{
    static const struct mdg_limits limits = {256u << 20, 100000000, 30, 64u << 20};
    struct mdg_fixed fixed[] = {
        {"m", size[0], false}, {"n", size[1], false}, {"k", size[2], false}};
    struct mdg_model model = {0};
    *r = (struct run){.m = mdg_new()};
    r->m->spec = "test.lua";
    r->m->raise = raise_here;
    r->m->raise_to = r;
    if (setjmp(r->env)) {
        return false;
    }
    const char *text = mdg_fmt(r->m, "%smapping { name = 'f', value = %s, wrt = { s } }",
                               declarations, expression);
    mdg_spec_run_text(r->m, text, strlen(text), "", fix ? 3 : 0, fixed, &limits, &model);
    r->value = model.objectives.data[0].value;
    return evaluate(r, r->value->node, size);
}

static bool close_to(int64_t n, const double *a, const double *b)
{
    for (int64_t i = 0; i < n; i++) {
        if (!(fabs(a[i] - b[i]) <= 1e-11 * (1 + fabs(b[i]))) && a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

/* ---- every function against NumPy ------------------------------------------------- */

static const struct {
    const char *expression, *shape;
    double value[36];
} cases[] = {
#define CASE(expression, shape, ...) {expression, shape, {__VA_ARGS__}},
#include "value_cases.inc"
};
enum { NCASES = sizeof cases / sizeof *cases };

static const char *shape_of(struct run *r)
{
    mdg_value v = r->value;
    return v->rank ? mdg_shape_text(r->m, v->rank, v->shape) : "1 x 1";
}

static void functions_agree_with_numpy(bool fix)
{
    const int64_t size[] = {2, 3, 2};
    for (int k = 0; k < NCASES; k++) {
        struct run r;
        if (!fix && strstr(cases[k].expression, "constant")) {
            continue; /* its sizes are integers, which do not fit dims */
        }
        bool ok = run_expression(&r, cases[k].expression, fix, size);
        ok = ok && r.count <= 36 && close_to(r.count, r.result, cases[k].value);
        ok = ok && (!fix || !strcmp(shape_of(&r), cases[k].shape));
        if (!ok) {
            printf("\n    %s: %s", cases[k].expression,
                   r.m->message ? r.m->message
                   : r.value    ? shape_of(&r)
                                : "no value");
            for (int64_t i = 0; i < r.count; i++) {
                printf(" %g", r.result[i]);
            }
        }
        CU_ASSERT(ok);
        run_free(&r);
    }
}

static void functions_agree_with_numpy_for_symbolic_sizes(void)
{
    functions_agree_with_numpy(false);
}

static void functions_agree_with_numpy_for_fixed_sizes(void)
{
    functions_agree_with_numpy(true);
}

/* An axis that is known to be 1 has no axis in the node; the value is the same as when that
 * is known at run time only. */
static void a_size_fixed_to_1_changes_no_value(void)
{
    const int64_t sizes[][3] = {{1, 1, 1}, {1, 3, 2}, {2, 1, 2}, {2, 3, 1}};
    int compared = 0;
    for (int k = 0; k < 4 * NCASES; k++) {
        const char *expression = cases[k / 4].expression;
        struct run fixed, symbolic;
        bool a = run_expression(&fixed, expression, true, sizes[k % 4]);
        bool b = run_expression(&symbolic, expression, false, sizes[k % 4]);
        bool ok = !a || !b ||
                  (fixed.count == symbolic.count &&
                   close_to(fixed.count, fixed.result, symbolic.result));
        if (!ok) {
            printf("\n    %s with m, n, k = %d, %d, %d", expression, (int)sizes[k % 4][0],
                   (int)sizes[k % 4][1], (int)sizes[k % 4][2]);
        }
        CU_ASSERT(ok);
        compared += a && b;
        run_free(&fixed);
        run_free(&symbolic);
    }
    CU_ASSERT(compared > 3 * NCASES);
}

/* ---- what expressions use ------------------------------------------------------------ */

static void uses_are_those_of_the_text(void)
{
    static const struct {
        const char *expression, *inputs, *dims;
    } rows[] = {
        {"0 * x", "x", ""},
        {"x - x + s", "xs", ""},
        {"A ^ 1 * B * 0 + ones(k, m) * 0 + sum(ones(n))", "", ""}, /* refused: shapes */
        {"sum(x) / n", "x", "n"},
        {"mean(x)", "x", "n"},
        {"ones(n) * s", "s", "n"},
        {"x:at(n - 1)", "x", "n"},
        {"reshape(A, m * n, 1)", "A", "mn"},
        {"L * x", "Lx", ""},
        {"sum(Y % A)", "YA", ""},
        {"x ^ 0 % y", "", ""}, /* refused: a power of a vector */
        {"pow(x, 0) % y", "xy", ""},
    };
    const int64_t size[] = {2, 3, 2};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        struct run r;
        if (run_expression(&r, rows[k].expression, false, size)) {
            for (int j = 0; j < mdg_input_count(r.m); j++) {
                bool listed = strchr(rows[k].inputs, mdg_input(r.m, j)->name[0]) != NULL;
                CU_ASSERT_EQUAL(mdg_uses_has_input(r.value->uses, j), listed);
            }
            for (int j = 0; j < mdg_dim_count(r.m); j++) {
                bool listed = strchr(rows[k].dims, mdg_dim(r.m, j)->name[0]) != NULL;
                CU_ASSERT_EQUAL(mdg_uses_has_dim(r.value->uses, j), listed);
            }
        } else {
            CU_ASSERT_PTR_NOT_NULL(r.m->message);
        }
        run_free(&r);
    }
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite s = CU_add_suite("values", NULL, NULL);
#define TEST(f) CU_add_test(s, #f, f)
    TEST(functions_agree_with_numpy_for_symbolic_sizes);
    TEST(functions_agree_with_numpy_for_fixed_sizes);
    TEST(a_size_fixed_to_1_changes_no_value);
    TEST(uses_are_those_of_the_text);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
