/* The order in which a product of many factors is multiplied out. */
#ifndef MDG_ORDER_H
#define MDG_ORDER_H

#include "product.h"

enum { MDG_EXACT_FACTORS = 10 }; /* exact dynamic programming up to here, greedy above */

/* The contraction of the given factors as a tree of contractions of at most two factors
 * each, plus element-wise products; the cost is that of the dims' typical values. Products
 * of `have` cost nothing (NULL: there are none); those formed here go into `formed` (NULL:
 * they do not). */
mdg_node mdg_order_contraction(struct mdg *m, int order, int nlabels,
                               const mdg_size *extent, int nterms,
                               const struct mdg_term *term, const struct mdg_products *have,
                               struct mdg_products *formed);

/* Multiplications of the best order, by typical sizes; DBL_MAX for more factors than are
 * ordered exactly. */
double mdg_order_cost(struct mdg *m, int order, int nlabels, const mdg_size *extent,
                      int nterms, const struct mdg_term *term,
                      const struct mdg_products *have);

#endif
