/* The calculus of the lecture notes: two moves, and what follows from them.
 *
 *   1. diff.c    differential rules D1..D5 push d inward: every operator states its
 * differential once, as an expression that is linear in the differentials of its operands.
 *   2. trace.c   trace rules T1..T5 bring Tr(W' dY), dY linear in dX, to the form Tr(G'
 * dX): the transposition of a linear expression, mechanically. derive.c     basic rule (1):
 * df = Tr(G' dX), so G is the gradient; and jvp, vjp, Jacobians, hvp and Hessians by asking
 * the two moves, also of gradients, which are expressions like any other.
 *
 * More axes.  A differential may carry leading axes that its node lacks: a whole Jacobian
 * is the differential along all unit directions at once, dX_(ab)ij = delta_ai delta_bj.
 * Every rule allows for them.
 */
#ifndef MDG_CALCULUS_H
#define MDG_CALCULUS_H

#include "model.h"

/* The differential of n by its rule.  d[k] is the differential of operand k, or NULL where
 * that is zero; all non-NULL d[k] have `extra` leading axes more than the operand.  NULL:
 * zero. An operator without a second derivative is an error that names it, at n->loc. */
mdg_node mdg_differential(struct mdg *m, mdg_node n, const mdg_node *d, int extra);

/* `lin` is linear in the placeholders DIFF(slot); w is a cotangent of its shape, with
 * `extra` leading axes more. Adds to g[slot] the cotangents of the placeholders (trace
 * rules); g[slot] may be NULL for zero. */
void mdg_transpose(struct mdg *m, mdg_node lin, mdg_node w, int extra, mdg_node *g);

/* The differential of y where the leaf x[k] has the differential dx[k] (all with `extra`
 * leading axes). */
mdg_node mdg_push(struct mdg *m, mdg_node y, int n, const mdg_node *x, const mdg_node *dx,
                  int extra);
/* The same for several y at once: dy[i] is the differential of y[i]. */
void mdg_push_all(struct mdg *m, int ny, const mdg_node *y, int n, const mdg_node *x,
                  const mdg_node *dx, int extra, mdg_node *dy);

/* The gradients of Tr(w' y) with respect to the leaves x[k]; w has `extra` leading axes,
 * and so has g[k]. */
void mdg_pull(struct mdg *m, mdg_node y, mdg_node w, int extra, int n, const mdg_node *x,
              mdg_node *g);

/* ---- what is asked for ----------------------------------------------------------- */

/* One output of a generated function. */
struct mdg_output {
    const char *name; /* "value", "grad_X", "hess_X_Y", ... */
    mdg_node node;    /* its formula: axes of size 1 left out, row-major as stored */
    int rank;         /* the shape as the manifest has it */
    const mdg_size *shape;
    const struct mdg_input *of; /* the input it belongs to, or NULL */
};

/* One generated function: its outputs, and all inputs and directions it takes. */
struct mdg_function {
    const char *name; /* NAME_KIND */
    const struct mdg_objective *objective;
    enum mdg_kind kind;
    int noutputs;
    struct mdg_output *outputs;
    int nguards;
    mdg_node *guards; /* numbers of the value that are computed for their failures alone */
    int ndirections;
    struct mdg_input **directions; /* v_<p>, or w */
};

/* Derive the outputs of objective's kind. */
struct mdg_function *mdg_derive(struct mdg *m, const struct mdg_objective *o,
                                enum mdg_kind kind);

#endif
