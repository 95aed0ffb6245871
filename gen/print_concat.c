/* Concatenations. hcat and vcat are sums of blocks padded with zeros; they are written as
 * one puts them down: [A, B] side by side, [A; B] below each other. */
#include "print_form.h"

#include <string.h>

enum { MOST_BLOCKS = 64 };

struct blocks {
    int axis, count;
    mdg_node pad[MOST_BLOCKS];
    double coef[MOST_BLOCKS];
};

static bool is_whole(mdg_node pad, int axis)
{
    return mdg_size_is(pad->offset[axis], 0) &&
           pad->arg[0].node->extent[axis] == pad->extent[axis];
}

/* The only axis with zeros, or -1. */
static int padded_axis(mdg_node pad)
{
    int axis = -1;
    for (int i = 0; i < pad->order; i++) {
        if (!is_whole(pad, i)) {
            if (axis >= 0) {
                return -1;
            }
            axis = i;
        }
    }
    return axis;
}

static bool collect(struct blocks *b, mdg_node pad, double coef)
{
    int axis = pad->op == MDG_PAD && pad->order <= 2 ? padded_axis(pad) : -1;
    if (axis < 0 || b->count == MOST_BLOCKS || (b->count && axis != b->axis)) {
        return false;
    }
    b->axis = axis;
    b->pad[b->count] = pad;
    b->coef[b->count++] = coef;
    return true;
}

/* A vector that stands for n, a matrix with one row or column, or an element; or NULL. */
static mdg_node thin(mdg_node n)
{
    bool spread = n->op == MDG_CONTRACT && n->nargs == 1 && n->nlabels == n->order;
    if (n->op != MDG_RESHAPE && !spread) {
        return NULL;
    }
    mdg_node x = n->arg[0].node;
    int k = 0;
    for (int i = 0; i < n->order; i++) {
        if (!mdg_size_is(n->extent[i], 1)) {
            if (k == x->order || x->extent[k] != n->extent[i]) {
                return NULL;
            }
            k++;
        }
    }
    return k == x->order ? x : NULL;
}

static mdg_form ones(struct printing *c, mdg_node n)
{
    mdg_form f = mdg_form_number(c, 1), one = mdg_form_leaf(c, F_ONES, 1);
    if (!mdg_size_is(n->extent[0], 1)) {
        f = one;
    }
    return n->order == 1 || mdg_size_is(n->extent[1], 1)
               ? f
               : mdg_form_multiply(c, f, mdg_form_transpose(c, one));
}

static mdg_form block(struct printing *c, mdg_node n, double coef)
{
    mdg_node x = thin(n);
    bool row = n->order == 2 && mdg_size_is(n->extent[0], 1);
    mdg_form f;
    if (n->op == MDG_CONTRACT && n->nargs == 0) {
        f = ones(c, n);
    } else if (x) {
        f = row ? mdg_form_transpose(c, mdg_form_of(c, x)) : mdg_form_of(c, x);
    } else {
        f = mdg_form_of(c, n);
    }
    return mdg_form_scale(c, coef, f);
}

/* Which block begins at `at`, or the last one left; -1: neither. */
static int following(const struct blocks *b, const bool *used, int left, mdg_size at)
{
    int last = -1;
    for (int k = 0; k < b->count; k++) {
        if (!used[k] && b->pad[k]->offset[b->axis] == at) {
            return k;
        }
        last = used[k] ? last : k;
    }
    return left == 1 ? last : -1;
}

static mdg_form arranged(struct printing *c, const struct blocks *b)
{
    mdg_form f[2 * MOST_BLOCKS + 1], *range = MDG_ARRAY(c->m, 2 * b->count + 1, mdg_form);
    bool used[MOST_BLOCKS] = {false};
    mdg_size at = mdg_size_int(c->m, 0), end = b->pad[0]->extent[b->axis];
    int n = 0;
    for (int left = b->count; left > 0; left--) {
        int k = following(b, used, left, at);
        if (k < 0) {
            return NULL;
        }
        mdg_node x = b->pad[k]->arg[0].node;
        if (b->pad[k]->offset[b->axis] != at) {
            f[n++] = mdg_form_number(c, 0);
        }
        range[n] = mdg_form_range(c, b->pad[k]->offset[b->axis], x->extent[b->axis], end);
        f[n++] = block(c, x, b->coef[k]);
        used[k] = true;
        at = mdg_size_add(c->m, b->pad[k]->offset[b->axis], x->extent[b->axis]);
    }
    if (at != end) {
        f[n++] = mdg_form_number(c, 0);
    }
    struct form *g = (struct form *)(uintptr_t)mdg_form_shape(
        c, b->axis == 0 ? S_ROWS : S_COLS, n, f,
        mdg_form_leaf(c, F_DOTS, b->pad[0]->order));
    g->range = range;
    return g;
}

mdg_form mdg_form_concatenation(struct printing *c, mdg_node n)
{
    struct blocks b = {.axis = -1};
    if (n->op == MDG_PAD) {
        return collect(&b, n, 1) ? arranged(c, &b) : NULL;
    }
    for (int k = 0; n->op == MDG_SUM && k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        bool plain = a->order == n->order;
        for (int i = 0; plain && i < a->order; i++) {
            plain = n->arg[k].ix[i] == i;
        }
        if (!plain || (c->p->name && c->p->name(c->p->context, a)) ||
            !collect(&b, a, n->coef[k])) {
            return NULL;
        }
    }
    return b.count > 1 ? arranged(c, &b) : NULL;
}

/* ---- parts ------------------------------------------------------------------------- */

/* The block that stands just there. */
static mdg_form block_at(mdg_form f, mdg_form range)
{
    for (int k = 0; f->range && k < f->n; k++) {
        if (f->range[k] && mdg_form_same(f->range[k], range)) {
            return f->arg[k];
        }
    }
    return NULL;
}

/* Scalars outside, the first factor of a product cut in its rows, the last in its columns.
 */
static mdg_form cut_product(struct printing *c, mdg_form f, mdg_form rows, mdg_form cols)
{
    struct monomial t = {.c = 1};
    mdg_mono_take(c, &t, f);
    size_t n = t.matrix.count;
    if (n == 0 || t.matrix.data[0] == f) {
        return NULL;
    }
    struct monomial r = {.c = t.c, .scalar = t.scalar, .below = t.below};
    for (size_t k = 0; k < n; k++) {
        mdg_form g = mdg_form_cut(c, t.matrix.data[k], k == 0 ? rows : NULL,
                                  k + 1 == n ? cols : NULL);
        if (!g) {
            return NULL;
        }
        MDG_PUSH(c->m, &r.matrix, g);
    }
    return mdg_mono_build(c, &r);
}

mdg_form mdg_form_cut(struct printing *c, mdg_form f, mdg_form rows, mdg_form cols)
{
    if (!rows && !cols) {
        return f;
    }
    mdg_form part[3] = {f, rows, cols}, t;
    switch (f->kind) {
    case F_ONES:
        return f;
    case F_NAME:
        return mdg_form_new(c, F_PART, f->order + 1, part, f);
    case F_TRANS:
        t = mdg_form_cut(c, f->arg[0], f->arg[0]->rows ? cols : NULL,
                         f->arg[0]->cols ? rows : NULL);
        return t ? mdg_form_transpose(c, t) : NULL;
    case F_SUM:
        return f->n == 1 ? cut_product(c, f, rows, cols) : NULL;
    case F_PROD:
    case F_QUOT:
        return cut_product(c, f, rows, cols);
    case F_SHAPE:
        return (int)f->number == S_ROWS && !cols   ? block_at(f, rows)
               : (int)f->number == S_COLS && !rows ? block_at(f, cols)
                                                   : NULL;
    default:
        return NULL;
    }
}
