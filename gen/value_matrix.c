/* Functions of matrices: traces, diagonals, triangles, factorisations, spectra, promises. A
 * 1 x 1 matrix is a scalar, whose functions are scalar functions. */
#include "value_impl.h"

#include <string.h>

/* ---- factorisations and spectra --------------------------------------------- */

/* f of a 1 x 1 matrix. */
static mdg_value of_scalar(struct mdg *m, enum mdg_matrix_fn f, mdg_value a)
{
    switch (f) {
    case MDG_M_INV:
        return mdg_apply(m, MDG_F_recip, a);
    case MDG_M_LOGDET:
        return mdg_apply(m, MDG_F_log, a);
    case MDG_M_CHOL:
        return mdg_apply(m, MDG_F_sqrt, a);
    case MDG_M_EXPM:
        return mdg_apply(m, MDG_F_exp, a);
    case MDG_M_SVDVALS:
        return mdg_apply(m, MDG_F_abs, a);
    case MDG_M_ADJ:
        return mdg_value_new(m, mdg_num(m, 1), 0, NULL, a->uses);
    default: /* the determinant and the eigenvalue */
        return mdg_value_new(m, a->node, 0, NULL, a->uses);
    }
}

static mdg_value norm_of_vector(const struct mdg_call *c, mdg_value a)
{
    struct mdg_call norm = *c;
    norm.val = &a;
    norm.nvals = 1;
    return mdg_fn_norm(&norm);
}

static mdg_value svdvals(const struct mdg_call *c, mdg_value a)
{
    mdg_need_matrix(c, a);
    if (mdg_is_vector(a)) {
        return norm_of_vector(c, a);
    }
    mdg_size rows = a->shape[0], cols = a->shape[1];
    if (rows != cols && !(mdg_size_is_int(rows, NULL) && mdg_size_is_int(cols, NULL))) {
        mdg_err(c->m, c->m->at,
                "svdvals needs a square matrix or sizes that are integers, but "
                "its argument is %s\n  hint: the number of singular values is "
                "min(%s, %s); -D NAME=VALUE fixes a dim",
                mdg_value_text(c->m, a), mdg_size_text(c->m, rows),
                mdg_size_text(c->m, cols));
    }
    mdg_node s = mdg_matrix(c->m, MDG_M_SVDVALS, 1, &a->node);
    return mdg_value_new(c->m, s, 1, s->extent, a->uses);
}

mdg_value mdg_fn_matrix(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    enum mdg_matrix_fn f = (enum mdg_matrix_fn)c->kind;
    if (!a->rank) {
        return of_scalar(c->m, f, a);
    }
    if (f == MDG_M_SVDVALS) {
        return svdvals(c, a);
    }
    mdg_need_square(c, a);
    mdg_node y = mdg_matrix(c->m, f, 1, &a->node);
    if (f == MDG_M_DET || f == MDG_M_LOGDET) {
        return mdg_value_new(c->m, y, 0, NULL, a->uses);
    }
    return mdg_value_new(c->m, y, f == MDG_M_EIGVALS ? 1 : 2, a->shape, a->uses);
}

/* A^-1 B */
mdg_value mdg_fn_solve(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0], b = c->val[1];
    mdg_need_square(c, a);
    mdg_need_matrix(c, b);
    if (mdg_rows(m, a) != mdg_rows(m, b)) {
        mdg_err(m, m->at,
                "the shapes do not fit: solve(%s, %s)\n  hint: solve(A, B) = A^-1 * B "
                "needs A of n x n and B of n rows; %s and %s are not provably equal",
                mdg_value_text(m, a), mdg_value_text(m, b),
                mdg_size_text(m, mdg_rows(m, a)), mdg_size_text(m, mdg_rows(m, b)));
    }
    if (!a->rank) {
        return mdg_value_op(m, MDG_OP_DIV, b, a);
    }
    mdg_node inverse = mdg_matrix(m, MDG_M_INV, 1, &a->node);
    return mdg_value_op(m, MDG_OP_MUL, mdg_value_new(m, inverse, 2, a->shape, a->uses), b);
}

/* Element k of a vector node, as a scalar. */
static mdg_node element(struct mdg *m, mdg_node v, mdg_size k)
{
    mdg_size one = mdg_size_int(m, 1);
    return mdg_reshape(m, mdg_slice(m, v, &k, &one), 0, NULL);
}

/* eigmax, eigmin: the last, the first eigenvalue */
mdg_value mdg_fn_eigen_extreme(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_need_square(c, a);
    if (!a->rank) {
        return of_scalar(m, MDG_M_EIGVALS, a);
    }
    mdg_node all = mdg_matrix(m, MDG_M_EIGVALS, 1, &a->node);
    mdg_size one = mdg_size_int(m, 1);
    mdg_size k =
        c->kind == MDG_V_EIGMAX ? mdg_size_sub(m, a->shape[0], one) : mdg_size_int(m, 0);
    return mdg_value_new(m, element(m, all, k), 0, NULL, a->uses);
}

/* a with zeros around it so that it is square: that only adds singular values 0 behind the
 * others. Needed where it cannot be known which of the two sizes is the smaller one. */
static mdg_node squared(struct mdg *m, mdg_value a)
{
    mdg_size rows = a->shape[0], cols = a->shape[1], n;
    mdg_size zero[2] = {mdg_size_int(m, 0), mdg_size_int(m, 0)};
    if (rows == cols || (mdg_size_is_int(rows, NULL) && mdg_size_is_int(cols, NULL))) {
        return a->node;
    }
    if (!mdg_size_may_be_negative(mdg_size_sub(m, rows, cols))) {
        n = rows;
    } else if (!mdg_size_may_be_negative(mdg_size_sub(m, cols, rows))) {
        n = cols;
    } else {
        n = mdg_size_add(m, rows, cols);
    }
    return mdg_pad(m, a->node, zero, (mdg_size[]){n, n});
}

/* nuclear_norm: the sum of the singular values; spectral_norm: the first one. Their
 * absolute values: the derivative of |s| is 0 at 0, the conventional subgradient of a norm
 * there. */
mdg_value mdg_fn_svd_norm(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_need_matrix(c, a);
    if (mdg_is_vector(a)) {
        return norm_of_vector(c, a);
    }
    mdg_node square = squared(m, a);
    mdg_node s = mdg_map1(m, MDG_F_abs, mdg_matrix(m, MDG_M_SVDVALS, 1, &square));
    mdg_node y =
        c->kind == MDG_V_NUCLEAR ? mdg_ein(m, "i->", s) : element(m, s, mdg_size_int(m, 0));
    return mdg_value_new(m, y, 0, NULL, a->uses);
}

/* ---- traces, diagonals, triangles --------------------------------------------- */

mdg_value mdg_fn_tr(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    mdg_need_square(c, a);
    mdg_node y = a->rank ? mdg_ein(c->m, "ii->", a->node) : a->node;
    return mdg_value_new(c->m, y, 0, NULL, a->uses);
}

/* The leading square of a matrix of integer sizes. */
static mdg_value leading_square(const struct mdg_call *c, mdg_value a)
{
    int64_t rows = 0, cols = 0;
    if (a->shape[0] == a->shape[1]) {
        return a;
    }
    if (!mdg_size_is_int(a->shape[0], &rows) || !mdg_size_is_int(a->shape[1], &cols)) {
        mdg_err(c->m, c->m->at,
                "diag needs a vector or a square matrix, but its argument is %s\n"
                "  hint: %s and %s are not provably equal",
                mdg_value_text(c->m, a), mdg_size_text(c->m, a->shape[0]),
                mdg_size_text(c->m, a->shape[1]));
    }
    mdg_size n = a->shape[rows > cols], zero = mdg_size_int(c->m, 0);
    mdg_node part = mdg_slice(c->m, a->node, (mdg_size[]){zero, zero}, (mdg_size[]){n, n});
    return mdg_value_matrix(c->m, part, n, n, a->uses);
}

/* vector -> diagonal matrix, matrix -> its diagonal as a column */
mdg_value mdg_fn_diag(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_need_matrix(c, a);
    if (!a->rank) {
        return a;
    }
    if (mdg_is_vector(a)) {
        mdg_size n = a->node->extent[0];
        mdg_node y = mdg_ein(m, "i,ij->ij", a->node, mdg_delta(m, n));
        return mdg_value_matrix(m, y, n, n, a->uses);
    }
    a = leading_square(c, a);
    return mdg_value_new(m, mdg_ein(m, "ii->i", a->node), 1, a->shape, a->uses);
}

/* A vector of which only the first element is left, if there is one: times 1 where the
 * running number of elements is 1. */
static mdg_value first_only(struct mdg *m, mdg_value a)
{
    mdg_size n = a->node->extent[0];
    struct mdg_term one = {mdg_num(m, 1), NULL};
    mdg_node count = mdg_cumsum(m, mdg_contract(m, 1, 1, &n, 1, &one), 0, false);
    const uint8_t i[1] = {0};
    struct mdg_term equal[2] = {{count, i}, one};
    mdg_node y = mdg_ein(m, "i,i->i", a->node, mdg_map(m, MDG_F_eq, 1, &n, 2, equal));
    return mdg_value_new(m, y, 2, a->shape, a->uses);
}

mdg_value mdg_fn_triangle(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    bool lower = c->kind == MDG_V_TRIL;
    mdg_need_matrix(c, a);
    if (mdg_is_vector(a)) {
        bool whole = !a->rank || (mdg_is_column(a) ? lower : !lower);
        return whole ? a : first_only(m, a);
    }
    mdg_size rows = a->shape[0], cols = a->shape[1];
    mdg_node ones = lower ? mdg_tri(m, MDG_TRI_LOWER, rows, cols)
                          : mdg_tri(m, MDG_TRI_LOWER, cols, rows);
    mdg_node y = mdg_ein(m, lower ? "ij,ij->ij" : "ij,ji->ij", a->node, ones);
    return mdg_value_matrix(m, y, rows, cols, a->uses);
}

/* ---- promises ------------------------------------------------------------------ */

mdg_value mdg_fn_assume(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    unsigned bits = 0;
    for (int i = 0; i < c->ntexts; i++) {
        if (a->rank) {
            mdg_attr_check(m, c->text[i], a->rank, a->shape, mdg_value_text(m, a));
        }
        bits |= mdg_attr_bits(c->text[i]);
    }
    if (!a->rank) { /* a 1 x 1 matrix: what is left is the sign */
        bits =
            (bits & (MDG_POSITIVE | MDG_NONNEGATIVE)) | (bits & MDG_SPD ? MDG_POSITIVE : 0);
    } else if (a->rank > 2 &&
               mdg_is_one(a->shape[a->rank - 1])) { /* the node lacks that axis */
        bits &= ~(unsigned)(MDG_ONEHOT | MDG_SIMPLEX);
    }
    return mdg_value_new(m, mdg_assume(m, a->node, bits), a->rank, a->shape, a->uses);
}
