/* What a spec computes with: a node and the shape that the mathematics gives it.
 *
 * A value has the rank and shape that the user sees: a scalar has rank 0 (every 1 x 1 result
 * is one), a column is n x 1, a row 1 x n, a tensor has rank >= 3.  The node has the axes whose
 * size is not the integer 1, in the same order.  So A.T of a column is the same node.
 *
 * value.c has one function per group of the language, each with its shape rule; an error names
 * both shapes at m->at.  functions.def lists every function of the language with its shapes and
 * one line of documentation; the Lua front end, the stub file and `--help functions` read it.
 */
#ifndef MDG_VALUE_H
#define MDG_VALUE_H

#include "node.h"

/* The inputs and dims that an expression uses as written, before simplification. */
struct mdg_uses; /* an immutable set; NULL is empty */
const struct mdg_uses *mdg_uses_input(struct mdg *m, int input);
const struct mdg_uses *mdg_uses_dims(struct mdg *m, mdg_size s);
const struct mdg_uses *mdg_uses_join(struct mdg *m, const struct mdg_uses *a, const struct mdg_uses *b);
bool mdg_uses_has_input(const struct mdg_uses *u, int input);
bool mdg_uses_has_dim(const struct mdg_uses *u, int dim);

struct mdg_value {
    mdg_node node;
    int rank; /* 0, 2, 3, ...; never 1 */
    const mdg_size *shape;
    const struct mdg_uses *uses;
};
typedef const struct mdg_value *mdg_value;

#endif
