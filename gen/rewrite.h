/* Rewriting to the exact and stable form.
 *
 * Every constructor hands its canonical node to mdg_simplify, which tries the rules of
 * rules.def for that op in order.  Each rule is one row (name, op, sentence) and one
 * function, and keeps: the value up to rounding, the shape, and progress (it lowers the
 * number of nodes, or moves towards a form that no rule leaves), so that rewriting ends.
 */
#ifndef MDG_REWRITE_H
#define MDG_REWRITE_H

#include "node.h"

/* n, or what the first applicable rule makes of it. */
mdg_node mdg_simplify(struct mdg *m, mdg_node n);

#endif
