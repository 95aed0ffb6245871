/* The workspace: how long each array is needed, and which arrays can share memory. */
#include "intern.h"
#include "plan.h"

#include <string.h>

struct lives {
    struct mdg *m;
    struct mdg_plan *p;
    int now;        /* the statement that is looked at */
    int begin, end; /* statements of the loop over blocks; end is the last of them */
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

static void touch_node(struct lives *l, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(l->p, n);
    if (pl->where == MDG_WORK) {
        touch(l, pl->array);
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

static void find_lives(struct mdg *m, struct mdg_plan *p)
{
    struct lives l = {m, p, 0, (int)p->stmts.count, -1};
    for (int i = 0; i < (int)p->stmts.count; i++) {
        if (p->stmts.data[i].phase == 1) {
            l.begin = i < l.begin ? i : l.begin;
            l.end = i;
        }
    }
    for (l.now = 0; l.now < (int)p->stmts.count; l.now++) {
        touch_statement(&l, &p->stmts.data[l.now]);
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

/* May b take the memory of a? */
static bool fits(const struct mdg_plan *p, const struct mdg_array *a,
                 const struct mdg_array *b)
{
    bool same = a->count == b->count && a->rowed == b->rowed &&
                a->is_int32 == b->is_int32 && !a->work_of && !b->work_of;
    return same && (a->last < b->first || (a->last == b->first && in_place(p, b->first)));
}

/* Slots of the same size are taken over when their array is dead: first fit in order of
 * birth. */
void mdg_plan_work(struct mdg *m, struct mdg_plan *p)
{
    find_lives(m, p);
    size_t n = p->arrays.count;
    p->slot_array = MDG_ARRAY(m, n + 1, int);
    int *order = MDG_ARRAY(m, n + 1, int), *head = MDG_ARRAY(m, p->stmts.count + 2, int);
    int *next = MDG_ARRAY(m, n + 1, int);
    for (size_t i = 0; i < n;
         i++) { /* bucket sort by first use; head and next count from 1 */
        int b = p->arrays.data[i].first + 1;
        next[i] = head[b];
        head[b] = (int)i + 1;
    }
    int count = 0;
    for (size_t b = 0; b < p->stmts.count + 1; b++) {
        for (int i = head[b]; i; i = next[i - 1]) {
            order[count++] = i - 1;
        }
    }
    int *tail = MDG_ARRAY(m, n + 1, int); /* by slot: the array that has it now */
    for (int k = 0; k < count; k++) {
        struct mdg_array *a = &p->arrays.data[order[k]];
        a->slot = -1;
        int from = p->nslots > 64 ? p->nslots - 64 : 0;
        for (int s = from; s < p->nslots;
             s++) { /* an operand's memory rather than another's */
            const struct mdg_array *dead = &p->arrays.data[tail[s]];
            if (fits(p, dead, a) && (a->slot < 0 || dead->last == a->first)) {
                a->slot = s;
            }
        }
        if (a->slot < 0) {
            a->slot = p->nslots;
            p->slot_array[p->nslots++] = order[k];
        }
        tail[a->slot] = order[k];
    }
}
