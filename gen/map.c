/* Element-wise functions and reductions.
 *
 * Canonical form: transposes and broadcasts of operands are looked through; axes that no
 * operand has are broadcast around the function, not inside of it; a function of one
 * operand is applied to the operand as it stands; functions of numbers are numbers. */
#include "intern.h"
#include "mapvalue.h"
#include "rewrite.h"

#include <assert.h>
#include <string.h>

struct operands {
    int order; /* axes that some operand has */
    mdg_size extent[MDG_MAX_LABELS];
    uint8_t outer[MDG_MAX_LABELS]; /* axis -> the label it had */
    struct mdg_arg arg[3];
    bool numbers;
    double value[3];
};

static void look_through(struct mdg *m, struct operands *o, int nterms,
                         const struct mdg_term *term)
{
    o->numbers = true;
    for (int k = 0; k < nterms; k++) {
        struct mdg_term t = term[k];
        while (mdg_unwrap(m, &t)) {
        }
        if (mdg_constant(t.node, &o->value[k])) {
            t = (struct mdg_term){mdg_num(m, o->value[k]), mdg_identity_ix};
        } else {
            o->numbers = false;
        }
        mdg_sort_symmetric(m, &t);
        o->arg[k] = (struct mdg_arg){t.node, t.ix};
    }
}

static bool is_diagonal_part(const struct mdg_arg *a)
{
    for (int i = 0; i < a->node->order; i++) {
        for (int j = 0; j < i; j++) {
            if (a->ix[i] == a->ix[j]) {
                return true;
            }
        }
    }
    return false;
}

/* Renumber the labels that occur, in ascending order (one operand: in its own order, unless
 * only its diagonal is wanted). */
static void compress(struct mdg *m, struct operands *o, int nterms, int order,
                     const mdg_size *extent)
{
    uint8_t to[MDG_MAX_LABELS];
    memset(to, MDG_MAX_LABELS, sizeof to);
    bool own = nterms == 1 && !is_diagonal_part(&o->arg[0]);
    for (int l = 0; !own && l < order; l++) {
        for (int k = 0; k < nterms; k++) {
            for (int i = 0; i < o->arg[k].node->order; i++) {
                if (o->arg[k].ix[i] == l && to[l] == MDG_MAX_LABELS) {
                    to[l] = (uint8_t)o->order;
                    o->outer[o->order] = (uint8_t)l;
                    o->extent[o->order++] = extent[l];
                }
            }
        }
    }
    for (int i = 0; own && i < o->arg[0].node->order; i++) {
        o->outer[o->order] = o->arg[0].ix[i];
        o->extent[o->order++] = extent[o->arg[0].ix[i]];
    }
    for (int k = 0; k < nterms; k++) {
        uint8_t *ix = MDG_ARRAY(m, o->arg[k].node->order + 1, uint8_t);
        for (int i = 0; i < o->arg[k].node->order; i++) {
            ix[i] = own ? (uint8_t)i : to[o->arg[k].ix[i]];
        }
        o->arg[k].ix = ix;
    }
}

static mdg_node map(struct mdg *m, enum mdg_map_fn f, int order, const mdg_size *extent,
                    int nterms, const struct mdg_term *term)
{
    assert(nterms == mdg_map_info[f].arity);
    struct operands o = {0};
    look_through(m, &o, nterms, term);
    if (o.numbers) {
        return mdg_relabel(m, mdg_num(m, mdg_map_value(f, o.value)), mdg_identity_ix, order,
                           extent);
    }
    compress(m, &o, nterms, order, extent);
    struct mdg_node n = {.op = MDG_MAP,
                         .kind = (int)f,
                         .order = o.order,
                         .nlabels = o.order,
                         .extent = o.extent,
                         .nargs = nterms,
                         .arg = o.arg};
    mdg_node y = mdg_simplify(m, mdg_intern_node(m, &n));
    return mdg_relabel(m, y, o.outer, order, extent);
}

mdg_node mdg_map(struct mdg *m, enum mdg_map_fn f, int order, const mdg_size *extent,
                 int nterms, const struct mdg_term *term)
{
    struct mdg_hold hold = mdg_hold(m);
    mdg_node n = map(m, f, order, extent, nterms, term);
    mdg_release(m, hold);
    return n;
}

mdg_node mdg_map1(struct mdg *m, enum mdg_map_fn f, mdg_node a)
{
    const struct mdg_term t = {a, mdg_identity_ix};
    return mdg_map(m, f, a->order, a->extent, 1, &t);
}

mdg_node mdg_map2(struct mdg *m, enum mdg_map_fn f, mdg_node a, mdg_node b)
{
    mdg_node shape = a->order ? a : b;
    const struct mdg_term t[2] = {{a, mdg_identity_ix}, {b, mdg_identity_ix}};
    assert(a->order == b->order || a->order == 0 || b->order == 0);
    return mdg_map(m, f, shape->order, shape->extent, 2, t);
}

/* ---- reductions ---------------------------------------------------------------- */

/* What reducing `count` equal elements x makes of x. */
static mdg_node of_equal(struct mdg *m, enum mdg_reduce kind, mdg_node x, mdg_size count)
{
    mdg_node n = mdg_size_node(m, count);
    const struct mdg_term one = {x, mdg_identity_ix};
    struct mdg_term two[2] = {one, {n, mdg_identity_ix}};
    const double c[2] = {1, 1};
    switch (kind) {
    case MDG_R_LSE:
        two[1].node = mdg_map1(m, MDG_F_log, n);
        return mdg_sum(m, x->order, x->extent, 2, two, c);
    case MDG_R_PROD:
        return mdg_map(m, MDG_F_pow, x->order, x->extent, 2, two);
    case MDG_R_NORM:
        two[1].node = mdg_map1(m, MDG_F_sqrt, n);
        return mdg_contract(m, x->order, x->order, x->extent, 2, two);
    default:
        return x; /* max and min */
    }
}

static mdg_node reduce(struct mdg *m, enum mdg_reduce kind, int order, int nlabels,
                       const mdg_size *extent, struct mdg_term term)
{
    while (mdg_unwrap(m, &term)) {
    }
    mdg_sort_symmetric(m, &term);
    mdg_node a = term.node;
    uint8_t to[MDG_MAX_LABELS], outer[MDG_MAX_ORDER];
    memset(to, MDG_MAX_LABELS, sizeof to);
    struct mdg_node n = {.op = MDG_REDUCE, .kind = (int)kind, .nargs = 1};
    mdg_size ext[MDG_MAX_LABELS];
    for (int pass = 0; pass < 2; pass++) { /* kept labels first, then the reduced ones */
        for (int i = 0; i < a->order; i++) {
            uint8_t l = term.ix[i];
            if ((l < order) == (pass == 0) && to[l] == MDG_MAX_LABELS) {
                outer[pass ? 0 : n.order] = pass ? outer[0] : l;
                n.order += pass == 0;
                ext[n.nlabels] = extent[l];
                to[l] = (uint8_t)n.nlabels++;
            }
        }
    }
    uint8_t *ix = MDG_ARRAY(m, a->order + 1, uint8_t);
    for (int i = 0; i < a->order; i++) {
        ix[i] = to[term.ix[i]];
    }
    const struct mdg_arg arg = {a, ix};
    n.extent = ext;
    n.arg = &arg;
    mdg_node y = n.nlabels > n.order ? mdg_simplify(m, mdg_intern_node(m, &n))
                 : kind == MDG_R_NORM
                     ? mdg_map1(m, MDG_F_abs, mdg_relabel(m, a, ix, n.order, ext))
                     : mdg_relabel(m, a, ix, n.order, ext);
    for (int l = order; l < nlabels; l++) {
        if (to[l] == MDG_MAX_LABELS) {
            y = of_equal(m, kind, y, extent[l]);
        }
    }
    return mdg_relabel(m, y, outer, order, extent);
}

mdg_node mdg_reduce(struct mdg *m, enum mdg_reduce kind, int order, int nlabels,
                    const mdg_size *extent, struct mdg_term term)
{
    struct mdg_hold hold = mdg_hold(m);
    mdg_node n = reduce(m, kind, order, nlabels, extent, term);
    mdg_release(m, hold);
    return n;
}

mdg_node mdg_selector(mdg_node n, bool *yes)
{
    *yes = n->op == MDG_MAP;
    if (n->op == MDG_SUM && n->nargs == 2) {
        int k = mdg_is_num(n->arg[0].node, 1) && n->coef[0] == 1;
        bool other = mdg_is_num(n->arg[!k].node, 1) && n->coef[!k] == 1;
        n = other && n->coef[k] == -1 ? n->arg[k].node : n;
    }
    return n->op == MDG_MAP && n->kind == MDG_F_ne0 ? n : NULL;
}

bool mdg_infer_selects(mdg_node n)
{
    bool yes, any = mdg_selector(n, &yes) != NULL;
    for (int k = 0; n->op == MDG_CONTRACT && n->nlabels == n->order && k < n->nargs; k++) {
        any = any || n->arg[k].node->selects;
    }
    return any;
}
