/* From nodes to forms: parts of arrays, Kronecker products, blocks in zeros. */
#include "print_form.h"

static bool whole_axis(mdg_size offset, mdg_size part, mdg_size all)
{
    return mdg_size_is(offset, 0) && part == all;
}

mdg_form mdg_form_range(struct printing *c, mdg_size offset, mdg_size part, mdg_size all)
{
    if (whole_axis(offset, part, all)) {
        return NULL;
    }
    mdg_size one = mdg_size_int(c->m, 1);
    mdg_form r[2] = {mdg_form_size(c, mdg_size_add(c->m, offset, one)),
                     mdg_form_size(c, mdg_size_add(c->m, offset, part))};
    return part == one ? r[0] : mdg_form_shape(c, S_RANGE, 2, r, NULL);
}

static mdg_form part(struct printing *c, mdg_node n, mdg_form like)
{
    mdg_node x = n->arg[0].node;
    mdg_form *a = MDG_ARRAY(c->m, n->order + 1, mdg_form);
    a[0] = mdg_form_of(c, x);
    for (int i = 0; i < n->order; i++) {
        a[i + 1] = mdg_form_range(c, n->offset[i], n->extent[i], x->extent[i]);
    }
    bool flat = a[0]->order <= 2 && a[0]->order == n->order;
    mdg_form cut = flat ? mdg_form_cut(c, a[0], a[1], n->order == 2 ? a[2] : NULL) : NULL;
    if (cut && cut->order == like->order) {
        return cut;
    }
    return mdg_form_new(c, F_PART, n->order + 1, a, like);
}

mdg_form mdg_form_of_slice(struct printing *c, mdg_node n)
{
    return part(c, n, mdg_form_leaf(c, F_DOTS, n->order));
}

/* The shape of a without axes of size 1, if that is the shape of n. */
static bool only_drops_ones(mdg_node a, mdg_node n)
{
    int k = 0;
    for (int i = 0; i < a->order; i++) {
        if (mdg_size_is(a->extent[i], 1)) {
            continue;
        }
        if (k == n->order || n->extent[k] != a->extent[i]) {
            return false;
        }
        k++;
    }
    return k == n->order;
}

/* Copies of one matrix or vector, repmat(A, p, q): (1 1') kron A. */
static mdg_form repeated(struct printing *c, mdg_node x, mdg_node n)
{
    if (x->op != MDG_CONTRACT || x->nargs != 1 || x->nlabels != x->order ||
        x->order != 2 * n->order || n->order > 2 || x->arg[0].node->order != n->order) {
        return NULL;
    }
    for (int i = 0; i < n->order; i++) {
        if (x->arg[0].ix[i] != 2 * i + 1 ||
            n->extent[i] != mdg_size_mul(c->m, x->extent[2 * i], x->extent[2 * i + 1])) {
            return NULL;
        }
    }
    mdg_form one = mdg_form_leaf(c, F_ONES, 1);
    mdg_form all =
        n->order == 1 ? one : mdg_form_multiply(c, one, mdg_form_transpose(c, one));
    mdg_form f[2] = {all, mdg_form_of(c, x->arg[0].node)};
    return mdg_form_shape(c, S_KRON, 2, f, mdg_form_leaf(c, F_DOTS, n->order));
}

/* a_ik b_jl as the matrix (i j) x (k l), a_i b_j as the vector (i j). */
static mdg_form kronecker(struct printing *c, mdg_node x, mdg_node n)
{
    int half = x->order / 2;
    if (x->op != MDG_CONTRACT || x->nargs != 2 || x->nlabels != x->order ||
        x->order != 2 * n->order || n->order > 2 || x->arg[0].node->order != half ||
        x->arg[1].node->order != half) {
        return NULL;
    }
    mdg_form f[2] = {NULL, NULL};
    for (int k = 0; k < 2; k++) {
        const uint8_t *ix = x->arg[k].ix;
        int side = ix[0] % 2;
        bool fits = half == 1 || ix[0] % 2 == ix[1] % 2;
        if (!fits || f[side]) {
            return NULL;
        }
        f[side] = mdg_form_of(c, x->arg[k].node);
        f[side] = half == 2 && ix[0] > ix[1] ? mdg_form_transpose(c, f[side]) : f[side];
    }
    for (int i = 0; i < n->order; i++) {
        if (n->extent[i] != mdg_size_mul(c->m, x->extent[2 * i], x->extent[2 * i + 1])) {
            return NULL;
        }
    }
    return mdg_form_shape(c, S_KRON, 2, f, mdg_form_leaf(c, F_DOTS, n->order));
}

mdg_form mdg_form_of_reshape(struct printing *c, mdg_node n)
{
    mdg_node x = n->arg[0].node;
    mdg_form like = mdg_form_leaf(c, F_DOTS, n->order);
    if (only_drops_ones(x, n) && x->op == MDG_SLICE && !mdg_form_name_of(c, x) &&
        x->order <= 2) {
        bool row = n->order == 1 && x->order == 2 && mdg_size_is(x->extent[0], 1);
        mdg_form r = part(c, x, row ? mdg_form_literal(c, "", false, true) : like);
        return row ? mdg_form_transpose(c, r) : r; /* a row of a matrix becomes a column */
    }
    mdg_form kron = kronecker(c, x, n);
    kron = kron ? kron : repeated(c, x, n);
    if (kron) {
        return kron;
    }
    mdg_form f = mdg_form_of(c, x);
    if (only_drops_ones(x, n) || only_drops_ones(n, x)) {
        struct form *g = mdg_form_new(c, F_SHAPE, 1, &f, like);
        g->number = S_SAME;
        return g;
    }
    if (x->order == 2 && n->order == 1) {
        f = mdg_form_transpose(c, f);
        return mdg_form_call(c, "vec", 1, &f, like);
    }
    mdg_form *a = MDG_ARRAY(c->m, n->order + 1, mdg_form);
    a[0] = f;
    for (int i = 0; i < n->order; i++) {
        a[i + 1] = mdg_form_size(c, n->extent[i]);
    }
    return mdg_form_call(c, "reshape", n->order + 1, a, like);
}

/* What is left of a node when its axes of size 1 are dropped, or NULL if that is not plain.
 */
static mdg_node without_ones(mdg_node a)
{
    bool spread = a->op == MDG_CONTRACT && a->nargs == 1 && a->nlabels == a->order;
    if (a->op != MDG_RESHAPE && !spread) {
        return NULL;
    }
    mdg_node x = a->arg[0].node;
    for (int i = 0; spread && i + 1 < x->order; i++) {
        if (a->arg[0].ix[i] >= a->arg[0].ix[i + 1]) {
            return NULL;
        }
    }
    return only_drops_ones(a, x) ? x : NULL;
}

/* A row, a column, an element in zeros: e_k x', x e_k', c e_i e_j'. */
static mdg_form unit_vectors(struct printing *c, mdg_node n)
{
    mdg_node a = n->arg[0].node, x = without_ones(a);
    bool number = a->op == MDG_CONTRACT && a->nargs == 0;
    int singles = 0;
    for (int i = 0; i < n->order; i++) {
        bool single = mdg_size_is(a->extent[i], 1);
        singles += single;
        if (!single && !whole_axis(n->offset[i], a->extent[i], n->extent[i])) {
            return NULL;
        }
    }
    if (n->order > 2 || singles == 0 || (!x && !number)) {
        return NULL;
    }
    bool ones = !x && n->order == 2 && singles == 1; /* a row or column of them */
    mdg_form f = x      ? mdg_form_of(c, x)
                 : ones ? mdg_form_leaf(c, F_ONES, 1)
                        : mdg_form_number(c, 1);
    mdg_form side[2] = {f, f};
    for (int i = 0; i < n->order; i++) {
        if (mdg_size_is(a->extent[i], 1)) {
            mdg_form k =
                mdg_form_size(c, mdg_size_add(c->m, n->offset[i], mdg_size_int(c->m, 1)));
            side[i] = mdg_form_shape(c, S_UNIT, 1, &k, mdg_form_leaf(c, F_ONES, 1));
        }
    }
    if (n->order == 1) {
        return mdg_form_multiply(c, f, side[0]);
    }
    mdg_form outer = mdg_form_multiply(c, side[0], mdg_form_transpose(c, side[1]));
    return singles == 2 ? mdg_form_multiply(c, f, outer) : outer;
}

mdg_form mdg_form_of_pad(struct printing *c, mdg_node n)
{
    mdg_form unit = unit_vectors(c, n);
    mdg_form blocks = unit ? unit : mdg_form_concatenation(c, n);
    if (blocks) {
        return blocks;
    }
    mdg_node x = n->arg[0].node;
    mdg_form *a = MDG_ARRAY(c->m, n->order + 1, mdg_form);
    a[0] = mdg_form_of(c, x);
    for (int i = 0; i < n->order; i++) {
        mdg_form r = mdg_form_range(c, n->offset[i], x->extent[i], n->extent[i]);
        a[i + 1] = r ? r : mdg_form_literal(c, ":", false, false);
    }
    return mdg_form_call(c, "pad", n->order + 1, a, mdg_form_leaf(c, F_DOTS, n->order));
}
