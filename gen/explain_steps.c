/* The differential of an expression line by line: d is pushed inward by the rules D1 .. D5
 * until only dX is left.
 *
 * A line is a list of terms that hold placeholders d(e) for operands e whose differential
 * is still to be taken. The next line replaces each of them by its rule. */
#include "explain_doc.h"
#include "intern.h"

#include <string.h>

enum { LONGEST = 170, MOST_LINES = 16, MOST_TERMS = 12, DEEPEST = 40, MOST_NODES = 400 };

struct line {
    struct mdg_print_term *data;
    size_t count, cap;
};

/* ---- which rule
 * ------------------------------------------------------------------------------ */

static unsigned of_contraction(mdg_node n)
{
    bool elementwise = false, other = false;
    for (int l = 0; l < n->nlabels; l++) {
        int seen = 0;
        for (int a = 0; a < n->nargs; a++) {
            for (int i = 0; i < n->arg[a].node->order; i++) {
                seen += n->arg[a].ix[i] == l;
            }
        }
        elementwise |= seen + (l < n->order) >= 3;
        other |= l >= n->order;
    }
    return (elementwise ? 1u << R_D4 : 0) | (other || !elementwise ? 1u << R_D2 : 0);
}

unsigned mdg_explain_rule_of(mdg_node n)
{
    static const enum explain_rule matrix[MDG_NMATRIX] = {
        [MDG_M_INV] = R_D3,           [MDG_M_DET] = R_DET,
        [MDG_M_LOGDET] = R_LOGDET,    [MDG_M_LOGPROD] = R_D5,
        [MDG_M_ADJ] = R_DET,          [MDG_M_CHOL] = R_CHOL,
        [MDG_M_EIGVALS] = R_SPECTRAL, [MDG_M_EIGVECS] = R_SPECTRAL,
        [MDG_M_SVDVALS] = R_SPECTRAL, [MDG_M_SVDU] = R_SPECTRAL,
        [MDG_M_SVDV] = R_SPECTRAL,    [MDG_M_EXPM] = R_EXPM,
        [MDG_M_EXPMD] = R_EXPM,       [MDG_M_EXPMDD] = R_EXPM,
        [MDG_M_ADJD] = R_DET,         [MDG_M_ADJDD] = R_DET};
    static const enum explain_rule reduce[] = {[MDG_R_MAX] = R_EXTREMUM,
                                               [MDG_R_MIN] = R_EXTREMUM,
                                               [MDG_R_PROD] = R_PROD,
                                               [MDG_R_LSE] = R_LSE,
                                               [MDG_R_NORM] = R_NORM};
    switch (n->op) {
    case MDG_SUM:
        return n->nargs > 1 ? 1u << R_D1 : 0;
    case MDG_CONTRACT:
        return n->nargs > 1 || n->nlabels > n->order ? of_contraction(n) : 0;
    case MDG_MAP:
        return 1u << R_D5;
    case MDG_MATRIX:
        return 1u << matrix[n->kind];
    case MDG_REDUCE:
        return 1u << reduce[n->kind];
    case MDG_LOO:
    case MDG_LOODIFF:
        return 1u << R_PROD;
    case MDG_ASSUME: /* the same expression */
        return 0;
    default:
        return 1u << R_LINEAR;
    }
}

/* ---- substitution
 * ------------------------------------------------------------------------------ */

static mdg_node rebuilt(struct mdg *m, mdg_node n, const mdg_node *a)
{
    struct mdg_term *t = MDG_ARRAY(m, n->nargs + 1, struct mdg_term);
    for (int k = 0; k < n->nargs; k++) {
        t[k] = (struct mdg_term){a[k], n->arg[k].ix};
    }
    switch (n->op) {
    case MDG_CONTRACT:
        return mdg_contract(m, n->order, n->nlabels, n->extent, n->nargs, t);
    case MDG_SUM:
        return mdg_sum(m, n->order, n->extent, n->nargs, t, n->coef);
    case MDG_MAP:
        return mdg_map(m, (enum mdg_map_fn)n->kind, n->order, n->extent, n->nargs, t);
    case MDG_REDUCE:
        return mdg_reduce(m, (enum mdg_reduce)n->kind, n->order, n->nlabels, n->extent,
                          t[0]);
    case MDG_MATRIX:
        return mdg_matrix(m, (enum mdg_matrix_fn)n->kind, n->nargs, a);
    case MDG_SLICE:
        return mdg_slice(m, a[0], n->offset, n->extent);
    case MDG_PAD:
        return mdg_pad(m, a[0], n->offset, n->extent);
    case MDG_RESHAPE:
        return mdg_reshape(m, a[0], n->order, n->extent);
    case MDG_CUMSUM:
        return mdg_cumsum(m, a[0], n->kind, n->flag);
    case MDG_LOO:
        return mdg_loo(m, a[0]);
    case MDG_LOODIFF:
        return mdg_loo_diff(m, a[0], a[1]);
    case MDG_ASSUME:
        return mdg_assume(m, a[0], n->props);
    default:
        return n;
    }
}

mdg_node mdg_explain_substitute(struct mdg *m, mdg_node n, int count, const mdg_node *from,
                                const mdg_node *to)
{
    unsigned *ids;
    size_t reached = mdg_reach(m, 1, &n, &ids);
    mdg_node *by = MDG_ARRAY(m, n->id + 1, mdg_node);
    for (size_t i = 0; i < reached; i++) {
        mdg_node x = mdg_node_at(m, ids[i]);
        by[x->id] = x;
        bool changed = false;
        for (int k = 0; k < count; k++) {
            by[x->id] = x == from[k] ? to[k] : by[x->id];
        }
        mdg_node *a = MDG_ARRAY(m, x->nargs + 1, mdg_node);
        for (int k = 0; k < x->nargs; k++) {
            a[k] = by[x->arg[k].node->id];
            changed |= a[k] != x->arg[k].node;
        }
        if (changed && by[x->id] == x) {
            by[x->id] = rebuilt(m, x, a);
        }
    }
    return by[n->id];
}

/* ---- d of one operand
 * ------------------------------------------------------------------------------ */

static bool is_on(const struct derivation *d, mdg_node n)
{
    return n->id < d->top && d->on[n->id];
}

static mdg_node placeholder(struct derivation *d, mdg_node n)
{
    return mdg_diff_leaf(d->e->m, (int)n->id, n);
}

static int active(const struct derivation *d, mdg_node n)
{
    int count = 0;
    for (int k = 0; k < n->nargs; k++) {
        count += is_on(d, n->arg[k].node);
    }
    return count;
}

/* Is d of it the same operator on d of its operand, so that the step needs no line of its
 * own? */
static bool is_linear(const struct derivation *d, mdg_node n)
{
    return n->op == MDG_SUM || n->op == MDG_SLICE || n->op == MDG_PAD ||
           n->op == MDG_RESHAPE || n->op == MDG_CUMSUM || n->op == MDG_ASSUME ||
           (n->op == MDG_CONTRACT && active(d, n) == 1);
}

static mdg_node rule(struct derivation *d, mdg_node n, bool through, unsigned *rules,
                     int depth);

/* d(n): its rule if it is linear and lines are to be saved, else a placeholder. */
static mdg_node through_linear(struct derivation *d, mdg_node n, unsigned *rules, int depth)
{
    bool stop = n == d->x->node || !is_linear(d, n) || depth > DEEPEST ||
                d->e->level == MDG_EXPLAIN_FULL;
    return stop ? placeholder(d, n) : rule(d, n, true, rules, depth + 1);
}

static mdg_node rule(struct derivation *d, mdg_node n, bool through, unsigned *rules,
                     int depth)
{
    mdg_node *arg = MDG_ARRAY(d->e->m, n->nargs + 1, mdg_node);
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        if (is_on(d, a)) {
            arg[k] = through ? through_linear(d, a, rules, depth) : placeholder(d, a);
        }
    }
    *rules |= mdg_explain_rule_of(n);
    mdg_node y = mdg_differential(d->e->m, n, arg, 0);
    return y ? y : mdg_zeros(d->e->m, n->order, n->extent);
}

/* ---- lines
 * ----------------------------------------------------------------------------------------------
 */

static void push(struct derivation *d, struct line *l, double coef, mdg_node n)
{
    if (n->op == MDG_SUM && n->nargs <= MOST_TERMS) { /* its terms */
        for (int k = 0; k < n->nargs; k++) {
            mdg_node a =
                mdg_relabel(d->e->m, n->arg[k].node, n->arg[k].ix, n->order, n->extent);
            struct mdg_print_term t = {.coef = coef * n->coef[k], .node = a};
            MDG_PUSH(d->e->m, l, t);
        }
        return;
    }
    struct mdg_print_term t = {.coef = coef, .node = n};
    MDG_PUSH(d->e->m, l, t);
}

static bool placed_plainly(mdg_node n, int k)
{
    return n->arg[k].node->order == n->order &&
           memcmp(n->arg[k].ix, mdg_identity_ix, (size_t)n->order) == 0;
}

/* d of a factor of a product; A dx at once where it is A x. */
static mdg_node factor(struct derivation *d, mdg_node n, unsigned *rules)
{
    bool plain =
        n->op == MDG_CONTRACT && active(d, n) == 1 && d->e->level != MDG_EXPLAIN_FULL;
    for (int k = 0; plain && k < n->nargs; k++) {
        plain &= n->arg[k].node->nargs == 0;
    }
    return plain ? rule(d, n, true, rules, 0) : placeholder(d, n);
}

/* d(n) as a term of the line; the product rule is written out factor by factor. */
static void push_rule(struct derivation *d, struct line *l, double coef, mdg_node n,
                      unsigned *rules, int depth)
{
    if (n == d->x->node) {
        push(d, l, coef, d->dx);
        return;
    }
    bool full = d->e->level == MDG_EXPLAIN_FULL;
    if (n->op == MDG_SUM) {
        *rules |= mdg_explain_rule_of(n);
        for (int k = 0; k < n->nargs; k++) {
            mdg_node a = n->arg[k].node;
            if (!is_on(d, a)) {
                continue;
            }
            if (placed_plainly(n, k) && !full && depth < 3) {
                push_rule(d, l, coef * n->coef[k], a, rules, depth + 1);
            } else {
                mdg_node da = mdg_relabel(d->e->m, placeholder(d, a), n->arg[k].ix,
                                          n->order, n->extent);
                push(d, l, coef * n->coef[k], da);
            }
        }
    } else if (n->op == MDG_CONTRACT && active(d, n) > 1) {
        *rules |= mdg_explain_rule_of(n);
        bool turned = mdg_print_is_turned(d->e->m, &d->e->printer, n);
        for (int i = 0; i < n->nargs; i++) {
            int k = turned ? n->nargs - 1 - i : i;
            if (is_on(d, n->arg[k].node)) {
                struct mdg_print_term t = {.coef = coef,
                                           .node = factor(d, n->arg[k].node, rules),
                                           .product = n,
                                           .factor = k};
                MDG_PUSH(d->e->m, l, t);
            }
        }
    } else {
        push(d, l, coef, rule(d, n, !full, rules, 0));
    }
}

/* The placeholders in n other than dX. */
static int pending(struct derivation *d, mdg_node n, mdg_node *out, int most)
{
    unsigned *ids;
    size_t count = mdg_reach(d->e->m, 1, &n, &ids);
    int found = 0;
    for (size_t i = 0; i < count; i++) {
        mdg_node x = mdg_node_at(d->e->m, ids[i]);
        if (x->op == MDG_DIFF && x != d->dx && found < most) {
            out[found++] = x;
        }
    }
    return found;
}

/* n with each placeholder replaced by its rule. */
static mdg_node advanced(struct derivation *d, mdg_node n, unsigned *rules)
{
    mdg_node from[MOST_TERMS], to[MOST_TERMS];
    int count = pending(d, n, from, MOST_TERMS);
    for (int k = 0; k < count; k++) {
        mdg_node e = mdg_node_at(d->e->m, (size_t)from[k]->kind);
        to[k] = rule(d, e, d->e->level != MDG_EXPLAIN_FULL, rules, 0);
    }
    return count ? mdg_explain_substitute(d->e->m, n, count, from, to) : n;
}

/* Terms that are 0 go, but for a last one. */
static void drop_zeros(struct line *l)
{
    size_t kept = 0;
    for (size_t k = 0; k < l->count; k++) {
        bool last = k + 1 == l->count && kept == 0;
        if (last || !mdg_is_zero(l->data[k].node)) {
            l->data[kept++] = l->data[k];
        }
    }
    l->count = kept;
}

static void advance(struct derivation *d, const struct line *l, struct line *next,
                    unsigned *rules)
{
    for (size_t k = 0; k < l->count; k++) {
        struct mdg_print_term t = l->data[k];
        if (t.product) {
            t.node = advanced(d, t.node, rules);
            MDG_PUSH(d->e->m, next, t);
        } else if (t.node->op == MDG_DIFF && t.node != d->dx) {
            mdg_node e = mdg_node_at(d->e->m, (size_t)t.node->kind);
            push_rule(d, next, t.coef, e, rules, 0);
        } else {
            push(d, next, t.coef, advanced(d, t.node, rules));
        }
    }
    drop_zeros(next);
}

static bool finished(struct derivation *d, const struct line *l)
{
    mdg_node some[1];
    for (size_t k = 0; k < l->count; k++) {
        if (pending(d, l->data[k].node, some, 1)) {
            return false;
        }
    }
    return true;
}

/* The value of a line: the sum of its terms. */
static mdg_node value(struct derivation *d, const struct line *l)
{
    struct mdg *m = d->e->m;
    mdg_node sum = mdg_zeros(m, d->y->order, d->y->extent);
    for (size_t k = 0; k < l->count; k++) {
        const struct mdg_print_term *t = &l->data[k];
        mdg_node n = t->node;
        if (t->product) {
            mdg_node *a = MDG_ARRAY(m, t->product->nargs, mdg_node);
            for (int i = 0; i < t->product->nargs; i++) {
                a[i] = i == t->factor ? t->node : t->product->arg[i].node;
            }
            n = rebuilt(m, t->product, a);
        }
        sum = mdg_add(m, sum, t->coef, n);
    }
    return sum;
}

static mdg_node without_placeholders(struct derivation *d, mdg_node n)
{
    struct mdg *m = d->e->m;
    mdg_node from[64], to[64];
    int count = pending(d, n, from, 63);
    for (int k = 0; k < count; k++) {
        mdg_node e = mdg_node_at(m, (size_t)from[k]->kind);
        to[k] = mdg_push(m, e, 1, (mdg_node[]){d->x->node}, &d->v, 0);
    }
    from[count] = d->dx;
    to[count++] = d->v;
    return mdg_explain_substitute(m, n, count, from, to);
}

void mdg_explain_witness(struct derivation *d, mdg_node n)
{
    mdg_node w = without_placeholders(d, n);
    MDG_PUSH(d->e->m, &d->lines, w);
}

void mdg_explain_witness_of(struct derivation *d, mdg_node v, mdg_node n)
{
    mdg_node w = without_placeholders(d, n);
    mdg_node dv = mdg_push(d->e->m, v, 1, (mdg_node[]){d->x->node}, &d->v, 0);
    MDG_PUSH(d->e->m, &d->pairs, dv);
    MDG_PUSH(d->e->m, &d->pairs, w);
}

/* The line is not too long to be read: measured alike for all formats. */
static bool is_short(struct derivation *d, const struct line *l)
{
    struct mdg_printer plain = d->e->printer;
    plain.notation = MDG_ASCII;
    return d->e->level == MDG_EXPLAIN_FULL ||
           strlen(mdg_print_terms(d->e->m, &plain, (int)l->count, l->data)) < LONGEST;
}

bool mdg_explain_is_long(struct explain *e, mdg_node n, bool spelled)
{
    const struct mdg_printer plain = {
        .notation = MDG_ASCII, .book = true, .budget = 300, .spelled = spelled};
    size_t most = spelled ? LONGEST * 2 / 3 : LONGEST;
    return e->level != MDG_EXPLAIN_FULL && strlen(mdg_print(e->m, &plain, n)) >= most;
}

static bool add_line(struct derivation *d, struct items *out, const char *text,
                     unsigned rules)
{
    struct item it = {.kind = I_LINE, .relation = "=", .right = text, .rules = rules};
    it.left = out->count ? "" : mdg_explain_d(d->e, d->symbol);
    bool same = out->count && strcmp(out->data[out->count - 1].right, text) == 0;
    if (!same) {
        MDG_PUSH(d->e->m, out, it);
    } else {
        out->data[out->count - 1].rules |= rules & ~(1u << R_COLLECT);
    }
    return out->count <= MOST_LINES || d->e->level == MDG_EXPLAIN_FULL;
}

mdg_node mdg_explain_steps(struct derivation *d)
{
    struct mdg *m = d->e->m;
    struct items out = {0};
    struct line l = {0};
    size_t witnesses = d->lines.count;
    push(d, &l, 1, placeholder(d, d->y));
    d->e->printer.spelled = true;
    bool fits = true, done = false;
    unsigned rules = 0;
    while (fits && !done) {
        done = finished(d, &l);
        fits = l.count <= MOST_TERMS && d->size < MOST_NODES && out.count < 60 &&
               is_short(d, &l) &&
               add_line(d, &out, mdg_print_terms(m, &d->e->printer, (int)l.count, l.data),
                        rules);
        mdg_explain_witness(d, value(d, &l));
        if (fits && !done) {
            struct line next = {0};
            rules = 0;
            advance(d, &l, &next, &rules);
            l = next;
        }
    }
    mdg_node last = fits ? value(d, &l) : NULL;
    size_t terms = !fits ? 0 : last->op == MDG_SUM ? (size_t)last->nargs : 1;
    if (fits && (terms < l.count || d->y->order > 0)) {
        const char *text = mdg_print(m, &d->e->printer, last);
        bool shorter = strlen(text) < strlen(out.data[out.count - 1].right);
        fits = (terms >= l.count && !shorter) || add_line(d, &out, text, 1u << R_COLLECT);
    }
    d->e->printer.spelled = false;
    if (!fits) {
        d->lines.count = witnesses;
        return NULL;
    }
    for (size_t k = 0; k < out.count; k++) {
        mdg_explain_item(d->e, out.data[k]);
    }
    return last;
}

/* ---- f, before it is differentiated
 * --------------------------------------------------------------------------- */

static bool has_logsumexp(mdg_node n)
{
    for (int k = 0; n->op == MDG_SUM && k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        if (a->op == MDG_REDUCE && a->kind == MDG_R_LSE) {
            return true;
        }
    }
    return false;
}

/* sum_j c_j (n with operand k replaced by term j of that operand) */
static mdg_node distributed(struct mdg *m, mdg_node n, int k)
{
    mdg_node s = n->arg[k].node, sum = mdg_zeros(m, n->order, n->extent);
    struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
    for (int j = 0; j < s->nargs; j++) {
        for (int a = 0; a < n->nargs; a++) {
            t[a] = (struct mdg_term){n->arg[a].node, n->arg[a].ix};
        }
        mdg_node inner = s->arg[j].node;
        uint8_t *ix = MDG_ARRAY(m, inner->order + 1, uint8_t);
        for (int i = 0; i < inner->order; i++) {
            ix[i] = n->arg[k].ix[s->arg[j].ix[i]];
        }
        t[k] = (struct mdg_term){inner, ix};
        mdg_node y = mdg_contract(m, n->order, n->nlabels, n->extent, n->nargs, t);
        sum = mdg_add(m, sum, s->coef[j], y);
    }
    return sum;
}

mdg_node mdg_explain_expanded(struct mdg *m, mdg_node f)
{
    if (f->op == MDG_SUM && f->order == 0 && f->nargs <= MOST_TERMS) {
        mdg_node sum = mdg_num(m, 0);
        for (int k = 0; k < f->nargs; k++) {
            mdg_node a = f->arg[k].node;
            sum = mdg_add(m, sum, f->coef[k],
                          a->op == MDG_CONTRACT ? mdg_explain_expanded(m, a) : a);
        }
        return sum;
    }
    for (int k = 0; f->op == MDG_CONTRACT && f->order == 0 && k < f->nargs; k++) {
        mdg_node a = f->arg[k].node;
        if (has_logsumexp(a)) {
            return distributed(m, f, k);
        }
        bool inner = a->op == MDG_CONTRACT && a->order == 0;
        mdg_node b = inner ? mdg_explain_expanded(m, a) : a;
        if (b != a && b->op == MDG_SUM) { /* (1/n) (a + b) */
            return mdg_explain_substitute(m, f, 1, &a, &b);
        }
    }
    return f;
}
