/* Parts of values: elements, rows, columns, ranges; 1-based and inclusive. */
#include "value_impl.h"

/* i .. j of an axis. */
struct range {
    mdg_size offset, length;
};

/* Is a >= b whatever the dims are? */
static bool surely(struct mdg *m, mdg_size a, mdg_size b)
{
    return !mdg_size_may_be_negative(mdg_size_sub(m, a, b));
}

/* Refuse what is provably out of range; the generated function checks what is not. */
static struct range range(const struct mdg_call *c, int axis, mdg_size n, mdg_size i,
                          mdg_size j)
{
    struct mdg *m = c->m;
    mdg_size one = mdg_size_int(m, 1), zero = mdg_size_int(m, 0);
    mdg_size length = mdg_size_add(m, mdg_size_sub(m, j, i), one);
    const char *what = mdg_value_text(m, c->val[0]);
    if (surely(m, zero, i)) {
        mdg_err(m, m->at,
                "%s: index %s of %s is out of range\n  hint: indices are 1-based: 1 to %s",
                c->name, mdg_size_text(m, i), what, mdg_size_text(m, n));
    }
    if (surely(m, j, mdg_size_add(m, n, one))) {
        mdg_err(m, m->at,
                "%s: index %s of %s is out of range\n  hint: axis %d has the indices 1 to "
                "%s, inclusive",
                c->name, mdg_size_text(m, j), what, axis, mdg_size_text(m, n));
    }
    if (surely(m, mdg_size_int(m, -1), length)) {
        mdg_err(m, m->at,
                "%s: the range %s .. %s of %s ends before it begins\n  hint: bounds are "
                "1-based and inclusive",
                c->name, mdg_size_text(m, i), mdg_size_text(m, j), what);
    }
    return (struct range){mdg_size_sub(m, i, one), length};
}

static bool whole(struct range r, mdg_size n)
{
    return mdg_size_is(r.offset, 0) && r.length == n;
}

/* The part of a given by a range for each of `rank` axes; rank 0 counts as 1 x 1. */
static mdg_value part(const struct mdg_call *c, int rank, const mdg_size *shape,
                      const struct range *r)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_size offset[MDG_MAX_ORDER], length[MDG_MAX_ORDER], out[MDG_MAX_ORDER];
    bool all = true, full = false;
    for (int k = 0; k < rank; k++) {
        bool same = whole(r[k], shape[k]);
        all = all && same;
        full =
            full || (!same && mdg_is_one(shape[k])); /* a bound that the run must check */
        out[k] = r[k].length;
    }
    if (all) {
        return mdg_value_new(m, a->node, rank, shape, a->uses);
    }
    mdg_node node = full ? mdg_node_full(m, a->node, rank, shape) : a->node;
    int n = 0;
    for (int k = 0; k < rank; k++) {
        if (full || !mdg_is_one(shape[k])) {
            offset[n] = r[k].offset;
            length[n++] = r[k].length;
        }
    }
    node = mdg_node_drop(m, mdg_slice(m, node, offset, length), rank, out);
    return mdg_value_new(m, node, rank, out, mdg_uses_call(c));
}

/* The shape of a seen with at least two axes. */
static int visible(struct mdg *m, mdg_value a, mdg_size *shape)
{
    for (int k = 0; k < a->rank; k++) {
        shape[k] = a->shape[k];
    }
    if (!a->rank) {
        shape[0] = shape[1] = mdg_size_int(m, 1);
    }
    return a->rank ? a->rank : 2;
}

/* x:at(i), A:at(i, j), T:at(i, j, k) */
mdg_value mdg_fn_at(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_size shape[MDG_MAX_ORDER] = {NULL};
    struct range r[MDG_MAX_ORDER] = {{NULL, NULL}};
    int rank = visible(m, a, shape);
    if (!a->rank) {
        rank = c->nsizes; /* a tensor of ones may have any rank */
        for (int k = 0; k < rank; k++) {
            shape[k] = mdg_size_int(m, 1);
        }
    }
    if (c->nsizes == 1 && rank == 2 && mdg_is_vector(a)) {
        int along = mdg_is_row(a);
        mdg_size one = mdg_size_int(m, 1);
        r[along] = range(c, along + 1, shape[along], c->size[0], c->size[0]);
        r[!along] = (struct range){mdg_size_int(m, 0), one};
        return part(c, rank, shape, r);
    }
    if (c->nsizes != rank) {
        mdg_err(m, m->at, "at: %s needs %d indices, not %d\n  hint: %s",
                mdg_value_text(m, a), rank, c->nsizes,
                rank == 2 ? "A:at(i, j) is an element, A:row(i) a row, A:col(j) a column"
                          : "an index for every axis");
    }
    for (int k = 0; k < rank; k++) {
        r[k] = range(c, k + 1, shape[k], c->size[k], c->size[k]);
    }
    return part(c, rank, shape, r);
}

/* i .. j along one axis of a matrix, all of the other. */
static mdg_value along(const struct mdg_call *c, int axis, mdg_size i, mdg_size j)
{
    mdg_size shape[MDG_MAX_ORDER] = {NULL};
    struct range r[2] = {{NULL, NULL}};
    mdg_need_matrix(c, c->val[0]);
    visible(c->m, c->val[0], shape);
    r[axis] = range(c, axis + 1, shape[axis], i, j);
    r[!axis] = (struct range){mdg_size_int(c->m, 0), shape[!axis]};
    return part(c, 2, shape, r);
}

/* A:rows(i, j), A:cols(i, j) */
mdg_value mdg_fn_rows(const struct mdg_call *c)
{
    return along(c, c->kind == MDG_V_COL, c->size[0], c->size[1]);
}

/* A:row(i), A:col(j) */
mdg_value mdg_fn_line(const struct mdg_call *c)
{
    return along(c, c->kind == MDG_V_COL, c->size[0], c->size[0]);
}

/* x:slice(i, j) */
mdg_value mdg_fn_slice(const struct mdg_call *c)
{
    mdg_value x = c->val[0];
    if (!mdg_is_vector(x)) {
        mdg_err(c->m, c->m->at,
                "slice needs a vector (n x 1 or 1 x n), but this is %s\n  hint: "
                "A:rows(i, j) and A:cols(i, j) are the parts of a matrix",
                mdg_value_text(c->m, x));
    }
    return along(c, mdg_is_row(x), c->size[0], c->size[1]);
}
