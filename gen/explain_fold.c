/* Long derivations: intermediates get names, each has its differential, and the trace moves
 * go back over them one by one.
 *
 *     let Z = X Theta'                      dZ = X dTheta'
 *     let P = ...                           dP = ...
 *     Tr(df) = Tr(G_P' dP) + ...            G_P
 *            = Tr(G_Z' dZ) + ...            G_Z
 *     Hence the gradient
 *
 * What G of an intermediate is, is what its users say (rules T1 .. T5), added up: the same
 * for every input, so a later section does not repeat it. From then on G_V is a letter, and
 * stands in the formulas of all that V is made of; what it means is put in its place before
 * lines are checked. */
#include "explain_doc.h"
#include "intern.h"

#include <string.h>

enum { INLINE_UP_TO = 6, MERGED_UP_TO = 12, MOST_NAMED = 200, MOST_LISTED = 8 };

struct fold {
    struct derivation *d;
    size_t count;
    unsigned *ids;  /* what y needs, ascending */
    int *users;     /* by id: how many nodes on the way to y use it */
    int *size;      /* by id: how much text its formula takes, named parts counting 1 */
    int *whole;     /* by id: the same, of one that has a name */
    mdg_node *user; /* by id: one that uses it */
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
    f->whole = MDG_ARRAY(m, top, int);
    f->user = MDG_ARRAY(m, top, mdg_node);
    f->cot = MDG_ARRAY(m, top, mdg_node);
    f->named = MDG_ARRAY(m, f->count + 1, mdg_node);
    for (size_t i = 0; i < f->count; i++) {
        mdg_node n = mdg_node_at(m, f->ids[i]);
        for (int k = 0; k < n->nargs; k++) {
            f->users[n->arg[k].node->id]++;
            f->user[n->arg[k].node->id] = n;
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

/* Does the differential of this function use its own value, as that of exp does? */
static bool is_reused(struct mdg *m, mdg_node n)
{
    if (n->op != MDG_MAP || n->kind == MDG_F_recip || n->kind == MDG_F_recip0) {
        return false;
    }
    mdg_node *d = MDG_ARRAY(m, n->nargs + 1, mdg_node);
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        d[k] = mdg_diff_leaf(m, (int)a->id, a);
    }
    mdg_node dn = mdg_differential(m, n, d, 0);
    unsigned *ids;
    size_t count = dn ? mdg_reach(m, 1, &dn, &ids) : 0;
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == n->id) {
            return true;
        }
    }
    return false;
}

/* tanh(A x + b): the name is better given to it than to what is inside. */
static bool is_activation(const struct fold *f, mdg_node n, int size)
{
    mdg_node a = n->nargs == 1 ? n->arg[0].node : NULL;
    bool inside = a && f->whole[a->id] > 0 && f->users[a->id] == 1;
    return (size > 2 || inside) && is_reused(f->d->e->m, n);
}

/* A part with a single user needs no name if that one has one and both fit on a line. */
static void merge(struct fold *f)
{
    int kept = 0;
    for (int k = 0; k < f->nnamed; k++) {
        mdg_node n = f->named[k], user = f->user[n->id];
        bool single =
            f->users[n->id] == 1 && f->whole[user->id] > 0 && !is_reused(f->d->e->m, n);
        if (single && f->whole[n->id] + f->whole[user->id] <= MERGED_UP_TO) {
            f->whole[user->id] += f->whole[n->id] - 1;
        } else {
            f->named[kept++] = n;
        }
    }
    f->nnamed = kept;
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
        bool shared = (size > 2 && f->users[n->id] > 1) || is_activation(f, n, size);
        if (n->nargs > 0 && n != f->d->y && (shared || size > INLINE_UP_TO)) {
            f->named[f->nnamed++] = n;
            f->whole[n->id] = size;
            f->size[n->id] = 1;
        }
    }
    merge(f);
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
    mdg_explain_item(e, (struct item){.kind = I_TEXT,
                                      .apart = true,
                                      .right = "With names for intermediates, let"});
    for (int k = 0; k < f->nnamed; k++) {
        line(e, symbol_of(e, f->named[k]), mdg_print(e->m, &e->printer, f->named[k]), 0);
    }
    line(e, "f", mdg_print(e->m, &e->printer, f->d->y), 0);
}

static void text(struct explain *e, const char *s)
{
    mdg_explain_item(e, (struct item){.kind = I_TEXT, .right = s});
}

/* What earlier sections said of n. */
static struct explain_named *said_of(struct explain *e, mdg_node n)
{
    for (size_t k = 0; k < e->named.count; k++) {
        if (e->named.data[k].node == n) {
            return &e->named.data[k];
        }
    }
    struct explain_named none = {.node = n};
    MDG_PUSH(e->m, &e->named, none);
    return &e->named.data[e->named.count - 1];
}

/* "P, Q and r", unless that gets long */
static const char *list(struct explain *e, int n, const mdg_node *v)
{
    struct mdg_buf b = {0};
    if (n > MOST_LISTED) {
        return "all others";
    }
    for (int k = 0; k < n; k++) {
        mdg_putf(e->m, &b, "%s%s",
                 k == 0       ? ""
                 : k + 1 == n ? " and "
                              : ", ",
                 has_name(e, v[k]) ? e->names[v[k]->id] : "f");
    }
    return b.data;
}

/* dV for every named V, and df. */
static void differentials(struct fold *f, mdg_node *lin)
{
    struct explain *e = f->d->e;
    mdg_node *same = MDG_ARRAY(e->m, f->nnamed + 1, mdg_node);
    int count = 0;
    size_t at = e->items.count;
    text(e, "");
    for (int k = 0; k <= f->nnamed; k++) {
        mdg_node n = f->named[k];
        unsigned rules = 0;
        if (!is_on(f, n)) {
            continue;
        }
        struct explain_named *said = said_of(e, n);
        lin[k] = differential(f, n, &rules, true, 0);
        mdg_explain_witness_of(f->d, n, lin[k]);
        if (said->lin == lin[k]) {
            same[count++] = n;
            continue;
        }
        line(e, mdg_explain_d(e, symbol_of(e, n)), mdg_print(e->m, &e->printer, lin[k]),
             rules);
        said->lin = lin[k];
    }
    const char *how = "The differentials, from the inside out:";
    if (count && e->items.count > at + 1) {
        how = mdg_fmt(e->m, "The differentials; for %s, see above:", list(e, count, same));
    } else if (count) {
        how =
            mdg_fmt(e->m, "For the differentials of %s, see above.", list(e, count, same));
    }
    e->items.data[at].right = how;
}

/* n with what the names of gradients stand for. */
static mdg_node spelled_out(struct explain *e, mdg_node n)
{
    mdg_node *from = MDG_ARRAY(e->m, e->named.count + 1, mdg_node),
             *to = MDG_ARRAY(e->m, e->named.count + 1, mdg_node);
    int count = 0;
    for (size_t k = 0; k < e->named.count; k++) {
        const struct explain_named *v = &e->named.data[k];
        if (v->g && v->g != v->value) {
            from[count] = v->g;
            to[count++] = v->value;
        }
    }
    return mdg_explain_substitute(e->m, n, count, from, to);
}

mdg_node mdg_explain_letter(struct mdg *m, const char *name, mdg_node g)
{
    struct mdg_input *in = MDG_NEW(m, struct mdg_input);
    mdg_size *shape = MDG_ARRAY(m, g->order + 1, mdg_size);
    memcpy(shape, g->extent, (size_t)g->order * sizeof *shape);
    *in = (struct mdg_input){.name = name,
                             .role = MDG_DIRECTION,
                             .rank = g->order,
                             .declared = shape,
                             .props = g->props & MDG_SYMMETRIC};
    return mdg_input_node(m, in);
}

/* Is it a number, whatever the inputs are? */
static bool is_constant(struct mdg *m, mdg_node n)
{
    unsigned *ids;
    size_t count = mdg_reach(m, 1, &n, &ids);
    for (size_t k = 0; k < count; k++) {
        if (mdg_node_at(m, ids[k])->op == MDG_INPUT) {
            return false;
        }
    }
    return n->order == 0;
}

/* A part of a matrix that is one column still has two axes, which no letter has. */
static bool has_axis_of_one(mdg_node n)
{
    for (int i = 0; i < n->order; i++) {
        if (mdg_size_is(n->extent[i], 1)) {
            return true;
        }
    }
    return false;
}

/* The gradient with respect to a named V gets a name too. */
static void show_gradient(struct fold *f, mdg_node n, struct explain_named *said)
{
    struct explain *e = f->d->e;
    mdg_node g = f->cot[n->id];
    bool named = has_name(e, g);
    line(e, partial_of(e, n), named ? symbol_of(e, g) : mdg_print(e->m, &e->printer, g),
         1u << R_T2);
    said->g = said->value = g;
    if (g->nargs && !named && !is_constant(e->m, g) && !has_axis_of_one(g)) {
        said->value = spelled_out(e, g);
        said->g =
            mdg_explain_letter(e->m, mdg_fmt(e->m, "G_%s", e->names[n->id]), said->value);
    }
}

/* The gradients with respect to named parts, from the outside in. */
static void trace_moves(struct fold *f, const mdg_node *lin)
{
    struct explain *e = f->d->e;
    mdg_node *same = MDG_ARRAY(e->m, f->nnamed + 1, mdg_node);
    int count = 0;
    size_t at = e->items.count;
    text(e, "");
    f->cot[f->d->y->id] = mdg_num(e->m, 1);
    for (int k = f->nnamed; k >= 0; k--) {
        mdg_node n = f->named[k];
        if (!lin[k] || !f->cot[n->id]) {
            continue;
        }
        if (n != f->d->y) {
            struct explain_named *said = said_of(e, n);
            if (said->g) {
                same[count++] = n;
            } else {
                show_gradient(f, n, said);
            }
            f->cot[n->id] = said->g;
        }
        go_back(f, n, lin[k]);
    }
    bool any = e->items.count > at + 1;
    const char *form =
        any ? "Tr(df), brought to the form Tr(G' dV) for one V after the other, "
              "from the outside in; G_V is the gradient in V"
            : "Tr(df), brought to the form Tr(G' dX)";
    const char *before =
        count ? mdg_fmt(e->m, "; for %s, see above", list(e, count, same)) : "";
    e->items.data[at].right = mdg_fmt(e->m, "%s%s%s", form, before, any ? ":" : ".");
}

/* The names of the expression, made up at its first derivation. */
static void name_parts(struct fold *f)
{
    struct explain *e = f->d->e;
    measure(f);
    if (e->folded) {
        recall(f);
    } else {
        choose(f);
        if (f->too_long) { /* nothing is named */
            return;
        }
        size_t from = e->items.count;
        give_names(f);
        introduce(f);
        mdg_explain_to_intro(e, from);
    }
    e->folded = true;
    f->named[f->nnamed] = f->d->y;
}

mdg_node mdg_explain_folded(struct derivation *d, mdg_node *shown)
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
        *shown = g;
    } else {
        trace_moves(&f, lin);
        *shown = f.cot[x->id] ? f.cot[x->id] : mdg_zeros(m, x->order, x->extent);
        g = spelled_out(e, *shown);
    }
    const struct mdg_term t[2] = {{g, mdg_identity_ix}, {d->dx, mdg_identity_ix}};
    mdg_explain_witness(d, mdg_contract(m, 0, g->order, g->extent, 2, t));
    return g;
}
