/* Private to the constructors: interning, and helpers on labelled operands. */
#ifndef MDG_INTERN_H
#define MDG_INTERN_H

#include "node.h"

/* The one node of this content; arrays are copied. Rules are not applied. */
mdg_node mdg_intern_node(struct mdg *m, const struct mdg_node *proto);

/* Properties that follow from a node's op and operands. */
unsigned mdg_props_infer(mdg_node n);

/* Is n a selector or a product with one, as the operands' selects tells? */
bool mdg_infer_selects(mdg_node n);

/* Is every element the same known number? */
bool mdg_constant(mdg_node a, double *v);

/* Is a b a number to be written once?  Over a long chain of products numbers pulled out in
 * front underflow or overflow, though the product itself does not. */
bool mdg_tame(double a, double b);

/* If t is a pure relabelling of another node (transpose, broadcast, diagonal), look through
 * it: *t becomes the inner node with labels composed. */
bool mdg_unwrap(struct mdg *m, struct mdg_term *t);

/* Order labels of a symmetric matrix, so that S_ij and S_ji are the same operand. */
void mdg_sort_symmetric(struct mdg *m, struct mdg_term *t);

/* Compare operands: by node, then by labels, all labels >= order being alike. */
int mdg_term_cmp(const struct mdg_term *a, const struct mdg_term *b, int order);

/* node, relabelled: one-factor contraction without sums. */
mdg_node mdg_relabel(struct mdg *m, mdg_node node, const uint8_t *ix, int order,
                     const mdg_size *extent);

/* 0, 1, 2, ... */
extern const uint8_t mdg_identity_ix[];

#endif
