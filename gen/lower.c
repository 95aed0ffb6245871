/* Lowering: products are opened as far as it pays, then put into their cheapest order.
 *
 * It is done twice. The first time tells which nodes are computed at all: most products end
 * inside of another. The second time, operands before users, every product may take what
 * those nodes have formed: S = H P H' + R and P H' S^-1 share H P, since P is symmetric. */
#include "lower.h"
#include "intern.h"
#include "order.h"
#include "rebuild.h"

#include <float.h>
#include <string.h>

enum { OPEN_UP_TO = 14 }; /* factors of an opened product */

/* The old nodes whose values a product is computed from, others being opened; none: those
 * of the node itself. */
struct operands {
    int count;
    const mdg_node *node;
};

struct lower {
    struct mdg *m;
    unsigned *uses;                  /* by id of the old DAG */
    mdg_node *now;                   /* old id -> lowered node */
    double *cost;                    /* by old id: multiplications of a product that sums */
    struct operands *operands;       /* by old id: what it is computed from */
    const struct mdg_products *have; /* what is formed already; NULL the first time */
    struct mdg_products *formed;     /* the same while a node is lowered that is needed */
};

/* A product being opened: terms whose labels are those of the outer contraction, or new
 * ones. */
struct opened {
    int nlabels;
    mdg_size extent[MDG_MAX_LABELS];
    int nterms;
    struct mdg_term term[OPEN_UP_TO + 1];
    mdg_node from[OPEN_UP_TO + 1];  /* the old node of each term */
    uint64_t under[OPEN_UP_TO + 1]; /* the labels over which each term is summed */
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
                      uint64_t under, int pending, int depth);

/* The factors of n in place of n; ix are the labels of n's axes, under those over which n
 * is summed. */
static void open_product(struct lower *l, struct opened *o, mdg_node n, const uint8_t *ix,
                         uint64_t under, int pending, int depth)
{
    uint8_t to[MDG_MAX_LABELS];
    for (int k = 0; k < n->order; k++) {
        to[k] = ix[k];
    }
    for (int k = n->order; k < n->nlabels; k++) {
        o->extent[o->nlabels] = n->extent[k];
        under |= (uint64_t)1 << o->nlabels;
        to[k] = (uint8_t)o->nlabels++;
    }
    for (int a = 0; a < n->nargs; a++) {
        uint8_t *jx = MDG_ARRAY(l->m, n->arg[a].node->order + 1, uint8_t);
        for (int i = 0; i < n->arg[a].node->order; i++) {
            jx[i] = to[n->arg[a].ix[i]];
        }
        open_term(l, o, n->arg[a].node, jx, under, pending + n->nargs - 1 - a, depth + 1);
    }
}

static void open_term(struct lower *l, struct opened *o, mdg_node n, const uint8_t *ix,
                      uint64_t under, int pending, int depth)
{
    if (depth < 8 && should_open(l, n, o, pending)) {
        open_product(l, o, n, ix, under, pending, depth);
        return;
    }
    o->from[o->nterms] = n;
    o->under[o->nterms] = under;
    o->term[o->nterms++] = (struct mdg_term){l->now[n->id], ix};
}

static double cost_of(struct lower *l, mdg_node n, const struct opened *o)
{
    return o->nterms > MDG_EXACT_FACTORS
               ? DBL_MAX
               : mdg_order_cost(l->m, n->order, o->nlabels, o->extent, o->nterms, o->term,
                                l->have);
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
                open_product(l, &t, x, o->term[q].ix, o->under[q], 0, 0);
            } else {
                t.from[t.nterms] = o->from[q];
                t.under[t.nterms] = o->under[q];
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

/* The size n of a number 1/n or 1/sqrt(n), else NULL. */
static mdg_size divisor(mdg_node n)
{
    mdg_node u = n->op == MDG_MAP && n->kind == MDG_F_recip ? n->arg[0].node : NULL;
    u = u && u->op == MDG_MAP && u->kind == MDG_F_sqrt ? u->arg[0].node : u;
    return u && u->op == MDG_SIZE ? u->size : NULL;
}

/* Numbers come out in front of sums. What is summed over no elements is 0 all the same, so
 * a number that is infinite at a size of 0, the 1/n of sum(x/n), becomes 0 where the sum is
 * empty. The mean sum(x)/n of nothing is no number, and stays so. */
static void keep_empty_sums(struct mdg *m, struct opened *o)
{
    for (int k = 0; k < o->nterms; k++) {
        mdg_node c = o->term[k].node;
        mdg_size s = divisor(c), elements = mdg_size_int(m, 1);
        bool same = false;
        for (int l = 0; s && l < o->nlabels; l++) {
            if (o->under[k] >> l & 1) {
                elements = mdg_size_mul(m, elements, o->extent[l]);
                same = same || o->extent[l] == s;
            }
        }
        if (!s || mdg_size_is_int(elements, NULL)) {
            continue;
        }
        if (same || elements == s) {
            o->term[k].node = mdg_map1(m, MDG_F_recip0, c->arg[0].node);
            continue;
        }
        const struct mdg_term t[3] = {{mdg_size_node(m, elements), mdg_identity_ix},
                                      {c, mdg_identity_ix},
                                      {mdg_num(m, 0), mdg_identity_ix}};
        o->term[k].node = mdg_map(m, MDG_F_where, 0, NULL, 3, t);
    }
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

enum { FACTORS_OF_SYMMETRY = 8 }; /* as many as properties are looked for in */

/* A product that is multiplied out down to factors that are none. */
struct flat_product {
    struct mdg *m;
    int nlabels, nargs;
    mdg_size extent[MDG_MAX_LABELS];
    struct mdg_arg arg[FACTORS_OF_SYMMETRY];
};

/* Add the factors of n, whose axes have the labels ix; false if they are too many. */
static bool flatten(struct flat_product *f, mdg_node n, const uint8_t *ix)
{
    if (n->op != MDG_CONTRACT) {
        if (f->nargs == FACTORS_OF_SYMMETRY) {
            return false;
        }
        f->arg[f->nargs++] = (struct mdg_arg){n, ix};
        return true;
    }
    if (f->nlabels + n->nlabels - n->order > MDG_MAX_LABELS) {
        return false;
    }
    uint8_t to[MDG_MAX_LABELS];
    for (int l = 0; l < n->nlabels; l++) {
        if (l >= n->order) {
            f->extent[f->nlabels] = n->extent[l];
        }
        to[l] = l < n->order ? ix[l] : (uint8_t)f->nlabels++;
    }
    for (int a = 0; a < n->nargs; a++) {
        uint8_t *jx = MDG_ARRAY(f->m, n->arg[a].node->order + 1, uint8_t);
        for (int i = 0; i < n->arg[a].node->order; i++) {
            jx[i] = to[n->arg[a].ix[i]];
        }
        if (!flatten(f, n->arg[a].node, jx)) {
            return false;
        }
    }
    return true;
}

/* A product in its best order has lost the look of symmetry: (D X)' X and X' D X. */
static void learn(struct mdg *m, mdg_node now)
{
    struct flat_product f = {.m = m, .nlabels = now->order};
    if (now->order != 2 || now->op != MDG_CONTRACT || (now->props & MDG_SYMMETRIC)) {
        return;
    }
    memcpy(f.extent, now->extent, 2 * sizeof *now->extent);
    if (!flatten(&f, now, mdg_identity_ix)) {
        return;
    }
    struct mdg_node flat = {.op = MDG_CONTRACT,
                            .order = now->order,
                            .nlabels = f.nlabels,
                            .extent = f.extent,
                            .nargs = f.nargs,
                            .arg = f.arg};
    if (mdg_props_infer(&flat) & MDG_SYMMETRIC) {
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
                                           t, l->have, l->formed);
    }
    memcpy(o.extent, n->extent, (size_t)n->nlabels * sizeof *n->extent);
    const uint64_t summed = ((uint64_t)1 << n->nlabels) - ((uint64_t)1 << n->order);
    for (int a = 0; a < n->nargs; a++) {
        open_term(l, &o, n->arg[a].node, n->arg[a].ix, summed, n->nargs - 1 - a, 0);
    }
    l->cost[n->id] = cost_of(l, n, &o);
    while (open_shared(l, n, &o)) {
    }
    keep_empty_sums(l->m, &o);
    mdg_node *from = MDG_ARRAY(l->m, o.nterms, mdg_node);
    memcpy(from, o.from, (size_t)o.nterms * sizeof *from);
    l->operands[n->id] = (struct operands){o.nterms, from};
    mdg_node now = mdg_order_contraction(l->m, n->order, o.nlabels, o.extent, o.nterms,
                                         o.term, l->have, l->formed);
    learn(l->m, now);
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

/* Are there two products that sum among the nodes that are needed? Else nothing is shared.
 */
static bool may_share(const struct mdg *m, size_t count, const unsigned *ids,
                      const bool *needed)
{
    int products = 0;
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(m, ids[i]);
        products += needed[ids[i]] && n->op == MDG_CONTRACT && sums(n);
    }
    return products > 1;
}

/* By old id: is the node computed in the end, or does it only end inside of others? */
static bool *find_needed(struct lower *l, int n, const mdg_node *root, size_t count,
                         const unsigned *ids)
{
    bool *needed = MDG_ARRAY(l->m, count ? ids[count - 1] + 1 : 1, bool);
    for (int k = 0; k < n; k++) {
        needed[root[k]->id] = true;
    }
    for (size_t i = count; i-- > 0;) {
        mdg_node x = mdg_node_at(l->m, ids[i]);
        const struct operands *o = &l->operands[ids[i]];
        for (int k = 0; needed[ids[i]] && k < o->count; k++) {
            needed[o->node[k]->id] = true;
        }
        for (int k = 0; needed[ids[i]] && o->count == 0 && k < x->nargs; k++) {
            needed[x->arg[k].node->id] = true;
        }
    }
    return needed;
}

static void lower_all(struct lower *l, size_t count, const unsigned *ids,
                      struct mdg_products *products, const bool *needed)
{
    l->have = products;
    for (size_t i = 0; i < count; i++) {
        mdg_node node = mdg_node_at(l->m, ids[i]);
        l->m->at = node->loc;
        l->formed = needed && needed[ids[i]] ? products : NULL;
        l->now[ids[i]] = rebuild(l, node);
    }
}

void mdg_lower(struct mdg *m, int n, const mdg_node *in, mdg_node *out)
{
    struct mdg_hold hold = mdg_hold(m);
    unsigned *ids;
    size_t count = mdg_reach(m, (size_t)n, in, &ids);
    unsigned top = count ? ids[count - 1] + 1 : 1;
    struct lower l = {.m = m,
                      .uses = MDG_ARRAY(m, top, unsigned),
                      .now = MDG_ARRAY(m, top, mdg_node),
                      .cost = MDG_ARRAY(m, top, double),
                      .operands = MDG_ARRAY(m, top, struct operands)};
    for (int k = 0; k < n; k++) {
        l.uses[in[k]->id] += 2; /* an output stays as it is */
    }
    for (size_t i = 0; i < count; i++) {
        mdg_node node = mdg_node_at(m, ids[i]);
        for (int k = 0; k < node->nargs; k++) {
            l.uses[node->arg[k].node->id]++;
        }
    }
    lower_all(&l, count, ids, NULL, NULL);
    const bool *needed = find_needed(&l, n, in, count, ids);
    if (may_share(m, count, ids, needed)) {
        lower_all(&l, count, ids, mdg_products_new(m), needed);
    }
    for (int k = 0; k < n; k++) {
        out[k] = l.now[in[k]->id];
    }
    mdg_release(m, hold);
}
