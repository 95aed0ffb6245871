/* The workspace: how long each array is needed, and which arrays can share memory. */
#include "cname.h"
#include "intern.h"
#include "plan.h"

#include <string.h>

/* From the first to the last statement that needs something; 0 is none, they count from 1.
 */
struct span {
    int first, last;
};

struct lives {
    struct mdg *m;
    struct mdg_plan *p;
    int now;        /* the statement that is looked at */
    int begin, end; /* statements of the loop over blocks; end is the last of them */
    struct span
        *scalar; /* by id: of numbers in a function that is cut into pieces, or NULL */
};

static void touch(struct lives *l, int array)
{
    if (array < 0) {
        return;
    }
    struct mdg_array *a = &l->p->arrays.data[array];
    bool inside = l->now >= l->begin && l->now <= l->end;
    int first = l->now, last = l->now;
    if (inside && !a->rowed) { /* every turn of the loop sees it */
        first = l->begin;
        last = l->end;
    }
    a->first = a->first < 0 || first < a->first ? first : a->first;
    a->last = last > a->last ? last : a->last;
}

static void touch_scalar(struct lives *l, mdg_node n)
{
    bool inside = l->now >= l->begin && l->now <= l->end;
    struct span *s = &l->scalar[n->id];
    s->first = s->first ? s->first : (inside ? l->begin : l->now) + 1;
    s->last = (inside ? l->end : l->now) + 1;
}

static void touch_node(struct lives *l, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(l->p, n);
    if (pl->where == MDG_WORK) {
        touch(l, pl->array);
    } else if (pl->where == MDG_SCALAR && l->scalar) {
        touch_scalar(l, n);
    } else if (pl->where == MDG_VIEW || pl->where == MDG_INTO) {
        touch_node(l, pl->base);
    } else if (pl->where == MDG_INLINE) {
        for (int k = 0; k < n->nargs; k++) {
            touch_node(l, n->arg[k].node);
        }
    }
}

static void touch_statement(struct lives *l, const struct mdg_stmt *s)
{
    struct mdg_plan *p = l->p;
    touch_node(l, s->node);
    if (s->kernel != MDG_K_FACTOR) {
        for (int k = 0; k < s->node->nargs && s->kernel != MDG_K_COPY; k++) {
            touch_node(l, s->node->arg[k].node);
        }
        for (int k = 0; k < 2; k++) {
            if (s->also[k]) {
                touch_node(l, s->also[k]);
            }
        }
    }
    touch(l, s->scratch);
    if (s->factor >= 0) {
        const struct mdg_factoring *f = &p->factors.data[s->factor];
        touch(l, f->array);
        touch(l, f->pivots);
        touch_node(l, f->a);
    }
}

/* ---- what the pieces of a long function have in common --------------------------------
 */

static bool is_one_piece(const struct mdg_plan *p, int first, int last)
{
    return p->stmts.data[first].piece == p->stmts.data[last].piece;
}

/* Numbers that several pieces use are elements of an array, taken over when they are dead.
 */
static void give_cells(struct lives *l)
{
    struct mdg_plan *p = l->p;
    int n = (int)p->stmts.count, used = 0, nfree = 0;
    int *dying = MDG_ARRAY(l->m, n + 2, int);     /* by last statement: an id + 1 */
    int *next = MDG_ARRAY(l->m, p->top + 1, int); /* by id: another id + 1 */
    int *cell = MDG_ARRAY(l->m, n + 1, int);      /* free ones */
    for (int i = 1; i <= n; i++) {
        const struct mdg_stmt *s = &p->stmts.data[i - 1];
        const mdg_node result[3] = {s->node, s->also[0], s->also[1]};
        for (int k = 0; k < 3; k++) {
            mdg_node r = result[k];
            if (!r || mdg_place(p, r)->where != MDG_SCALAR || mdg_place(p, r)->cell) {
                continue;
            }
            const struct span *live = &l->scalar[r->id];
            if (s->accumulates || !is_one_piece(p, live->first - 1, live->last - 1)) {
                mdg_place(p, r)->cell = nfree ? cell[--nfree] : ++used;
                next[r->id] = dying[live->last];
                dying[live->last] = (int)r->id + 1;
            }
        }
        for (int id = dying[i]; id; id = next[id - 1]) {
            cell[nfree++] = p->place[id - 1].cell;
        }
    }
    if (used) {
        struct mdg_array a = {.name = mdg_name(l->m, p->names, "cells"),
                              .count = mdg_size_int(l->m, used),
                              .first = 0,
                              .last = n,
                              .slot = -1};
        MDG_PUSH(l->m, &p->arrays, a);
        p->cells = (int)p->arrays.count - 1;
    }
}

/* Small arrays of one piece lie on its stack. */
static void find_locals(struct mdg_plan *p)
{
    for (size_t i = 0; p->small && i < p->arrays.count; i++) {
        struct mdg_array *a = &p->arrays.data[i];
        a->local = a->first >= 0 && !a->work_of && !mdg_size_is(a->count, 0) &&
                   is_one_piece(p, a->first, a->last);
    }
}

static void find_lives(struct mdg *m, struct mdg_plan *p)
{
    struct lives l = {m,  p,
                      0,  (int)p->stmts.count,
                      -1, p->npieces ? MDG_ARRAY(m, p->top + 1, struct span) : NULL};
    for (int i = 0; i < (int)p->stmts.count; i++) {
        if (p->stmts.data[i].phase == 1) {
            l.begin = i < l.begin ? i : l.begin;
            l.end = i;
        }
    }
    for (l.now = 0; l.now < (int)p->stmts.count; l.now++) {
        touch_statement(&l, &p->stmts.data[l.now]);
    }
    if (p->npieces) {
        find_locals(p);
        give_cells(&l);
    }
}

/* Does a loop read an element of an array that is not the one it is at? */
static bool reads_elsewhere(const struct mdg_plan *p, mdg_node n)
{
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        enum mdg_where where = mdg_place(p, a)->where;
        if (n->order == 0 ? a->order > 0 && where != MDG_LEAF
                          : a->order == 0 && where == MDG_VIEW) {
            return true;
        }
        if (where == MDG_INLINE && reads_elsewhere(p, a)) {
            return true;
        }
    }
    return false;
}

/* Does the statement read element i of its operands before it writes element i, and no
 * other later?  Then the result may take over an operand's memory at once. */
static bool in_place(const struct mdg_plan *p, int stmt)
{
    const struct mdg_stmt *s = &p->stmts.data[stmt];
    if (s->kernel == MDG_K_VECTOR) {
        const struct mdg_arg *x = &s->node->arg[0];
        bool whole = x->node->order == s->node->order &&
                     memcmp(x->ix, mdg_identity_ix, (size_t)x->node->order) == 0;
        bool there = mdg_place(p, x->node)->where != MDG_INLINE;
        return whole &&
               (there || (mdg_is_flat(p, x->node) && !reads_elsewhere(p, x->node)));
    }
    return s->kernel == MDG_K_LOOP && mdg_is_flat(p, s->node) &&
           !reads_elsewhere(p, s->node);
}

/* Do both work arrays hold the scratch memory of the same routine for equal sizes? */
static bool same_scratch(const struct mdg_array *a, const struct mdg_array *b)
{
    if (!a->work_of || !b->work_of) {
        return !a->work_of && !b->work_of;
    }
    bool same = strcmp(a->work_of, b->work_of) == 0;
    for (int i = 0; same && i < a->matrix->order; i++) {
        same = a->matrix->extent[i] == b->matrix->extent[i];
    }
    return same;
}

/* May b take the memory of a? */
static bool fits(const struct mdg_plan *p, const struct mdg_array *a,
                 const struct mdg_array *b)
{
    bool same = a->count == b->count && a->rowed == b->rowed &&
                a->is_int32 == b->is_int32 && a->local == b->local && same_scratch(a, b) &&
                (!a->local || is_one_piece(p, a->last, b->first));
    return same && (a->last < b->first || (a->last == b->first && in_place(p, b->first)));
}

/* Slots whose array is dead, the last to die on top. */
struct dead {
    int *slot;
    int count;
    int *head, *next; /* by last statement, by array: an array + 1 */
    int now;          /* arrays whose last statement is before this one are in */
};

enum { WINDOW = 64 }; /* slots that are tried */

/* May whole arrays of different sizes take turns? Where the sizes are expected to be much
 * the same: the slot has the larger of both. */
static bool is_alike(const struct mdg *m, const struct mdg_array *a,
                     const struct mdg_array *b)
{
    double x = mdg_size_typical(m, a->count), y = mdg_size_typical(m, b->count);
    return !a->rowed && !b->rowed && !a->is_int32 && !b->is_int32 && !a->work_of &&
           !b->work_of && a->last < b->first && x <= 4 * y && y <= 4 * x;
}

static void bury(struct dead *d, const struct mdg_plan *p, const int *tail, int now)
{
    for (; d->now < now; d->now++) {
        for (int i = d->head[d->now]; i; i = d->next[i - 1]) {
            int s = p->arrays.data[i - 1].slot;
            if (tail[s] == i - 1) { /* nobody has taken it over yet */
                d->slot[d->count++] = s;
            }
        }
    }
}

/* A slot for the array, or -1: of the latest slots the first that fits, but an operand's
 * memory rather than another's; else one of those that died last. */
static int find_slot(struct dead *d, const struct mdg_plan *p, const int *tail,
                     const struct mdg_array *a)
{
    int slot = -1;
    for (int s = p->nslots > WINDOW ? p->nslots - WINDOW : 0; s < p->nslots; s++) {
        const struct mdg_array *old = &p->arrays.data[tail[s]];
        if (fits(p, old, a) && (slot < 0 || old->last == a->first)) {
            slot = s;
        }
    }
    bury(d, p, tail, a->first + 1);
    for (int k = d->count - 1; slot < 0 && k >= 0 && k >= d->count - WINDOW; k--) {
        int s = d->slot[k];
        if (fits(p, &p->arrays.data[tail[s]], a)) {
            slot = s;
            d->slot[k] = d->slot[--d->count];
        }
    }
    return slot;
}

/* A slot of one size whose array is dead becomes one of two; -1 if there is none that
 * suits. */
static int share_slot(struct mdg *m, struct dead *d, struct mdg_plan *p, const int *tail,
                      int array)
{
    const struct mdg_array *a = &p->arrays.data[array];
    for (int k = d->count - 1; k >= 0 && k >= d->count - WINDOW; k--) {
        int s = d->slot[k];
        const struct mdg_array *own = &p->arrays.data[p->slot_array[s]];
        mdg_size other = p->slot_other[s];
        bool known = own->count == a->count || other == a->count;
        if (!is_alike(m, &p->arrays.data[tail[s]], a) || (!known && other)) {
            continue;
        }
        d->slot[k] = d->slot[--d->count];
        if (!known && !mdg_size_may_be_negative(mdg_size_sub(m, a->count, own->count))) {
            p->slot_array[s] = array; /* never the smaller */
        } else if (!known &&
                   mdg_size_may_be_negative(mdg_size_sub(m, own->count, a->count))) {
            p->slot_other[s] = a->count;
        }
        return s;
    }
    return -1;
}

/* Slots are taken over when their array is dead, in order of birth: of the same size the
 * first that fits; with `share`, else one of about the same. */
static void lay_out(struct mdg *m, struct mdg_plan *p, int count, const int *order,
                    bool share)
{
    size_t n = p->arrays.count;
    p->nslots = 0;
    p->slot_array = MDG_ARRAY(m, n + 1, int);
    p->slot_other = MDG_ARRAY(m, n + 1, mdg_size);
    int *tail = MDG_ARRAY(m, n + 1, int); /* by slot: the array that has it now */
    struct dead dead = {.slot = MDG_ARRAY(m, n + 1, int),
                        .head = MDG_ARRAY(m, p->stmts.count + 2, int),
                        .next = MDG_ARRAY(m, n + 1, int)};
    for (int k = 0; k < count; k++) {
        struct mdg_array *a = &p->arrays.data[order[k]];
        a->slot = find_slot(&dead, p, tail, a);
        if (share && a->slot < 0) {
            a->slot = share_slot(m, &dead, p, tail, order[k]);
        }
        if (a->slot < 0) {
            a->slot = p->nslots;
            p->slot_array[p->nslots++] = order[k];
        }
        tail[a->slot] = order[k];
        if (a->last >= 0) {
            dead.next[order[k]] = dead.head[a->last];
            dead.head[a->last] = order[k] + 1;
        }
    }
}

/* Elements of all slots, at these values of the dims. */
static double elements(const struct mdg_plan *p, const double *dims)
{
    double sum = 0;
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        double own = mdg_size_value(a->count, dims);
        double other = p->slot_other[s] ? mdg_size_value(p->slot_other[s], dims) : 0;
        sum += own > other ? own : other;
    }
    return sum;
}

/* Is the layout no larger than the other, whichever dim is large or small? */
static bool is_no_larger(struct mdg *m, const struct mdg_plan *p,
                         const struct mdg_plan *other)
{
    int n = mdg_dim_count(m);
    double *dims = MDG_ARRAY(m, n + 1, double);
    for (int k = 0; k < n; k++) {
        dims[k] = mdg_dim(m, k)->typical;
    }
    for (int k = 0; k < n; k++) {
        for (int large = 0; large < 2; large++) {
            dims[k] = mdg_dim(m, k)->typical * (large ? 64 : 1.0 / 64);
            if (elements(p, dims) > elements(other, dims)) {
                return false;
            }
        }
        dims[k] = mdg_dim(m, k)->typical;
    }
    return true;
}

/* Arrays in order of birth: a bucket sort by first use; head and next count from 1. */
static int *by_birth(struct mdg *m, const struct mdg_plan *p, int *count)
{
    size_t n = p->arrays.count;
    int *order = MDG_ARRAY(m, n + 1, int), *next = MDG_ARRAY(m, n + 1, int);
    int *head = MDG_ARRAY(m, p->stmts.count + 2, int);
    for (size_t i = 0; i < n; i++) {
        int b = p->arrays.data[i].first + 1;
        next[i] = head[b];
        head[b] = (int)i + 1;
    }
    *count = 0;
    for (size_t b = 0; b < p->stmts.count + 1; b++) {
        for (int i = head[b]; i; i = next[i - 1]) {
            order[(*count)++] = i - 1;
        }
    }
    return order;
}

/* Long functions count their slots all at once: there, sizes do not mix. */
void mdg_plan_work(struct mdg *m, struct mdg_plan *p)
{
    find_lives(m, p);
    int count, *order = by_birth(m, p, &count);
    lay_out(m, p, count, order, false);
    if (!p->npieces) {
        struct mdg_plan plain = *p;
        lay_out(m, p, count, order, true);
        if (!is_no_larger(m, p, &plain)) {
            lay_out(m, p, count, order, false);
        }
    }
}

static double bytes_of(const struct mdg *m, const struct mdg_array *a)
{
    double element = a->is_int32 ? 4 : m->real_float ? 4 : 8;
    return mdg_size_typical(m, a->count) * (a->rowed ? MDG_WORK_BLOCK : 1) * element;
}

struct mdg_work mdg_work_measure(struct mdg *m, const struct mdg_plan *p)
{
    struct mdg_work w = {0, 0};
    int n = (int)p->stmts.count;
    double *born = MDG_ARRAY(m, n + 2, double); /* bytes, less those that died */
    bool *over = MDG_ARRAY(m, n + 2, bool); /* the result took the place of an operand */
    for (int s = 0; s < p->nslots; s++) {
        struct mdg_array a = p->arrays.data[p->slot_array[s]];
        double own = bytes_of(m, &a), other = 0;
        if (p->slot_other[s]) {
            a.count = p->slot_other[s];
            other = bytes_of(m, &a);
        }
        w.bytes += own > other ? own : other;
    }
    for (size_t k = 0; k < p->arrays.count; k++) {
        const struct mdg_array *a = &p->arrays.data[k];
        int last = a->last < n ? a->last : n - 1; /* the cells live to the end */
        if (a->first >= 0) {
            bool replaced = last > a->first && !over[last] && in_place(p, last);
            over[last] |= replaced;
            born[a->first] += bytes_of(m, a);
            born[replaced ? last : last + 1] -= bytes_of(m, a);
        }
    }
    double alive = 0;
    for (int i = 0; i < n; i++) {
        alive += born[i];
        w.alive = alive > w.alive ? alive : w.alive;
    }
    return w;
}
