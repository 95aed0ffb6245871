/* Row blocking: a value that is a sum over samples is computed block of rows by block of
 * rows.
 *
 * A size N is gone through in blocks if every node falls into one of these classes:
 *
 *   rowed        its axis 0 runs over the N rows, and row i depends on row i of other rowed
 * nodes only accumulated  it sums over the rows (and is the same size whatever N is) plain
 * it has nothing to do with the rows
 *
 * and no rowed node needs an accumulated one (that would take a second pass over the data).
 * Then the statements of rowed and accumulated nodes move into one loop; what is rowed
 * needs memory for one block only, the data is read once, and intermediates stay in cache.
 */
#include "intern.h"
#include "plan.h"

#include <string.h>

enum row_class { PLAIN, ROWED, ACCUMULATED };

struct analysis {
    struct mdg *m;
    struct mdg_plan *p;
    mdg_size rows;
    uint8_t *kind; /* by id */
    bool *late;    /* by id: depends on something accumulated */
};

static int axes_of(const struct analysis *a, mdg_node n)
{
    int count = 0;
    for (int i = 0; i < n->order; i++) {
        count += n->extent[i] == a->rows;
    }
    return count;
}

static bool leading(const struct analysis *a, mdg_node n)
{
    if (mdg_is_onehot(n) && n->order == 1 && !mdg_size_is(n->input->declared[1], 1)) {
        return false; /* the classes of a single row */
    }
    return n->order > 0 && n->extent[0] == a->rows && axes_of(a, n) == 1;
}

/* Nodes whose operands carry labels. false: N is not to be blocked. */
static bool classify_labelled(struct analysis *a, mdg_node n)
{
    int row = -1;
    bool late = false;
    for (int k = 0; k < n->nargs; k++) {
        mdg_node x = n->arg[k].node;
        late |= a->late[x->id];
        if (a->kind[x->id] == ROWED) {
            if (row >= 0 && row != n->arg[k].ix[0]) {
                return false;
            }
            row = n->arg[k].ix[0];
        }
    }
    for (int k = 0; k < n->nargs;
         k++) { /* the rows appear as axis 0 of rowed operands only */
        mdg_node x = n->arg[k].node;
        for (int i = 0; i < x->order; i++) {
            bool is_row = a->kind[x->id] == ROWED && i == 0;
            if (n->extent[n->arg[k].ix[i]] == a->rows && !is_row) {
                return false;
            }
        }
    }
    if (row < 0 && n->order > 0 && n->extent[0] == a->rows) {
        row = 0; /* the same in every row */
    }
    for (int l = 0; l < n->nlabels; l++) {
        if (n->extent[l] == a->rows && l != row) {
            return false;
        }
    }
    a->late[n->id] = late;
    if (row < 0) {
        return true;
    }
    if (late || (row > 0 && row < n->order) || (row >= n->order && n->op != MDG_CONTRACT)) {
        return false;
    }
    a->kind[n->id] = row == 0 && n->order > 0 ? ROWED : ACCUMULATED;
    a->late[n->id] = a->kind[n->id] == ACCUMULATED;
    return true;
}

/* Nodes that take their operands whole. */
static bool classify_whole(struct analysis *a, mdg_node n)
{
    bool rowed = false;
    for (int k = 0; k < n->nargs; k++) {
        rowed |= a->kind[n->arg[k].node->id] == ROWED;
        a->late[n->id] |= a->late[n->arg[k].node->id];
    }
    if (!rowed) {
        return axes_of(a, n) == 0;
    }
    a->kind[n->id] = ROWED;
    bool keeps = leading(a, n) && !a->late[n->id];
    switch (n->op) {
    case MDG_SLICE:
    case MDG_PAD:
        return keeps && mdg_size_is(n->offset[0], 0);
    case MDG_RESHAPE:
    case MDG_ASSUME:
        return keeps;
    case MDG_CUMSUM:
        return keeps && n->kind != 0;
    case MDG_LOO:
        return keeps && n->order > 1;
    default:
        return false;
    }
}

static bool classify(struct analysis *a, mdg_node n)
{
    switch (n->op) {
    case MDG_INPUT:
        a->kind[n->id] = leading(a, n) ? ROWED : PLAIN;
        return axes_of(a, n) == 0 || leading(a, n);
    case MDG_CONTRACT:
    case MDG_SUM:
    case MDG_MAP:
    case MDG_REDUCE:
        return classify_labelled(a, n);
    default:
        return mdg_is_leaf(n) ? axes_of(a, n) == 0 : classify_whole(a, n);
    }
}

static bool try_rows(struct analysis *a, mdg_size rows)
{
    a->rows = rows;
    memset(a->kind, 0, a->p->top);
    memset(a->late, 0, a->p->top * sizeof *a->late);
    for (size_t i = 0; i < a->p->count; i++) {
        if (!classify(a, mdg_node_at(a->m, a->p->ids[i]))) {
            return false;
        }
    }
    return true;
}

/* The largest size, by typical values, that can be blocked. */
static bool find_rows(struct analysis *a)
{
    mdg_size best = NULL;
    double most = 0;
    for (size_t i = 0; i < a->p->count; i++) {
        mdg_node n = mdg_node_at(a->m, a->p->ids[i]);
        mdg_size s = n->op == MDG_INPUT && n->order > 0 ? n->extent[0] : NULL;
        int64_t v;
        if (!s || s == best || (mdg_size_is_int(s, &v) && v < 512)) {
            continue;
        }
        double typical = mdg_size_typical(a->m, s);
        if (typical > most && try_rows(a, s)) {
            best = s;
            most = typical;
        }
    }
    return best && try_rows(a, best);
}

static void set_phase(struct analysis *a, struct mdg_stmt *s)
{
    mdg_node n = s->node;
    uint8_t kind = a->kind[n->id];
    s->phase = kind != PLAIN ? 1 : a->late[n->id] ? 2 : 0;
    if (s->kernel == MDG_K_COPY && kind != ROWED) {
        s->phase = 2;
    } else if (s->kernel == MDG_K_FACTOR && s->phase == 1) {
        s->phase = 2; /* of an accumulated matrix */
    }
    s->accumulates = s->phase == 1 && kind == ACCUMULATED;
}

/* Statements by phase, in their order otherwise: each goes to its place, what stood there
 * to its own, and so on. */
static void sort_phases(struct mdg *m, struct mdg_plan *p)
{
    size_t count = p->stmts.count, next = 0;
    size_t *to = MDG_ARRAY(m, count, size_t);
    for (int phase = 0; phase < 3; phase++) {
        for (size_t i = 0; i < count; i++) {
            to[i] = p->stmts.data[i].phase == phase ? next++ : to[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        while (to[i] != i) {
            size_t k = to[i];
            struct mdg_stmt s = p->stmts.data[k];
            p->stmts.data[k] = p->stmts.data[i];
            p->stmts.data[i] = s;
            to[i] = to[k];
            to[k] = k;
        }
    }
}

static mdg_size per_row(struct mdg *m, mdg_node n, int axes)
{
    mdg_size s = mdg_size_int(m, 1);
    for (int i = 1; i < axes; i++) {
        s = mdg_size_mul(m, s, n->extent[i]);
    }
    return s;
}

void mdg_plan_blocks(struct mdg *m, struct mdg_plan *p)
{
    struct analysis a = {m, p, NULL, MDG_ARRAY(m, p->top + 1, uint8_t),
                         MDG_ARRAY(m, p->top + 1, bool)};
    if (!find_rows(&a)) {
        return;
    }
    p->rows = a.rows;
    p->row_width = mdg_size_int(m, 0);
    for (size_t i = 0; i < p->count; i++) {
        mdg_node n = mdg_node_at(m, p->ids[i]);
        struct mdg_place *pl = &p->place[n->id];
        pl->rowed = a.kind[n->id] == ROWED;
        if (!pl->rowed) {
            continue;
        }
        if (pl->where == MDG_WORK) {
            p->arrays.data[pl->array].rowed = true;
            p->arrays.data[pl->array].count = per_row(m, n, n->order);
        }
        if (pl->where == MDG_WORK || n->op == MDG_INPUT) {
            p->row_width = mdg_size_add(m, p->row_width, per_row(m, n, n->order));
        }
    }
    for (size_t i = 0; i < p->stmts.count; i++) {
        struct mdg_stmt *s = &p->stmts.data[i];
        set_phase(&a, s);
        if (s->phase == 1 && s->scratch >= 0 && s->node->op == MDG_REDUCE) {
            p->arrays.data[s->scratch].rowed = true;
            p->arrays.data[s->scratch].count = per_row(m, s->node, s->node->nlabels);
        }
    }
    sort_phases(m, p);
}
