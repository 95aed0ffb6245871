/* Private to rewriting: the rules of rules.def, and the patterns they are made of. */
#ifndef MDG_RULES_H
#define MDG_RULES_H

#include "intern.h"
#include "rewrite.h"

#define RULE(op, name, text) mdg_node rule_##name(struct mdg *m, mdg_node n);
#include "rules.def"
#undef RULE

static inline bool mdg_is_map(mdg_node n, enum mdg_map_fn f)
{
    return n->op == MDG_MAP && n->kind == (int)f;
}

/* A number that is known to be positive: 2, n, 1/n, exp(s). */
bool mdg_is_positive_number(mdg_node c);

/* A sum over labels of exp(u) v with positive v, in which some exp(u) has all the labels. */
bool mdg_is_sum_of_exp(mdg_node n);

/* The operand of a function of one operand, in the function's own shape: of a matrix whose
 * diagonal is wanted the function holds the whole, and labels that say so. */
static inline mdg_node mdg_operand(struct mdg *m, mdg_node n)
{
    return mdg_relabel(m, n->arg[0].node, n->arg[0].ix, n->order, n->extent);
}

#endif
