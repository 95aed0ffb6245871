/* Least squares and its kin: many rows of prepared data become one triangular factor.
 *
 * A node is `linear` if each of its rows is the same linear combination of the rows of
 * prepared inputs.  An orthogonal matrix applied to all rows then changes no sum over the
 * rows of a product of two linear nodes.  The factor R of Q R = [X y ...] is what such a
 * matrix makes of the data, apart from rows of zeros; it is exact where X'X would cancel.
 */
#include "compress.h"
#include "intern.h"
#include "rebuild.h"

#include <string.h>

struct search {
    struct mdg *m;
    const struct mdg_objective *o;
    mdg_size rows;
    int nroots;
    const mdg_node *root;
    unsigned top;
    bool *linear;  /* by id */
    bool ones;     /* a column of ones is needed: something is the same in every row */
    mdg_node *now; /* by id: with the factor in place of the data */
    mdg_size p;
    mdg_node one_column;
};

static bool is_prepared(const struct mdg_objective *o, const struct mdg_input *in)
{
    for (int k = 0; k < o->nprepare; k++) {
        if (o->prepare[k] == in) {
            return true;
        }
    }
    return false;
}

static int axes_of(const struct search *s, mdg_node n)
{
    int count = 0;
    for (int i = 0; i < n->nlabels; i++) {
        count += n->extent[i] == s->rows;
    }
    return count;
}

/* The label of n whose extent is N; -1 if there is none. There must not be two. */
static int row_label(const struct search *s, mdg_node n)
{
    for (int l = 0; l < n->nlabels; l++) {
        if (n->extent[l] == s->rows) {
            return l;
        }
    }
    return -1;
}

static bool check_leaf(struct search *s, mdg_node n)
{
    if (axes_of(s, n) == 0) {
        return true;
    }
    bool data = n->op == MDG_INPUT && is_prepared(s->o, n->input) && !n->input->is_labels &&
                n->props == 0 && n->extent[0] == s->rows && axes_of(s, n) == 1;
    s->linear[n->id] = data;
    return data;
}

/* Operands with labels. Every linear operand has its rows at the row label, nothing else
 * has. */
static bool check_labelled(struct search *s, mdg_node n)
{
    int r = row_label(s, n), linear = 0;
    if (axes_of(s, n) > 1) {
        return false;
    }
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        for (int i = 0; i < a->order; i++) {
            if ((n->arg[k].ix[i] == r) != (s->linear[a->id] && i == 0)) {
                return false;
            }
        }
        linear += s->linear[a->id];
    }
    if (r < 0) {
        return true;
    }
    if (r >= n->order) { /* summed */
        bool norm = n->op == MDG_REDUCE && n->kind == MDG_R_NORM;
        bool product = n->op == MDG_CONTRACT && (linear == 1 || linear == 2);
        s->ones |= product && linear == 1;
        return norm || product;
    }
    s->linear[n->id] = true;
    s->ones |= n->op == MDG_SUM ? linear < n->nargs : linear == 0;
    return r == 0 && (n->op == MDG_SUM || (n->op == MDG_CONTRACT && linear <= 1));
}

static bool check(struct search *s, mdg_node n)
{
    switch (n->op) {
    case MDG_CONTRACT:
    case MDG_SUM:
    case MDG_REDUCE:
        return check_labelled(s, n);
    case MDG_MAP:
        return axes_of(s, n) == 0;
    case MDG_ASSUME:
        s->linear[n->id] = s->linear[n->arg[0].node->id];
        return true;
    default:
        if (n->nargs == 0) {
            return check_leaf(s, n);
        }
        for (int k = 0; k < n->nargs; k++) {
            if (s->linear[n->arg[k].node->id]) {
                return false;
            }
        }
        return axes_of(s, n) == 0;
    }
}

/* ---- the functions again, on the factor
 * ------------------------------------------------------ */

/* A sum or product in which the row label needs the column of ones: one term gets it as a
 * factor. */
static mdg_node with_ones(struct search *s, mdg_node n, const mdg_node *arg)
{
    struct mdg *m = s->m;
    struct mdg_term *t = MDG_ARRAY(m, n->nargs + 1, struct mdg_term);
    mdg_size extent[MDG_MAX_LABELS];
    int r = row_label(s, n), linear = 0;
    uint8_t *row = MDG_ARRAY(m, 1, uint8_t);
    row[0] = (uint8_t)r;
    for (int l = 0; l < n->nlabels; l++) {
        extent[l] = l == r ? s->p : n->extent[l];
    }
    for (int k = 0; k < n->nargs; k++) {
        t[k] = (struct mdg_term){arg[k], n->arg[k].ix};
        linear += s->linear[n->arg[k].node->id];
    }
    if (n->op == MDG_CONTRACT) {
        t[n->nargs] = (struct mdg_term){s->one_column, row};
        bool needed = r < n->order ? linear == 0 : linear == 1;
        return mdg_contract(m, n->order, n->nlabels, extent, n->nargs + needed, t);
    }
    for (int k = 0; k < n->nargs; k++) {
        if (!s->linear[n->arg[k].node->id]) {
            const struct mdg_term two[2] = {t[k], {s->one_column, row}};
            t[k] = (struct mdg_term){mdg_contract(m, n->order, n->order, extent, 2, two),
                                     mdg_identity_ix};
        }
    }
    return mdg_sum(m, n->order, extent, n->nargs, t, n->coef);
}

static void replace(struct search *s, mdg_node n)
{
    mdg_node *arg = MDG_ARRAY(s->m, n->nargs + 1, mdg_node);
    for (int k = 0; k < n->nargs; k++) {
        arg[k] = s->now[n->arg[k].node->id];
    }
    if (s->now[n->id]) {
        return; /* a column */
    }
    s->m->at = n->loc;
    bool labelled = n->op == MDG_CONTRACT || n->op == MDG_SUM;
    s->now[n->id] = labelled && row_label(s, n) >= 0
                        ? with_ones(s, n, arg)
                        : mdg_rebuild(s->m, n, arg, s->rows, s->p);
}

static struct mdg_input *factor_input(struct search *s, const char *name,
                                      const struct mdg_input *from)
{
    struct mdg_input *in = MDG_NEW(s->m, struct mdg_input);
    *in = (struct mdg_input){.name = name,
                             .role = MDG_COTANGENT,
                             .rank = from ? from->rank : 1,
                             .loc = s->o->loc};
    in->declared = MDG_ARRAY(s->m, in->rank, mdg_size);
    in->declared[0] = s->p;
    for (int i = 1; i < in->rank; i++) {
        in->declared[i] = from->declared[i];
    }
    mdg_input_node(s->m, in);
    return in;
}

static void add_column(struct search *s, struct mdg_compressed *c,
                       const struct mdg_input *from)
{
    mdg_size width = mdg_size_int(s->m, 1);
    for (int i = 1; from && i < from->rank; i++) {
        width = mdg_size_mul(s->m, width, from->declared[i]);
    }
    c->column[c->ncolumns++] = (struct mdg_column){from, NULL, width};
    s->p = mdg_size_add(s->m, s->p, width);
}

/* The rows themselves must not come out: the factor has others. */
static bool try_rows(struct search *s, size_t count, const unsigned *ids)
{
    memset(s->linear, 0, s->top * sizeof *s->linear);
    s->ones = false;
    for (size_t i = 0; i < count; i++) {
        if (!check(s, mdg_node_at(s->m, ids[i]))) {
            return false;
        }
    }
    for (int k = 0; k < s->nroots; k++) {
        if (s->linear[s->root[k]->id]) {
            return false;
        }
    }
    return true;
}

/* A size N for which all nodes pass. */
static bool find_rows(struct search *s, size_t count, const unsigned *ids)
{
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(s->m, ids[i]);
        if (n->op == MDG_INPUT && n->order > 0 && n->input->rank > 0 &&
            is_prepared(s->o, n->input) && n->input->declared[0] == n->extent[0]) {
            s->rows = n->extent[0];
            if (try_rows(s, count, ids)) {
                return true;
            }
        }
    }
    return false;
}

struct mdg_compressed *mdg_compress(struct mdg *m, const struct mdg_objective *o, int n,
                                    const struct mdg_function *const *f)
{
    int nroots = 0;
    for (int k = 0; k < n; k++) {
        nroots += f[k]->noutputs + f[k]->nguards;
    }
    mdg_node *root = MDG_ARRAY(m, nroots + 1, mdg_node);
    for (int k = 0, r = 0; k < n; k++) {
        for (int i = 0; i < f[k]->noutputs; i++) {
            root[r++] = f[k]->outputs[i].node;
        }
        for (int i = 0; i < f[k]->nguards; i++) {
            root[r++] = f[k]->guards[i];
        }
    }
    unsigned *ids;
    size_t count = mdg_reach(m, (size_t)nroots, root, &ids);
    struct search s = {.m = m,
                       .o = o,
                       .nroots = nroots,
                       .root = root,
                       .top = count ? ids[count - 1] + 1 : 0,
                       .p = mdg_size_int(m, 0)};
    s.linear = MDG_ARRAY(m, s.top + 1, bool);
    s.now = MDG_ARRAY(m, s.top + 1, mdg_node);
    if (!find_rows(&s, count, ids)) {
        return NULL;
    }
    struct mdg_compressed *c = MDG_NEW(m, struct mdg_compressed);
    c->column = MDG_ARRAY(m, o->nprepare + 1, struct mdg_column);
    c->rows = s.rows;
    for (size_t i = 0; i < count; i++) {
        mdg_node x = mdg_node_at(m, ids[i]);
        if (x->op == MDG_INPUT && s.linear[x->id]) {
            add_column(&s, c, x->input);
        }
    }
    if (s.ones) {
        add_column(&s, c, NULL);
    }
    c->p = s.p;
    int64_t rows, p;
    if (mdg_size_is_int(c->rows, &rows) && mdg_size_is_int(c->p, &p) && rows <= p) {
        return NULL; /* the data is smaller than its factor */
    }
    for (int k = 0; k < c->ncolumns; k++) {
        struct mdg_column *col = &c->column[k];
        col->to = factor_input(&s, col->from ? col->from->name : "ones", col->from);
        if (col->from) {
            s.now[col->from->node->id] = col->to->node;
        } else {
            s.one_column = col->to->node;
        }
    }
    for (size_t i = 0; i < count; i++) {
        replace(&s, mdg_node_at(m, ids[i]));
    }
    c->f = MDG_ARRAY(m, n + 1, struct mdg_function *);
    for (int k = 0; k < n; k++) {
        c->f[k] = MDG_NEW(m, struct mdg_function);
        *c->f[k] = *f[k];
        c->f[k]->outputs = MDG_ARRAY(m, f[k]->noutputs + 1, struct mdg_output);
        for (int i = 0; i < f[k]->noutputs; i++) {
            c->f[k]->outputs[i] = f[k]->outputs[i];
            c->f[k]->outputs[i].node = s.now[f[k]->outputs[i].node->id];
        }
        c->f[k]->guards = MDG_ARRAY(m, f[k]->nguards + 1, mdg_node);
        for (int i = 0; i < f[k]->nguards; i++) {
            c->f[k]->guards[i] = s.now[f[k]->guards[i]->id];
        }
    }
    return c;
}
