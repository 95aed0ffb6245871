/* Re-indexings and matrix functions: slice and pad (adjoint to each other), reshape,
 * running sums, products of others, promises, and functions of whole matrices. */
#include "intern.h"
#include "rewrite.h"

#include <assert.h>
#include <string.h>

static const struct mdg_arg *whole(struct mdg *m, int n, const mdg_node *a)
{
    struct mdg_arg *arg = MDG_ARRAY(m, n, struct mdg_arg);
    for (int k = 0; k < n; k++) {
        arg[k].node = a[k];
    }
    return arg;
}

static bool same_shape(int order, const mdg_size *a, const mdg_size *b)
{
    return memcmp(a, b, (size_t)order * sizeof *a) == 0;
}

static bool is_whole(mdg_node a, const mdg_size *offset, const mdg_size *shape)
{
    for (int i = 0; i < a->order; i++) {
        if (!mdg_size_is(offset[i], 0)) {
            return false;
        }
    }
    return same_shape(a->order, a->extent, shape);
}

mdg_node mdg_slice(struct mdg *m, mdg_node a, const mdg_size *offset, const mdg_size *shape)
{
    if (is_whole(a, offset, shape)) {
        return a;
    }
    double v;
    if (mdg_constant(a, &v)) {
        return mdg_relabel(m, mdg_num(m, v), mdg_identity_ix, a->order, shape);
    }
    if (a->op == MDG_PAD && same_shape(a->order, a->offset, offset) &&
        same_shape(a->order, a->arg[0].node->extent, shape)) {
        return a->arg[0].node;
    }
    struct mdg_node n = {.op = MDG_SLICE,
                         .order = a->order,
                         .nlabels = a->order,
                         .extent = shape,
                         .nargs = 1,
                         .arg = whole(m, 1, &a),
                         .offset = offset};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_pad(struct mdg *m, mdg_node a, const mdg_size *offset, const mdg_size *shape)
{
    if (is_whole(a, offset, shape)) {
        return a;
    }
    if (mdg_is_zero(a)) {
        return mdg_zeros(m, a->order, shape);
    }
    struct mdg_node n = {.op = MDG_PAD,
                         .order = a->order,
                         .nlabels = a->order,
                         .extent = shape,
                         .nargs = 1,
                         .arg = whole(m, 1, &a),
                         .offset = offset};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_reshape(struct mdg *m, mdg_node a, int order, const mdg_size *shape)
{
    if (a->op == MDG_RESHAPE) {
        a = a->arg[0].node;
    }
    if (a->order == order && same_shape(order, a->extent, shape)) {
        return a;
    }
    double v;
    if (mdg_constant(a, &v)) {
        return mdg_relabel(m, mdg_num(m, v), mdg_identity_ix, order, shape);
    }
    if (a->op == MDG_DELTA && order == 4 && shape[0] == shape[2] && shape[1] == shape[3] &&
        a->extent[0] ==
            mdg_size_mul(m, shape[0], shape[1])) { /* pairs are equal if both parts are */
        const uint8_t rows[2] = {0, 2}, cols[2] = {1, 3};
        const struct mdg_term t[2] = {{mdg_delta(m, shape[0]), rows},
                                      {mdg_delta(m, shape[1]), cols}};
        return mdg_contract(m, 4, 4, shape, 2, t);
    }
    if (a->op == MDG_SUM && a->nargs == 1 && a->arg[0].node->order == a->order &&
        memcmp(a->arg[0].ix, mdg_identity_ix, (size_t)a->order) == 0) {
        return mdg_scale(m, a->coef[0], mdg_reshape(m, a->arg[0].node, order, shape));
    }
    struct mdg_node n = {.op = MDG_RESHAPE,
                         .order = order,
                         .nlabels = order,
                         .extent = shape,
                         .nargs = 1,
                         .arg = whole(m, 1, &a)};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_cumsum(struct mdg *m, mdg_node a, int axis, bool reversed)
{
    if (mdg_is_zero(a)) {
        return a;
    }
    struct mdg_node n = {.op = MDG_CUMSUM,
                         .kind = axis,
                         .flag = reversed,
                         .order = a->order,
                         .nlabels = a->order,
                         .extent = a->extent,
                         .nargs = 1,
                         .arg = whole(m, 1, &a)};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_loo(struct mdg *m, mdg_node a)
{
    struct mdg_node n = {.op = MDG_LOO,
                         .order = a->order,
                         .nlabels = a->order,
                         .extent = a->extent,
                         .nargs = 1,
                         .arg = whole(m, 1, &a)};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_loo_diff(struct mdg *m, mdg_node a, mdg_node v)
{
    if (mdg_is_zero(v)) {
        return v;
    }
    const mdg_node av[2] = {a, v};
    struct mdg_node n = {.op = MDG_LOODIFF,
                         .order = v->order,
                         .nlabels = v->order,
                         .extent = v->extent,
                         .nargs = 2,
                         .arg = whole(m, 2, av)};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_assume(struct mdg *m, mdg_node a, unsigned props)
{
    props = mdg_props_close(props) & ~a->props;
    if (!props || mdg_is_zero(a)) {
        return a;
    }
    struct mdg_node n = {.op = MDG_ASSUME,
                         .kind = (int)props,
                         .order = a->order,
                         .nlabels = a->order,
                         .extent = a->extent,
                         .nargs = 1,
                         .arg = whole(m, 1, &a)};
    return mdg_intern_node(m, &n);
}

/* ---- functions of matrices ------------------------------------------------------ */

static mdg_size smaller(mdg_size a, mdg_size b)
{
    int64_t x, y;
    if (mdg_size_is_int(a, &x) && mdg_size_is_int(b, &y)) {
        return x < y ? a : b;
    }
    assert(a == b);
    return a;
}

static void matrix_shape(struct mdg_node *n, mdg_node a, mdg_size *shape)
{
    mdg_size rows = a->extent[0], cols = a->order > 1 ? a->extent[1] : rows;
    switch ((enum mdg_matrix_fn)n->kind) {
    case MDG_M_DET:
    case MDG_M_LOGDET:
    case MDG_M_LOGPROD:
        n->order = 0;
        break;
    case MDG_M_EIGVALS:
        shape[0] = rows;
        n->order = 1;
        break;
    case MDG_M_SVDVALS:
        shape[0] = smaller(rows, cols);
        n->order = 1;
        break;
    case MDG_M_SVDU:
    case MDG_M_SVDV:
        shape[0] = n->kind == MDG_M_SVDU ? rows : cols;
        shape[1] = smaller(rows, cols);
        n->order = 2;
        break;
    case MDG_M_EXPMD:
    case MDG_M_EXPMDD:
    case MDG_M_ADJD:
    case MDG_M_ADJDD: /* that of the last direction */
        n->order = n->arg[n->nargs - 1].node->order;
        memcpy(shape, n->arg[n->nargs - 1].node->extent, (size_t)n->order * sizeof *shape);
        break;
    default:
        shape[0] = rows;
        shape[1] = cols;
        n->order = 2;
        break;
    }
    n->nlabels = n->order;
    n->extent = shape;
}

mdg_node mdg_matrix(struct mdg *m, enum mdg_matrix_fn f, int nargs, const mdg_node *arg)
{
    mdg_size shape[MDG_MAX_ORDER];
    for (int k = 1; k < nargs; k++) { /* linear in every direction */
        if (mdg_is_zero(arg[k])) {
            mdg_node last = arg[nargs - 1];
            return mdg_zeros(m, last->order, last->extent);
        }
    }
    struct mdg_node n = {
        .op = MDG_MATRIX, .kind = (int)f, .nargs = nargs, .arg = whole(m, nargs, arg)};
    matrix_shape(&n, arg[0], shape);
    return mdg_simplify(m, mdg_intern_node(m, &n));
}
