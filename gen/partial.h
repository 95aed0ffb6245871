/* Partial derivatives of element-wise functions, read from maps.def. */
#ifndef MDG_PARTIAL_H
#define MDG_PARTIAL_H

#include "node.h"

/* The partial derivative of the MAP node n in operand k, with the axes of n.  A function
 * that has none is an error that names it. */
mdg_node mdg_partial(struct mdg *m, mdg_node n, int k);

#endif
