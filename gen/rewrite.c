/* The table of rewrite rules, and trying them. */
#include "rules.h"

static const struct {
    enum mdg_op op;
    mdg_node (*apply)(struct mdg *m, mdg_node n); /* NULL: the rule does not apply */
} rules[] = {
#define RULE(op, name, text) {MDG_##op, rule_##name},
#include "rules.def"
#undef RULE
};

/* A rule of functions looks at the whole operand; of a matrix whose diagonal is wanted the
 * diagonal of what the rule makes of it. */
static mdg_node wanted_part(struct mdg *m, mdg_node n, mdg_node r)
{
    return n->op == MDG_MAP && r ? mdg_relabel(m, r, n->arg[0].ix, n->order, n->extent) : r;
}

mdg_node mdg_simplify(struct mdg *m, mdg_node n)
{
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        mdg_node r = rules[k].op == n->op ? rules[k].apply(m, n) : NULL;
        if (r) {
            return wanted_part(m, n, r);
        }
    }
    return n;
}
