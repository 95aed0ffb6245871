/* Formulas as text: the identities of the Matrix Cookbook in the book's form, precedence,
 * notations, limits. */
#include <CUnit/Basic.h>

#include "calculus.h"
#include "print.h"
#include "spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void stop(struct mdg *m)
{
    printf("%s\n", m->message);
    exit(1);
}

static const char declarations[] =
    "local n, m = dims 'n m'\n"
    "local u = scalar('u')\n"
    "local A, B, C, D = matrix('A', n, n), matrix('B', n, n), matrix('C', n, n), "
    "matrix('D', n, n)\n"
    "local S, W = matrix('S', n, n, { symmetric = true }), matrix('W', n, n, { symmetric = "
    "true })\n"
    "local Q = matrix('Q', n, n, { spd = true })\n"
    "local J = matrix('J', n, n, { diagonal = true })\n"
    "local X, R, F = matrix('X', n, n), matrix('R', m, n), matrix('F', m, n)\n"
    "local Q2, G = matrix('Q2', m, m, { symmetric = true }), matrix('G', m, m)\n"
    "local P2 = matrix('P2', m, m, { symmetric = true })\n"
    "local a, b, c, x = vector('a', n), vector('b', n), vector('c', n), vector('x', n)\n"
    "local s, y = vector('s', m), vector('y', m)\n";

static struct mdg *new_context(void)
{
    struct mdg *m = mdg_new();
    m->raise = stop;
    m->spec = m->spec_base = "print.lua";
    return m;
}

/* The gradient of a spec expression, printed. */
static const char *gradient(struct mdg *m, const char *input, const char *expression,
                            const struct mdg_printer *p, const char **value)
{
    struct mdg_model model = {0};
    const struct mdg_limits limits = {(size_t)1 << 26, 1000000, 5, (size_t)1 << 20};
    const char *text = mdg_fmt(m, "%sobjective { name = 'f', value = %s, wrt = { %s } }\n",
                               declarations, expression, input);
    mdg_spec_run_text(m, text, strlen(text), "", 0, NULL, &limits, &model);
    const struct mdg_function *f = mdg_derive(m, &model.objectives.data[0], MDG_K_GRAD);
    *value = mdg_print(m, p, model.objectives.data[0].value->node);
    return mdg_print(m, p, f->outputs[0].node);
}

static const struct {
    const char *equation, *input, *spec, *gradient;
} identities[] = {
#define BOOK(equation, input, spec, gradient) {equation, #input, spec, gradient},
#include "cookbook.def"
#undef BOOK
};

static void identities_of_the_matrix_cookbook_print_in_its_form(void)
{
    const struct mdg_printer p = {.notation = MDG_ASCII, .book = true};
    for (size_t k = 0; k < sizeof identities / sizeof *identities; k++) {
        struct mdg *m = new_context();
        const char *value;
        const char *got = gradient(m, identities[k].input, identities[k].spec, &p, &value);
        if (strcmp(got, identities[k].gradient) != 0) {
            printf("\n    (%s) d %s / d%s is printed as\n        %s\n    and not as\n      "
                   "  %s",
                   identities[k].equation, identities[k].spec, identities[k].input, got,
                   identities[k].gradient);
        }
        CU_ASSERT_STRING_EQUAL(got, identities[k].gradient);
        mdg_free(m);
    }
}

/* ---- beside matrixcalculus.org ------------------------------------------------------ */

static const struct {
    const char *source, *declarations, *input, *spec, *site, *ours;
} formulas[] = {
#define SITE(source, declarations, input, spec, site, ours) \
    {source, declarations, input, spec, site, ours},
#include "matrixcalculus.def"
#undef SITE
};

static const char helpers[] =
    "local n, m = dims 'n m'\n"
    "local function c(name) return scalar(name) end\n"
    "local function v(name) return vector(name, n) end\n"
    "local function w(name) return vector(name, m) end\n"
    "local function M(name) return matrix(name, n, n) end\n"
    "local function S(name) return matrix(name, n, n, { symmetric = true }) end\n"
    "local function R(name) return matrix(name, m, n) end\n";

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
}

/* Symbols of a formula in the notation of the site or in ours: names, numbers, functions,
 * operators, powers; an inverse transpose is two. Products and parentheses are none. */
static int symbols(const char *s)
{
    static const char digits[] = "0123456789.";
    int count = 0, bars = 0;
    while (*s) {
        if (is_letter(*s)) {
            size_t n = 0;
            while (is_letter(s[n])) {
                n++;
            }
            bool ones = n == 6 && memcmp(s, "vector", 6) == 0;
            s += ones ? n + 3 : n;
            count++;
        } else if (*s >= '0' && *s <= '9') { /* also 1/2 */
            s += strspn(s, digits);
            s += *s == '/' && strchr(digits, s[1]) ? 1 + strspn(s + 1, digits) : 0;
            count++;
        } else if (*s == '^' || (*s == '.' && s[1] == '^')) {
            s += *s == '.' ? 2 : 1;
            s += strspn(s, "(-");
            count += *s == 'T' ? 2 : 1;
            s += *s == 'T' ? 1 : strspn(s, digits);
        } else if (*s == '.' && s[1]) { /* .* ./ */
            count++;
            s += 2;
        } else if (*s == '|' && s[1] == '|') {
            bars++;
            s += 2;
        } else {
            bars += *s == '|';
            count += strchr("'+-/", *s) != NULL;
            s++;
        }
    }
    return count + bars / 2;
}

static const char *derivative(struct mdg *m, size_t k)
{
    const struct mdg_printer p = {.notation = MDG_ASCII, .book = true};
    struct mdg_model model = {0};
    const struct mdg_limits limits = {(size_t)1 << 26, 1000000, 5, (size_t)1 << 20};
    const char *text =
        mdg_fmt(m, "%s%s\nmapping { name = 'f', value = %s, wrt = { %s } }\n", helpers,
                formulas[k].declarations, formulas[k].spec, formulas[k].input);
    mdg_spec_run_text(m, text, strlen(text), "", 0, NULL, &limits, &model);
    const struct mdg_objective *o = &model.objectives.data[0];
    const struct mdg_function *f = mdg_derive(m, o, MDG_K_JACOBIAN);
    mdg_node jacobian = f->outputs[0].node;
    int rows = o->value->node->order; /* of a number: the gradient */
    return rows ? mdg_print_jacobian(m, &p, jacobian, rows) : mdg_print(m, &p, jacobian);
}

static void formulas_are_as_short_as_those_of_matrixcalculus_org(void)
{
    for (size_t k = 0; k < sizeof formulas / sizeof *formulas; k++) {
        struct mdg *m = new_context();
        const char *got = derivative(m, k);
        int here = symbols(got), there = symbols(formulas[k].site);
        if (here > there || strcmp(got, formulas[k].ours) != 0) {
            printf(
                "\n    d %s / d%s, %d symbols, is printed as\n        %s\n    the site's "
                "%d\n        %s",
                formulas[k].spec, formulas[k].input, here, got, there, formulas[k].site);
        }
        CU_ASSERT(here <= there);
        CU_ASSERT_STRING_EQUAL(got, formulas[k].ours);
        mdg_free(m);
    }
}

static void expect_value(enum mdg_notation to, bool book, const char *expression,
                         const char *text)
{
    const struct mdg_printer p = {.notation = to, .book = book};
    struct mdg *m = new_context();
    const char *value;
    gradient(m, "X", expression, &p, &value);
    if (strcmp(value, text) != 0) {
        printf("\n    %s is printed as\n        %s\n    and not as\n        %s", expression,
               value, text);
    }
    CU_ASSERT_STRING_EQUAL(value, text);
    mdg_free(m);
}

static void parentheses_stand_where_they_are_needed(void)
{
    expect_value(MDG_ASCII, false, "a.T*(X+A)*b", "a' (A + X) b");
    expect_value(MDG_ASCII, false, "tr((X+A).T*B)", "Tr(B (A + X)')");
    expect_value(MDG_ASCII, false, "sum((X%A)*B)", "1' (A .* X) B 1");
    expect_value(MDG_ASCII, false, "u*(tr(X)-tr(A)*tr(B))", "u (Tr(X) - Tr(A) Tr(B))");
    expect_value(MDG_ASCII, false, "-tr(X)/u", "-Tr(X) / u");
    expect_value(MDG_ASCII, false, "tr(X)/(2*u*n)", "Tr(X) / (2 u n)");
    expect_value(MDG_ASCII, false, "exp(-sumsq(x)-tr(X))", "exp(-||x||^2 - Tr(X))");
    expect_value(MDG_ASCII, false, "tr(X)^2", "Tr(X)^2");
    expect_value(MDG_ASCII, false, "0.5*tr(X)", "1/2 Tr(X)");
    expect_value(MDG_ASCII, false, "0.1*tr(X)", "0.1 Tr(X)");
}

static void functions_have_their_usual_signs(void)
{
    expect_value(MDG_ASCII, false, "a.T*abs(X*b)", "a' |X b|");
    expect_value(MDG_ASCII, false, "norm(X*b)", "||X b||");
    expect_value(MDG_ASCII, false, "max(X)", "max(X)");
    expect_value(MDG_ASCII, false, "sum(max(X,2))", "1' max(X, 2)");
    expect_value(MDG_ASCII, false, "sum(softmax(X*a)%b)", "b' softmax(X a)");
    expect_value(MDG_ASCII, false, "sum(softmax(X,2)%A)", "Tr(A' softmax(X))");
    expect_value(MDG_ASCII, false, "sum(softmax(X,1)%A)", "Tr(A softmax(X'))");
    expect_value(MDG_ASCII, false, "logsumexp(X*a)", "logsumexp(X a)");
    expect_value(MDG_ASCII, true, "logsumexp(X*a)", "log(1' exp(X a))");
    expect_value(MDG_ASCII, false, "sum(tril(X)*a)", "1' tril(X) a");
    expect_value(MDG_ASCII, false, "sum(triu(X)*a)", "1' triu(X) a");
    expect_value(MDG_ASCII, false, "sum(where(lt(X,A),X,A))", "1' where([X < A], X, A) 1");
    expect_value(MDG_ASCII, false, "sum(X/B)", "1' (X ./ B) 1");
    expect_value(MDG_ASCII, false, "sum(diag(a)*X)", "a' X 1");
    expect_value(MDG_ASCII, false, "sum(exp(diag(a)*X*diag(b)))",
                 "1' exp(diag(a) X diag(b)) 1");
}

static void what_is_no_matrix_product_is_an_indexed_sum(void)
{
    expect_value(MDG_ASCII, false, "einsum('ij,ik,il->', X, A, B)", "(A 1 .* B 1)' X 1");
    expect_value(MDG_ASCII, false, "sum(exp(einsum('ia,ja,ka->ijk', X, A, B)))",
                 "sum_{i,j,k} exp(sum_{l} A[j,l] B[k,l] X[i,l])");
}

static void parts_are_written_with_ranges(void)
{
    expect_value(MDG_ASCII, false, "sum(X:cols(2,3))", "1' X[:, 2..3] 1");
    expect_value(MDG_ASCII, false, "X:at(1,2)*u", "u X[1, 2]");
    expect_value(MDG_ASCII, false, "X:row(2)*a", "X[2, :] a");
}

static void each_notation_has_its_own_signs(void)
{
    expect_value(MDG_UNICODE, false, "a.T*inv(X).T*b", "bᵀ X⁻¹ a");
    expect_value(MDG_UNICODE, false, "sumsq(X)", "‖X‖_F²");
    expect_value(MDG_LATEX, false, "a.T*inv(X)*b/u",
                 "\\frac{\\mathbf{a}^{\\top} \\, \\mathbf{X}^{-1} \\, \\mathbf{b}}{u}");
    expect_value(MDG_MATHML, false, "tr(X)",
                 "<mrow><mi>Tr</mi><mo>&#x2061;</mo><mrow><mo stretchy=\"false\">(</mo>"
                 "<mi>𝐗</mi><mo stretchy=\"false\">)</mo></mrow></mrow>");
    expect_value(MDG_LATEX, false, "exp(u/n)*log(u)",
                 "\\log(u) \\, \\exp\\left(\\frac{u}{n}\\right)"); /* only tall ones grow */
}

/* A chain of 100000 nodes takes neither stack nor time: the budget ends it. */
static void deep_expressions_end_in_dots(void)
{
    struct mdg *m = mdg_new();
    mdg_node n = mdg_size_node(m, mdg_size_dim(m, mdg_dim_new(m, "n", 10))), y = n;
    for (int k = 0; k < 100000; k++) {
        y = mdg_map1(m, MDG_F_sin, mdg_add(m, y, 1, mdg_num(m, 0.5)));
    }
    const struct mdg_printer p = {.notation = MDG_ASCII};
    const char *s = mdg_print(m, &p, y);
    CU_ASSERT(strstr(s, "...") != NULL && strlen(s) < 5000);
    mdg_node wide = n;
    for (int k = 0; k < 200; k++) { /* 2^200 leaves */
        wide = mdg_map2(m, MDG_F_atan2, mdg_map1(m, MDG_F_exp, wide),
                        mdg_map1(m, MDG_F_sin, wide));
    }
    s = mdg_print(m, &p, wide);
    CU_ASSERT(strstr(s, "...") != NULL && strlen(s) < 100000);
    mdg_free(m);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("print", NULL, NULL);
    CU_ADD_TEST(suite, identities_of_the_matrix_cookbook_print_in_its_form);
    CU_ADD_TEST(suite, formulas_are_as_short_as_those_of_matrixcalculus_org);
    CU_ADD_TEST(suite, parentheses_stand_where_they_are_needed);
    CU_ADD_TEST(suite, functions_have_their_usual_signs);
    CU_ADD_TEST(suite, what_is_no_matrix_product_is_an_indexed_sum);
    CU_ADD_TEST(suite, parts_are_written_with_ranges);
    CU_ADD_TEST(suite, each_notation_has_its_own_signs);
    CU_ADD_TEST(suite, deep_expressions_end_in_dots);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
