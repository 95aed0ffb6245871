/* Expressions as mathematics: the way back from contractions to matrix notation.
 *
 * A contraction of factors of order <= 2 is read as a graph (labels are vertices, matrices
 * edges, vectors loose ends) and reduced: series (an index shared by two factors and
 * summed: a matrix product), parallel (two factors with the same pair of indices:
 * Hadamard), pendant (sum, product with the vector of ones, diag).  What does not reduce is
 * written as an indexed sum.
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
    /* The name to print in place of n, or NULL to print its formula. May itself be NULL.
     * The node that mdg_print was called with is always printed as a formula. */
    const char *(*name)(void *context, mdg_node n);
    void *context;
    int budget; /* about how many nodes to print before "..." stands for the rest; 0: no
                   limit */
    /* Textbook forms in place of the functions that are computed: det(X) X^-1 for the
     * adjugate, log(1'exp(z)) for logsumexp, log(1 + x) for log1p. */
    bool book;
    /* What a placeholder of the calculus is the differential of, if `name` has no name for
     * it; then it prints as d of that. May be NULL. */
    mdg_node (*operand)(void *context, mdg_node diff);
    /* Spelled out: x'x for ||x||^2, exp(z) / (1'exp(z)) for softmax. */
    bool spelled;
};

/* The formula of n. */
const char *mdg_print(struct mdg *m, const struct mdg_printer *p, mdg_node n);

/* A term of a line that is to be written as it stands. */
struct mdg_print_term {
    double coef;
    mdg_node node;    /* the term; or what stands in place of an operand of `product` */
    mdg_node product; /* a contraction, or NULL */
    int factor;       /* which operand */
};

/* The sum of the terms, neither merged nor put in order: (dX) Y + X (dY). */
const char *mdg_print_terms(struct mdg *m, const struct mdg_printer *p, int n,
                            const struct mdg_print_term *t);

/* Is a product of two written with its second operand first? */
bool mdg_print_is_turned(struct mdg *m, const struct mdg_printer *p, mdg_node product);

/* Tr(G' dX); g and dx have one shape. */
const char *mdg_print_trace(struct mdg *m, const struct mdg_printer *p, mdg_node g,
                            mdg_node dx);

/* The transpose of n: a row for a vector. */
const char *mdg_print_transposed(struct mdg *m, const struct mdg_printer *p, mdg_node n);

/* A name as a symbol: Greek letters, subscripts; bold where the notation has that and order
 * > 0. */
const char *mdg_print_symbol(struct mdg *m, const char *name, int order,
                             enum mdg_notation notation);

/* A formula in LaTeX or MathML in which only parentheses around tall parts grow. */
const char *mdg_print_settled(struct mdg *m, const char *formula, enum mdg_notation to);

/* n, a matrix laid out from a tensor whose first `rows` axes are its rows (a Jacobian): by
 * Kronecker products where that is possible. */
const char *mdg_print_jacobian(struct mdg *m, const struct mdg_printer *p, mdg_node n,
                               int rows);

/* A linear map between vectors and matrices, whose elements are numbered row by row. */
enum {
    MDG_USES_VEC = 1 << 0,         /* the rows of a matrix, stacked: vec(X') */
    MDG_USES_COMMUTATION = 1 << 1, /* K vec(X') = vec(X) */
    MDG_USES_INDICES = 1 << 2      /* it is given by its elements */
};
struct mdg_print_linear {
    const char *matrix, *transposed; /* J and, where both sides are vectors, J' or NULL */
    const char *left, *applied; /* dy = J dx, of matrices vec(dy') = J vec(dx'), or NULL */
    const char *quadratic;      /* dx' J dx, where both sides are vectors, or NULL */
    unsigned used;              /* MDG_USES_... */
};

/* The derivative n, with the axes of y and then those of x, of y by x; y is written so,
 * and has `rows` axes; dx is the placeholder of the differential of x. */
void mdg_print_linear(struct mdg *m, const struct mdg_printer *p, mdg_node n, int rows,
                      const char *y, mdg_node dx, const char *commutation,
                      struct mdg_print_linear *out);

#endif
