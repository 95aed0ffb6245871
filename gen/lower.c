/* Lowering: products are opened as far as it pays, then put into their cheapest order. */
#include "lower.h"
#include "intern.h"
#include "order.h"
#include "rebuild.h"

#include <float.h>
#include <string.h>

enum { OPEN_UP_TO = 14 }; /* factors of an opened product */

struct lower {
    struct mdg *m;
    unsigned *uses; /* by id of the old DAG */
    mdg_node *now;  /* old id -> lowered node */
    double *cost;   /* by old id: multiplications of a product that sums */
};

/* A product being opened: terms whose labels are those of the outer contraction, or new
 * ones. */
struct opened {
    int nlabels;
    mdg_size extent[MDG_MAX_LABELS];
    int nterms;
    struct mdg_term term[OPEN_UP_TO + 1];
    mdg_node from[OPEN_UP_TO + 1]; /* the old node of each term */
};

static bool sums(mdg_node n)
{
    return n->nlabels > n->order;
}

/* Are all factors smaller than the product: is it an outer product? */
static bool is_outer(mdg_node n)
{
    for (int a = 0; a < n->nargs; a++) {
        if (n->arg[a].node->order >= n->order) {
            return false;
        }
    }
    return !sums(n);
}

/* Open a product inside of a product that sums?  One that is used once, or an outer
 * product, which is never worth keeping.  Others are a matter of cost (open_shared). */
static bool should_open(const struct lower *l, mdg_node n, const struct opened *o,
                        int pending)
{
    return n->op == MDG_CONTRACT && (l->uses[n->id] == 1 || is_outer(n)) &&
           o->nterms + pending + n->nargs <= OPEN_UP_TO &&
           o->nlabels + n->nlabels - n->order < MDG_MAX_LABELS - 2;
}

static void open_term(struct lower *l, struct opened *o, mdg_node n, const uint8_t *ix,
                      int pending, int depth);

/* The factors of n in place of n; ix are the labels of n's axes. */
static void open_product(struct lower *l, struct opened *o, mdg_node n, const uint8_t *ix,
                         int pending, int depth)
{
    uint8_t to[MDG_MAX_LABELS];
    for (int k = 0; k < n->order; k++) {
        to[k] = ix[k];
    }
    for (int k = n->order; k < n->nlabels; k++) {
        o->extent[o->nlabels] = n->extent[k];
        to[k] = (uint8_t)o->nlabels++;
    }
    for (int a = 0; a < n->nargs; a++) {
        uint8_t *jx = MDG_ARRAY(l->m, n->arg[a].node->order + 1, uint8_t);
        for (int i = 0; i < n->arg[a].node->order; i++) {
            jx[i] = to[n->arg[a].ix[i]];
        }
        open_term(l, o, n->arg[a].node, jx, pending + n->nargs - 1 - a, depth + 1);
    }
}

static void open_term(struct lower *l, struct opened *o, mdg_node n, const uint8_t *ix,
                      int pending, int depth)
{
    if (depth < 8 && should_open(l, n, o, pending)) {
        open_product(l, o, n, ix, pending, depth);
        return;
    }
    o->from[o->nterms] = n;
    o->term[o->nterms++] = (struct mdg_term){l->now[n->id], ix};
}

static double cost_of(struct lower *l, mdg_node n, const struct opened *o)
{
    return o->nterms > MDG_EXACT_FACTORS
               ? DBL_MAX
               : mdg_order_cost(l->m, n->order, o->nlabels, o->extent, o->nterms, o->term);
}

/* A factor that others use too may still be better multiplied out anew: (A B) x costs more
 * than A (B x), even if A B is there for somebody else.  Opens one such factor if that
 * lowers the cost, the factor's own cost being shared by its users. */
static bool open_shared(struct lower *l, mdg_node n, struct opened *o)
{
    for (int k = 0; k < o->nterms; k++) {
        mdg_node x = o->from[k];
        if (x->op != MDG_CONTRACT || !sums(x) || l->uses[x->id] < 2 ||
            o->nterms - 1 + x->nargs > MDG_EXACT_FACTORS ||
            o->nlabels + x->nlabels > MDG_MAX_LABELS) {
            continue;
        }
        struct opened t = *o;
        t.nterms = 0;
        for (int q = 0; q < o->nterms; q++) {
            if (q == k) {
                open_product(l, &t, x, o->term[q].ix, 0, 0);
            } else {
                t.from[t.nterms] = o->from[q];
                t.term[t.nterms++] = o->term[q];
            }
        }
        double now = l->cost[n->id] + l->cost[x->id] / l->uses[x->id],
               then = cost_of(l, n, &t);
        if (then < now) {
            *o = t;
            l->cost[n->id] = then;
            return true;
        }
    }
    return false;
}

/* The one matrix in a multiple of it, or n. */
static mdg_node matrix_of(mdg_node n)
{
    bool multiple = (n->op == MDG_SUM && n->nargs == 1) ||
                    (n->op == MDG_CONTRACT && !sums(n) && n->nargs <= 2);
    for (int k = 0; multiple && k < n->nargs; k++) {
        bool alone = n->nargs == 1 || n->arg[1 - k].node->order == 0;
        if (n->arg[k].node->order == 2 && alone) {
            return matrix_of(n->arg[k].node);
        }
    }
    return n;
}

/* A product in its best order has lost the look of symmetry: (D X)' X and X' D X. */
static void learn(mdg_node n, const struct opened *o, mdg_node now)
{
    struct mdg_arg arg[OPEN_UP_TO + 1];
    for (int k = 0; k < o->nterms; k++) {
        arg[k] = (struct mdg_arg){o->term[k].node, o->term[k].ix};
    }
    struct mdg_node flat = {.op = MDG_CONTRACT,
                            .order = n->order,
                            .nlabels = o->nlabels,
                            .extent = o->extent,
                            .nargs = o->nterms,
                            .arg = arg};
    if (n->order == 2 && (mdg_props_infer(&flat) & MDG_SYMMETRIC)) {
        mdg_learn(now, MDG_SYMMETRIC);
        mdg_learn(matrix_of(now), MDG_SYMMETRIC);
    }
}

static mdg_node lower_contract(struct lower *l, mdg_node n)
{
    struct opened o = {.nlabels = n->nlabels};
    if (!sums(n) || n->nargs > OPEN_UP_TO ||
        n->nargs == 0) { /* nothing to order, or too much */
        struct mdg_term *t = MDG_ARRAY(l->m, n->nargs, struct mdg_term);
        for (int a = 0; a < n->nargs; a++) {
            t[a] = (struct mdg_term){l->now[n->arg[a].node->id], n->arg[a].ix};
        }
        return !sums(n) || n->nargs > MDG_MAX_LABELS - 2
                   ? mdg_contract(l->m, n->order, n->nlabels, n->extent, n->nargs, t)
                   : mdg_order_contraction(l->m, n->order, n->nlabels, n->extent, n->nargs,
                                           t);
    }
    memcpy(o.extent, n->extent, (size_t)n->nlabels * sizeof *n->extent);
    for (int a = 0; a < n->nargs; a++) {
        open_term(l, &o, n->arg[a].node, n->arg[a].ix, n->nargs - 1 - a, 0);
    }
    l->cost[n->id] = cost_of(l, n, &o);
    while (open_shared(l, n, &o)) {
    }
    mdg_node now =
        mdg_order_contraction(l->m, n->order, o.nlabels, o.extent, o.nterms, o.term);
    learn(n, &o, now);
    return now;
}

/* y = tanh(x) as it is, y y element by element? Then the node tanh(x). */
static mdg_node squared_tanh(mdg_node n)
{
    bool square = n->op == MDG_CONTRACT && n->nargs == 2 && !sums(n) &&
                  n->arg[0].node == n->arg[1].node;
    mdg_node y = square ? n->arg[0].node : NULL;
    for (int k = 0; y && k < 2; k++) {
        square &= y->order == n->order &&
                  memcmp(n->arg[k].ix, mdg_identity_ix, (size_t)n->order) == 0;
    }
    return square && y->op == MDG_MAP && y->kind == MDG_F_tanh ? y : NULL;
}

/* c - c tanh(x)^2 = c sech(x)^2. The derivative of tanh reads better as it is, but no digit
 * of it is left where tanh(x) rounds to 1. */
static mdg_node keep_tails(struct mdg *m, mdg_node n)
{
    for (int k = 0; n->op == MDG_SUM && n->nargs == 2 && k < 2; k++) {
        mdg_node y = squared_tanh(n->arg[1 - k].node);
        if (y && mdg_is_num(n->arg[k].node, 1) && n->coef[k] == -n->coef[1 - k] &&
            y->order == n->order &&
            memcmp(n->arg[1 - k].ix, mdg_identity_ix, (size_t)n->order) == 0) {
            struct mdg_term t = {y->arg[0].node, y->arg[0].ix};
            mdg_node z = mdg_map(m, MDG_F_sech2, y->order, y->extent, 1, &t);
            return mdg_scale(m, n->coef[k], z);
        }
    }
    return n;
}

static mdg_node rebuild(struct lower *l, mdg_node n)
{
    if (n->op == MDG_CONTRACT) {
        return lower_contract(l, n);
    }
    mdg_node *a = MDG_ARRAY(l->m, n->nargs + 1, mdg_node);
    for (int k = 0; k < n->nargs; k++) {
        a[k] = l->now[n->arg[k].node->id];
    }
    return keep_tails(l->m, mdg_rebuild(l->m, n, a, NULL, NULL));
}

void mdg_lower(struct mdg *m, int n, const mdg_node *in, mdg_node *out)
{
    unsigned *ids;
    size_t count = mdg_reach(m, (size_t)n, in, &ids);
    unsigned top = count ? ids[count - 1] + 1 : 1;
    struct lower l = {m, MDG_ARRAY(m, top, unsigned), MDG_ARRAY(m, top, mdg_node),
                      MDG_ARRAY(m, top, double)};
    for (int k = 0; k < n; k++) {
        l.uses[in[k]->id] += 2; /* an output stays as it is */
    }
    for (size_t i = 0; i < count; i++) {
        mdg_node node = mdg_node_at(m, ids[i]);
        for (int k = 0; k < node->nargs; k++) {
            l.uses[node->arg[k].node->id]++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        mdg_node node = mdg_node_at(m, ids[i]);
        m->at = node->loc;
        l.now[ids[i]] = rebuild(&l, node);
    }
    for (int k = 0; k < n; k++) {
        out[k] = l.now[in[k]->id];
    }
}
