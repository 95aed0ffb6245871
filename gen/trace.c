/* Trace rules: from Tr(W' dY), dY linear in the placeholders dX, to Tr(G' dX).
 *
 * In labels, Tr(W' dY) is the sum over all labels of W_l.. dY_l..; so
 *
 *   T1  a = Tr(a)                          a scalar has no labels: nothing to do
 *   T2  Tr(X Y) = Tr(Y X)                  of_contract: which factor is written last,
 *   T3  Tr(X') = Tr(X)                     in which order its labels stand, and whether
 *   T5  Tr(X'(Y o C)) = Tr((X o Y)'C)      two factors share a label or three, is all one
 *   T4  Tr(X +- Y) = Tr(X) +- Tr(Y)        of_sum: term by term
 *
 * For the factor dX of a contraction with the other factors F.. all of them say: its
 * cotangent is the contraction of W and F.. over all labels that dX lacks.
 *
 * Linear re-indexings have their adjoints: slice and pad are each other's, reshape goes
 * back, running sums run the other way, L(A, .) has L(A', .) (Higham 2008, section 3.2).
 * The same holds of adj, whose element (i, j) is the derivative of det in that of A at (j,
 * i): all of its derivatives are symmetric. */
#include "calculus.h"
#include "intern.h"

#include <assert.h>
#include <string.h>

struct walk {
    struct mdg *m;
    int extra;
    mdg_node *g;
};

static void pull(const struct walk *t, mdg_node lin, mdg_node w);

/* The cotangent of operand k of n, which is a contraction or one term of a sum: W and the
 * other factors, contracted over the labels that the operand lacks. */
static mdg_node cotangent(const struct walk *t, mdg_node n, int k, mdg_node w)
{
    struct mdg *m = t->m;
    mdg_node x = n->arg[k].node;
    const uint8_t *ix = n->arg[k].ix;
    int order = t->extra + x->order, nlabels = order;
    mdg_size extent[MDG_MAX_LABELS];
    uint8_t to[MDG_MAX_LABELS]; /* label of n -> label of the cotangent */
    memset(to, MDG_MAX_LABELS, sizeof to);
    struct mdg_term *f = MDG_ARRAY(m, n->nargs + x->order + 1, struct mdg_term);
    int nf = 0;
    if (t->extra) {
        memcpy(extent, w->extent, (size_t)t->extra * sizeof *extent);
    }
    for (int i = 0; i < x->order; i++) { /* the axes of dX come first */
        extent[t->extra + i] = x->extent[i];
        if (to[ix[i]] == MDG_MAX_LABELS) {
            to[ix[i]] = (uint8_t)(t->extra + i);
        } else { /* a diagonal: the two axes have to be equal */
            uint8_t *d = MDG_ARRAY(m, 2, uint8_t);
            d[0] = to[ix[i]];
            d[1] = (uint8_t)(t->extra + i);
            f[nf++] = (struct mdg_term){mdg_delta(m, x->extent[i]), d};
        }
    }
    for (int l = 0; l < n->nlabels; l++) { /* the rest is summed */
        if (to[l] == MDG_MAX_LABELS) {
            extent[nlabels] = n->extent[l];
            to[l] = (uint8_t)nlabels++;
        }
    }
    uint8_t *wx = MDG_ARRAY(m, w->order + 1, uint8_t);
    for (int i = 0; i < w->order; i++) {
        wx[i] = i < t->extra ? (uint8_t)i : to[i - t->extra];
    }
    f[nf++] = (struct mdg_term){w, wx};
    for (int a = 0; n->op == MDG_CONTRACT && a < n->nargs; a++) {
        uint8_t *jx = MDG_ARRAY(m, n->arg[a].node->order + 1, uint8_t);
        for (int i = 0; i < n->arg[a].node->order; i++) {
            jx[i] = to[n->arg[a].ix[i]];
        }
        if (a != k) {
            f[nf++] = (struct mdg_term){n->arg[a].node, jx};
        }
    }
    return mdg_contract(m, order, nlabels, extent, nf, f);
}

/* T2, T3, T5: one factor holds the differential; all others go over to W. */
static void of_contract(const struct walk *t, mdg_node n, mdg_node w)
{
    for (int k = 0; k < n->nargs; k++) {
        if (n->arg[k].node->props & MDG_HAS_DIFF) {
            pull(t, n->arg[k].node, cotangent(t, n, k, w));
            return;
        }
    }
}

/* T4: Tr(X +- Y) = Tr(X) +- Tr(Y). */
static void of_sum(const struct walk *t, mdg_node n, mdg_node w)
{
    for (int k = 0; k < n->nargs; k++) {
        if (n->arg[k].node->props & MDG_HAS_DIFF) {
            pull(t, n->arg[k].node, mdg_scale(t->m, n->coef[k], cotangent(t, n, k, w)));
        }
    }
}

static void of_reindexing(const struct walk *t, mdg_node n, mdg_node w)
{
    struct mdg *m = t->m;
    mdg_node x = n->arg[0].node, a;
    mdg_size shape[MDG_MAX_LABELS], offset[MDG_MAX_LABELS];
    for (int i = 0; i < t->extra; i++) {
        shape[i] = w->extent[i];
        offset[i] = mdg_size_int(m, 0);
    }
    memcpy(shape + t->extra, x->extent, (size_t)x->order * sizeof *shape);
    switch (n->op) {
    case MDG_RESHAPE:
        a = mdg_reshape(m, w, t->extra + x->order, shape);
        break;
    case MDG_CUMSUM:
        a = mdg_cumsum(m, w, n->kind + t->extra, !n->flag);
        break;
    default: /* SLICE, PAD */
        memcpy(offset + t->extra, n->offset, (size_t)n->order * sizeof *offset);
        a = n->op == MDG_SLICE ? mdg_pad(m, w, offset, shape)
                               : mdg_slice(m, w, offset, shape);
        break;
    }
    pull(t, x, a);
}

/* Derivatives of expm and adj, and the products of others: linear in the last operand.
 */
static void of_last_operand(const struct walk *t, mdg_node n, mdg_node w)
{
    struct mdg *m = t->m;
    mdg_node a = n->arg[0].node;
    assert(!(a->props & MDG_HAS_DIFF));
    if (n->op == MDG_LOODIFF) { /* y_i = sum_(j != i) v_j c_ij with c symmetric */
        pull(t, n->arg[1].node, mdg_loo_diff(m, a, w));
        return;
    }
    mdg_node transposed[3];
    int last = n->nargs - 1;
    for (int k = 0; k < last; k++) {
        assert(!(n->arg[k].node->props & MDG_HAS_DIFF));
        transposed[k] = mdg_ein(m, "ij->ji", n->arg[k].node);
    }
    transposed[last] = w;
    pull(t, n->arg[last].node,
         mdg_matrix(m, (enum mdg_matrix_fn)n->kind, n->nargs, transposed));
}

static void (*const rules[MDG_NOPS])(const struct walk *, mdg_node, mdg_node) = {
    [MDG_CONTRACT] = of_contract,   [MDG_SUM] = of_sum,
    [MDG_SLICE] = of_reindexing,    [MDG_PAD] = of_reindexing,
    [MDG_RESHAPE] = of_reindexing,  [MDG_CUMSUM] = of_reindexing,
    [MDG_MATRIX] = of_last_operand, [MDG_LOODIFF] = of_last_operand,
};

static void pull(const struct walk *t, mdg_node lin, mdg_node w)
{
    if (!(lin->props & MDG_HAS_DIFF) || mdg_is_zero(w)) {
        return;
    }
    if (lin->op == MDG_DIFF) {
        mdg_node *g = &t->g[lin->kind];
        *g = *g ? mdg_add(t->m, *g, 1, w) : w;
        return;
    }
    assert(rules[lin->op]);
    rules[lin->op](t, lin, w);
}

void mdg_transpose(struct mdg *m, mdg_node lin, mdg_node w, int extra, mdg_node *g)
{
    struct walk t = {m, extra, g};
    pull(&t, lin, w);
}
