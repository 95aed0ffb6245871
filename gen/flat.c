/* Element-wise work in the order of memory: one loop, one index. */
#include "intern.h"
#include "plan.h"

#include <string.h>

static bool flat(const struct mdg_plan *p, mdg_node n, bool top);

static bool flat_operand(const struct mdg_plan *p, mdg_node n, const struct mdg_arg *a)
{
    const struct mdg_place *pl = mdg_place(p, a->node);
    if (pl->where == MDG_INTO && pl->base == n) {
        return true; /* it is no part of the loop */
    }
    bool scalar = a->node->order == 0;
    bool same = a->node->order == n->order && memcmp(a->ix, mdg_identity_ix, (size_t)n->order) == 0;
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
        if (!flat_operand(p, n, &n->arg[k])) {
            return false;
        }
    }
    return true;
}

bool mdg_is_flat(const struct mdg_plan *p, mdg_node n)
{
    return n->order > 0 && n->nlabels == n->order && flat(p, n, true);
}
