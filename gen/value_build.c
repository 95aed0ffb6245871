/* Constants, and values put together from others: stacking, repetition, Kronecker and outer
 * products, other shapes of the same elements. */
#include "value_impl.h"

/* ---- constants ------------------------------------------------------------- */

/* ones(m[, n, ...]), zeros(m[, n, ...]) */
mdg_value mdg_fn_fill(const struct mdg_call *c)
{
    struct mdg_frame f;
    struct mdg_term one = {mdg_num(c->m, 1), NULL};
    mdg_frame_shape(&f, c->nsizes, c->size);
    mdg_node y = c->kind == MDG_V_ZEROS
                     ? mdg_zeros(c->m, f.order, f.extent)
                     : mdg_contract(c->m, f.order, f.order, f.extent, 1, &one);
    return mdg_frame_value(c->m, &f, y, mdg_uses_call(c));
}

mdg_value mdg_fn_eye(const struct mdg_call *c)
{
    mdg_size n = c->size[0];
    return mdg_value_matrix(c->m, mdg_delta(c->m, n), n, n, mdg_uses_call(c));
}

mdg_value mdg_fn_constant(const struct mdg_call *c)
{
    return c->val[0];
}

/* ---- stacking -------------------------------------------------------------- */

static mdg_size extent_of(struct mdg *m, mdg_value a, int axis)
{
    return axis ? mdg_cols(m, a) : mdg_rows(m, a);
}

/* Check that all operands agree across; the sum of their sizes along. */
static mdg_size stacked(const struct mdg_call *c, int along)
{
    mdg_size sum = mdg_size_int(c->m, 0);
    for (int i = 0; i < c->nvals; i++) {
        mdg_need_matrix(c, c->val[i]);
        mdg_size first = extent_of(c->m, c->val[0], !along),
                 here = extent_of(c->m, c->val[i], !along);
        if (first != here) {
            mdg_err(c->m, c->m->at,
                    "the shapes do not fit: %s(..., %s) after %s\n  hint: %s needs "
                    "equal numbers of %s; %s and %s are not provably equal",
                    c->name, mdg_value_text(c->m, c->val[i]),
                    mdg_value_text(c->m, c->val[0]), c->name, along ? "rows" : "columns",
                    mdg_size_text(c->m, first), mdg_size_text(c->m, here));
        }
        sum = mdg_size_add(c->m, sum, extent_of(c->m, c->val[i], along));
    }
    return sum;
}

/* One operand at its place among zeros. The stacked axis exists in the result, so the
 * operand gets it too, be it of size 1. */
static mdg_node placed(struct mdg *m, mdg_value a, int along, mdg_size at,
                       const struct mdg_frame *f)
{
    mdg_size shape[2], offset[2];
    for (int k = 0; k < 2; k++) {
        if (!mdg_is_one(f->shape[k])) {
            shape[f->label[k]] = extent_of(m, a, k);
            offset[f->label[k]] = k == along ? at : mdg_size_int(m, 0);
        }
    }
    mdg_node whole =
        a->node->order == f->order ? a->node : mdg_reshape(m, a->node, f->order, shape);
    return mdg_pad(m, whole, offset, f->extent);
}

/* hcat (along the columns), vcat */
mdg_value mdg_fn_cat(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    int along = c->kind == MDG_V_HCAT;
    mdg_size total = stacked(c, along), other = extent_of(m, c->val[0], !along);
    struct mdg_frame f;
    mdg_frame_shape(&f, 2, along ? (mdg_size[]){other, total} : (mdg_size[]){total, other});
    static const uint8_t identity[] = {0, 1, 2};
    struct mdg_term *term = MDG_ARRAY(m, c->nvals, struct mdg_term);
    double *coef = MDG_ARRAY(m, c->nvals, double);
    mdg_size at = mdg_size_int(m, 0);
    int n = 0;
    for (int i = 0; i < c->nvals; i++) {
        mdg_size width = extent_of(m, c->val[i], along);
        if (!mdg_size_is(width, 0)) {
            bool alone = width == total && mdg_is_one(total);
            mdg_node part = alone ? c->val[i]->node : placed(m, c->val[i], along, at, &f);
            term[n] = (struct mdg_term){part, identity};
            coef[n++] = 1;
        }
        at = mdg_size_add(m, at, width);
    }
    mdg_node y =
        n ? mdg_sum(m, f.order, f.extent, n, term, coef) : mdg_zeros(m, f.order, f.extent);
    return mdg_frame_value(m, &f, y, mdg_uses_call(c));
}

/* ---- products of axes ------------------------------------------------------- */

/* A contraction whose result has the axes size[0], size[1], ... (those of size 1 have no
 * label), read as a matrix of rows x cols. */
struct blocks {
    int order;
    mdg_size extent[4];
    uint8_t label[4];
};

static void block_axes(struct blocks *b, const mdg_size size[4])
{
    b->order = 0;
    for (int k = 0; k < 4; k++) {
        if (!mdg_is_one(size[k])) {
            b->label[k] = (uint8_t)b->order;
            b->extent[b->order++] = size[k];
        }
    }
}

/* a, whose rows are block axis r and whose columns are block axis s */
static struct mdg_term block_term(struct mdg *m, const struct blocks *b, mdg_value a, int r,
                                  int s)
{
    uint8_t *ix = MDG_ARRAY(m, 2, uint8_t);
    int n = 0;
    if (!mdg_is_one(mdg_rows(m, a))) {
        ix[n++] = b->label[r];
    }
    if (!mdg_is_one(mdg_cols(m, a))) {
        ix[n++] = b->label[s];
    }
    return (struct mdg_term){a->node, ix};
}

static mdg_value block_value(const struct mdg_call *c, const struct blocks *b,
                             mdg_size size[4], int nterms, const struct mdg_term *term)
{
    struct mdg *m = c->m;
    struct mdg_frame f;
    mdg_node y = mdg_contract(m, b->order, b->order, b->extent, nterms, term);
    mdg_frame_shape(
        &f, 2,
        (mdg_size[]){mdg_size_mul(m, size[0], size[1]), mdg_size_mul(m, size[2], size[3])});
    y = y->order == f.order ? y : mdg_reshape(m, y, f.order, f.extent);
    return mdg_frame_value(m, &f, y, mdg_uses_call(c));
}

/* p x q copies of A: y[(p, i), (q, j)] = a[i, j] */
mdg_value mdg_fn_repmat(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    mdg_need_matrix(c, a);
    mdg_size size[] = {c->size[0], mdg_rows(c->m, a), c->size[1], mdg_cols(c->m, a)};
    struct blocks b;
    block_axes(&b, size);
    struct mdg_term term = block_term(c->m, &b, a, 1, 3);
    return block_value(c, &b, size, 1, &term);
}

/* y[(i, p), (j, q)] = a[i, j] b[p, q] */
mdg_value mdg_fn_kron(const struct mdg_call *c)
{
    mdg_value x = c->val[0], y = c->val[1];
    mdg_need_matrix(c, x);
    mdg_need_matrix(c, y);
    mdg_size size[] = {mdg_rows(c->m, x), mdg_rows(c->m, y), mdg_cols(c->m, x),
                       mdg_cols(c->m, y)};
    struct blocks b;
    block_axes(&b, size);
    struct mdg_term term[] = {block_term(c->m, &b, x, 0, 2), block_term(c->m, &b, y, 1, 3)};
    return block_value(c, &b, size, 2, term);
}

/* x y' of vectors, columns or rows */
mdg_value mdg_fn_outer(const struct mdg_call *c)
{
    mdg_value x = c->val[0], y = c->val[1];
    mdg_need_vector(c, x);
    mdg_need_vector(c, y);
    x = mdg_is_row(x) ? mdg_value_transpose(c->m, x) : x;
    y = mdg_is_column(y) ? mdg_value_transpose(c->m, y) : y;
    return mdg_value_op(c->m, MDG_OP_MUL, x, y);
}

/* ---- other shapes ------------------------------------------------------------ */

/* The columns of A stacked: row-major order of A'. */
mdg_value mdg_fn_vec(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_need_matrix(c, c->val[0]);
    mdg_value t = mdg_value_transpose(m, c->val[0]);
    mdg_size n = mdg_count(m, t->rank, t->shape);
    mdg_node y = t->node->order < 2 ? t->node : mdg_reshape(m, t->node, 1, &n);
    return mdg_value_new(m, y, 1, &n, t->uses);
}

mdg_value mdg_fn_reshape(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_size have = mdg_count(m, a->rank, a->shape),
             want = mdg_count(m, c->nsizes, c->size);
    if (have != want) {
        mdg_err(m, m->at,
                "reshape of %s to %s: the numbers of elements differ\n  hint: %s and %s "
                "are not provably equal",
                mdg_value_text(m, a), mdg_shape_text(m, c->nsizes, c->size),
                mdg_size_text(m, have), mdg_size_text(m, want));
    }
    struct mdg_frame f;
    mdg_frame_shape(&f, c->nsizes, c->size);
    return mdg_frame_value(m, &f, mdg_reshape(m, a->node, f.order, f.extent),
                           mdg_uses_call(c));
}
