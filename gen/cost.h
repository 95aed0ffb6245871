/* What a plan costs: floating-point operations and bytes of memory, as polynomials in the
 * dims.
 *
 * An addition, a multiplication, a division, a comparison count as one operation; a
 * function such as exp as MDG_COST_FUNCTION. Polynomials are in sixths, so that n^3/3 of a
 * Cholesky factorisation has integer coefficients. Bytes are those of operands and results,
 * each counted once a statement, wherever they lie. */
#ifndef MDG_COST_H
#define MDG_COST_H

#include "plan.h"

enum { MDG_COST_UNIT = 6, MDG_COST_FUNCTION = 10 };

struct mdg_cost {
    mdg_size flops; /* times MDG_COST_UNIT */
    mdg_size bytes;
};

/* The cost of a statement of p, over all blocks of rows. */
struct mdg_cost mdg_cost_stmt(struct mdg *m, const struct mdg_plan *p,
                              const struct mdg_stmt *s);

/* The cost of all statements that some output of the mask needs; ~0: of all. */
struct mdg_cost mdg_cost_plan(struct mdg *m, const struct mdg_plan *p, uint64_t mask);

/* How often the elements of an input come from memory: the statements that read it, those
 * in the loop over blocks of rows counted once where it is the input's rows that the loop
 * goes through. */
int mdg_cost_reads(struct mdg *m, const struct mdg_plan *p, const struct mdg_input *in);

/* Bytes of one element. */
int mdg_cost_real(const struct mdg *m);

/* A polynomial divided by an integer, as text: "2 m n + n^3/3". */
const char *mdg_cost_text(struct mdg *m, mdg_size s, int divisor);

/* Operations where every dim has its typical value. */
double mdg_cost_typical(const struct mdg *m, struct mdg_cost c);

#endif
