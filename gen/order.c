/* Contraction order: exact by dynamic programming over subsets of factors, greedy beyond.
 *
 * cost(S) = min over S = P + Q of cost(P) + cost(Q) + (multiplications to contract P with
 * Q); a part that appears on both sides is counted once.  (Matrix chains: Godbole 1973;
 * general products: Lam, Sadayappan, Wenger 1997.)  A product that the function forms
 * anyway costs nothing. */
#include "order.h"
#include "intern.h"
#include "match.h"

#include <float.h>
#include <string.h>

typedef uint64_t labels; /* a set of labels */

struct part {
    mdg_node node;
    uint8_t ix[MDG_MAX_ORDER];
    labels set; /* of ix */
    double cost;
};

struct problem {
    struct mdg *m;
    int order, nlabels;
    const mdg_size *extent;
    const struct mdg_products *have; /* may be NULL, as the next */
    struct mdg_products *formed;
    double typical[MDG_MAX_LABELS];
    labels out;
    int n;
    struct part factor[MDG_MAX_LABELS];
    int nouter; /* what is left out of the ordering: identities between labels of the
                   result, sizes */
    struct mdg_term outer[2 * MDG_MAX_LABELS];
};

static labels set_of(int n, const uint8_t *ix)
{
    labels s = 0;
    for (int i = 0; i < n; i++) {
        s |= (labels)1 << ix[i];
    }
    return s;
}

static double volume(const struct problem *p, labels s)
{
    double v = 1;
    for (int l = 0; l < p->nlabels; l++) {
        v *= s >> l & 1 ? p->typical[l] : 1;
    }
    return v;
}

static bool is_onehot(mdg_node n)
{
    return n && n->op == MDG_INPUT && n->input->is_labels;
}

static bool is_inverse(mdg_node n)
{
    return n && n->op == MDG_MATRIX && n->kind == MDG_M_INV;
}

/* Multiplications to contract a with b, keeping `keep`.  The class of a one-hot row costs
 * nothing to sum over; an inverse that meets anything but a plain product has to be formed
 * first. */
static double pair_cost(const struct problem *p, const struct part *a, const struct part *b,
                        labels keep)
{
    labels all = a->set | b->set;
    double extra = 0;
    for (int k = 0; k < 2; k++) {
        const struct part *x = k ? b : a, *y = k ? a : b;
        if (is_onehot(x->node) && x->node->order > 0) {
            all &= ~((labels)1 << x->ix[x->node->order - 1]);
        }
        if (is_inverse(x->node)) {
            labels row = (labels)1 << x->ix[0], col = (labels)1 << x->ix[1];
            bool solve = ((y->set & row) != 0) != ((y->set & col) != 0) &&
                         !(y->set & row & keep) && !(y->set & col & keep);
            extra += solve ? 0 : 2 * volume(p, x->set) * p->typical[x->ix[0]];
        }
    }
    return volume(p, all) * (all & ~keep ? 2 : 1) + extra;
}

/* Labels of a part in the natural order of storage: batch, then those of a, then those of
 * b. */
static int natural(const struct part *a, const struct part *b, labels keep, uint8_t *ix)
{
    int n = 0;
    labels done = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < a->node->order; i++) {
            labels l = (labels)1 << a->ix[i];
            bool batch = (b->set & l) != 0;
            if ((keep & l & ~done) && batch == (pass == 0)) {
                ix[n++] = a->ix[i];
                done |= l;
            }
        }
    }
    for (int i = 0; i < b->node->order; i++) {
        labels l = (labels)1 << b->ix[i];
        if (keep & l & ~done) {
            ix[n++] = b->ix[i];
            done |= l;
        }
    }
    return n;
}

/* A multiple c A of a matrix product A, and nothing else? Then A with the labels of the
 * multiple, and the numbers go to the others. */
static mdg_node without_numbers(struct mdg *m, mdg_node n, int *numbers,
                                struct mdg_term *number)
{
    struct mdg_term rest = {NULL, NULL};
    int count = 0;
    for (int k = 0; n->op == MDG_CONTRACT && n->nlabels == n->order && k < n->nargs; k++) {
        if (n->arg[k].node->order > 0) {
            rest = (struct mdg_term){n->arg[k].node, n->arg[k].ix};
            count++;
        }
    }
    bool multiple = count == 1 && n->nargs > 1 && rest.node->nlabels > rest.node->order &&
                    *numbers + n->nargs < MDG_MAX_LABELS - 2;
    if (!multiple) {
        return n;
    }
    for (int k = 0; k < n->nargs; k++) {
        if (n->arg[k].node->order == 0) {
            number[(*numbers)++] = (struct mdg_term){n->arg[k].node, n->arg[k].ix};
        }
    }
    return mdg_contract(m, n->order, n->order, n->extent, 1, &rest);
}

/* The contraction of parts with the result labels ix, as a node.  In a matrix product the
 * numbers of a part come in front: inside of it they would be a third factor, and no kernel
 * multiplies three. */
static mdg_node build(const struct problem *p, int nparts, const struct part *const *part,
                      int order, const uint8_t *ix)
{
    uint8_t to[MDG_MAX_LABELS];
    memset(to, MDG_MAX_LABELS, sizeof to);
    mdg_size extent[MDG_MAX_LABELS];
    int nlabels = order;
    for (int i = 0; i < order; i++) {
        to[ix[i]] = (uint8_t)i;
        extent[i] = p->extent[ix[i]];
    }
    struct mdg_term t[MDG_MAX_LABELS];
    for (int k = 0; k < nparts; k++) {
        uint8_t *jx = MDG_ARRAY(p->m, part[k]->node->order + 1, uint8_t);
        for (int i = 0; i < part[k]->node->order; i++) {
            uint8_t l = part[k]->ix[i];
            if (to[l] == MDG_MAX_LABELS) {
                extent[nlabels] = p->extent[l];
                to[l] = (uint8_t)nlabels++;
            }
            jx[i] = to[l];
        }
        t[k] = (struct mdg_term){part[k]->node, jx};
    }
    struct mdg_match match;
    struct mdg_term front[MDG_MAX_LABELS];
    int numbers = 0;
    if (nparts == 2 && nlabels > order &&
        mdg_match_gemm(p->m, extent, t[0].node->order, t[0].ix, t[1].node->order, t[1].ix,
                       order, mdg_identity_ix, &match)) {
        for (int k = 0; k < 2; k++) {
            t[k].node = without_numbers(p->m, t[k].node, &numbers, front);
        }
    }
    mdg_node product = mdg_contract(p->m, order, nlabels, extent, nparts, t);
    front[numbers] = (struct mdg_term){product, mdg_identity_ix};
    return numbers ? mdg_contract(p->m, order, order, extent, numbers + 1, front) : product;
}

/* Does a factor go into a product as it is, no label summed away, none repeated? */
static bool is_whole(const struct part *f, labels keep)
{
    bool repeated = f->node->order > 0 && __builtin_popcountll(f->set) != f->node->order;
    return keep == f->set && (!repeated || f->node->op == MDG_DELTA);
}

/* A part of its own: the labels that nobody else has are summed away at once. */
static struct part alone(const struct problem *p, const struct part *f, labels others)
{
    struct part r = *f;
    labels keep = f->set & (others | p->out);
    r.cost = 0;
    if (!is_whole(f, keep)) {
        const struct part *one[1] = {f};
        struct part none = {.node = mdg_num(p->m, 1)};
        int n = natural(f, &none, keep, r.ix);
        r.node = build(p, 1, one, n, r.ix);
        r.set = keep;
        r.cost = volume(p, f->set);
    }
    return r;
}

/* An inverse that a Cholesky factor does not serve solves columns only: its kept label
 * leads. */
static bool solves(const struct part *a, const struct part *b, int n, const uint8_t *ix)
{
    for (int k = 0; k < 2; k++) {
        const struct part *x = k ? b : a;
        if (is_inverse(x->node) && !(x->node->props & MDG_SPD)) {
            return n == 0 || ix[0] == x->ix[0] || ix[0] == x->ix[1];
        }
    }
    return true;
}

/* Is this the shape in which a matrix product can leave its result? */
static bool fits(const struct problem *p, const struct part *a, const struct part *b, int n,
                 const uint8_t *ix)
{
    struct mdg_match match;
    if (!solves(a, b, n, ix)) {
        return false;
    }
    if (((a->set | b->set) & ~set_of(n, ix)) == 0) {
        return true; /* nothing is summed */
    }
    return mdg_match_gemm(p->m, p->extent, a->node->order, a->ix, b->node->order, b->ix, n,
                          ix, &match);
}

/* The product of a and b, if it was formed elsewhere. */
static bool is_formed(const struct problem *p, const struct part *a, const struct part *b,
                      labels keep, struct part *r)
{
    const struct mdg_term ta = {a->node, a->ix}, tb = {b->node, b->ix};
    *r = (struct part){.set = keep};
    r->node = p->have ? mdg_products_find(p->have, &ta, &tb, keep, r->ix) : NULL;
    return r->node != NULL;
}

static struct part join(const struct problem *p, const struct part *a, const struct part *b,
                        labels others)
{
    struct part r;
    const struct part *two[2] = {a, b};
    labels keep = (a->set | b->set) & (others | p->out);
    if (is_formed(p, a, b, keep, &r)) {
        r.cost = a->cost + (a->node == b->node ? 0 : b->cost);
        return r;
    }
    r.set = keep;
    r.cost = a->cost + (a->node == b->node ? 0 : b->cost) + pair_cost(p, a, b, keep);
    /* the last product leaves its labels as the result has them, if it can */
    uint8_t want[MDG_MAX_ORDER];
    int nw = 0;
    for (int l = 0; l < p->order; l++) {
        if (keep >> l & 1) {
            want[nw++] = (uint8_t)l;
        }
    }
    double va = volume(p, a->set), vb = volume(p, b->set);
    if (va < vb ||
        (va == vb &&
         is_inverse(a->node))) { /* the axes of the larger factor lead: samples stay rows */
        const struct part *t = a;
        a = b;
        b = t;
    }
    int n = natural(a, b, keep, r.ix);
    if (others == 0 && (fits(p, a, b, nw, want) || !fits(p, a, b, n, r.ix))) {
        memcpy(r.ix, want, (size_t)nw);
    } else if (n > 1 && !fits(p, a, b, n, r.ix)) { /* try the other factor first */
        uint8_t other[MDG_MAX_ORDER];
        natural(b, a, keep, other);
        if (fits(p, a, b, n, other)) {
            memcpy(r.ix, other, (size_t)n);
        }
    }
    r.node = build(p, 2, two, n, r.ix);
    if (p->formed) {
        const struct mdg_term ta = {a->node, a->ix}, tb = {b->node, b->ix};
        mdg_products_add(p->formed, &ta, &tb, keep, r.node, r.ix);
    }
    return r;
}

static double join_cost(const struct problem *p, const struct part *a, const struct part *b,
                        labels others)
{
    labels keep = (a->set | b->set) & (others | p->out);
    return a->cost + (a->node == b->node ? 0 : b->cost) + pair_cost(p, a, b, keep);
}

/* ---- dynamic programming
 * ------------------------------------------------------------------- */

/* The best way to multiply out a subset of the factors; index by bit set. */
struct best {
    labels keep; /* labels of its result */
    double cost;
    unsigned left;           /* one side of the last product; 0: a single factor */
    const struct part *made; /* what is there already, or NULL */
    uint64_t signature;      /* equal for subsets of equal factors */
};

/* Two sides that are the same product, as far as factors and size tell: computed once. */
static bool is_twin(const struct problem *p, const struct best *a, const struct best *b)
{
    return a->signature == b->signature && volume(p, a->keep) == volume(p, b->keep);
}

static struct part as_part(const struct problem *p, unsigned s, const struct best *b)
{
    struct part r = {.set = b->keep, .cost = b->cost};
    if (b->left == 0) {
        r = p->factor[__builtin_ctz(s)];
        r.set = b->keep;
    }
    return r;
}

static struct best *program(const struct problem *p)
{
    unsigned full = (1u << p->n) - 1;
    struct part formed;
    struct best *best = MDG_ARRAY(p->m, full + 1, struct best);
    labels *set = MDG_ARRAY(p->m, full + 1, labels); /* labels of the factors in a subset */
    for (unsigned s = 1; s <= full; s++) {
        set[s] = set[s & (s - 1)] | p->factor[__builtin_ctz(s)].set;
    }
    for (unsigned s = 1; s <= full; s++) {
        labels others = set[full & ~s];
        struct best *b = &best[s];
        b->keep = set[s] & (others | p->out);
        b->signature = best[s & (s - 1)].signature +
                       (p->factor[__builtin_ctz(s)].node->id + 1u) * 0x9e3779b97f4a7c15u;
        b->cost = DBL_MAX;
        if ((s & (s - 1)) == 0) {
            const struct part *f = &p->factor[__builtin_ctz(s)];
            b->cost = b->keep == set[s] ? 0 : volume(p, set[s]);
            b->made = is_whole(f, b->keep) ? f : NULL;
            continue;
        }
        for (unsigned q = (s - 1) & s; q > (s & ~q);
             q = (q - 1) & s) { /* each split once */
            const struct best *x = &best[q], *y = &best[s & ~q];
            if (x->made && y->made && is_formed(p, x->made, y->made, b->keep, &formed)) {
                struct part *made = MDG_NEW(p->m, struct part);
                *made = formed;
                *b = (struct best){b->keep, 0, q, made, b->signature};
                break;
            }
            double floor = x->cost + (is_twin(p, x, y) ? 0 : y->cost);
            if (floor >= b->cost) {
                continue;
            }
            struct part a = as_part(p, q, x), c = as_part(p, s & ~q, y);
            double cost = floor + pair_cost(p, &a, &c, b->keep);
            if (cost < b->cost) {
                b->cost = cost;
                b->left = q;
            }
        }
    }
    return best;
}

/* The nodes of the best way for subset s. */
static struct part follow(const struct problem *p, const struct best *best, unsigned s)
{
    labels others = 0;
    for (int k = 0; k < p->n; k++) {
        others |= s >> k & 1 ? 0 : p->factor[k].set;
    }
    if (best[s].left && best[s].made) {
        return *best[s].made;
    }
    if (best[s].left == 0) {
        return alone(p, &p->factor[__builtin_ctz(s)], others);
    }
    struct part a = follow(p, best, s & ~best[s].left), b = follow(p, best, best[s].left);
    return join(p, &a, &b, others);
}

static struct part exact(const struct problem *p)
{
    return follow(p, program(p), (1u << p->n) - 1);
}

static struct part greedy(struct problem *p)
{
    while (p->n > 1) {
        int bi = 0, bj = 1;
        double cost = DBL_MAX;
        labels bo = 0;
        for (int i = 0; i < p->n; i++) {
            for (int j = i + 1; j < p->n; j++) {
                labels others = 0;
                for (int k = 0; k < p->n; k++) {
                    others |= k != i && k != j ? p->factor[k].set : 0;
                }
                struct part a = p->factor[i], b = p->factor[j];
                a.cost = b.cost = 0;
                double c =
                    join_cost(p, &a, &b, others) - volume(p, a.set) - volume(p, b.set);
                if (c < cost) {
                    cost = c, bi = i, bj = j, bo = others;
                }
            }
        }
        p->factor[bi] = join(p, &p->factor[bi], &p->factor[bj], bo);
        p->factor[bj] = p->factor[--p->n];
    }
    return alone(p, &p->factor[0], 0);
}

/* Does the triangle cut out of the input what the caller need not give? */
static bool is_cut(const struct part *tri, const struct part *in)
{
    const struct mdg_node *x = in->node;
    bool promised = x->op == MDG_INPUT && x->order == 2 &&
                    (x->input->role == MDG_DIRECTION || (x->input->props & MDG_DIAGONAL));
    return promised && tri->node->op == MDG_TRI && tri->set == in->set;
}

/* Are the two the same triangle of ones, at the same labels? */
static bool same_triangle(const struct part *a, const struct part *b)
{
    return a->node == b->node && memcmp(a->ix, b->ix, 2) == 0;
}

/* A triangular input is never read outside of its triangle, so the two are one factor. */
static void cut_triangles(struct problem *p)
{
    bool used[MDG_MAX_LABELS] = {false};
    int count = p->n;
    for (int k = 0; k < count; k++) {
        const struct part *cut[MDG_MAX_LABELS] = {&p->factor[k]};
        int n = 1;
        for (int t = 0; t < count; t++) {
            if (is_cut(&p->factor[t], &p->factor[k])) {
                used[t] = true;
                bool again = false;
                for (int q = 1; q < n; q++) {
                    again = again || same_triangle(cut[q], &p->factor[t]);
                }
                cut[n] = &p->factor[t];
                n += !again;
            }
        }
        p->factor[k].node =
            n > 1 ? build(p, n, cut, 2, p->factor[k].ix) : p->factor[k].node;
    }
    p->n = 0;
    for (int k = 0; k < count; k++) {
        if (!used[k]) {
            p->factor[p->n++] = p->factor[k];
        }
    }
}

static void set_up(struct problem *p, int nterms, const struct mdg_term *term)
{
    struct mdg *m = p->m;
    int order = p->order, nlabels = p->nlabels;
    const mdg_size *extent = p->extent;
    uint8_t
        to[MDG_MAX_LABELS]; /* labels joined by an identity matrix count as one inside */
    memcpy(to, mdg_identity_ix, sizeof to);
    for (int k = 0; k < nterms; k++) {
        if (term[k].node->op == MDG_DELTA) {
            uint8_t a = to[term[k].ix[0]], b = to[term[k].ix[1]];
            p->outer[p->nouter++] = term[k];
            for (int l = 0; l < nlabels; l++) {
                to[l] = to[l] == (a > b ? a : b) ? (a > b ? b : a) : to[l];
            }
        }
    }
    for (int l = 0; l < nlabels; l++) {
        p->typical[l] = mdg_size_typical(m, extent[l]);
        p->typical[l] = p->typical[l] < 1 ? 1 : p->typical[l];
    }
    for (int k = 0; k < nterms; k++) {
        if (term[k].node->order == 0) { /* numbers multiply the result, not a factor */
            p->outer[p->nouter++] = term[k];
        } else if (term[k].node->op != MDG_DELTA) {
            struct part *f = &p->factor[p->n++];
            *f = (struct part){.node = term[k].node};
            for (int i = 0; i < term[k].node->order; i++) {
                f->ix[i] = to[term[k].ix[i]];
            }
            f->set = set_of(term[k].node->order, f->ix);
            p->out |= f->set & (((labels)1 << order) - 1);
        }
    }
    labels seen = 0;
    for (int k = 0; k < p->n; k++) {
        seen |= p->factor[k].set;
    }
    for (int l = order; l < nlabels; l++) { /* a summed label that no factor has counts */
        if (to[l] == l && !(seen >> l & 1)) {
            p->outer[p->nouter++] =
                (struct mdg_term){mdg_size_node(m, extent[l]), mdg_identity_ix};
        }
    }
    cut_triangles(p);
}

mdg_node mdg_order_contraction(struct mdg *m, int order, int nlabels,
                               const mdg_size *extent, int nterms,
                               const struct mdg_term *term, const struct mdg_products *have,
                               struct mdg_products *formed)
{
    struct problem p = {.m = m,
                        .order = order,
                        .nlabels = nlabels,
                        .extent = extent,
                        .have = have,
                        .formed = formed};
    set_up(&p, nterms, term);
    if (p.n == 0) {
        return mdg_contract(m, order, nlabels, extent, nterms, term);
    }
    struct part r = p.n <= MDG_EXACT_FACTORS ? exact(&p) : greedy(&p);
    p.outer[p.nouter++] = (struct mdg_term){r.node, r.ix};
    return mdg_contract(m, order, order, extent, p.nouter, p.outer);
}

double mdg_order_cost(struct mdg *m, int order, int nlabels, const mdg_size *extent,
                      int nterms, const struct mdg_term *term,
                      const struct mdg_products *have)
{
    struct problem p = {
        .m = m, .order = order, .nlabels = nlabels, .extent = extent, .have = have};
    set_up(&p, nterms, term);
    return p.n == 0                  ? 0
           : p.n > MDG_EXACT_FACTORS ? DBL_MAX
                                     : program(&p)[(1u << p.n) - 1].cost;
}
