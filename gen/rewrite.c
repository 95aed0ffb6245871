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

mdg_node mdg_simplify(struct mdg *m, mdg_node n)
{
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        mdg_node r = rules[k].op == n->op ? rules[k].apply(m, n) : NULL;
        if (r) {
            return r;
        }
    }
    return n;
}
