/* Long derivations: intermediates get names, each has its differential, and the trace moves
 * go back over them one by one.
 *
 *     let Z = X Theta'                      dZ = X dTheta'
 *     let P = ...                           dP = ...
 *     Tr(df) = Tr(G_P' dP) + ...            G_P
 *            = Tr(G_Z' dZ) + ...            G_Z
 *     Hence the gradient
 *
 * What G of an intermediate is, is what its users say (rules T1 .. T5), added up. */
#include "explain_doc.h"
#include "intern.h"

#include <string.h>

enum { INLINE_UP_TO = 6, MOST_NAMED = 200 };

struct fold {
    struct derivation *d;
    size_t count;
    unsigned *ids; /* what y needs, ascending */
    int *users;    /* by id: how many nodes on the way to y use it */
    int *size;     /* by id: how much text its formula takes, named parts counting 1 */
    mdg_node *named;
    int nnamed;
    bool too_long; /* there is more than can be named */
    mdg_node *cot; /* by id: the gradient with respect to a node, in terms of named ones */
};

static bool is_on(const struct fold *f, mdg_node n)
{
    return n->id < f->d->top && f->d->on[n->id];
}

static void measure(struct fold *f)
{
    struct mdg *m = f->d->e->m;
    unsigned top = f->d->y->id + 1;
    f->count = mdg_reach(m, 1, &f->d->y, &f->ids);
    f->users = MDG_ARRAY(m, top, int);
    f->size = MDG_ARRAY(m, top, int);
    f->cot = MDG_ARRAY(m, top, mdg_node);
    f->named = MDG_ARRAY(m, f->count + 1, mdg_node);
    for (size_t i = 0; i < f->count; i++) {
        mdg_node n = mdg_node_at(m, f->ids[i]);
        for (int k = 0; k < n->nargs; k++) {
            f->users[n->arg[k].node->id]++;
        }
    }
}

static void set_name(struct explain *e, mdg_node n, const char *name)
{
    if (n->id >= e->nnames) {
        size_t count = n->id + 256;
        const char **names = MDG_ARRAY(e->m, count, const char *);
        if (e->nnames) {
            memcpy(names, e->names, e->nnames * sizeof *names);
        }
        e->names = names;
        e->nnames = count;
    }
    e->names[n->id] = name;
}

static bool has_name(const struct explain *e, mdg_node n)
{
    return n->id < e->nnames && e->names[n->id];
}

/* Names of an earlier section for the same expression. */
static void recall(struct fold *f)
{
    for (size_t i = 0; i < f->count; i++) {
        mdg_node n = mdg_node_at(f->d->e->m, f->ids[i]);
        if (n != f->d->y && has_name(f->d->e, n)) {
            f->named[f->nnamed++] = n;
        }
    }
}

/* Choose what gets a name: what is used more than once or has become long, from the inside
 * out. */
static void choose(struct fold *f)
{
    for (size_t i = 0; i < f->count; i++) {
        mdg_node n = mdg_node_at(f->d->e->m, f->ids[i]);
        int size = 1;
        for (int k = 0; k < n->nargs; k++) {
            size += f->size[n->arg[k].node->id];
        }
        f->size[n->id] = size > 1000 ? 1000 : size;
        bool shared = f->users[n->id] > 1 && size > 2;
        if (n->nargs > 0 && n != f->d->y && (shared || size > INLINE_UP_TO)) {
            f->named[f->nnamed++] = n;
            f->size[n->id] = 1;
        }
    }
    f->too_long = f->nnamed > MOST_NAMED;
}

static void give_names(struct fold *f)
{
    struct explain *e = f->d->e;
    for (int k = 0; k < f->nnamed; k++) {
        set_name(e, f->named[k], mdg_explain_new_name(e, f->named[k]->order));
    }
}

static void line(struct explain *e, const char *left, const char *right, unsigned rules)
{
    mdg_explain_item(
        e,
        (struct item){
            .kind = I_LINE, .left = left, .relation = "=", .right = right, .rules = rules});
}

/* d(n) in terms of the differentials of named nodes and of dX. */
static mdg_node differential(struct fold *f, mdg_node n, unsigned *rules, bool top,
                             int depth)
{
    struct mdg *m = f->d->e->m;
    bool stop = n == f->d->x->node || has_name(f->d->e, n);
    if (!top && (stop || depth > 60)) {
        f->too_long |= !stop;
        return mdg_diff_leaf(m, (int)n->id, n);
    }
    mdg_node *arg = MDG_ARRAY(m, n->nargs + 1, mdg_node);
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        arg[k] = is_on(f, a) ? differential(f, a, rules, false, depth + 1) : NULL;
    }
    *rules |= mdg_explain_rule_of(n);
    mdg_node y = mdg_differential(m, n, arg, 0);
    return y ? y : mdg_zeros(m, n->order, n->extent);
}

static const char *symbol_of(struct explain *e, mdg_node n)
{
    const char *name = has_name(e, n)       ? e->names[n->id]
                       : n->op == MDG_INPUT ? n->input->name
                                            : "f";
    return mdg_explain_symbol(e, name, n->order);
}

/* "dZ = ..." for a named node or y; its parts take the cotangents that follow from it. */
static void go_back(struct fold *f, mdg_node n, mdg_node lin)
{
    struct mdg *m = f->d->e->m;
    mdg_node *g = MDG_ARRAY(m, mdg_node_count(m) + 1, mdg_node);
    mdg_transpose(m, lin, f->cot[n->id], 0, g);
    for (unsigned id = 0; id <= n->id; id++) {
        if (g[id]) {
            f->cot[id] = f->cot[id] ? mdg_add(m, f->cot[id], 1, g[id]) : g[id];
        }
    }
}

static const char *partial_of(struct explain *e, mdg_node n)
{
    const char *s = symbol_of(e, n);
    switch (e->printer.notation) {
    case MDG_LATEX:
        return mdg_fmt(e->m, "\\frac{\\partial f}{\\partial %s}", s);
    case MDG_MATHML:
        return mdg_fmt(
            e->m,
            "<mfrac><mrow><mi>∂</mi><mi>f</mi></mrow><mrow><mi>∂</mi>%s</mrow></mfrac>", s);
    case MDG_UNICODE:
        return mdg_fmt(e->m, "∂f/∂%s", s);
    default:
        return mdg_fmt(e->m, "df/d%s", s);
    }
}

static void introduce(struct fold *f)
{
    struct explain *e = f->d->e;
    mdg_explain_item(
        e, (struct item){.kind = I_TEXT, .right = "With names for intermediates, let"});
    for (int k = 0; k < f->nnamed; k++) {
        line(e, symbol_of(e, f->named[k]), mdg_print(e->m, &e->printer, f->named[k]), 0);
    }
    line(e, "f", mdg_print(e->m, &e->printer, f->d->y), 0);
}

static void forget_gradients(struct explain *e)
{
    for (size_t k = 0; k < e->gradients.count; k++) {
        e->names[e->gradients.data[k]] = NULL;
    }
    e->gradients.count = 0;
}

static void text(struct explain *e, const char *s)
{
    mdg_explain_item(e, (struct item){.kind = I_TEXT, .right = s});
}

/* dV for every named V, and df. */
static void differentials(struct fold *f, mdg_node *lin)
{
    struct explain *e = f->d->e;
    text(e, "The differentials, from the inside out:");
    for (int k = 0; k <= f->nnamed; k++) {
        mdg_node n = f->named[k];
        unsigned rules = 0;
        if (is_on(f, n)) {
            lin[k] = differential(f, n, &rules, true, 0);
            line(e, mdg_explain_d(e, symbol_of(e, n)), mdg_print(e->m, &e->printer, lin[k]),
                 rules);
            mdg_explain_witness_of(f->d, n, lin[k]);
        }
    }
}

/* The gradient with respect to a named V gets a name too. */
static void show_gradient(struct fold *f, mdg_node n)
{
    struct explain *e = f->d->e;
    mdg_node g = f->cot[n->id];
    line(e, partial_of(e, n), mdg_print(e->m, &e->printer, g), 1u << R_T2);
    if (g->nargs && !has_name(e, g)) {
        set_name(e, g, mdg_fmt(e->m, "G_%s", e->names[n->id]));
        MDG_PUSH(e->m, &e->gradients, g->id);
    }
}

static void trace_moves(struct fold *f, const mdg_node *lin)
{
    struct derivation *d = f->d;
    text(d->e, "Tr(df), brought to the form Tr(G' dV) for one V after the other, from the "
               "outside in:");
    f->cot[d->y->id] = mdg_num(d->e->m, 1);
    for (int k = f->nnamed; k >= 0; k--) {
        mdg_node n = f->named[k];
        if (lin[k] && f->cot[n->id]) {
            if (n != d->y) {
                show_gradient(f, n);
            }
            go_back(f, n, lin[k]);
        }
    }
}

/* The names of the expression, made up at its first derivation. */
static void name_parts(struct fold *f)
{
    struct explain *e = f->d->e;
    measure(f);
    forget_gradients(e);
    if (e->folded) {
        recall(f);
    } else {
        choose(f);
        if (f->too_long) { /* nothing is named */
            return;
        }
        give_names(f);
        introduce(f);
    }
    e->folded = true;
    f->named[f->nnamed] = f->d->y;
}

mdg_node mdg_explain_folded(struct derivation *d)
{
    struct explain *e = d->e;
    struct mdg *m = e->m;
    struct fold f = {.d = d};
    mdg_node x = d->x->node, g = NULL;
    name_parts(&f);
    size_t items = e->items.count, pairs = d->pairs.count;
    mdg_node *lin = MDG_ARRAY(m, f.nnamed + 1, mdg_node);
    if (!f.too_long) {
        differentials(&f, lin);
    }
    mdg_node df = mdg_push(m, d->y, 1, &x, &d->dx, 0);
    mdg_explain_witness(d, lin[f.nnamed] && !f.too_long ? lin[f.nnamed] : df);
    if (f.too_long) {
        e->items.count = items;
        d->pairs.count = pairs;
        text(e, "The derivation is too long to be written out.");
        mdg_pull(m, d->y, mdg_num(m, 1), 0, 1, &x, &g);
    } else {
        trace_moves(&f, lin);
        g = f.cot[x->id] ? f.cot[x->id] : mdg_zeros(m, x->order, x->extent);
    }
    const struct mdg_term t[2] = {{g, mdg_identity_ix}, {d->dx, mdg_identity_ix}};
    mdg_explain_witness(d, mdg_contract(m, 0, g->order, g->extent, 2, t));
    return g;
}
