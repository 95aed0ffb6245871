/* Element-wise work in the order of memory: one loop, one index. */
#include "intern.h"
#include "plan.h"

#include <string.h>

static bool flat(const struct mdg_plan *p, mdg_node n, bool top);

/* One-hot rows in a sum that is a statement: they are added element by element afterwards
 * (cloop.c). */
static bool is_picked(const struct mdg_plan *p, mdg_node n, const struct mdg_arg *a)
{
    return n->op == MDG_SUM && n->order == 2 && n->nargs > 1 && mdg_is_onehot(a->node) &&
           a->node->order == 2 && mdg_place(p, a->node)->where == MDG_LEAF &&
           a->ix[0] == 0 && a->ix[1] == 1;
}

static bool flat_operand(const struct mdg_plan *p, mdg_node n, const struct mdg_arg *a,
                         bool top)
{
    if (top && is_picked(p, n, a)) {
        return true;
    }
    const struct mdg_place *pl = mdg_place(p, a->node);
    if (pl->where == MDG_INTO && pl->base == n) {
        return true; /* it is no part of the loop */
    }
    bool scalar = a->node->order == 0;
    bool same =
        a->node->order == n->order && memcmp(a->ix, mdg_identity_ix, (size_t)n->order) == 0;
    return scalar || (same && flat(p, a->node, false));
}

static bool flat(const struct mdg_plan *p, mdg_node n, bool top)
{
    const struct mdg_place *pl = mdg_place(p, n);
    if (n->order == 0) {
        return true;
    }
    if (!top && pl->where != MDG_INLINE) {
        bool table = n->op == MDG_TABLE || n->op == MDG_INPUT;
        return !mdg_is_onehot(n) && (pl->where != MDG_LEAF || table);
    }
    if (n->op != MDG_CONTRACT && n->op != MDG_SUM && n->op != MDG_MAP) {
        return false;
    }
    for (int k = 0; k < n->nargs; k++) {
        if (!flat_operand(p, n, &n->arg[k], top)) {
            return false;
        }
    }
    return true;
}

bool mdg_is_flat(const struct mdg_plan *p, mdg_node n)
{
    return n->order > 0 && n->nlabels == n->order && flat(p, n, true);
}
