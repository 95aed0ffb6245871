/* C text of loop nests. */
#include "cfunction.h"
#include "cstmt.h"
#include "intern.h"

#include <string.h>

const char *mdg_c_loop_name(struct mdg_c *c, int label)
{
    static const char *const letters[] = {"i", "j", "k", "l", "p", "q", "u", "v"};
    if (!c->loop[label]) {
        const char *base = label < 8 ? letters[label] : mdg_fmt(c->m, "i%d", label);
        c->loop[label] = mdg_name(c->m, c->names, base);
    }
    return c->loop[label];
}

/* Is the node to be written out element by element? */
static bool is_unrolled(const struct mdg_c *c, mdg_node n)
{
    return c->p->small && mdg_is_few(n);
}

/* Product of the extents of some labels. */
static int64_t volume_of(mdg_node n, int from, int to)
{
    int64_t volume = 1, v = 1;
    for (int l = from; l < to; l++) {
        mdg_size_is_int(n->extent[l], &v);
        volume *= v;
    }
    return volume;
}

/* Index texts of the element number k of the given labels, row-major. */
static void count_off(struct mdg_c *c, mdg_node n, int count, const uint8_t *labels,
                      int64_t k, const char **ix)
{
    for (int i = count; i-- > 0;) {
        int64_t v = 1;
        mdg_size_is_int(n->extent[labels[i]], &v);
        ix[labels[i]] = mdg_fmt(c->m, "%d", (int)(k % v));
        k /= v;
    }
}

void mdg_c_open_loop(struct mdg_c *c, const char *var, const char *extent)
{
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", var, var, extent, var);
    c->indent++;
}

void mdg_c_close_loops(struct mdg_c *c, int n)
{
    for (; n > 0; n--) {
        c->indent--;
        mdg_c_line(c, "}");
    }
}

static void indices(struct mdg_c *c, int nlabels, const char **ix)
{
    for (int l = 0; l < nlabels; l++) {
        ix[l] = mdg_c_loop_name(c, l);
    }
}

/* Row-major index of the labels listed. */
static const char *position(struct mdg_c *c, mdg_node n, int count, const uint8_t *labels,
                            const char *const *ix)
{
    const char *s = NULL;
    for (int k = 0; k < count; k++) {
        int l = labels[k];
        int64_t x, y, z;
        if (s && mdg_c_is_int(s, &x) && mdg_size_is_int(n->extent[l], &y) &&
            mdg_c_is_int(ix[l], &z)) {
            s = mdg_fmt(c->m, "%d", (int)(x * y + z));
            continue;
        }
        s = !s ? ix[l]
               : mdg_fmt(c->m, "%s * %s + %s",
                         strchr(s, ' ') ? mdg_fmt(c->m, "(%s)", s) : s,
                         mdg_c_extent(c, n, l), ix[l]);
    }
    return s ? s : "0";
}

/* The place of a result at an index: an element, or a variable. */
static const char *target(struct mdg_c *c, mdg_node n, const char *const *ix)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    if (n->order == 0 && c->in_block && c->part[n->id]) {
        return mdg_fmt(c->m, "*%s", c->part[n->id]);
    }
    if (n->order == 0) {
        return pl->where == MDG_OUT ? mdg_fmt(c->m, "*%s", c->output[pl->output])
                                    : pl->name;
    }
    return mdg_fmt(c->m, "%s[%s]", mdg_c_pointer(c, n),
                   position(c, n, n->order, mdg_identity_ix, ix));
}

/* The index of each axis of a reduction's operand. */
static void operand_indices(mdg_node n, const char *const *ix, const char **jx)
{
    for (int i = 0; n->op == MDG_REDUCE && i < n->arg[0].node->order; i++) {
        jx[i] = ix[n->arg[0].ix[i]];
    }
}

/* A sum with one-hot rows among its terms: which term, or -1. Its elements are a number
 * where the class is met, so it is cheaper to add that to one element of each row
 * afterwards. */
static int picked_term(const struct mdg_c *c, mdg_node n)
{
    for (int k = 0; n->op == MDG_SUM && n->order == 2 && n->nargs > 1 && k < n->nargs;
         k++) {
        mdg_node a = n->arg[k].node;
        bool whole = a->order == 2 && n->arg[k].ix[0] == 0 && n->arg[k].ix[1] == 1;
        if (whole && mdg_is_onehot(a) && mdg_place(c->p, a)->where == MDG_LEAF) {
            return k;
        }
    }
    return -1;
}

/* Is the sum nothing but what its memory holds already? */
static bool is_there(struct mdg_c *c, const struct mdg_node *n, const char *to)
{
    if (n->nargs != 1 || n->coef[0] != 1 || n->arg[0].node->order != n->order ||
        memcmp(n->arg[0].ix, mdg_identity_ix, (size_t)n->order) != 0) {
        return false;
    }
    const struct mdg_place *pl = mdg_place(c->p, n->arg[0].node);
    if (pl->where != MDG_WORK) {
        return false;
    }
    const struct mdg_array *a = &c->p->arrays.data[pl->array];
    const struct mdg_place *own = mdg_place(c->p, n);
    return own->where == MDG_WORK && c->p->arrays.data[own->array].slot == a->slot &&
           strcmp(to, own->name) == 0;
}

static void fill_picked(struct mdg_c *c, mdg_node n, int pick, const char *to,
                        const uint8_t *order, bool adds)
{
    struct mdg_node rest = *n;
    struct mdg_arg *arg = MDG_ARRAY(c->m, n->nargs, struct mdg_arg);
    double *coef = MDG_ARRAY(c->m, n->nargs, double);
    rest.nargs = 0;
    for (int k = 0; k < n->nargs; k++) {
        const struct mdg_place *pl = mdg_place(c->p, n->arg[k].node);
        bool into = pl->where == MDG_INTO && pl->base == n; /* a product that adds itself */
        if (k != pick && !into) {
            arg[rest.nargs] = n->arg[k];
            coef[rest.nargs++] = n->coef[k];
        }
    }
    rest.arg = arg;
    rest.coef = coef;
    if (adds ? rest.nargs > 0 : !is_there(c, &rest, to)) {
        mdg_c_fill(c, &rest, to, order, true, adds);
    }
    const char *i = mdg_c_loop_name(c, 0), *y = mdg_c_pointer(c, n->arg[pick].node);
    double v = n->coef[pick];
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, mdg_c_extent(c, n, 0), i);
    mdg_c_line(c, "    %s[%s * %s + %s[%s]] %s %s;", to, i, mdg_c_extent(c, n, 1), y, i,
               v < 0 ? "-=" : "+=", mdg_c_number(c, v < 0 ? -v : v));
    mdg_c_line(c, "}");
}

/* to[labels in the given order] = formula of n, for all its labels (an element-wise node,
 * or the operand of a reduction). */
static void assign(struct mdg_c *c, const char *to, bool adds, const char *what)
{
    const char *eq = adds ? mdg_c_increment(&what) : "=";
    mdg_c_line(c, "%s %s %s;", to, eq, what);
}

void mdg_c_fill(struct mdg_c *c, mdg_node n, const char *to, const uint8_t *order,
                bool flat_ok, bool adds)
{
    const char *ix[MDG_MAX_LABELS], *jx[MDG_MAX_LABELS];
    if (is_unrolled(c, n)) {
        for (int64_t k = 0; k < volume_of(n, 0, n->nlabels); k++) {
            count_off(c, n, n->nlabels, order, k, ix);
            operand_indices(n, ix, jx);
            assign(c, mdg_fmt(c->m, "%s[%d]", to, (int)k), adds,
                   mdg_c_formula(c, n, n->op == MDG_REDUCE ? jx : ix));
        }
        return;
    }
    int pick = picked_term(c, n);
    if (pick >= 0 && flat_ok) {
        fill_picked(c, n, pick, to, order, adds);
        return;
    }
    indices(c, n->nlabels, ix);
    if (flat_ok && mdg_is_flat(c->p, n)) {
        mdg_c_open_loop(c, ix[0], mdg_c_numel(c, n));
        assign(c, mdg_fmt(c->m, "%s[%s]", to, ix[0]), adds, mdg_c_flat(c, n, ix[0]));
        mdg_c_close_loops(c, 1);
        return;
    }
    for (int k = 0; k < n->nlabels; k++) {
        mdg_c_open_loop(c, ix[order[k]], mdg_c_extent(c, n, order[k]));
    }
    operand_indices(n, ix, jx);
    assign(c, mdg_fmt(c->m, "%s[%s]", to, position(c, n, n->nlabels, order, ix)), adds,
           mdg_c_formula(c, n, n->op == MDG_REDUCE ? jx : ix));
    mdg_c_close_loops(c, n->nlabels);
}

void mdg_c_zero(struct mdg_c *c, mdg_node n)
{
    if (n->order == 0) {
        mdg_c_line(c, "%s = %s;", target(c, n, NULL), mdg_c_number(c, 0));
    } else {
        mdg_c_line(c, "mdrt_fill%s(%s, %s, %s);", c->suffix, mdg_c_numel(c, n),
                   mdg_c_number(c, 0), mdg_c_pointer(c, n));
    }
}

/* ---- products that sum -----------------------------------------------------------------
 */

/* A one-hot factor y_ik picks the one k that counts: k is no loop but a look-up. */
struct nest {
    mdg_node n;
    const char *ix[MDG_MAX_LABELS];
    int pick[MDG_MAX_LABELS];      /* label -> factor that picks it, or -1 */
    uint8_t order[MDG_MAX_LABELS]; /* labels that are looped over, outermost first */
    int depth;
    int inner; /* that many innermost loops are sums into a local variable */
};

static bool picks(const struct mdg_c *c, mdg_node n, int k)
{
    const struct mdg_arg *a = &n->arg[k];
    return mdg_is_onehot(a->node) && mdg_place(c->p, a->node)->where == MDG_LEAF &&
           a->node->order == 2 && a->ix[0] != a->ix[1];
}

/* The factor with the most elements leads: its last axis should be the innermost loop. */
static int leader(struct mdg_c *c, mdg_node n)
{
    int best = -1;
    double most = -1;
    for (int k = 0; k < n->nargs; k++) {
        double v = mdg_size_typical(c->m, mdg_numel(c->m, n->arg[k].node));
        if (n->arg[k].node->order && v > most) {
            best = k;
            most = v;
        }
    }
    return best;
}

static void add_loop(struct nest *t, int label)
{
    for (int k = 0; k < t->depth; k++) {
        if (t->order[k] == label) {
            return;
        }
    }
    if (t->pick[label] < 0) {
        t->order[t->depth++] = (uint8_t)label;
    }
}

/* Make a loop the innermost. */
static void move_last(struct nest *t, int label)
{
    for (int k = 0; k + 1 < t->depth; k++) {
        if (t->order[k] == label) {
            t->order[k] = t->order[k + 1];
            t->order[k + 1] = (uint8_t)label;
        }
    }
}

/* Does some factor lie in memory along the last axis of the result? */
static bool ends_like_result(mdg_node n)
{
    for (int k = 0; k < n->nargs; k++) {
        int last = n->arg[k].node->order - 1;
        if (last >= 0 && n->arg[k].ix[last] == n->order - 1) {
            return true;
        }
    }
    return false;
}

static void arrange(struct mdg_c *c, struct nest *t)
{
    mdg_node n = t->n;
    bool picked_result = false;
    for (int l = 0; l < n->nlabels; l++) {
        t->pick[l] = -1;
    }
    for (int k = 0; k < n->nargs; k++) {
        if (picks(c, n, k) && t->pick[n->arg[k].ix[1]] < 0 &&
            t->pick[n->arg[k].ix[0]] < 0) {
            t->pick[n->arg[k].ix[1]] = k;
            picked_result |= n->arg[k].ix[1] < n->order;
        }
    }
    int lead = leader(c, n);
    const struct mdg_arg *a = lead >= 0 ? &n->arg[lead] : NULL;
    bool inner_sum = !a || n->order == 0 || a->ix[a->node->order - 1] >= n->order;
    if (c->p->small && inner_sum && n->order && ends_like_result(n)) {
        inner_sum = false; /* the last axis of the result innermost: the compiler's vectors
                              run along it */
    }
    if (!picked_result && inner_sum) { /* result outside, sums inside */
        for (int l = 0; l < n->nlabels; l++) {
            add_loop(t, l);
        }
        int outer = 0;
        while (outer < t->depth && t->order[outer] < n->order) {
            outer++;
        }
        t->inner = t->depth - outer;
        return;
    }
    for (int i = 0; a && i < a->node->order;
         i++) { /* in the order of memory, adding to the result */
        add_loop(t, a->ix[i]);
    }
    for (int l = n->nlabels; l-- > 0;) {
        add_loop(t, l);
    }
    if (c->p->small && n->order) {
        move_last(t, n->order - 1);
    }
}

/* done: the picked classes that neither the statement nor another look-up asks for. */
static void leave_out(const struct nest *t, bool *done, const char *to, const char *what)
{
    bool asked[MDG_MAX_LABELS] = {false};
    for (int l = 0; l < t->n->nlabels; l++) {
        asked[l] =
            asked[l] || mdg_c_mentions(to, t->ix[l]) || mdg_c_mentions(what, t->ix[l]);
        for (int q = l;
             asked[q] && t->pick[q] >= 0;) { /* the row may be a class of other rows */
            q = t->n->arg[t->pick[q]].ix[0];
            asked[q] = true;
        }
    }
    for (int l = 0; l < t->n->nlabels; l++) {
        done[l] = !asked[l];
    }
}

/* Declare the picked classes whose row is known by now. */
static void look_up(struct mdg_c *c, const struct nest *t, int label, bool *done)
{
    for (int l = 0; l < t->n->nlabels; l++) {
        int k = t->pick[l];
        if (k >= 0 && !done[l] && t->n->arg[k].ix[0] == label) {
            mdg_c_line(c, "const int64_t %s = %s[%s];", t->ix[l],
                       mdg_c_pointer(c, t->n->arg[k].node), t->ix[label]);
            done[l] = true;
            look_up(c, t, l, done); /* the class may be a row of other labels */
        }
    }
}

/* The product without the factors that became look-ups. */
static const char *summand(struct mdg_c *c, const struct nest *t)
{
    struct mdg_node rest = *t->n;
    struct mdg_arg arg[MDG_MAX_LABELS];
    rest.nargs = 0;
    rest.arg = arg;
    for (int k = 0; k < t->n->nargs && k < MDG_MAX_LABELS; k++) {
        bool picked = picks(c, t->n, k) && t->pick[t->n->arg[k].ix[1]] == k;
        if (!picked) {
            arg[rest.nargs++] = t->n->arg[k];
        }
    }
    return mdg_c_formula(c, &rest, t->ix);
}

static void sum_loop(struct mdg_c *c, const struct mdg_stmt *s)
{
    struct nest t = {.n = s->node};
    indices(c, s->node->nlabels, t.ix);
    arrange(c, &t);
    bool done[MDG_MAX_LABELS] = {false};
    int outer = t.inner ? t.depth - t.inner : t.depth;
    const char *acc = NULL, *to = target(c, s->node, t.ix), *what = summand(c, &t);
    leave_out(&t, done, to, what);
    if (!t.inner && !s->accumulates) {
        mdg_c_zero(c, s->node);
    }
    for (int k = 0; k < t.depth; k++) {
        if (t.inner && k == outer) {
            bool block = outer == 0;
            if (block) {
                mdg_c_line(c, "{");
                c->indent++;
            }
            acc = mdg_name(c->m, c->names, "s");
            mdg_c_line(c, "%s %s = %s;", c->real, acc, mdg_c_number(c, 0));
        }
        mdg_c_open_loop(c, t.ix[t.order[k]], mdg_c_extent(c, t.n, t.order[k]));
        look_up(c, &t, t.order[k], done);
    }
    assign(c, acc ? acc : to, true, what);
    mdg_c_close_loops(c, t.inner);
    if (acc) {
        mdg_c_line(c, "%s %s %s;", to, s->accumulates ? "+=" : "=", acc);
        if (outer == 0) {
            c->indent--;
            mdg_c_line(c, "}");
        }
    }
    mdg_c_close_loops(c, outer);
}

/* Every element as the sum of its terms. */
static void sum_unrolled(struct mdg_c *c, mdg_node n)
{
    const char *ix[MDG_MAX_LABELS], *zero = mdg_c_number(c, 0);
    for (int64_t k = 0; k < volume_of(n, 0, n->order); k++) {
        count_off(c, n, n->order, mdg_identity_ix, k, ix);
        const char *sum = NULL;
        for (int64_t t = 0; t < volume_of(n, n->order, n->nlabels); t++) {
            count_off(c, n, n->nlabels - n->order, mdg_identity_ix + n->order, t, ix);
            const char *f = mdg_c_formula(c, n, ix);
            sum = strcmp(f, zero) == 0 ? sum : sum ? mdg_fmt(c->m, "%s + %s", sum, f) : f;
        }
        mdg_c_line(c, "%s = %s;", target(c, n, ix), sum ? sum : zero);
    }
}

static bool has_pick(const struct mdg_c *c, mdg_node n)
{
    for (int k = 0; k < n->nargs; k++) {
        if (picks(c, n, k)) {
            return true;
        }
    }
    return false;
}

void mdg_c_loop(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    if (n->nlabels > n->order && is_unrolled(c, n) && !has_pick(c, n)) {
        sum_unrolled(c, n);
        return;
    }
    if (n->nlabels > n->order) {
        sum_loop(c, s);
    } else if (n->order == 0) {
        mdg_c_line(c, "%s = %s;", target(c, n, NULL), mdg_c_formula(c, n, NULL));
    } else {
        mdg_c_fill(c, n, mdg_c_pointer(c, n), mdg_identity_ix, true, s->adds);
    }
}
