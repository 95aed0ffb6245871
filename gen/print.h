/* Expressions as mathematics: the way back from contractions to matrix notation.
 *
 * A contraction of factors of order <= 2 is read as a graph (labels are vertices, matrices edges,
 * vectors loose ends) and reduced: series (an index shared by two factors and summed: a matrix
 * product), parallel (two factors with the same pair of indices: Hadamard), pendant (sum, product with the
 * vector of ones, diag).  What does not reduce is written as an indexed sum.
 */
#ifndef MDG_PRINT_H
#define MDG_PRINT_H

#include "node.h"

enum mdg_notation {
    MDG_ASCII,   /* C comments: A' x, A .* B, inv(A), sum_i A[i,j] x[j] */
    MDG_UNICODE, /* terminals */
    MDG_LATEX,
    MDG_MATHML
};

struct mdg_printer {
    enum mdg_notation notation;
    /* The name to print in place of n, or NULL to print its formula. May itself be NULL. The node that
     * mdg_print was called with is always printed as a formula. */
    const char *(*name)(void *context, mdg_node n);
    void *context;
    int budget; /* about how many nodes to print before "..." stands for the rest; 0: no limit */
    /* Textbook forms in place of the functions that are computed: det(X) X^-1 for the adjugate,
     * log(1'exp(z)) for logsumexp, log(1 + x) for log1p. */
    bool book;
    /* What a placeholder of the calculus is the differential of, if `name` has no name for it; then it prints as
     * d of that. May be NULL. */
    mdg_node (*operand)(void *context, mdg_node diff);
};

/* The formula of n. */
const char *mdg_print(struct mdg *m, const struct mdg_printer *p, mdg_node n);

#endif
