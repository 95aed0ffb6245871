/* Lowering: from derived expressions to expressions that single kernels compute. */
#ifndef MDG_LOWER_H
#define MDG_LOWER_H

#include "node.h"

/* The same expressions with every product in its cheapest order (order.h): afterwards a
 * contraction that sums has at most two factors, apart from short products that one loop
 * nest computes. */
void mdg_lower(struct mdg *m, int n, const mdg_node *in, mdg_node *out);

#endif
