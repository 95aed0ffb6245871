/* Shared by the value_*.c files only: axes that users see against axes that nodes have. */
#ifndef MDG_VALUE_IMPL_H
#define MDG_VALUE_IMPL_H

#include "value.h"

/* The axes of a result, and the label that each has in the node; axes of size 1 have none.
 */
struct mdg_frame {
    int rank;
    mdg_size shape[MDG_MAX_ORDER];
    uint8_t label[MDG_MAX_ORDER]; /* of axis k, unless shape[k] is 1 */
    int order;                    /* labels in use */
    mdg_size extent[MDG_MAX_ORDER];
};

/* Is this the integer 1: an axis that nodes do not have? */
bool mdg_is_one(mdg_size s);

/* The frame of a shape. */
void mdg_frame_shape(struct mdg_frame *f, int rank, const mdg_size *shape);
/* The frame of the broadcast shape of values: axes are aligned at the last one. On a misfit
 * the error shows what(a, b). */
void mdg_frame_broadcast(struct mdg *m, struct mdg_frame *f, const char *what, int n,
                         const mdg_value *v);
/* The value as an operand whose axes lie in the frame, aligned at the last one. */
struct mdg_term mdg_frame_term(struct mdg *m, const struct mdg_frame *f, mdg_value v);
mdg_value mdg_frame_value(struct mdg *m, const struct mdg_frame *f, mdg_node node,
                          const struct mdg_uses *uses);

/* Extent of axis k (0: rows, 1: columns) of a value seen as a matrix. */
mdg_size mdg_rows(struct mdg *m, mdg_value a);
mdg_size mdg_cols(struct mdg *m, mdg_value a);
bool mdg_is_column(mdg_value a); /* n x 1, n not 1 */
bool mdg_is_row(mdg_value a);
bool mdg_is_vector(mdg_value a); /* either, or a scalar */

/* Matrices only: at most two axes. Raises an error that names the function. */
void mdg_need_matrix(const struct mdg_call *c, mdg_value a);
void mdg_need_square(const struct mdg_call *c, mdg_value a);
void mdg_need_vector(const struct mdg_call *c, mdg_value a);

/* What the operands use together. */
const struct mdg_uses *mdg_uses_of(struct mdg *m, int n, const mdg_value *v);
/* ... and the dims of the sizes of the call. */
const struct mdg_uses *mdg_uses_call(const struct mdg_call *c);

/* "m x n" value of a node without the axes of size 1. */
mdg_value mdg_value_matrix(struct mdg *m, mdg_node node, mdg_size rows, mdg_size cols,
                           const struct mdg_uses *uses);

/* The node with one axis for every axis of the shape, those of size 1 too, and back. */
mdg_node mdg_node_full(struct mdg *m, mdg_node a, int rank, const mdg_size *shape);
mdg_node mdg_node_drop(struct mdg *m, mdg_node a, int rank, const mdg_size *shape);

/* Element-wise pieces used by several groups. */
mdg_value mdg_apply(struct mdg *m, enum mdg_map_fn f, mdg_value a);
mdg_value mdg_hadamard(struct mdg *m, const char *what, mdg_value a, mdg_value b);

/* Number of elements. */
mdg_size mdg_count(struct mdg *m, int rank, const mdg_size *shape);

#endif
