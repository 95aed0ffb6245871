/* Derivations as documents: every format of a spec that has short, long and folded
 * derivations. The texts themselves are goldens, tests/golden/notes_*.txt. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "spec.h"

static const char spec[] =
    "local n, d, h, K = dims 'n d h K'\n"
    "local X, Y = matrix('X', n, d), matrix('Y', n, K, { onehot = true })\n"
    "local V, W, b = matrix('V', h, d), matrix('W', K, h), vector('b', h)\n"
    "local A, S = matrix('A', d, d), matrix('S', d, d, { symmetric = true })\n"
    "local x, lambda = vector('x', d), scalar('lambda')\n"
    "objective { name = 'quadratic', value = x.T * S * x + lambda * norm(A * x), wrt = { "
    "x, S, A },\n"
    "            emit = { 'grad', 'hessian' } }\n"
    "objective { name = 'inverse', value = logdet(A) + tr(inv(A) * S), wrt = { A, S } }\n"
    "objective { name = 'layers', wrt = { V, W, b },\n"
    "            value = -sum(Y % log_softmax(tanh(X * V.T + ones(n) * b.T) * W.T, 2)) / n "
    "}\n"
    "mapping { name = 'probabilities', value = softmax(V * x), wrt = { V, x } }\n";

static void stop(struct mdg *m)
{
    printf("%s\n", m->message);
    exit(1);
}

static void read_spec(struct mdg *m, struct mdg_model *model)
{
    const struct mdg_limits limits = {(size_t)1 << 26, 1000000, 5, (size_t)1 << 20};
    m->raise = stop;
    m->spec = m->spec_base = "explain.lua";
    mdg_spec_run_text(m, spec, strlen(spec), "", 0, NULL, &limits, model);
}

static const char *explain(struct mdg *m, enum mdg_explain_format format,
                           enum mdg_explain_level level)
{
    struct mdg_model *model = MDG_NEW(m, struct mdg_model);
    read_spec(m, model);
    return mdg_explain(m, model, format, level);
}

/* A step that does not follow would have been an internal error. */
static void every_step_is_checked(void)
{
    for (int level = MDG_EXPLAIN_SHORT; level <= MDG_EXPLAIN_FULL; level++) {
        struct mdg *m = mdg_new();
        const char *s = explain(m, MDG_EXPLAIN_TEXT, (enum mdg_explain_level)level);
        CU_ASSERT(strstr(s, "\n0 steps") == NULL && strstr(s, " steps in ") != NULL);
        CU_ASSERT(strstr(s, "no point was found") == NULL);
        mdg_free(m);
    }
}

static void a_plain_locale_gets_plain_text(void)
{
    struct mdg *m = mdg_new();
    setenv("LC_ALL", "C", 1);
    const char *s = explain(m, MDG_EXPLAIN_TEXT, MDG_EXPLAIN_SHORT);
    bool plain = true;
    for (const char *p = s; *p; p++) {
        plain &= (unsigned char)*p < 128;
    }
    CU_ASSERT(plain);
    CU_ASSERT(strstr(s, "(D3: d(X^-1) = -X^-1 dX X^-1") != NULL);
    CU_ASSERT(strstr(s, "df/dA = -A^-T S A^-T + A^-T") != NULL ||
              strstr(s, "df/dA = A^-T - A^-T S A^-T") != NULL);
    mdg_free(m);
}

static void full_derivations_have_more_lines(void)
{
    struct mdg *m = mdg_new(), *k = mdg_new();
    const char *few = explain(m, MDG_EXPLAIN_TEXT, MDG_EXPLAIN_SHORT);
    const char *all = explain(k, MDG_EXPLAIN_TEXT, MDG_EXPLAIN_FULL);
    CU_ASSERT(strstr(few, "With names for intermediates") != NULL);
    CU_ASSERT(strlen(all) > strlen(few));
    mdg_free(m);
    mdg_free(k);
}

static int balance(const char *s, char open, char close)
{
    int depth = 0;
    for (; *s; s++) {
        bool escaped = *s == '\\' && (s[1] == open || s[1] == close);
        s += escaped;
        depth += escaped ? 0 : (*s == open) - (*s == close);
    }
    return depth;
}

static void latex_has_its_braces_closed(void)
{
    struct mdg *m = mdg_new();
    const char *s = explain(m, MDG_EXPLAIN_LATEX, MDG_EXPLAIN_SHORT);
    CU_ASSERT_EQUAL(balance(s, '{', '}'), 0);
    CU_ASSERT(strstr(s, "\\begin{document}") != NULL &&
              strstr(s, "\\end{document}") != NULL);
    for (const char *p = s; *p; p++) {
        if ((unsigned char)*p >= 128) {
            CU_FAIL("not ASCII");
            break;
        }
    }
    mdg_free(m);
}

static void html_is_one_file_without_scripts(void)
{
    struct mdg *m = mdg_new();
    const char *s = explain(m, MDG_EXPLAIN_HTML, MDG_EXPLAIN_SHORT);
    CU_ASSERT(strstr(s, "<script") == NULL && strstr(s, "src=") == NULL &&
              strstr(s, "http") == NULL);
    CU_ASSERT(strstr(s, "<math>") != NULL && strstr(s, "<svg ") != NULL);
    CU_ASSERT(strstr(s, "prefers-color-scheme: dark") != NULL);
    mdg_free(m);
}

/* The attribute's values: of each, is there the other? */
static int dangling(const char *s, const char *attribute, const char *other)
{
    int missing = 0;
    for (const char *at = s; (at = strstr(at, attribute)) != NULL;) {
        char wanted[200];
        at += strlen(attribute);
        snprintf(wanted, sizeof wanted, "%s%.*s\"", other, (int)strcspn(at, "\""), at);
        missing += strstr(s, wanted) == NULL;
    }
    return missing;
}

static int occurrences(const char *s, const char *what)
{
    int n = 0;
    for (; (s = strstr(s, what)) != NULL; s++) {
        n++;
    }
    return n;
}

static void html_has_each_statement_beside_its_formula(void)
{
    struct mdg *m = mdg_new();
    struct mdg_model *model = MDG_NEW(m, struct mdg_model);
    read_spec(m, model);
    struct mdg_unit *u = mdg_generate(m, model);
    const struct mdg_explain_extra extra = {u, mdg_emit_c(m, u)};
    const char *s = mdg_explain_with(m, model, MDG_EXPLAIN_HTML, MDG_EXPLAIN_SHORT, &extra);
    CU_ASSERT_EQUAL(dangling(s, "href=\"#", "id=\""), 0);
    int rows = occurrences(s, "<tr id=\"p-"), statements = occurrences(s, " id=\"c-");
    CU_ASSERT(rows > 20);
    CU_ASSERT_EQUAL(rows, statements);
    CU_ASSERT_EQUAL(occurrences(extra.source, "return "), occurrences(s, "return "));
    mdg_free(m);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("explain", NULL, NULL);
    CU_ADD_TEST(suite, every_step_is_checked);
    CU_ADD_TEST(suite, a_plain_locale_gets_plain_text);
    CU_ADD_TEST(suite, full_derivations_have_more_lines);
    CU_ADD_TEST(suite, latex_has_its_braces_closed);
    CU_ADD_TEST(suite, html_is_one_file_without_scripts);
    CU_ADD_TEST(suite, html_has_each_statement_beside_its_formula);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
