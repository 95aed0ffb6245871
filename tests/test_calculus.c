/* The calculus: the rules of the lecture notes by name, then every operator and every
 * function of matrices against differences of its value, in all kinds of derivatives. */
#include "algebra.h"

#include "generate.h"

#include <string.h>

/* A direction for an input: its differential. */
static mdg_node direction(struct mdg *m, mdg_value of, const char *name)
{
    return algebra_input(m, name,
                         of->rank == 2 && mdg_size_is(of->shape[1], 1) ? 1 : of->rank,
                         of->rank ? of->shape[0] : NULL, of->rank ? of->shape[1] : NULL, 0)
        ->node;
}

static mdg_node push(struct mdg *m, mdg_node y, mdg_value x, mdg_node dx)
{
    return mdg_push(m, y, 1, &x->node, &dx, 0);
}

static mdg_node gradient(struct mdg *m, mdg_node y, mdg_value x)
{
    mdg_node g;
    mdg_pull(m, y, mdg_num(m, 1), 0, 1, &x->node, &g);
    return g;
}

/* ---- the rules of the lecture notes -------------------------------------- */

static void D1_the_differential_of_a_sum_is_the_sum_of_differentials(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_add(m, mdg_scale(m, 3, t.X->node), -2, t.Y->node);
    mdg_node dX = direction(m, t.X, "dX"), dY = direction(m, t.Y, "dY");
    const mdg_node x[2] = {t.X->node, t.Y->node}, dx[2] = {dX, dY};
    CU_ASSERT_PTR_EQUAL(mdg_push(m, y, 2, x, dx, 0),
                        mdg_add(m, mdg_scale(m, 3, dX), -2, dY));
    mdg_free(m);
}

static void D2_the_differential_of_a_matrix_product_follows_the_product_rule(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_ein(m, "ij,jk->ik", t.A->node, t.X->node);
    mdg_node dA = direction(m, t.A, "dA"), dX = direction(m, t.X, "dX");
    const mdg_node x[2] = {t.A->node, t.X->node}, dx[2] = {dA, dX};
    mdg_node expected = mdg_add(m, mdg_ein(m, "ij,jk->ik", dA, t.X->node), 1,
                                mdg_ein(m, "ij,jk->ik", t.A->node, dX));
    CU_ASSERT_PTR_EQUAL(mdg_push(m, y, 2, x, dx, 0), expected);
    mdg_free(m);
}

static void D3_the_differential_of_an_inverse_is_minus_inverse_dX_inverse(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node i = mdg_matrix(m, MDG_M_INV, 1, &t.A->node), dA = direction(m, t.A, "dA");
    mdg_node expected = mdg_scale(m, -1, mdg_ein(m, "ip,pq,qj->ij", i, dA, i));
    CU_ASSERT_PTR_EQUAL(push(m, i, t.A, dA), expected);
    mdg_free(m);
}

static void D4_the_differential_of_a_hadamard_product_follows_the_product_rule(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_ein(m, "ij,ij->ij", t.X->node, t.Y->node);
    mdg_node dX = direction(m, t.X, "dX"), dY = direction(m, t.Y, "dY");
    const mdg_node x[2] = {t.X->node, t.Y->node}, dx[2] = {dX, dY};
    mdg_node expected = mdg_add(m, mdg_ein(m, "ij,ij->ij", dX, t.Y->node), 1,
                                mdg_ein(m, "ij,ij->ij", t.X->node, dY));
    CU_ASSERT_PTR_EQUAL(mdg_push(m, y, 2, x, dx, 0), expected);
    mdg_free(m);
}

static void D5_the_differential_of_a_function_is_its_slope_times_dX(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_map1(m, MDG_F_sin, t.X->node), dX = direction(m, t.X, "dX");
    mdg_node slope = mdg_map1(m, MDG_F_cos, t.X->node);
    CU_ASSERT_PTR_EQUAL(push(m, y, t.X, dX), mdg_ein(m, "ij,ij->ij", slope, dX));
    mdg_free(m);
}

static void T1_a_scalar_is_its_own_trace(void)
{
    struct algebra t = algebra_new();
    mdg_node y =
        mdg_ein(t.m, "i,i->", t.x->node, t.y->node); /* x'y = Tr(x'y), gradient in x: y */
    CU_ASSERT_PTR_EQUAL(gradient(t.m, y, t.x), t.y->node);
    mdg_free(t.m);
}

static void T2_the_trace_of_a_product_is_cyclic(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node ab = mdg_ein(m, "ij,ji->", t.A->node, t.B->node);
    mdg_node ba = mdg_ein(m, "ij,ji->", t.B->node, t.A->node);
    CU_ASSERT_PTR_EQUAL(ab, ba);
    CU_ASSERT_PTR_EQUAL(gradient(m, ab, t.A), mdg_ein(m, "ij->ji", t.B->node));
    CU_ASSERT_PTR_EQUAL(gradient(m, ab, t.B), mdg_ein(m, "ij->ji", t.A->node));
    mdg_free(m);
}

static void T3_the_trace_of_a_transpose_is_the_trace(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node at = mdg_ein(m, "ij->ji", t.A->node);
    CU_ASSERT_PTR_EQUAL(mdg_ein(m, "ii->", at), mdg_ein(m, "ii->", t.A->node));
    CU_ASSERT_PTR_EQUAL(gradient(m, mdg_ein(m, "ii->", at), t.A), mdg_delta(m, t.n));
    mdg_free(m);
}

static void T4_the_trace_of_a_sum_is_the_sum_of_traces(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node sum = mdg_add(m, mdg_ein(m, "ij,ij->", t.X->node, t.Y->node), -5,
                           mdg_ein(m, "ij,ij->", t.X->node, t.Q->node));
    CU_ASSERT_PTR_EQUAL(gradient(m, sum, t.X), mdg_add(m, t.Y->node, -5, t.Q->node));
    mdg_free(m);
}

static void T5_a_hadamard_factor_moves_to_the_other_side_of_the_trace(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_ein(m, "ij,ij->ij", t.X->node, t.Y->node), g, w = t.Q->node;
    mdg_pull(m, y, w, 0, 1, &t.X->node, &g); /* Tr(W'(dX o Y)) = Tr((W o Y)'dX) */
    CU_ASSERT_PTR_EQUAL(g, mdg_ein(m, "ij,ij->ij", w, t.Y->node));
    mdg_free(m);
}

/* ---- examples of every operator ------------------------------------------ */

static struct mdg_term all(mdg_node a)
{
    return (struct mdg_term){a, mdg_identity_ix};
}

static mdg_node matrix1(struct mdg *m, enum mdg_matrix_fn f, mdg_node a)
{
    return mdg_matrix(m, f, 1, &a);
}

static mdg_node reduce(struct mdg *m, enum mdg_reduce kind, int order, mdg_node a)
{
    return mdg_reduce(m, kind, order, a->order, a->extent, all(a));
}

/* B'A B, not symmetric in form; A of the test is well conditioned at no point for sure, A +
 * 4 I is. */
static mdg_node shifted(const struct algebra *t)
{
    return mdg_add(t->m, mdg_scale(t->m, 0.3, t->A->node), 2, mdg_delta(t->m, t->n));
}

static mdg_node two_by_three(struct mdg *m)
{
    static const double v[6] = {1, -2, 3, 0.5, 4, -1};
    const mdg_size shape[2] = {mdg_size_int(m, 2), mdg_size_int(m, 3)};
    return mdg_table(m, 2, shape, v);
}

static mdg_node an_input(const struct algebra *t)
{
    return t->X->node;
}
static mdg_node a_number(const struct algebra *t)
{
    return mdg_ein(t->m, ",i->i", mdg_num(t->m, 3), t->x->node);
}
static mdg_node a_size(const struct algebra *t)
{
    return mdg_ein(t->m, ",i->i", mdg_size_node(t->m, t->n), t->x->node);
}
static mdg_node a_table(const struct algebra *t)
{
    return mdg_ein(t->m, "ij,k->ijk", two_by_three(t->m), t->x->node);
}
static mdg_node a_delta(const struct algebra *t)
{
    return mdg_ein(t->m, "i,ij->ij", t->x->node, mdg_delta(t->m, t->n));
}
static mdg_node a_triangle(const struct algebra *t)
{
    return mdg_ein(t->m, "ij,ij->ij", t->X->node,
                   mdg_tri(t->m, MDG_TRI_STRICT, t->n, t->k));
}
static mdg_node a_contraction(const struct algebra *t)
{
    return mdg_ein(t->m, "ij,jk,ki,kl->li", t->A->node, t->A->node, t->B->node, t->X->node);
}
static mdg_node a_diagonal(const struct algebra *t)
{
    return mdg_ein(t->m, "ii,ij,i->ij", t->A->node, t->X->node, t->x->node);
}
static mdg_node a_sum(const struct algebra *t)
{
    const uint8_t row[1] = {0}, transposed[2] = {1, 0};
    const mdg_size extent[2] = {t->n, t->n};
    const struct mdg_term term[4] = {all(t->A->node),
                                     {t->A->node, transposed},
                                     {t->x->node, row},
                                     all(mdg_num(t->m, 1))};
    const double c[4] = {2, -3, 0.5, 7};
    return mdg_sum(t->m, 2, extent, 4, term, c);
}
static mdg_node a_map(const struct algebra *t)
{
    const uint8_t row[1] = {0};
    const mdg_size extent[2] = {t->n, t->k};
    const struct mdg_term term[2] = {{t->x->node, row}, all(t->Q->node)};
    return mdg_map(t->m, MDG_F_atan2, 2, extent, 2, term);
}
static mdg_node a_max(const struct algebra *t)
{
    return reduce(t->m, MDG_R_MAX, 1, t->X->node);
}
static mdg_node a_min(const struct algebra *t)
{
    const uint8_t columns[2] = {1, 0};
    const mdg_size extent[2] = {t->k, t->n};
    return mdg_reduce(t->m, MDG_R_MIN, 1, 2, extent,
                      (struct mdg_term){t->X->node, columns});
}
static mdg_node a_product(const struct algebra *t)
{
    return reduce(t->m, MDG_R_PROD, 1, t->X->node);
}
static mdg_node a_product_of_all(const struct algebra *t)
{
    return reduce(t->m, MDG_R_PROD, 0, t->X->node);
}
static mdg_node a_logsumexp(const struct algebra *t)
{
    return reduce(t->m, MDG_R_LSE, 1, t->X->node);
}
static mdg_node a_norm(const struct algebra *t)
{
    return reduce(t->m, MDG_R_NORM, 1, t->X->node);
}
static mdg_node a_reduced_diagonal(const struct algebra *t)
{
    const uint8_t ix[2] = {0, 0};
    const mdg_size extent[1] = {t->n};
    return mdg_reduce(t->m, MDG_R_LSE, 0, 1, extent, (struct mdg_term){t->A->node, ix});
}
static mdg_node a_matrix_function(const struct algebra *t)
{
    return matrix1(t->m, MDG_M_INV, shifted(t));
}
static mdg_node a_slice(const struct algebra *t)
{
    struct mdg *m = t->m;
    const mdg_size one = mdg_size_int(m, 1), offset[2] = {one, mdg_size_int(m, 0)};
    const mdg_size shape[2] = {mdg_size_sub(m, t->n, one), mdg_size_sub(m, t->k, one)};
    return mdg_slice(m, t->X->node, offset, shape);
}
static mdg_node a_pad(const struct algebra *t)
{
    struct mdg *m = t->m;
    const mdg_size one = mdg_size_int(m, 1), offset[2] = {one, t->n};
    const mdg_size shape[2] = {mdg_size_add(m, t->n, t->k), mdg_size_add(m, t->n, t->k)};
    return mdg_pad(m, t->X->node, offset, shape);
}
static mdg_node a_reshape(const struct algebra *t)
{
    const mdg_size flat[1] = {mdg_size_mul(t->m, t->n, t->k)};
    return mdg_reshape(t->m, mdg_map1(t->m, MDG_F_sin, t->X->node), 1, flat);
}
static mdg_node a_running_sum(const struct algebra *t)
{
    return mdg_cumsum(t->m, mdg_cumsum(t->m, t->X->node, 1, true), 0, false);
}
/* Few outputs: Jacobians go backward, with the axes of the outputs in front. */
static mdg_node a_row_of_running_sums(const struct algebra *t)
{
    return mdg_ein(t->m, "ij,i->j", a_running_sum(t), t->x->node);
}
static mdg_node products_of_others(const struct algebra *t)
{
    return mdg_loo(t->m, t->X->node);
}
static mdg_node differentials_of_products_of_others(const struct algebra *t)
{
    struct mdg *m =
        t->m; /* its first operand is constant: third derivatives are not known */
    const mdg_size shape[2] = {t->n, t->k};
    mdg_node half = mdg_relabel(m, mdg_num(m, 0.5), mdg_identity_ix, 2, shape);
    return mdg_loo_diff(m, mdg_add(m, t->H->node, 1, half), t->X->node);
}
static mdg_node a_promise(const struct algebra *t)
{
    mdg_node g = mdg_ein(t->m, "ik,jk->ij", t->X->node, t->X->node);
    mdg_node a = mdg_assume(t->m, mdg_add(t->m, g, 1, mdg_delta(t->m, t->n)), MDG_SPD);
    return matrix1(t->m, MDG_M_LOGDET, a);
}

struct example {
    int op;
    mdg_node (*make)(const struct algebra *t);
    bool twice; /* are second derivatives known? */
};

static const struct example examples[] = {
    {MDG_INPUT, an_input, true},
    {MDG_NUMBER, a_number, true},
    {MDG_SIZE, a_size, true},
    {MDG_TABLE, a_table, true},
    {MDG_DELTA, a_delta, true},
    {MDG_TRI, a_triangle, true},
    {MDG_CONTRACT, a_contraction, true},
    {MDG_CONTRACT, a_diagonal, true},
    {MDG_SUM, a_sum, true},
    {MDG_MAP, a_map, true},
    {MDG_REDUCE, a_max, true},
    {MDG_REDUCE, a_min, true},
    {MDG_REDUCE, a_product, true},
    {MDG_REDUCE, a_product_of_all, true},
    {MDG_REDUCE, a_logsumexp, true},
    {MDG_REDUCE, a_norm, true},
    {MDG_REDUCE, a_reduced_diagonal, true},
    {MDG_MATRIX, a_matrix_function, true},
    {MDG_SLICE, a_slice, true},
    {MDG_PAD, a_pad, true},
    {MDG_RESHAPE, a_reshape, true},
    {MDG_CUMSUM, a_running_sum, true},
    {MDG_CUMSUM, a_row_of_running_sums, true},
    {MDG_LOO, products_of_others, false},
    {MDG_LOODIFF, differentials_of_products_of_others, true},
    {MDG_ASSUME, a_promise, true},
};

/* Functions of matrices, applied so that they are smooth around the point. */
static mdg_node
spread(const struct algebra *t) /* symmetric in value, different eigenvalues */
{
    static const double v[9] = {1, 0.3, -0.2, 0.1, 3, 0.4, 0.2, -0.5, 6};
    struct mdg *m = t->m;
    const mdg_size three[2] = {mdg_size_int(m, 3), mdg_size_int(m, 3)};
    mdg_node s = mdg_map1(m, MDG_F_tanh, t->s->node);
    return mdg_add(
        m, mdg_table(m, 2, three, v), 0.4,
        mdg_ein(m, ",ij->ij", s, mdg_map1(m, MDG_F_sin, mdg_table(m, 2, three, v))));
}

/* A constant and two directions. */
static const mdg_node *three_of(const struct algebra *t, const mdg_node *two)
{
    mdg_node *a = MDG_ARRAY(t->m, 3, mdg_node);
    a[0] = mdg_add(t->m, mdg_delta(t->m, t->n), -0.3,
                   mdg_tri(t->m, MDG_TRI_LOWER, t->n, t->n));
    a[1] = two[0];
    a[2] = two[1];
    return a;
}

static mdg_node example_of(const struct algebra *t, enum mdg_matrix_fn f)
{
    struct mdg *m = t->m;
    const mdg_node two[2] = {t->A->node, t->B->node};
    static const double wide[6] = {3, 0.2, -0.4, 0.1, 1, 0.7};
    const mdg_size shape[2] = {mdg_size_int(m, 2), mdg_size_int(m, 3)};
    mdg_node w = mdg_table(m, 2, shape, wide);
    mdg_node narrow = mdg_add(m, w, 0.3,
                              mdg_ein(m, ",ij->ij", mdg_map1(m, MDG_F_tanh, t->s->node),
                                      mdg_map1(m, MDG_F_cos, w)));
    switch (f) {
    case MDG_M_INV:
    case MDG_M_DET:
    case MDG_M_LOGDET:
    case MDG_M_ADJ:
        return matrix1(m, f, shifted(t));
    case MDG_M_LOGPROD:
        return matrix1(m, f, t->p->node);
    case MDG_M_CHOL:
        return matrix1(m, f, t->P->node);
    case MDG_M_SVDVALS:
    case MDG_M_SVDU:
    case MDG_M_SVDV: /* of a matrix that is not square */
        return matrix1(m, f, narrow);
    case MDG_M_EXPMD:
    case MDG_M_ADJD:
        return mdg_matrix(m, f, 2, two);
    case MDG_M_EXPMDD: /* at a constant: third derivatives are not known */
    case MDG_M_ADJDD:
        return mdg_matrix(m, f, 3, three_of(t, two));
    case MDG_M_EXPM:
        return matrix1(m, f, t->A->node);
    default:
        return matrix1(m, f, spread(t));
    }
}

/* ---- checking one expression in all kinds -------------------------------- */

static void add_objective(struct mdg *m, struct mdg_model *model, const char *name,
                          mdg_node y, int nkinds, enum mdg_kind *kinds, bool mapping)
{
    const mdg_size none[1] = {NULL};
    struct mdg_objective o = {
        .name = name, .is_mapping = mapping, .nkinds = nkinds, .kinds = kinds};
    o.value = mdg_value_new(m, y, y->order, y->order ? y->extent : none, NULL);
    o.wrt = MDG_ARRAY(m, mdg_input_count(m), struct mdg_input *);
    unsigned *ids;
    size_t n = mdg_reach(m, 1, &y, &ids);
    for (size_t i = 0; i < n; i++) {
        mdg_node a = mdg_node_at(m, ids[i]);
        if (a->op == MDG_INPUT && !(a->input->props & MDG_ONEHOT)) {
            o.wrt[o.nwrt++] = a->input;
        }
    }
    MDG_PUSH(m, &model->objectives, o);
}

/* Weights that differ, so that no gradient is right by symmetry: sum of cos(1 + i) y_i,
 * then squared. */
static mdg_node scalar_of(struct mdg *m, mdg_node y)
{
    const mdg_size flat[1] = {mdg_numel(m, y)};
    mdg_node v = mdg_reshape(m, y, 1, flat), one = mdg_map1(m, MDG_F_cos, v);
    if (y->order == 0) {
        return mdg_map1(m, MDG_F_sin, y);
    }
    mdg_node weights =
        mdg_cumsum(m, mdg_relabel(m, mdg_num(m, 1), mdg_identity_ix, 1, flat), 0, false);
    weights = mdg_map1(m, MDG_F_cos, weights);
    return mdg_add(m, mdg_ein(m, "i,i->", weights, v), 0.1,
                   mdg_ein(m, "i,i->", weights, one));
}

static void check_all_kinds(struct mdg *m, const char *name, mdg_node y, bool twice)
{
    static enum mdg_kind first[] = {MDG_K_JVP, MDG_K_VJP, MDG_K_JACOBIAN, MDG_K_JACOBIAN_T};
    static enum mdg_kind second[] = {MDG_K_GRAD, MDG_K_VALUE_GRAD, MDG_K_JVP, MDG_K_HVP,
                                     MDG_K_HESSIAN};
    struct mdg_model model = {0};
    struct mdg_buf out = {0};
    add_objective(m, &model, name, y, 4, first, true);
    add_objective(m, &model, name, scalar_of(m, y), twice ? 5 : 3, second, false);
    int wrong = mdg_check(m, &model, &out);
    CU_ASSERT_EQUAL(wrong, 0);
    if (wrong) {
        printf("\n%s", out.data);
    }
}

static void every_operator_is_differentiated_in_every_kind(void)
{
    bool seen[MDG_NOPS] = {false};
    for (size_t k = 0; k < sizeof examples / sizeof *examples; k++) {
        struct algebra t = algebra_new();
        mdg_node y = examples[k].make(&t);
        seen[examples[k].op] = true;
        check_all_kinds(t.m, mdg_fmt(t.m, "op_%d_%zu", examples[k].op, k), y,
                        examples[k].twice);
        mdg_free(t.m);
    }
    for (int op = 0; op < MDG_NOPS; op++) {
        CU_ASSERT(seen[op] || op == MDG_DIFF); /* a new operator needs an example above */
    }
}

static void every_matrix_function_is_differentiated_in_every_kind(void)
{
    static const char *const name[MDG_NMATRIX] = {
#define MATRIX(name, text) #name,
#include "matrix.def"
#undef MATRIX
    };
    for (int f = 0; f < MDG_NMATRIX; f++) {
        struct algebra t = algebra_new();
        mdg_node y = example_of(&t, (enum mdg_matrix_fn)f);
        if (f == MDG_M_EIGVECS || f == MDG_M_SVDU ||
            f == MDG_M_SVDV) { /* the sign of a column is free */
            y = mdg_ein(t.m, "ik,jk->ijk", y, y);
        }
        check_all_kinds(t.m, name[f], y, f != MDG_M_EXPMD && f != MDG_M_ADJD);
        mdg_free(t.m);
    }
}

/* The Cholesky factor is that of (A + A')/2, for matrices that nobody promised to be
 * symmetric. */
static void a_cholesky_factor_of_any_matrix_sees_its_symmetric_part(void)
{
    struct algebra t = algebra_new();
    check_all_kinds(t.m, "chol_of_any", matrix1(t.m, MDG_M_CHOL, spread(&t)), true);
    mdg_free(t.m);
}

/* Each side of a symmetric matrix, and what lies outside of triangles, at random. */
static void structured_inputs_are_projected_in_every_kind(void)
{
    for (int k = 0; k < 5; k++) {
        struct algebra t = algebra_new();
        struct mdg *m = t.m;
        mdg_node a = (const mdg_value[]){t.S, t.P, t.L, t.U, t.D}[k]->node;
        mdg_node y =
            mdg_ein(m, "ij,jk,kl->il", a, t.X->node, mdg_ein(m, "ij->ji", t.X->node));
        y = mdg_ein(m, "ij,jk,ik->i", y, a, t.A->node);
        check_all_kinds(m, mdg_fmt(m, "structure_%d", k), y, true);
        mdg_free(m);
    }
}

/* ---- identities ---------------------------------------------------------- */

/* w' (J v) = v' (J' w), the two sides by different moves. */
static void forward_and_backward_agree_to_rounding(void)
{
    for (size_t k = 0; k < sizeof examples / sizeof *examples; k++) {
        struct algebra t = algebra_new();
        struct mdg *m = t.m;
        mdg_node y = examples[k].make(&t);
        unsigned *ids;
        size_t n = mdg_reach(m, 1, &y, &ids);
        mdg_node w = mdg_map1(m, MDG_F_cos, y); /* any tensor of the shape of y */
        for (size_t i = 0; i < n; i++) {
            mdg_node x = mdg_node_at(m, ids[i]), v, g, dy;
            if (x->op != MDG_INPUT || (x->input->props & MDG_ONEHOT)) {
                continue;
            }
            v = mdg_map1(m, MDG_F_exp, x);
            dy = mdg_push(m, y, 1, &x, &v, 0);
            mdg_pull(m, y, w, 0, 1, &x, &g);
            const struct mdg_term forward[2] = {all(w), all(dy)},
                                  back[2] = {all(g), all(v)};
            mdg_node a = mdg_contract(m, 0, y->order, y->extent, 2, forward);
            mdg_node b = mdg_contract(m, 0, x->order, x->extent, 2, back);
            CU_ASSERT(
                algebra_same_value(m, mdg_fmt(m, "example %zu", k), a, b, MDG_SAMPLE_ANY));
        }
        mdg_free(m);
    }
}

static struct mdg_function *derived(struct mdg *m, mdg_node y, enum mdg_kind kind, int nwrt,
                                    struct mdg_input **wrt)
{
    struct mdg_objective *o = MDG_NEW(m, struct mdg_objective);
    const mdg_size none[1] = {NULL};
    *o = (struct mdg_objective){.name = "f", .nwrt = nwrt, .wrt = wrt};
    o->value = mdg_value_new(m, y, y->order, y->order ? y->extent : none, NULL);
    return mdg_derive(m, o, kind);
}

static mdg_node quartic(const struct algebra *t)
{
    struct mdg *m = t->m;
    mdg_node q = mdg_ein(m, "i,ij,j->", t->x->node, t->A->node, t->x->node);
    return mdg_add(m, mdg_ein(m, ",->", q, q), 1,
                   mdg_ein(m, "i,i->", t->x->node, mdg_map1(m, MDG_F_exp, t->x->node)));
}

static void a_hessian_is_symmetric_and_its_product_is_hvp(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    struct mdg_input *wrt[1] = {t.x->node->input};
    mdg_node y = quartic(&t);
    mdg_node h = derived(m, y, MDG_K_HESSIAN, 1, wrt)->outputs[0].node;
    struct mdg_function *f = derived(m, y, MDG_K_HVP, 1, wrt);
    mdg_node v = f->directions[0]->node;
    CU_ASSERT(algebra_same_value(m, "H = H'", h, mdg_ein(m, "ij->ji", h), MDG_SAMPLE_ANY));
    CU_ASSERT(algebra_same_value(m, "H v", f->outputs[0].node, mdg_ein(m, "ij,j->i", h, v),
                                 MDG_SAMPLE_ANY));
    mdg_free(m);
}

static void gradients_of_structured_inputs_have_their_structure(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    const mdg_value in[5] = {t.S, t.P, t.L, t.U, t.D};
    mdg_node leaves[5];
    struct mdg_input *inputs[5];
    for (int k = 0; k < 5;
         k++) { /* inputs are declared in the order of algebra_new, from 4 on */
        inputs[k] = mdg_input(m, 4 + k);
        leaves[k] = in[k]->node;
        mdg_node y = mdg_ein(m, "ij,jk,ik->", leaves[k], t.A->node, t.B->node);
        struct mdg_function *f = derived(m, y, MDG_K_GRAD, 1, &inputs[k]);
        struct mdg_sample s = algebra_point(m, 3, MDG_SAMPLE_ANY);
        int64_t n = 0;
        double *g = algebra_value(m, &s, f->outputs[0].node, &n, NULL),
               *q = MDG_ARRAY(m, n + 1, double);
        CU_ASSERT_FATAL(g != NULL);
        memcpy(q, g, (size_t)n * sizeof *q);
        mdg_sample_project(&s, inputs[k], inputs[k]->props, q);
        CU_ASSERT(algebra_distance(n, g, q) < 1e-15);
        CU_ASSERT(fabs(g[0]) > 0);
    }
    mdg_free(m);
}

/* Where the value has a kink: equal maxima share the slope, a norm at zero has slope zero.
 */
static void kinks_have_the_slopes_of_the_contract(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    static const double tied[4] = {1, 1, 0.5, 1};
    const mdg_size four[1] = {mdg_size_int(m, 4)};
    mdg_node e = mdg_map1(m, MDG_F_exp, t.s->node);
    mdg_node largest =
        reduce(m, MDG_R_MAX, 0, mdg_ein(m, ",i->i", e, mdg_table(m, 1, four, tied)));
    CU_ASSERT(algebra_same_value(m, "slope of equal maxima", gradient(m, largest, t.s), e,
                                 MDG_SAMPLE_ANY));
    mdg_node zeros =
        mdg_map1(m, MDG_F_relu, mdg_scale(m, -1, mdg_map1(m, MDG_F_exp, t.x->node)));
    mdg_node w = mdg_add(m, zeros, 1, mdg_ein(m, "i,->i", zeros, e)), g;
    mdg_pull(m, reduce(m, MDG_R_NORM, 0, zeros), mdg_num(m, 1), 0, 1, &zeros, &g);
    CU_ASSERT(algebra_same_value(m, "slope of a norm at zero", g, w, MDG_SAMPLE_ANY));
    mdg_free(m);
}

static void a_gradient_in_an_input_that_does_not_occur_is_zero(void)
{
    struct algebra t = algebra_new();
    mdg_node y = mdg_ein(t.m, "i,i->", t.x->node, t.x->node);
    CU_ASSERT(mdg_is_zero(gradient(t.m, y, t.X)));
    mdg_free(t.m);
}

static void least_squares_has_the_gradient_of_the_notes(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node r = mdg_add(m, mdg_ein(m, "ij,j->i", t.A->node, t.x->node), -1, t.y->node);
    mdg_node y = mdg_scale(m, 0.5, mdg_ein(m, "i,i->", r, r));
    CU_ASSERT_PTR_EQUAL(gradient(m, y, t.x), mdg_ein(m, "ij,i->j", t.A->node, r));
    mdg_free(m);
}

static mdg_node push_times(struct mdg *m, mdg_node y, mdg_value x, mdg_node dx, int times)
{
    return times ? push(m, push_times(m, y, x, dx, times - 1), x, dx) : y;
}

/* After `known` differentials of y in x the next one is an error that has the name. */
static void refuses_third(struct mdg *m, const char *name, mdg_node y, mdg_value x,
                          int known)
{
    const mdg_node d = direction(m, x, name), last = push_times(m, y, x, d, known);
    CHECK_RAISES(m, push(m, last, x, d));
    CU_ASSERT(strstr(m->message, "third derivative") != NULL);
    CU_ASSERT(strstr(m->message, name) != NULL);
}

static void an_unknown_third_derivative_is_an_error_that_names_it(void)
{
    struct algebra t = algebra_new();
    struct mdg *m = t.m;
    mdg_node y = mdg_map1(m, MDG_F_polygamma2, t.x->node);
    CHECK_RAISES(m, gradient(m, mdg_ein(m, "i->", y), t.x));
    CU_ASSERT(strstr(m->message, "polygamma2") != NULL);
    refuses_third(m, "expm", mdg_matrix(m, MDG_M_EXPM, 1, &t.X->node), t.X, 2);
    refuses_third(m, "adj", mdg_matrix(m, MDG_M_ADJ, 1, &t.X->node), t.X, 2);
    /* leaving an element out of a product is its first derivative */
    refuses_third(m, "prod", mdg_loo(m, t.x->node), t.x, 1);
    mdg_free(m);
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(D1_the_differential_of_a_sum_is_the_sum_of_differentials),
        TEST(D2_the_differential_of_a_matrix_product_follows_the_product_rule),
        TEST(D3_the_differential_of_an_inverse_is_minus_inverse_dX_inverse),
        TEST(D4_the_differential_of_a_hadamard_product_follows_the_product_rule),
        TEST(D5_the_differential_of_a_function_is_its_slope_times_dX),
        TEST(T1_a_scalar_is_its_own_trace),
        TEST(T2_the_trace_of_a_product_is_cyclic),
        TEST(T3_the_trace_of_a_transpose_is_the_trace),
        TEST(T4_the_trace_of_a_sum_is_the_sum_of_traces),
        TEST(T5_a_hadamard_factor_moves_to_the_other_side_of_the_trace),
        TEST(every_operator_is_differentiated_in_every_kind),
        TEST(every_matrix_function_is_differentiated_in_every_kind),
        TEST(a_cholesky_factor_of_any_matrix_sees_its_symmetric_part),
        TEST(structured_inputs_are_projected_in_every_kind),
        TEST(forward_and_backward_agree_to_rounding),
        TEST(a_hessian_is_symmetric_and_its_product_is_hvp),
        TEST(gradients_of_structured_inputs_have_their_structure),
        TEST(kinks_have_the_slopes_of_the_contract),
        TEST(a_gradient_in_an_input_that_does_not_occur_is_zero),
        TEST(least_squares_has_the_gradient_of_the_notes),
        TEST(an_unknown_third_derivative_is_an_error_that_names_it),
        {NULL, NULL},
    };
    return algebra_main("calculus", tests);
}
