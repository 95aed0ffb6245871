/* Interning of nodes, the leaves, and walks over the DAG. */
#include "intern.h"
#include "rewrite.h"

#include <assert.h>
#include <string.h>

struct mdg_nodes {
    struct mdg_node **bucket;
    size_t nbuckets;
    struct {
        mdg_node *data;
        size_t count, cap;
    } all; /* by id */
    struct {
        struct mdg_input **data;
        size_t count, cap;
    } inputs;
};

static struct mdg_nodes *nodes(struct mdg *m)
{
    if (!m->nodes) {
        m->nodes = MDG_KEEP(m, 1, struct mdg_nodes);
    }
    return m->nodes;
}

/* ---- interning ------------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 29);
}

static uint64_t bits(double v)
{
    uint64_t u;
    memcpy(&u, &v, sizeof u);
    return u;
}

static size_t table_count(const struct mdg_node *n)
{
    size_t count = 1;
    for (int i = 0; i < n->order; i++) {
        int64_t v = 0;
        mdg_size_is_int(n->extent[i], &v);
        count *= (size_t)v;
    }
    return n->table ? count : 0;
}

static uint64_t hash_node(const struct mdg_node *n)
{
    uint64_t h = mix(mix(mix(17, (uint64_t)n->op), (uint64_t)n->kind), (uint64_t)n->flag);
    h = mix(mix(mix(h, (uint64_t)n->order), (uint64_t)n->nlabels), (uint64_t)n->nargs);
    for (int i = 0; i < n->nlabels; i++) {
        h = mix(h, (uintptr_t)n->extent[i]);
    }
    for (int a = 0; a < n->nargs; a++) {
        h = mix(h, n->arg[a].node->id + 1u);
        for (int i = 0; n->arg[a].ix && i < n->arg[a].node->order; i++) {
            h = mix(h, n->arg[a].ix[i]);
        }
        h = n->coef ? mix(h, bits(n->coef[a])) : h;
    }
    for (int i = 0; n->offset && i < n->order; i++) {
        h = mix(h, (uintptr_t)n->offset[i]);
    }
    for (size_t i = 0; i < table_count(n); i++) {
        h = mix(h, bits(n->table[i]));
    }
    return mix(mix(mix(h, bits(n->number)), (uintptr_t)n->size), (uintptr_t)n->input);
}

static bool same_args(const struct mdg_node *a, const struct mdg_node *b)
{
    for (int k = 0; k < a->nargs; k++) {
        mdg_node x = a->arg[k].node;
        const uint8_t *p = a->arg[k].ix, *q = b->arg[k].ix;
        if (x != b->arg[k].node || !p != !q || (p && memcmp(p, q, (size_t)x->order) != 0) ||
            (a->coef && bits(a->coef[k]) != bits(b->coef[k]))) {
            return false;
        }
    }
    return true;
}

static bool same_arrays(const struct mdg_node *a, const struct mdg_node *b)
{
    bool extents = a->nlabels == 0 || memcmp(a->extent, b->extent,
                                             (size_t)a->nlabels * sizeof *a->extent) == 0;
    return extents && !a->offset == !b->offset && !a->table == !b->table &&
           (!a->offset ||
            memcmp(a->offset, b->offset, (size_t)a->order * sizeof *a->offset) == 0) &&
           (!a->table ||
            memcmp(a->table, b->table, table_count(a) * sizeof *a->table) == 0);
}

static bool same_node(const struct mdg_node *a, const struct mdg_node *b)
{
    return a->hash == b->hash && a->op == b->op && a->kind == b->kind &&
           a->flag == b->flag && a->order == b->order && a->nlabels == b->nlabels &&
           a->nargs == b->nargs && bits(a->number) == bits(b->number) &&
           a->size == b->size && a->input == b->input && same_arrays(a, b) &&
           same_args(a, b);
}

static void *copy(struct mdg *m, const void *p, size_t count, size_t size)
{
    return p && count ? memcpy(mdg_keep(m, count, size), p, count * size) : NULL;
}

static const struct mdg_arg *copy_args(struct mdg *m, const struct mdg_node *n)
{
    struct mdg_arg *a = MDG_KEEP(m, n->nargs, struct mdg_arg);
    for (int k = 0; k < n->nargs; k++) {
        a[k].node = n->arg[k].node;
        size_t order = (size_t)a[k].node->order;
        a[k].ix = !n->arg[k].ix ? NULL
                  : order       ? copy(m, n->arg[k].ix, order, 1)
                                : mdg_identity_ix;
    }
    return a;
}

static void grow_buckets(struct mdg *m, struct mdg_nodes *t)
{
    t->nbuckets = t->nbuckets ? 4 * t->nbuckets : 1024;
    t->bucket = MDG_KEEP(m, t->nbuckets, struct mdg_node *);
    for (size_t i = 0; i < t->all.count; i++) {
        struct mdg_node *n = (struct mdg_node *)(uintptr_t)t->all.data[i];
        struct mdg_node **p = &t->bucket[n->hash & (t->nbuckets - 1)];
        n->next = *p;
        *p = n;
    }
}

mdg_node mdg_intern_node(struct mdg *m, const struct mdg_node *proto)
{
    struct mdg_nodes *t = nodes(m);
    struct mdg_node n = *proto;
    n.hash = hash_node(&n);
    if (t->all.count >= t->nbuckets) {
        grow_buckets(m, t);
    }
    struct mdg_node **p = &t->bucket[n.hash & (t->nbuckets - 1)];
    for (struct mdg_node *q = *p; q; q = q->next) {
        if (same_node(q, &n)) {
            return q;
        }
    }
    struct mdg_node *q = MDG_KEEP(m, 1, struct mdg_node);
    *q = n;
    q->extent = n.nlabels ? copy(m, n.extent, (size_t)n.nlabels, sizeof *n.extent)
                          : MDG_KEEP(m, 1, mdg_size);
    q->arg = copy_args(m, &n);
    q->coef = copy(m, n.coef, (size_t)n.nargs, sizeof *n.coef);
    q->offset = copy(m, n.offset, (size_t)n.order, sizeof *n.offset);
    q->table = copy(m, n.table, table_count(&n), sizeof *n.table);
    q->id = (unsigned)t->all.count;
    q->loc = m->at;
    q->next = *p;
    q->props = mdg_props_infer(q);
    q->selects = mdg_infer_selects(q);
    *p = q;
    MDG_KEEP_PUSH(m, &t->all, q);
    return q;
}

void mdg_learn(mdg_node n, unsigned props)
{
    struct mdg_node *known = (struct mdg_node *)(uintptr_t)n;
    known->props |= mdg_props_close(props);
}

/* ---- leaves ---------------------------------------------------------------- */

mdg_node mdg_num(struct mdg *m, double v)
{
    struct mdg_node n = {.op = MDG_NUMBER, .number = v == 0 ? 0 : v};
    return mdg_intern_node(m, &n);
}

mdg_node mdg_size_node(struct mdg *m, mdg_size s)
{
    int64_t v;
    if (mdg_size_is_int(s, &v)) {
        return mdg_num(m, (double)v);
    }
    struct mdg_node n = {.op = MDG_SIZE, .size = s};
    return mdg_intern_node(m, &n);
}

mdg_node mdg_delta(struct mdg *m, mdg_size size)
{
    if (mdg_size_is(size, 1)) {
        return mdg_num(m, 1);
    }
    const mdg_size shape[2] = {size, size};
    struct mdg_node n = {.op = MDG_DELTA, .order = 2, .nlabels = 2, .extent = shape};
    return mdg_intern_node(m, &n);
}

mdg_node mdg_tri(struct mdg *m, enum mdg_tri kind, mdg_size rows, mdg_size cols)
{
    const mdg_size shape[2] = {rows, cols};
    struct mdg_node n = {
        .op = MDG_TRI, .kind = (int)kind, .order = 2, .nlabels = 2, .extent = shape};
    return mdg_intern_node(m, &n);
}

mdg_node mdg_table(struct mdg *m, int order, const mdg_size *shape, const double *v)
{
    struct mdg_node n = {
        .op = MDG_TABLE, .order = order, .nlabels = order, .extent = shape, .table = v};
    return order ? mdg_intern_node(m, &n) : mdg_num(m, v[0]);
}

mdg_node mdg_input_node(struct mdg *m, struct mdg_input *in)
{
    mdg_size shape[MDG_MAX_ORDER];
    int order = 0;
    for (int i = 0; i < in->rank; i++) {
        if (!mdg_size_is(in->declared[i], 1)) {
            shape[order++] = in->declared[i];
        }
    }
    in->index = (int)nodes(m)->inputs.count;
    MDG_KEEP_PUSH(m, &nodes(m)->inputs, in);
    in->props = mdg_props_close(in->props | (in->is_labels ? MDG_ONEHOT : 0));
    struct mdg_node n = {
        .op = MDG_INPUT, .order = order, .nlabels = order, .extent = shape, .input = in};
    in->node = mdg_intern_node(m, &n);
    return in->node;
}

int mdg_input_count(const struct mdg *m)
{
    return m->nodes ? (int)m->nodes->inputs.count : 0;
}

struct mdg_input *mdg_input(const struct mdg *m, int k)
{
    return m->nodes->inputs.data[k];
}

mdg_node mdg_diff_leaf(struct mdg *m, int slot, mdg_node like)
{
    struct mdg_node n = {.op = MDG_DIFF,
                         .kind = slot,
                         .order = like->order,
                         .nlabels = like->order,
                         .extent = like->extent};
    return mdg_intern_node(m, &n);
}

mdg_node mdg_zeros(struct mdg *m, int order, const mdg_size *shape)
{
    if (order == 0) {
        return mdg_num(m, 0);
    }
    struct mdg_node n = {.op = MDG_SUM, .order = order, .nlabels = order, .extent = shape};
    return mdg_intern_node(m, &n);
}

bool mdg_is_zero(mdg_node a)
{
    return (a->op == MDG_SUM && a->nargs == 0) || (a->op == MDG_NUMBER && a->number == 0);
}

bool mdg_is_num(mdg_node a, double v)
{
    return a->op == MDG_NUMBER && a->number == v;
}

bool mdg_constant(mdg_node a, double *v)
{
    bool ones = a->op == MDG_CONTRACT && a->nargs == 0;
    bool scaled = a->op == MDG_SUM && a->nargs == 1 && a->arg[0].node->op == MDG_NUMBER;
    if (a->op != MDG_NUMBER && !ones && !scaled && !mdg_is_zero(a)) {
        return false;
    }
    *v = a->op == MDG_NUMBER ? a->number
         : ones              ? 1
         : scaled            ? a->coef[0] * a->arg[0].node->number
                             : 0;
    return true;
}

/* ---- walks ----------------------------------------------------------------- */

size_t mdg_node_count(const struct mdg *m)
{
    return m->nodes ? m->nodes->all.count : 0;
}

mdg_node mdg_node_at(const struct mdg *m, size_t id)
{
    return m->nodes->all.data[id];
}

size_t mdg_reach(struct mdg *m, size_t nroots, const mdg_node *roots, unsigned **out)
{
    unsigned top = 0;
    for (size_t i = 0; i < nroots; i++) {
        top = roots[i]->id + 1 > top ? roots[i]->id + 1 : top;
    }
    uint8_t *seen = MDG_ARRAY(m, top + 1, uint8_t);
    for (size_t i = 0; i < nroots; i++) {
        seen[roots[i]->id] = 1;
    }
    size_t count = 0;
    for (unsigned id = top; id-- > 0;) { /* users have larger ids than their operands */
        if (seen[id]) {
            mdg_node n = mdg_node_at(m, id);
            count++;
            for (int a = 0; a < n->nargs; a++) {
                seen[n->arg[a].node->id] = 1;
            }
        }
    }
    *out = MDG_ARRAY(m, count, unsigned);
    size_t k = 0;
    for (unsigned id = 0; id < top; id++) {
        if (seen[id]) {
            (*out)[k++] = id;
        }
    }
    return count;
}

mdg_size mdg_numel(struct mdg *m, mdg_node a)
{
    mdg_size n = mdg_size_int(m, 1);
    for (int i = 0; i < a->order; i++) {
        n = mdg_size_mul(m, n, a->extent[i]);
    }
    return n;
}
