/* Rewrite rules: for each row of rules.def, left sides as the spec would write them; the
 * rule must apply and keep the value.  A rule without examples here does not compile.
 *
 * Examples are interned without rewriting, so that the left side stays as it is. */
#include "algebra.h"

#include "rules.h"

#include <string.h>

/* ---- nodes as they are written ------------------------------------------- */

static mdg_node raw(struct mdg *m, enum mdg_op op, int kind, int order, int nlabels,
                    const mdg_size *extent, int n, const struct mdg_term *t,
                    const double *coef)
{
    struct mdg_arg *arg = MDG_ARRAY(m, n, struct mdg_arg);
    for (int k = 0; k < n; k++) {
        arg[k] = (struct mdg_arg){t[k].node, t[k].ix};
    }
    const struct mdg_node proto = {.op = op,
                                   .kind = kind,
                                   .order = order,
                                   .nlabels = nlabels,
                                   .extent = extent,
                                   .nargs = n,
                                   .arg = arg,
                                   .coef = coef};
    return mdg_intern_node(m, &proto);
}

static struct mdg_term all(mdg_node a)
{
    return (struct mdg_term){a, mdg_identity_ix};
}

static mdg_node map(struct mdg *m, enum mdg_map_fn f, mdg_node a)
{
    const struct mdg_term t = all(a);
    return raw(m, MDG_MAP, (int)f, a->order, a->order, a->extent, 1, &t, NULL);
}

static mdg_node sum2(struct mdg *m, double ca, mdg_node a, double cb, mdg_node b)
{
    const struct mdg_term t[2] = {all(a), all(b)};
    const double c[2] = {ca, cb};
    mdg_node shape = a->order > b->order ? a : b;
    return raw(m, MDG_SUM, 0, shape->order, shape->order, shape->extent, 2, t, c);
}

static mdg_node scaled(struct mdg *m, double c, mdg_node a)
{
    const struct mdg_term t = all(a);
    return raw(m, MDG_SUM, 0, a->order, a->order, a->extent, 1, &t, &c);
}

/* Element-wise product of tensors of one shape. */
static mdg_node product(struct mdg *m, mdg_node a, mdg_node b)
{
    const struct mdg_term t[2] = {all(a), all(b)};
    return raw(m, MDG_CONTRACT, 0, a->order, a->order, a->extent, 2, t, NULL);
}

/* The sum over all axes but the first. */
static mdg_node row_sums(struct mdg *m, mdg_node a)
{
    const struct mdg_term t = all(a);
    return raw(m, MDG_CONTRACT, 0, 1, a->order, a->extent, 1, &t, NULL);
}

static mdg_node sum_of_squares(struct mdg *m, int order, mdg_node a)
{
    const struct mdg_term t[2] = {all(a), all(a)};
    return raw(m, MDG_CONTRACT, 0, order, a->order, a->extent, 2, t, NULL);
}

static mdg_node matrix(struct mdg *m, enum mdg_matrix_fn f, mdg_node a)
{
    const struct mdg_arg arg = {a, NULL};
    int order = f == MDG_M_INV ? 2 : 0;
    const struct mdg_node proto = {.op = MDG_MATRIX,
                                   .kind = (int)f,
                                   .order = order,
                                   .nlabels = order,
                                   .extent = a->extent,
                                   .nargs = 1,
                                   .arg = &arg};
    return mdg_intern_node(m, &proto);
}

static mdg_node transpose(struct mdg *m, mdg_node a)
{
    return mdg_ein(m, "ij->ji", a);
}

/* 2 I + 0.2 A: invertible, with a positive determinant */
static mdg_node regular(const struct algebra *t)
{
    return sum2(t->m, 0.2, t->A->node, 2, mdg_delta(t->m, t->n));
}

static mdg_node one(const struct algebra *t)
{
    return mdg_num(t->m, 1);
}

/* ---- examples: number k of a rule, NULL after the last ------------------- */

#define EXAMPLES(name) \
    static mdg_node examples_of_##name(const struct algebra *t, struct mdg *m, int k)

EXAMPLES(log_of_exp)
{
    return k == 0 ? map(m, MDG_F_log, map(m, MDG_F_exp, t->X->node)) : NULL;
}

EXAMPLES(log_of_product)
{
    mdg_node e = map(m, MDG_F_exp, t->X->node);
    return k == 0   ? map(m, MDG_F_log, product(m, e, t->Q->node))
           : k == 1 ? map(m, MDG_F_log, map(m, MDG_F_recip, t->Q->node))
                    : NULL;
}

EXAMPLES(log_of_sum_exp)
{
    mdg_node e = map(m, MDG_F_exp, t->X->node), n = mdg_size_node(m, t->n);
    const struct mdg_term weighted[2] = {all(e), all(t->Q->node)};
    const struct mdg_term mean[2] = {all(e), all(map(m, MDG_F_recip, n))};
    return k == 0   ? map(m, MDG_F_log, row_sums(m, e))
           : k == 1 ? map(m, MDG_F_log, scaled(m, 3, row_sums(m, e)))
           : k == 2 ? map(m, MDG_F_log,
                          raw(m, MDG_CONTRACT, 0, 1, 2, e->extent, 2, weighted, NULL))
           : k == 3
               ? map(m, MDG_F_log, raw(m, MDG_CONTRACT, 0, 0, 2, e->extent, 2, mean, NULL))
               : NULL;
}

EXAMPLES(log_of_selected)
{
    mdg_node e = map(m, MDG_F_exp, t->X->node);
    const struct mdg_term chosen[2] = {all(e), all(t->H->node)};
    return k == 0 ? map(m, MDG_F_log,
                        raw(m, MDG_CONTRACT, 0, 1, 2, e->extent, 2, chosen, NULL))
                  : NULL;
}

EXAMPLES(log_of_part)
{
    mdg_node e = map(m, k == 2 ? MDG_F_sigmoid : MDG_F_exp, t->X->node);
    const mdg_size at[2] = {mdg_size_int(m, 1), mdg_size_int(m, 0)};
    const mdg_size part[2] = {mdg_size_int(m, 1), e->extent[1]};
    mdg_node row = mdg_slice(m, e, at, part);
    return k == 0 || k == 2 ? map(m, MDG_F_log, row)
           : k == 1         ? map(m, MDG_F_log, mdg_reshape(m, row, 1, &e->extent[1]))
                            : NULL;
}

static mdg_node positive_number(const struct algebra *t, struct mdg *m)
{
    return map(m, MDG_F_exp, mdg_ein(m, "i->", t->p->node));
}

EXAMPLES(log_of_factor)
{
    mdg_node c = positive_number(t, m), det = matrix(m, MDG_M_DET, regular(t));
    mdg_node spd = matrix(m, MDG_M_DET, t->P->node), minus = mdg_num(m, -1);
    return k == 0   ? map(m, MDG_F_log, product(m, det, map(m, MDG_F_sqrt, c)))
           : k == 1 ? map(m, MDG_F_log, product(m, spd, matrix(m, MDG_M_DET, regular(t))))
           : k == 2 ? map(m, MDG_F_log, product(m, minus, map(m, MDG_F_recip, spd)))
                    : NULL;
}

EXAMPLES(log_of_multiple)
{
    return k == 0 ? map(m, MDG_F_log, scaled(m, 3, matrix(m, MDG_M_DET, regular(t))))
                  : NULL;
}

/* exp(x) + 3 exp(y) + q; 1 + exp(x) + exp(y); exp(s) + sum of exp(x); of a matrix and a
 * row. */
EXAMPLES(log_of_exponentials)
{
    mdg_node ex = map(m, MDG_F_exp, t->X->node), ey = map(m, MDG_F_exp, t->Y->node);
    const struct mdg_term three[3] = {all(ex), all(ey), all(t->Q->node)};
    const struct mdg_term plus_one[3] = {all(ex), all(one(t)), all(ey)};
    const double c[3] = {1, 3, 1}, ones[3] = {1, 1, 1};
    const struct mdg_term in = all(ex);
    mdg_node sum = mdg_contract(m, 0, 2, ex->extent, 1, &in);
    return k == 0 ? map(m, MDG_F_log, raw(m, MDG_SUM, 0, 2, 2, ex->extent, 3, three, c))
           : k == 1
               ? map(m, MDG_F_log, raw(m, MDG_SUM, 0, 2, 2, ex->extent, 3, plus_one, ones))
           : k == 2 ? map(m, MDG_F_log, sum2(m, 1, positive_number(t, m), 2, sum))
                    : NULL;
}

EXAMPLES(log1p_of_exponentials)
{
    mdg_node ex = map(m, MDG_F_exp, t->X->node);
    return k == 0   ? map(m, MDG_F_log1p, scaled(m, 2, ex))
           : k == 1 ? map(m, MDG_F_log1p, product(m, ex, t->Q->node))
                    : NULL;
}

EXAMPLES(log_of_cosh)
{
    return k == 0 ? map(m, MDG_F_log, map(m, MDG_F_cosh, t->X->node)) : NULL;
}

EXAMPLES(log_of_root)
{
    return k == 0 ? map(m, MDG_F_log, map(m, MDG_F_sqrt, t->Q->node)) : NULL;
}

/* Products of positive numbers, of any, and the determinant of a diagonal matrix. */
EXAMPLES(log_of_prod)
{
    const struct mdg_term q = all(t->Q->node), x = all(t->X->node);
    mdg_node d = mdg_ein(m, "i,ij->ij", t->p->node, mdg_delta(m, t->n));
    return k == 0   ? map(m, MDG_F_log,
                          raw(m, MDG_REDUCE, MDG_R_PROD, 1, 2, q.node->extent, 1, &q, NULL))
           : k == 1 ? map(m, MDG_F_log,
                          raw(m, MDG_REDUCE, MDG_R_PROD, 1, 2, x.node->extent, 1, &x, NULL))
           : k == 2 ? map(m, MDG_F_log, mdg_matrix(m, MDG_M_DET, 1, &d))
                    : NULL;
}

EXAMPLES(log_of_one_plus)
{
    mdg_node pq = product(m, t->Q->node, t->Q->node);
    return k == 0   ? map(m, MDG_F_log, sum2(m, 1, one(t), 1, t->Q->node))
           : k == 1 ? map(m, MDG_F_log, sum2(m, 0.5, pq, 1, one(t)))
                    : NULL;
}

EXAMPLES(log1p_of_exp)
{
    return k == 0 ? map(m, MDG_F_log1p, map(m, MDG_F_exp, t->X->node)) : NULL;
}

EXAMPLES(log_of_sigmoid)
{
    mdg_node s = map(m, MDG_F_sigmoid, t->X->node);
    return k == 0   ? map(m, MDG_F_log, s)
           : k == 1 ? map(m, MDG_F_log1p, scaled(m, -1, s))
                    : NULL;
}

EXAMPLES(log_of_det)
{
    return k == 0 ? map(m, MDG_F_log, matrix(m, MDG_M_DET, regular(t))) : NULL;
}

EXAMPLES(sqrt_of_square)
{
    return k == 0   ? map(m, MDG_F_sqrt, sum_of_squares(m, 0, t->X->node))
           : k == 1 ? map(m, MDG_F_sqrt, sum_of_squares(m, 1, t->X->node))
           : k == 2 ? map(m, MDG_F_sqrt, sum_of_squares(m, 2, t->X->node))
           : k == 3 ? map(m, MDG_F_sqrt, scaled(m, 2, sum_of_squares(m, 1, t->X->node)))
                    : NULL;
}

EXAMPLES(sqrt_of_reciprocal)
{
    return k == 0 ? map(m, MDG_F_sqrt, map(m, MDG_F_recip, t->Q->node)) : NULL;
}

EXAMPLES(reciprocal)
{
    mdg_node e = map(m, MDG_F_exp, t->X->node);
    return k == 0   ? map(m, MDG_F_recip, map(m, MDG_F_recip, t->Q->node))
           : k == 1 ? map(m, MDG_F_recip, e)
           : k == 2 ? map(m, MDG_F_recip, sum2(m, 1, one(t), 1, e))
                    : NULL;
}

/* s X + s Y, and s X + s 1, of a number s. */
EXAMPLES(common_number)
{
    const struct mdg_term in = all(t->X->node);
    mdg_node s = mdg_contract(m, 0, 2, t->X->node->extent, 1, &in);
    const struct mdg_term x[2] = {all(s), all(t->X->node)},
                          y[2] = {all(s), all(t->Q->node)};
    mdg_node sx = raw(m, MDG_CONTRACT, 0, 2, 2, t->X->node->extent, 2, x, NULL);
    mdg_node sy = raw(m, MDG_CONTRACT, 0, 2, 2, t->Q->node->extent, 2, y, NULL);
    return k == 0 ? sum2(m, 1, sx, -2, sy) : k == 1 ? sum2(m, 3, sx, 1, s) : NULL;
}

EXAMPLES(one_minus_sigmoid)
{
    mdg_node s = map(m, MDG_F_sigmoid, t->X->node);
    return k == 0 ? sum2(m, 1, one(t), -1, s) : k == 1 ? sum2(m, -1, s, 1, one(t)) : NULL;
}

/* exp(u)_ij over its row sums r_i, in both orders of the factors, the second one
 * transposed. */
EXAMPLES(softmax)
{
    static const uint8_t row[1] = {0}, column[1] = {1}, turned[2] = {1, 0};
    mdg_node e = map(m, MDG_F_exp, t->X->node), r = map(m, MDG_F_recip, row_sums(m, e));
    const mdg_size turned_extent[2] = {t->k, t->n};
    const struct mdg_term plain[2] = {all(e), {r, row}},
                          other[3] = {all(t->Y->node), {r, row}, all(e)};
    const struct mdg_term transposed[2] = {{r, column}, {e, turned}};
    return k == 0   ? raw(m, MDG_CONTRACT, 0, 2, 2, e->extent, 2, plain, NULL)
           : k == 1 ? raw(m, MDG_CONTRACT, 0, 1, 2, e->extent, 3, other, NULL)
           : k == 2 ? raw(m, MDG_CONTRACT, 0, 2, 2, turned_extent, 2, transposed, NULL)
                    : NULL;
}

EXAMPLES(exp_times_sigmoid)
{
    mdg_node u = t->X->node, e = map(m, MDG_F_exp, u);
    mdg_node s = map(m, MDG_F_sigmoid, mdg_scale(m, -1, u));
    return k == 0 ? product(m, e, s) : k == 1 ? product(m, s, e) : NULL;
}

/* The products of two spectra; of singular values also where determinants have either sign.
 */
EXAMPLES(product_of_spectrum)
{
    mdg_node a = k < 2 ? regular(t) : k == 2 ? t->A->node : t->B->node;
    const enum mdg_matrix_fn f = k == 0 ? MDG_M_EIGVALS : MDG_M_SVDVALS;
    const struct mdg_arg of = {a, NULL};
    const struct mdg_node proto = {.op = MDG_MATRIX,
                                   .kind = (int)f,
                                   .order = 1,
                                   .nlabels = 1,
                                   .extent = a->extent,
                                   .nargs = 1,
                                   .arg = &of};
    const struct mdg_term l = all(mdg_intern_node(m, &proto));
    return k < 4 ? raw(m, MDG_REDUCE, MDG_R_PROD, 0, 1, a->extent, 1, &l, NULL) : NULL;
}

EXAMPLES(square_of_root)
{
    mdg_node norm = mdg_reduce(m, MDG_R_NORM, 1, 2, t->X->node->extent, all(t->X->node));
    mdg_node root = map(m, MDG_F_sqrt, t->Q->node), size = map(m, MDG_F_abs, t->X->node);
    return k == 0   ? product(m, norm, norm)
           : k == 1 ? product(m, root, root)
           : k == 2 ? product(m, size, size)
                    : NULL;
}

EXAMPLES(sign_over_magnitude)
{
    mdg_node s = map(m, MDG_F_sign, t->X->node), a = map(m, MDG_F_abs, t->X->node);
    return k == 0 ? product(m, s, map(m, MDG_F_recip, a)) : NULL;
}

EXAMPLES(function_of_transpose)
{
    static const enum mdg_matrix_fn f[3] = {MDG_M_INV, MDG_M_DET, MDG_M_LOGDET};
    return k < 3 ? matrix(m, f[k], transpose(m, regular(t))) : NULL;
}

EXAMPLES(inverse_of_inverse)
{
    return k == 0 ? matrix(m, MDG_M_INV, matrix(m, MDG_M_INV, regular(t))) : NULL;
}

EXAMPLES(inverse_of_multiple)
{
    return k == 0   ? matrix(m, MDG_M_INV, scaled(m, -4, regular(t)))
           : k == 1 ? matrix(m, MDG_M_INV, mdg_scale(m, 0.5, transpose(m, t->B->node)))
                    : NULL;
}

EXAMPLES(inverse_of_diagonal)
{
    mdg_node d = mdg_ein(m, "i,ij->ij", t->p->node, mdg_delta(m, t->n));
    return k == 0 ? matrix(m, MDG_M_INV, d) : NULL;
}

EXAMPLES(determinant_of_triangle)
{
    mdg_node cut =
        mdg_ein(m, "ij,ij->ij", t->P->node, mdg_tri(m, MDG_TRI_LOWER, t->n, t->n));
    return k == 0   ? matrix(m, MDG_M_DET, cut)
           : k == 1 ? matrix(m, MDG_M_LOGDET, cut)
           : k == 2 ? matrix(m, MDG_M_DET, transpose(m, cut))
                    : NULL;
}

/* ---- the tests ----------------------------------------------------------- */

static const struct row {
    const char *name;
    mdg_node (*apply)(struct mdg *m, mdg_node n);
    mdg_node (*example)(const struct algebra *t, struct mdg *m, int k);
} rows[] = {
#define RULE(op, name, text) {#name, rule_##name, examples_of_##name},
#include "rules.def"
#undef RULE
};

static void both_sides_of_every_rule_have_the_same_value(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct algebra t = algebra_new();
        mdg_node n;
        for (int k = 0; (n = rows[i].example(&t, t.m, k)) != NULL; k++) {
            const char *what = mdg_fmt(t.m, "%s, example %d", rows[i].name, k);
            mdg_node r = rows[i].apply(t.m, n);
            if (!r) {
                printf("\n    %s: the rule does not apply", what);
            }
            CU_ASSERT(r != NULL && r != n);
            CU_ASSERT(r && algebra_same_value(t.m, what, r, n, MDG_SAMPLE_ANY));
        }
        mdg_free(t.m);
    }
}

/* Rewriting ends: what a rule returns is no node that rewriting changes again. */
static void the_right_side_of_every_rule_is_final(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct algebra t = algebra_new();
        mdg_node n;
        for (int k = 0; (n = rows[i].example(&t, t.m, k)) != NULL; k++) {
            mdg_node r = rows[i].apply(t.m, n);
            CU_ASSERT(r && mdg_simplify(t.m, r) == r);
        }
        mdg_free(t.m);
    }
}

/* A function of a diagonal holds the whole matrix, and labels that say which part. */
static void rules_of_functions_hold_for_diagonals(void)
{
    static const uint8_t diagonal[2] = {0, 0};
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    const struct mdg_term a = {t.A->node, diagonal};
    mdg_node e = raw(m, MDG_MAP, MDG_F_exp, 1, 1, &t.n, 1, &a, NULL);
    mdg_node s = raw(m, MDG_MAP, MDG_F_sigmoid, 1, 1, &t.n, 1, &a, NULL);
    mdg_node size = raw(m, MDG_MAP, MDG_F_abs, 1, 1, &t.n, 1, &a, NULL);
    mdg_node log_e = map(m, MDG_F_log, e), inverse = map(m, MDG_F_recip, e);
    mdg_node log1p_e = map(m, MDG_F_log1p, e), log_s = map(m, MDG_F_log, s);
    mdg_node rest = sum2(m, 1, one(&t), -1, s), square = product(m, size, size);
    CU_ASSERT(algebra_same_value(m, "log(exp(diag(A)))", rule_log_of_exp(m, log_e), log_e,
                                 MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "1 / exp(diag(A))", rule_reciprocal(m, inverse),
                                 inverse, MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "log1p(exp(diag(A)))", rule_log1p_of_exp(m, log1p_e),
                                 log1p_e, MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "log(sigmoid(diag(A)))", rule_log_of_sigmoid(m, log_s),
                                 log_s, MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "1 - sigmoid(diag(A))", rule_one_minus_sigmoid(m, rest),
                                 rest, MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "|diag(A)|^2", rule_square_of_root(m, square), square,
                                 MDG_SAMPLE_ANY));
    mdg_free(m);
}

static void rules_do_not_apply_where_they_would_be_wrong(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node X = t.X->node, e = map(m, MDG_F_exp, X);
    static const uint8_t other[2] = {0, 2};
    const mdg_size extent[3] = {t.n, t.k, t.k};
    /* log(x y) of numbers that may both be negative stays */
    CU_ASSERT_PTR_NULL(rule_log_of_product(m, map(m, MDG_F_log, product(m, X, t.Y->node))));
    /* log(2 + u) is no log1p */
    CU_ASSERT_PTR_NULL(
        rule_log_of_one_plus(m, map(m, MDG_F_log, sum2(m, 2, one(&t), 1, X))));
    CU_ASSERT_PTR_NULL(
        rule_one_minus_sigmoid(m, sum2(m, 2, one(&t), -1, map(m, MDG_F_sigmoid, X))));
    /* exp(u)_ij / sum_j exp(v)_ij of another v is no softmax */
    mdg_node r = map(m, MDG_F_recip, row_sums(m, map(m, MDG_F_exp, t.Y->node)));
    const struct mdg_term quotient[2] = {all(e), all(r)};
    CU_ASSERT_PTR_NULL(
        rule_softmax(m, raw(m, MDG_CONTRACT, 0, 2, 2, extent, 2, quotient, NULL)));
    /* exp(u)_ij / s_j with s_i = sum_j exp(u)_ij: the sum is that of another row */
    static const uint8_t column[1] = {1};
    mdg_node ea = map(m, MDG_F_exp, t.A->node);
    const struct mdg_term crossed[2] = {all(ea),
                                        {map(m, MDG_F_recip, row_sums(m, ea)), column}};
    CU_ASSERT_PTR_NULL(
        rule_softmax(m, raw(m, MDG_CONTRACT, 0, 2, 2, ea->extent, 2, crossed, NULL)));
    /* sum_jk u_ij u_ik is no sum of squares */
    const struct mdg_term two[2] = {all(X), {X, other}};
    mdg_node s = raw(m, MDG_CONTRACT, 0, 1, 3, extent, 2, two, NULL);
    CU_ASSERT_PTR_NULL(rule_sqrt_of_square(m, map(m, MDG_F_sqrt, s)));
    /* log(sum of exp(u) v) is no logsumexp, log(sin(u) v) no sum */
    const struct mdg_term weighted[2] = {all(e), all(t.Y->node)};
    mdg_node sum = raw(m, MDG_CONTRACT, 0, 1, 2, extent, 2, weighted, NULL);
    CU_ASSERT_PTR_NULL(rule_log_of_sum_exp(m, map(m, MDG_F_log, sum)));
    /* nor where a weight may be 0, or no exponential has all the labels */
    const struct mdg_term masked[2] = {all(e), all(t.H->node)};
    mdg_node some = raw(m, MDG_CONTRACT, 0, 1, 2, extent, 2, masked, NULL);
    CU_ASSERT_PTR_NULL(rule_log_of_sum_exp(m, map(m, MDG_F_log, some)));
    static const uint8_t second[2] = {2, 1};
    const struct mdg_term cross[2] = {all(e), {e, second}};
    const mdg_size three[3] = {extent[0], extent[1], extent[0]};
    mdg_node matrix_product = raw(m, MDG_CONTRACT, 0, 1, 3, three, 2, cross, NULL);
    CU_ASSERT_PTR_NULL(rule_log_of_sum_exp(m, map(m, MDG_F_log, matrix_product)));
    /* what is not selected may be 0, unless it is an exponential */
    const struct mdg_term chosen[2] = {all(X), all(t.H->node)};
    mdg_node entry = raw(m, MDG_CONTRACT, 0, 1, 2, extent, 2, chosen, NULL);
    CU_ASSERT_PTR_NULL(rule_log_of_selected(m, map(m, MDG_F_log, entry)));
    mdg_node wave = map(m, MDG_F_sin, X);
    const struct mdg_term crest[2] = {all(wave), all(t.H->node)};
    entry = raw(m, MDG_CONTRACT, 0, 1, 2, extent, 2, crest, NULL);
    CU_ASSERT_PTR_NULL(rule_log_of_selected(m, map(m, MDG_F_log, entry)));
    /* h_i sum_j exp(u)_ij selects nothing from the sum */
    mdg_node h = algebra_input(m, "h", 1, t.n, NULL, MDG_ONEHOT)->node;
    const struct mdg_term beside[2] = {all(e), all(h)};
    entry = raw(m, MDG_CONTRACT, 0, 1, 2, extent, 2, beside, NULL);
    CU_ASSERT_PTR_NULL(rule_log_of_selected(m, map(m, MDG_F_log, entry)));
    CU_ASSERT_PTR_NULL(
        rule_log_of_product(m, map(m, MDG_F_log, product(m, wave, t.Y->node))));
    /* nor is a number other than 1 the 1 of log1p */
    mdg_node two_and = sum2(m, 1, mdg_num(m, 2), 1, X);
    CU_ASSERT_PTR_NULL(rule_log_of_one_plus(m, map(m, MDG_F_log, two_and)));
    /* log(logdet(A)), det(A^-1), max(u)^2 */
    CU_ASSERT_PTR_NULL(
        rule_log_of_det(m, map(m, MDG_F_log, matrix(m, MDG_M_LOGDET, t.A->node))));
    CU_ASSERT_PTR_NULL(
        rule_inverse_of_inverse(m, matrix(m, MDG_M_DET, matrix(m, MDG_M_INV, t.A->node))));
    const struct mdg_term largest = all(X);
    mdg_node max = raw(m, MDG_REDUCE, MDG_R_MAX, 1, 2, extent, 1, &largest, NULL);
    CU_ASSERT_PTR_NULL(rule_square_of_root(m, product(m, max, max)));
    /* log(1 - 2 sigmoid(u)), 1 - 2 sigmoid(u) */
    mdg_node sigmoid = map(m, MDG_F_sigmoid, X);
    CU_ASSERT_PTR_NULL(rule_log_of_sigmoid(m, map(m, MDG_F_log1p, scaled(m, -2, sigmoid))));
    CU_ASSERT_PTR_NULL(rule_one_minus_sigmoid(m, sum2(m, 1, one(&t), -2, sigmoid)));
    /* exp(u)_ij sigmoid(-u)_ji, sqrt(u)_ij sqrt(u)_ji */
    static const uint8_t turned[2] = {1, 0};
    const struct mdg_term across[2] = {
        all(ea), {map(m, MDG_F_sigmoid, mdg_scale(m, -1, t.A->node)), turned}};
    CU_ASSERT_PTR_NULL(rule_exp_times_sigmoid(
        m, raw(m, MDG_CONTRACT, 0, 2, 2, ea->extent, 2, across, NULL)));
    mdg_node root = map(m, MDG_F_sqrt, t.A->node);
    const struct mdg_term roots[2] = {all(root), {root, turned}};
    CU_ASSERT_PTR_NULL(
        rule_square_of_root(m, raw(m, MDG_CONTRACT, 0, 2, 2, ea->extent, 2, roots, NULL)));
    /* log(det(A) y), log(-exp(x) + exp(y)), log(x + exp(y)): a sign may be other than it
     * looks; log(p + 1e-9) of probabilities p is well as it is */
    mdg_node det = matrix(m, MDG_M_DET, t.A->node), ey = map(m, MDG_F_exp, t.Y->node);
    mdg_node any = mdg_ein(m, "ij->", X);
    CU_ASSERT_PTR_NULL(rule_log_of_factor(m, map(m, MDG_F_log, product(m, det, any))));
    CU_ASSERT_PTR_NULL(rule_log_of_multiple(m, map(m, MDG_F_log, scaled(m, -2, det))));
    CU_ASSERT_PTR_NULL(
        rule_log_of_exponentials(m, map(m, MDG_F_log, sum2(m, -1, e, 1, ey))));
    CU_ASSERT_PTR_NULL(
        rule_log_of_exponentials(m, map(m, MDG_F_log, sum2(m, 1, X, 1, ey))));
    mdg_node p = mdg_ein(m, "ij,i->ij", e, map(m, MDG_F_recip, mdg_ein(m, "ij->i", e)));
    CU_ASSERT_PTR_NULL(
        rule_log_of_exponentials(m, map(m, MDG_F_log, sum2(m, 1, p, 1e-9, one(&t)))));
    /* sign(x) / |y| */
    mdg_node sign = map(m, MDG_F_sign, X), size = map(m, MDG_F_abs, t.Y->node);
    CU_ASSERT_PTR_NULL(
        rule_sign_over_magnitude(m, product(m, sign, map(m, MDG_F_recip, size))));
    /* the determinant of a full matrix is no product of its diagonal */
    CU_ASSERT_PTR_NULL(rule_determinant_of_triangle(m, matrix(m, MDG_M_DET, t.A->node)));
    CU_ASSERT_PTR_NULL(rule_inverse_of_diagonal(m, matrix(m, MDG_M_INV, t.P->node)));
    mdg_free(m);
}

/* ---- the stable forms that the language promises ------------------------- */

static bool is_map(mdg_node n, enum mdg_map_fn f)
{
    return n->op == MDG_MAP && n->kind == (int)f;
}

static void plain_spellings_get_their_stable_form(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node X = t.X->node, e = mdg_map1(m, MDG_F_exp, X);
    mdg_node unity = mdg_relabel(m, one(&t), mdg_identity_ix, 2, X->extent);
    mdg_node sums = mdg_ein(m, "ij->i", e);
    mdg_node lse = mdg_map1(m, MDG_F_log, sums);
    CU_ASSERT(lse->op == MDG_REDUCE && lse->kind == MDG_R_LSE);
    CU_ASSERT(is_map(mdg_map1(m, MDG_F_log, mdg_add(m, unity, 1, e)), MDG_F_softplus));
    CU_ASSERT(
        is_map(mdg_map1(m, MDG_F_log, mdg_map1(m, MDG_F_sigmoid, X)), MDG_F_log_sigmoid));
    mdg_node p = mdg_ein(m, "ij,i->ij", e, mdg_map1(m, MDG_F_recip, sums));
    CU_ASSERT(is_map(p, MDG_F_exp));
    CU_ASSERT_PTR_EQUAL(mdg_map1(m, MDG_F_log, p), p->arg[0].node);
    mdg_node ld = mdg_map1(m, MDG_F_log, mdg_matrix(m, MDG_M_DET, 1, &t.A->node));
    CU_ASSERT(ld->op == MDG_MATRIX && ld->kind == MDG_M_LOGDET);
    mdg_node norm = mdg_map1(m, MDG_F_sqrt, mdg_ein(m, "ij,ij->", X, X));
    CU_ASSERT(norm->op == MDG_REDUCE && norm->kind == MDG_R_NORM);
    mdg_free(m);
}

static void stable_forms_do_not_overflow(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node X = t.X->node, e = mdg_map1(m, MDG_F_exp, X);
    mdg_node unity = mdg_relabel(m, one(&t), mdg_identity_ix, 2, X->extent);
    const mdg_node y[3] = {
        mdg_map1(m, MDG_F_log, mdg_ein(m, "ij->i", e)),
        mdg_map1(m, MDG_F_log, mdg_add(m, unity, 1, e)),
        mdg_map1(m, MDG_F_sqrt, mdg_ein(m, "ij,ij->", X, X)),
    };
    struct mdg_sample s = algebra_point(m, 11, MDG_SAMPLE_ANY);
    for (int64_t i = 0; i < s.count[X->input->index]; i++) {
        s.values[X->input->index][i] *= 1e200;
    }
    for (int k = 0; k < 3; k++) {
        int64_t n = 0;
        double *v = algebra_value(m, &s, y[k], &n, NULL);
        CU_ASSERT_FATAL(v != NULL);
        for (int64_t i = 0; i < n; i++) {
            CU_ASSERT(isfinite(v[i]));
        }
    }
    mdg_free(m);
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(both_sides_of_every_rule_have_the_same_value),
        TEST(the_right_side_of_every_rule_is_final),
        TEST(rules_of_functions_hold_for_diagonals),
        TEST(rules_do_not_apply_where_they_would_be_wrong),
        TEST(plain_spellings_get_their_stable_form),
        TEST(stable_forms_do_not_overflow),
        {NULL, NULL},
    };
    return algebra_main("rules", tests);
}
