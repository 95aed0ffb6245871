/* The products of two factors that a function forms already: whoever needs one of them
 * again, in whatever order of its axes, has it for nothing. */
#ifndef MDG_PRODUCT_H
#define MDG_PRODUCT_H

#include "node.h"

struct mdg_products;

/* No products yet. */
struct mdg_products *mdg_products_new(struct mdg *m);

/* The product of a and b in which the labels of `keep` (a bit each) stay and the others are
 * summed, if it was formed. A symmetric factor counts the same with its axes exchanged, the
 * two factors may be either way round, and so may the axes of the result: ix tells the
 * labels that they have. NULL if there is no such product. Sums to matrices, vectors and
 * numbers only: what has more axes has to have them in the order that its users want. */
mdg_node mdg_products_find(const struct mdg_products *p, const struct mdg_term *a,
                           const struct mdg_term *b, uint64_t keep, uint8_t *ix);

/* Remember that the product of a and b is there as n, with the labels ix at its axes. */
void mdg_products_add(struct mdg_products *p, const struct mdg_term *a,
                      const struct mdg_term *b, uint64_t keep, mdg_node n,
                      const uint8_t *ix);

#endif
