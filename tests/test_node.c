/* Nodes: one node per content, and the canonical forms of products, sums, maps and
 * re-indexings. Where two spellings have to be the same node, pointers are compared; values
 * are compared too, by evaluating what the constructors made against loops. */
#include "algebra.h"

#include <string.h>

static mdg_node transpose(struct mdg *m, mdg_node a)
{
    return mdg_ein(m, "ij->ji", a);
}

/* ---- interning ----------------------------------------------------------- */

static void equal_content_is_the_same_node(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    CU_ASSERT_PTR_EQUAL(mdg_num(m, 2.5), mdg_num(m, 2.5));
    CU_ASSERT_PTR_EQUAL(mdg_num(m, -0.0), mdg_num(m, 0.0));
    CU_ASSERT_PTR_NOT_EQUAL(mdg_num(m, 2.5), mdg_num(m, -2.5));
    CU_ASSERT_PTR_EQUAL(mdg_delta(m, t.n), mdg_delta(m, t.n));
    CU_ASSERT_PTR_NOT_EQUAL(mdg_delta(m, t.n), mdg_delta(m, t.k));
    CU_ASSERT_PTR_EQUAL(mdg_map1(m, MDG_F_exp, t.X->node),
                        mdg_map1(m, MDG_F_exp, t.X->node));
    CU_ASSERT_PTR_EQUAL(mdg_num(m, NAN), mdg_num(m, NAN));
    mdg_free(m);
}

static void an_identity_of_size_1_is_the_number_1(void)
{
    struct algebra t = algebra_new();
    CU_ASSERT_PTR_EQUAL(mdg_delta(t.m, mdg_size_int(t.m, 1)), mdg_num(t.m, 1));
    CU_ASSERT_PTR_EQUAL(mdg_size_node(t.m, mdg_size_int(t.m, 7)), mdg_num(t.m, 7));
    mdg_free(t.m);
}

static void operands_come_before_their_users(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_map1(m, MDG_F_exp, mdg_ein(m, "ij,jk->ik", t.A->node, t.X->node));
    unsigned *ids;
    size_t n = mdg_reach(m, 1, &y, &ids);
    CU_ASSERT_EQUAL(n, 4);
    for (size_t i = 1; i < n; i++) {
        CU_ASSERT(ids[i - 1] < ids[i]);
    }
    CU_ASSERT_PTR_EQUAL(mdg_node_at(m, ids[n - 1]), y);
    mdg_free(m);
}

/* ---- products ------------------------------------------------------------ */

static void the_order_of_factors_and_names_of_labels_do_not_matter(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node a = mdg_ein(m, "ij,jk,kl->il", t.A->node, t.B->node, t.X->node);
    CU_ASSERT_PTR_EQUAL(a, mdg_ein(m, "kl,ij,jk->il", t.X->node, t.A->node, t.B->node));
    CU_ASSERT_PTR_EQUAL(a, mdg_ein(m, "pq,qr,rs->ps", t.A->node, t.B->node, t.X->node));
    mdg_free(m);
}

static void transposes_are_looked_through(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node A = t.A->node, X = t.X->node, At = transpose(m, A);
    CU_ASSERT_PTR_EQUAL(transpose(m, At), A);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,jk->ik", At, X), mdg_ein(m, "ji,jk->ik", A, X));
    CU_ASSERT_PTR_EQUAL(mdg_add(m, At, -1, At), mdg_zeros(m, 2, At->extent));
    mdg_free(m);
}

static void identities_merge_the_labels_they_join(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node I = mdg_delta(m, t.n);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,jk->ik", I, t.X->node), t.X->node);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,jk,kl->il", t.A->node, I, t.B->node),
                        mdg_ein(m, "ij,jk->ik", t.A->node, t.B->node));
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,ij->", I, t.A->node), mdg_ein(m, "ii->", t.A->node));
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ii->", I), mdg_size_node(m, t.n));
    mdg_free(m);
}

static void numbers_are_pulled_out_in_front(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node AX = mdg_ein(m, "ij,jk->ik", t.A->node, t.X->node);
    mdg_node y =
        mdg_ein(m, "ij,,jk->ik", mdg_scale(m, 2, t.A->node), mdg_num(m, 5), t.X->node);
    CU_ASSERT_PTR_EQUAL(y, mdg_scale(m, 10, AX));
    CU_ASSERT(mdg_is_zero(mdg_ein(m, "ij,,jk->ik", t.A->node, mdg_num(m, 0), t.X->node)));
    mdg_free(m);
}

static void rows_that_sum_to_one_vanish_where_they_are_summed(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node H = t.H->node;
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,i->i", H, t.x->node), t.x->node);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij->", H), mdg_size_node(m, t.n));
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,ij->ij", H, H), H); /* one-hot */
    CU_ASSERT_PTR_NOT_EQUAL(mdg_ein(m, "ij,ij->i", H, t.X->node),
                            mdg_ein(m, "ij->i", t.X->node));
    mdg_free(m);
}

static void a_summed_label_that_no_factor_has_counts(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    const mdg_size extent[2] = {t.n, t.k};
    struct mdg_term x = {t.x->node, mdg_identity_ix};
    mdg_node y = mdg_contract(m, 1, 2, extent, 1, &x); /* sum over j < k of x_i */
    CU_ASSERT_PTR_EQUAL(y, mdg_ein(m, ",i->i", mdg_size_node(m, t.k), t.x->node));
    mdg_free(m);
}

static void an_inverse_beside_its_matrix_is_the_identity(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node A = t.A->node, P = t.P->node;
    mdg_node i = mdg_matrix(m, MDG_M_INV, 1, &A), p = mdg_matrix(m, MDG_M_INV, 1, &P);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,jk->ik", i, A), mdg_delta(m, t.n));
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,jk,kl->il", A, i, t.X->node), t.X->node);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ji,jk->ik", p, P), mdg_delta(m, t.n)); /* symmetric */
    CU_ASSERT_PTR_NOT_EQUAL(mdg_ein(m, "ji,jk->ik", i, A), mdg_delta(m, t.n));
    mdg_free(m);
}

static void symmetric_matrices_have_one_spelling(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    CU_ASSERT_PTR_EQUAL(transpose(m, t.S->node), t.S->node);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ij,jk->ik", t.S->node, t.X->node),
                        mdg_ein(m, "ji,jk->ik", t.S->node, t.X->node));
    CU_ASSERT_PTR_NOT_EQUAL(transpose(m, t.A->node), t.A->node);
    mdg_free(m);
}

/* ---- sums ---------------------------------------------------------------- */

static void equal_terms_are_collected(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node X = t.X->node, Y = t.Y->node, s = mdg_add(m, X, 2, Y);
    CU_ASSERT_PTR_EQUAL(mdg_add(m, s, 3, X), mdg_add(m, mdg_scale(m, 4, X), 2, Y));
    CU_ASSERT_PTR_EQUAL(mdg_add(m, s, -2, Y), X);
    CU_ASSERT(mdg_is_zero(mdg_add(m, s, -1, s)));
    CU_ASSERT_PTR_EQUAL(mdg_add(m, X, 1, Y), mdg_add(m, Y, 1, X));
    CU_ASSERT_PTR_EQUAL(mdg_scale(m, 1, X), X);
    CU_ASSERT_PTR_EQUAL(mdg_add(m, mdg_num(m, 2), 3, mdg_num(m, 4)), mdg_num(m, 14));
    mdg_free(m);
}

static void a_sum_of_many_terms_keeps_its_value(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node left = t.X->node, right = t.X->node;
    for (int k = 1; k <= 40; k++) { /* more than are opened */
        mdg_node term = mdg_map1(m, MDG_F_cos, mdg_scale(m, k, t.Y->node));
        left = mdg_add(m, left, 1, term);
        right = mdg_add(m, term, 1, right);
    }
    CU_ASSERT(algebra_same_value(m, "sums in two orders", left, right, MDG_SAMPLE_ANY));
    mdg_free(m);
}

/* ---- maps and reductions ------------------------------------------------- */

static void functions_of_numbers_are_numbers(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    CU_ASSERT_PTR_EQUAL(mdg_map1(m, MDG_F_exp, mdg_num(m, 0)), mdg_num(m, 1));
    CU_ASSERT_PTR_EQUAL(mdg_map2(m, MDG_F_maximum, mdg_num(m, 3), mdg_num(m, 2)),
                        mdg_num(m, 3));
    mdg_free(m);
}

static void broadcasting_happens_around_a_function_not_inside(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node wide = mdg_broadcast(m, t.x->node, "i", "ij", t.X->node);
    mdg_node y = mdg_map1(m, MDG_F_exp, wide);
    CU_ASSERT_PTR_EQUAL(
        y, mdg_broadcast(m, mdg_map1(m, MDG_F_exp, t.x->node), "i", "ij", t.X->node));
    CU_ASSERT_PTR_EQUAL(mdg_map1(m, MDG_F_exp, transpose(m, t.X->node)),
                        transpose(m, mdg_map1(m, MDG_F_exp, t.X->node)));
    mdg_free(m);
}

static void reducing_equal_elements_is_known_without_looking(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node wide = mdg_broadcast(m, t.p->node, "i", "ij", t.X->node);
    const struct mdg_term w = {wide, mdg_identity_ix};
    mdg_node max = mdg_reduce(m, MDG_R_MAX, 1, 2, wide->extent, w);
    mdg_node lse = mdg_reduce(m, MDG_R_LSE, 1, 2, wide->extent, w);
    CU_ASSERT_PTR_EQUAL(max, t.p->node);
    CU_ASSERT(lse->op == MDG_SUM);
    /* against the definition: the same elements, but not known to be equal */
    mdg_node same = mdg_ein(m, "i,ij->ij", t.p->node,
                            mdg_map1(m, MDG_F_exp, mdg_scale(m, 1e-30, t.X->node)));
    static const enum mdg_reduce kinds[3] = {MDG_R_LSE, MDG_R_PROD, MDG_R_NORM};
    for (int k = 0; k < 3; k++) {
        const struct mdg_term s = {same, mdg_identity_ix};
        mdg_node a = mdg_reduce(m, kinds[k], 1, 2, wide->extent, w);
        mdg_node b = mdg_reduce(m, kinds[k], 1, 2, wide->extent, s);
        CU_ASSERT(
            algebra_same_value(m, mdg_fmt(m, "reduction %d", k), a, b, MDG_SAMPLE_ANY));
    }
    mdg_free(m);
}

/* ---- re-indexings -------------------------------------------------------- */

static void slice_and_pad_undo_each_other(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_size zero = mdg_size_int(m, 0), one = mdg_size_int(m, 1);
    const mdg_size offset[2] = {one, zero}, none[2] = {zero, zero};
    const mdg_size big[2] = {mdg_size_add(m, t.n, one), mdg_size_add(m, t.k, t.k)};
    mdg_node p = mdg_pad(m, t.X->node, offset, big);
    CU_ASSERT_PTR_EQUAL(mdg_slice(m, p, offset, t.X->node->extent), t.X->node);
    CU_ASSERT_PTR_EQUAL(mdg_slice(m, t.X->node, none, t.X->node->extent), t.X->node);
    CU_ASSERT(mdg_is_zero(mdg_pad(m, mdg_zeros(m, 2, t.X->node->extent), offset, big)));
    CU_ASSERT(algebra_same_value(m, "sum of a padded matrix", mdg_ein(m, "ij->", p),
                                 mdg_ein(m, "ij->", t.X->node), MDG_SAMPLE_ANY));
    mdg_free(m);
}

static void reshapes_in_a_row_are_one(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    const mdg_size flat[1] = {mdg_size_mul(m, t.n, t.k)}, turned[2] = {t.k, t.n};
    mdg_node v = mdg_reshape(m, t.X->node, 1, flat);
    CU_ASSERT_PTR_EQUAL(mdg_reshape(m, v, 2, t.X->node->extent), t.X->node);
    CU_ASSERT_PTR_EQUAL(mdg_reshape(m, v, 2, turned), mdg_reshape(m, t.X->node, 2, turned));
    CU_ASSERT_PTR_EQUAL(mdg_reshape(m, mdg_scale(m, 3, t.X->node), 1, flat),
                        mdg_scale(m, 3, v));
    mdg_free(m);
}

static void running_sums_run_along_their_axis(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node upper =
        transpose(m, mdg_tri(m, MDG_TRI_LOWER, t.k, t.k)); /* 1 where row <= column */
    mdg_node lower = mdg_tri(m, MDG_TRI_LOWER, t.n, t.n);
    CU_ASSERT(algebra_same_value(m, "along rows", mdg_cumsum(m, t.X->node, 1, false),
                                 mdg_ein(m, "ij,jk->ik", t.X->node, upper),
                                 MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "down, from the end", mdg_cumsum(m, t.X->node, 0, true),
                                 mdg_ein(m, "ji,jk->ik", lower, t.X->node),
                                 MDG_SAMPLE_ANY));
    mdg_free(m);
}

/* ---- properties ---------------------------------------------------------- */

static void structure_follows_from_operands(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node gram = mdg_ein(m, "ki,kj->ij", t.X->node, t.X->node), I = mdg_delta(m, t.k);
    CU_ASSERT((gram->props & MDG_PSD) && !(gram->props & MDG_SPD));
    CU_ASSERT_FALSE(
        mdg_add(m, gram, 0.5, mdg_ein(m, "ki,kj->ij", t.Y->node, t.Y->node))->props &
        MDG_SPD);
    CU_ASSERT(mdg_add(m, gram, 0.5, I)->props & MDG_SPD);
    CU_ASSERT_FALSE(mdg_add(m, gram, -0.5, I)->props & MDG_SPD);
    mdg_node P = t.P->node, inverse = mdg_matrix(m, MDG_M_INV, 1, &P);
    CU_ASSERT(inverse->props & MDG_SPD);
    mdg_node sum = mdg_add(m, t.A->node, 1, transpose(m, t.A->node));
    CU_ASSERT(sum->props & MDG_SYMMETRIC);
    CU_ASSERT_FALSE(mdg_add(m, t.A->node, -1, transpose(m, t.A->node))->props &
                    MDG_SYMMETRIC);
    CU_ASSERT(mdg_ein(m, "ij,jk,lk->il", t.A->node, P, t.A->node)->props & MDG_SYMMETRIC);
    CU_ASSERT(mdg_ein(m, "ji,jk,kl->il", t.A->node, P, t.A->node)->props & MDG_SYMMETRIC);
    CU_ASSERT_FALSE(mdg_ein(m, "ij,jk,kl->il", t.A->node, P, t.A->node)->props &
                    MDG_SYMMETRIC);
    CU_ASSERT_FALSE(mdg_ein(m, "ij,jk,lk->il", t.A->node, t.A->node, t.A->node)->props &
                    MDG_SYMMETRIC);
    CU_ASSERT(mdg_map1(m, MDG_F_exp, t.X->node)->props & MDG_POSITIVE);
    CU_ASSERT_FALSE(mdg_map1(m, MDG_F_sin, t.Q->node)->props & MDG_NONNEGATIVE);
    mdg_node chol = mdg_matrix(m, MDG_M_CHOL, 1, &P);
    CU_ASSERT(chol->props & MDG_LOWER);
    CU_ASSERT_FALSE(transpose(m, chol)->props & MDG_LOWER);
    CU_ASSERT(transpose(m, chol)->props & MDG_UPPER);
    /* a rectangle may be diagonal, but not symmetric */
    mdg_node diagonal = mdg_ein(m, "ij,ji->ij", mdg_tri(m, MDG_TRI_LOWER, t.n, t.k),
                                mdg_tri(m, MDG_TRI_LOWER, t.k, t.n));
    CU_ASSERT((diagonal->props & MDG_DIAGONAL) == MDG_DIAGONAL);
    CU_ASSERT_FALSE(diagonal->props & (MDG_SYMMETRIC | MDG_PSD));
    /* memory of a triangular input holds anything beside the triangle */
    mdg_node L = t.L->node;
    for (int k = 0; k < L->nargs; k++) {
        CU_ASSERT(L->arg[k].node->op != MDG_INPUT || !(L->arg[k].node->props & MDG_LOWER));
    }
    CU_ASSERT(L->op == MDG_CONTRACT && (L->props & MDG_LOWER));
    const struct mdg_term whole = {t.A->node, mdg_identity_ix};
    CU_ASSERT_FALSE(mdg_reduce(m, MDG_R_MAX, 1, 2, t.A->node->extent, whole)->props &
                    MDG_NONNEGATIVE);
    mdg_free(m);
}

/* What props claim must hold of the value, for a zoo of expressions. */
static void claimed_structure_is_there(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node A = t.A->node, P = t.P->node, S = t.S->node,
             L = mdg_matrix(m, MDG_M_CHOL, 1, &P);
    mdg_node Lt = transpose(m, L), I = mdg_delta(m, t.n),
             gram = mdg_ein(m, "ik,jk->ij", A, A), regular = mdg_add(m, A, 4, I);
    const mdg_node zoo[] = {
        gram,
        mdg_add(m, gram, 2, I),
        mdg_ein(m, "ij,ij->ij", S, P),
        mdg_ein(m, "ij,jk,kl->il", A, S, A),
        mdg_ein(m, "ji,jk,kl->il", A, S, A),
        mdg_ein(m, "ij,ij->ij", L, A),
        mdg_ein(m, "ij,ij->ij", L, Lt),
        mdg_add(m, L, 1, Lt),
        mdg_add(m, L, -3, I),
        mdg_matrix(m, MDG_M_INV, 1, &L),
        mdg_matrix(m, MDG_M_INV, 1, &P),
        mdg_matrix(m, MDG_M_ADJ, 1, &L),
        mdg_matrix(m, MDG_M_EXPM, 1, &S),
        mdg_map1(m, MDG_F_exp, S),
        mdg_map1(m, MDG_F_cos, L),
        mdg_map1(m, MDG_F_sin, L),
        mdg_scale(m, -2, P),
        mdg_ein(m, "ij,jk->ik", P, P),
        mdg_ein(m, "ij,jk->ik", L, L),
        mdg_ein(m, "i,j->ij", t.x->node, t.x->node),
        mdg_ein(m, "i,j->ij", t.x->node, t.y->node),
        mdg_ein(m, "i,ij->ij", t.x->node, I),
        mdg_ein(m, "ij,ki->ij", A, A),
        mdg_ein(m, "ij,kj->ij", A, A),
        mdg_ein(m, "ij,jk->ik", L, A),
        mdg_ein(m, "ij,jk->ik", A, L),
        mdg_tri(m, MDG_TRI_LOWER, t.n, t.n),
        mdg_add(m, mdg_map1(m, MDG_F_exp, S), -1, mdg_map1(m, MDG_F_exp, P)),
        mdg_map1(m, MDG_F_sin, A),
        mdg_map1(m, MDG_F_sin, S),
        mdg_map1(m, MDG_F_sqrt, mdg_map1(m, MDG_F_relu, S)),
        mdg_map1(m, MDG_F_recip, A),
        mdg_matrix(m, MDG_M_INV, 1, &regular),
        mdg_matrix(m, MDG_M_EXPM, 1, &A),
        mdg_matrix(m, MDG_M_EXPMD, 2, (const mdg_node[2]){S, A}),
        mdg_matrix(m, MDG_M_ADJD, 2, (const mdg_node[2]){A, S}),
    };
    struct mdg_sample s = algebra_point(m, 5, MDG_SAMPLE_ANY);
    int64_t n = s.dims[0], count = 0;
    for (size_t z = 0; z < sizeof zoo / sizeof *zoo; z++) {
        double *v = algebra_value(m, &s, zoo[z], &count, NULL);
        CU_ASSERT_FATAL(v != NULL && count == n * n);
        unsigned p = zoo[z]->props, bad = 0;
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                double a = v[i * n + j], b = v[j * n + i];
                bad |= fabs(a - b) > 1e-12 * (1 + fabs(a)) ? p & MDG_SYMMETRIC : 0;
                bad |= i < j && fabs(a) > 1e-14 ? p & MDG_LOWER : 0;
                bad |= i > j && fabs(a) > 1e-14 ? p & MDG_UPPER : 0;
                bad |= a < 0 ? p & MDG_NONNEGATIVE : 0;
                bad |= a <= 0 ? p & MDG_POSITIVE : 0;
                bad |= i == j && a <= 0 ? p & MDG_SPD : 0;
            }
        }
        if (bad) {
            printf("\n    expression %zu claims what it does not have: %x", z, bad);
        }
        CU_ASSERT_EQUAL(bad, 0);
    }
    mdg_free(m);
}

/* ---- the evaluator against plain loops ----------------------------------- */

static void a_contraction_has_the_value_of_its_loops(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_sample s = algebra_point(m, 9, MDG_SAMPLE_ANY);
    const double *A = s.values[t.A->node->input->index],
                 *X = s.values[t.X->node->input->index];
    const double *x = s.values[t.x->node->input->index];
    int64_t n = s.dims[0], k = s.dims[1], count = 0;
    mdg_node y = mdg_ein(m, "ij,jk,ik,ii,jl->ki", t.A->node, t.X->node, t.Y->node,
                         t.B->node, t.X->node);
    const double *B = s.values[t.B->node->input->index],
                 *Y = s.values[t.Y->node->input->index];
    double *v = algebra_value(m, &s, y, &count, NULL), *w = MDG_ARRAY(m, n * k, double);
    CU_ASSERT_FATAL(v != NULL && count == n * k);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t c = 0; c < k; c++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t l = 0; l < k; l++) {
                    w[c * n + i] += A[i * n + j] * X[j * k + c] * Y[i * k + c] *
                                    B[i * n + i] * X[j * k + l];
                }
            }
        }
    }
    CU_ASSERT(algebra_distance(count, v, w) < 1e-14);
    v = algebra_value(m, &s, mdg_broadcast(m, t.x->node, "j", "ij", t.A->node), &count,
                      NULL);
    CU_ASSERT_FATAL(v != NULL && count == n * n);
    CU_ASSERT(v[1] == x[1] && v[n] == x[0]);
    mdg_free(m);
}

/* A f(A) and the like, which hold for the right function only. */
static void matrix_functions_have_the_values_that_define_them(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node A = t.A->node, P = t.P->node, S = t.S->node, I = mdg_delta(m, t.n);
    mdg_node zero =
        mdg_scale(m, 1e-300, A); /* so that a product with the inverse is not cancelled */
    mdg_node same = mdg_add(m, A, 1, mdg_map1(m, MDG_F_sin, zero));
    mdg_node inv = mdg_matrix(m, MDG_M_INV, 1, &A), adj = mdg_matrix(m, MDG_M_ADJ, 1, &A);
    mdg_node det = mdg_matrix(m, MDG_M_DET, 1, &A), L = mdg_matrix(m, MDG_M_CHOL, 1, &P);
    mdg_node w = mdg_matrix(m, MDG_M_EIGVALS, 1, &S),
             V = mdg_matrix(m, MDG_M_EIGVECS, 1, &S);
    mdg_node s = mdg_matrix(m, MDG_M_SVDVALS, 1, &A), U = mdg_matrix(m, MDG_M_SVDU, 1, &A);
    mdg_node W = mdg_matrix(m, MDG_M_SVDV, 1, &A),
             logdet = mdg_matrix(m, MDG_M_LOGDET, 1, &P);
    mdg_node E = mdg_matrix(m, MDG_M_EXPM, 1, &S);
    const mdg_node pair[2] = {S, mdg_ein(m, "ij,jk->ik", S, S)};
    mdg_node D = mdg_matrix(m, MDG_M_EXPMD, 2, pair);
    const mdg_node equal[3] = {S, S, S};
    mdg_node DD = mdg_matrix(m, MDG_M_EXPMDD, 3, equal);
    const mdg_node at[3] = {A, A, A}, moved[2] = {A, mdg_ein(m, "ij,jk->ik", A, A)};
    mdg_node dadj = mdg_matrix(m, MDG_M_ADJD, 2, moved);
    mdg_node ddadj = mdg_matrix(m, MDG_M_ADJDD, 3, at);
    mdg_node degree = mdg_size_node(m, t.n);
    const struct {
        const char *what;
        mdg_node a, b;
    } law[] = {
        {"A inv(A) = I", mdg_ein(m, "ij,jk->ik", same, inv), I},
        {"A adj(A) = det(A) I", mdg_ein(m, "ij,jk->ik", A, adj),
         mdg_ein(m, ",ij->ij", det, I)},
        {"L L' = P", mdg_ein(m, "ik,jk->ij", L, L), P},
        {"logdet P = 2 sum log L_ii", logdet,
         mdg_scale(m, 2,
                   mdg_ein(m, "i->", mdg_map1(m, MDG_F_log, mdg_ein(m, "ii->i", L))))},
        {"V diag(w) V' = S", mdg_ein(m, "ik,k,jk->ij", V, w, V), S},
        {"V'V = I", mdg_ein(m, "ki,kj->ij", V, V), I},
        {"U diag(s) W' = A", mdg_ein(m, "ik,k,jk->ij", U, s, W), A},
        {"U'U = I", mdg_ein(m, "ki,kj->ij", U, U), I},
        {"prod w = det S",
         mdg_reduce(m, MDG_R_PROD, 0, 1, w->extent, (struct mdg_term){w, mdg_identity_ix}),
         mdg_matrix(m, MDG_M_DET, 1, &S)},
        {"expm S = V exp(w) V'", E,
         mdg_ein(m, "ik,k,jk->ij", V, mdg_map1(m, MDG_F_exp, w), V)},
        {"L(S, S^2) = S^2 expm S", D, mdg_ein(m, "ij,jk->ik", pair[1], E)},
        {"L2(S, S, S) = S^2 expm S", DD, mdg_ein(m, "ij,jk->ik", pair[1], E)},
        {"dadj(A, A^2) = (tr A - A) adj A", dadj,
         mdg_add(m, mdg_ein(m, "kk,ij->ij", A, adj), -1, mdg_ein(m, "ij,jk->ik", A, adj))},
        {"d2adj(A, A, A) = (n - 1) (n - 2) adj A", ddadj,
         mdg_ein(m, ",,ij->ij", mdg_add(m, degree, -1, mdg_num(m, 1)),
                 mdg_add(m, degree, -2, mdg_num(m, 1)), adj)},
    };
    for (size_t i = 0; i < sizeof law / sizeof *law; i++) {
        CU_ASSERT(algebra_same_value(m, law[i].what, law[i].a, law[i].b, MDG_SAMPLE_ANY));
    }
    mdg_free(m);
}

static void eigenvalues_ascend_and_singular_values_descend(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_sample s = algebra_point(m, 21, MDG_SAMPLE_ANY);
    int64_t n = 0;
    double *w = algebra_value(m, &s, mdg_matrix(m, MDG_M_EIGVALS, 1, &t.S->node), &n, NULL);
    double *v = algebra_value(m, &s, mdg_matrix(m, MDG_M_SVDVALS, 1, &t.A->node), &n, NULL);
    CU_ASSERT_FATAL(w && v && n > 1);
    for (int64_t i = 1; i < n; i++) {
        CU_ASSERT(w[i - 1] <= w[i] && v[i - 1] >= v[i] && v[i] >= 0);
    }
    mdg_free(m);
}

static enum mdg_eval_code failure(struct algebra *t, mdg_node a, struct mdg_sample *s)
{
    enum mdg_eval_code rc;
    int64_t n;
    algebra_value(t->m, s, a, &n, &rc);
    return rc;
}

static void failures_are_reported_not_computed_through(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_sample s = algebra_point(m, 2, MDG_SAMPLE_ANY);
    mdg_node A = t.A->node, P = t.P->node, minus = mdg_scale(m, -1, P);
    mdg_node ones = mdg_relabel(m, mdg_num(m, 1), mdg_identity_ix, 2, A->extent);
    CU_ASSERT_EQUAL(failure(&t, mdg_matrix(m, MDG_M_CHOL, 1, &minus), &s),
                    MDG_EVAL_NOT_SPD);
    CU_ASSERT_EQUAL(failure(&t, mdg_matrix(m, MDG_M_INV, 1, &ones), &s), MDG_EVAL_SINGULAR);
    CU_ASSERT_EQUAL(failure(&t, mdg_matrix(m, MDG_M_LOGDET, 1, &ones), &s),
                    MDG_EVAL_DOMAIN);
    CU_ASSERT_EQUAL(failure(&t, mdg_diff_leaf(m, 0, A), &s), MDG_EVAL_LINEAR);
    const mdg_size offset[2] = {t.n, t.n}, shape[2] = {mdg_size_int(m, 1), t.n};
    CU_ASSERT_EQUAL(failure(&t, mdg_slice(m, A, offset, shape), &s), MDG_EVAL_SIZE);
    s.dims[0] = 0;
    const struct mdg_term x = {t.x->node, mdg_identity_ix};
    CU_ASSERT_EQUAL(failure(&t, mdg_reduce(m, MDG_R_MAX, 0, 1, &t.n, x), &s),
                    MDG_EVAL_EMPTY);
    CU_ASSERT_EQUAL(failure(&t, mdg_ein(m, "i,i->", t.x->node, t.x->node), &s),
                    MDG_EVAL_OK);
    mdg_free(m);
}

static void labels_stand_for_one_hot_rows(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *in = MDG_NEW(m, struct mdg_input);
    const mdg_size shape[2] = {t.n, t.k};
    *in = (struct mdg_input){.name = "c",
                             .is_labels = true,
                             .rank = 2,
                             .declared = (mdg_size *)MDG_ARRAY(m, 2, mdg_size)};
    memcpy(in->declared, shape, sizeof shape);
    mdg_node H = mdg_input_node(m, in);
    struct mdg_sample s = algebra_point(m, 4, MDG_SAMPLE_ANY);
    int64_t n = 0;
    double *v = algebra_value(m, &s, H, &n, NULL);
    CU_ASSERT_FATAL(v != NULL && n == s.dims[0] * s.dims[1]);
    for (int64_t i = 0; i < n; i++) {
        CU_ASSERT_EQUAL(v[i], i % s.dims[1] == s.labels[in->index][i / s.dims[1]]);
    }
    s.labels[in->index][0] = (int32_t)s.dims[1];
    CU_ASSERT_EQUAL(failure(&t, H, &s), MDG_EVAL_LABEL);
    mdg_free(m);
}

static void evaluation_stops_when_the_budget_is_used_up(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_sample s = algebra_point(m, 4, MDG_SAMPLE_ANY);
    mdg_node y = mdg_ein(m, "ij,jk->ik", t.A->node, t.A->node);
    struct mdg_eval *e = mdg_eval_new(m, 1, &y);
    struct mdg_point at = mdg_sample_point(&s);
    uint64_t budget = 10;
    CU_ASSERT_EQUAL(mdg_eval_run(e, &at, &budget), MDG_EVAL_BUDGET);
    CU_ASSERT(budget <= 10);
    mdg_eval_free(e);
    mdg_free(m);
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(equal_content_is_the_same_node),
        TEST(an_identity_of_size_1_is_the_number_1),
        TEST(operands_come_before_their_users),
        TEST(the_order_of_factors_and_names_of_labels_do_not_matter),
        TEST(transposes_are_looked_through),
        TEST(identities_merge_the_labels_they_join),
        TEST(numbers_are_pulled_out_in_front),
        TEST(rows_that_sum_to_one_vanish_where_they_are_summed),
        TEST(a_summed_label_that_no_factor_has_counts),
        TEST(an_inverse_beside_its_matrix_is_the_identity),
        TEST(symmetric_matrices_have_one_spelling),
        TEST(equal_terms_are_collected),
        TEST(a_sum_of_many_terms_keeps_its_value),
        TEST(functions_of_numbers_are_numbers),
        TEST(broadcasting_happens_around_a_function_not_inside),
        TEST(reducing_equal_elements_is_known_without_looking),
        TEST(slice_and_pad_undo_each_other),
        TEST(reshapes_in_a_row_are_one),
        TEST(running_sums_run_along_their_axis),
        TEST(structure_follows_from_operands),
        TEST(claimed_structure_is_there),
        TEST(a_contraction_has_the_value_of_its_loops),
        TEST(matrix_functions_have_the_values_that_define_them),
        TEST(eigenvalues_ascend_and_singular_values_descend),
        TEST(failures_are_reported_not_computed_through),
        TEST(labels_stand_for_one_hot_rows),
        TEST(evaluation_stops_when_the_budget_is_used_up),
        {NULL, NULL},
    };
    return algebra_main("node", tests);
}
