/* The value of expressions at given inputs, in double: what --check and the tests compare
 * with.
 *
 * Every operator by its definition (node.h), with loops over labels; nothing of the
 * planner, the kernels or the runtime library takes part, so that it is an independent
 * witness.
 *
 *     struct mdg_eval *e = mdg_eval_new(m, 2, roots);
 *     uint64_t budget = 1000000;
 *     if (mdg_eval_run(e, &point, &budget) == MDG_EVAL_OK) { ... mdg_eval_value(e, 0,
 * &count) ... } mdg_eval_free(e);
 */
#ifndef MDG_EVAL_H
#define MDG_EVAL_H

#include "node.h"

enum mdg_eval_code {
    MDG_EVAL_OK,
    MDG_EVAL_NOT_SPD,  /* a Cholesky factor of a matrix that is not positive definite */
    MDG_EVAL_SINGULAR, /* the inverse of a singular matrix */
    MDG_EVAL_DOMAIN,   /* the logarithm of a determinant or product <= 0 */
    MDG_EVAL_LABEL,    /* a class number out of range */
    MDG_EVAL_EMPTY,    /* max or min of nothing */
    MDG_EVAL_SIZE,     /* a size that is negative or too large, a part that sticks out */
    MDG_EVAL_BUDGET,   /* too many operations */
    MDG_EVAL_MEMORY,   /* raised by mdg_eval_run, never returned */
    MDG_EVAL_LINEAR    /* a placeholder of the calculus: it has no value */
};

/* "matrix is not positive definite", ... */
const char *mdg_eval_text(enum mdg_eval_code code);

/* Where to evaluate. Entries of inputs that do not occur may be NULL. */
struct mdg_point {
    const int64_t *dims; /* by dim */
    const double *const
        *values; /* by input: the elements of the declared shape, row-major */
    const int32_t *const
        *labels; /* by input: n class numbers; NULL if no input is labels */
};

/* Prepares the evaluation of some nodes. The caller frees, or else it goes with m. Here and
 * in a run, no memory raises MDG_EIO. */
struct mdg_eval;
struct mdg_eval *mdg_eval_new(struct mdg *m, size_t nroots, const mdg_node *roots);
void mdg_eval_free(struct mdg_eval *e);

/* Evaluate all roots. *budget is a number of elementary operations, about 10^9 a
 * second; what is used is taken off.
 */
enum mdg_eval_code mdg_eval_run(struct mdg_eval *e, const struct mdg_point *at,
                                uint64_t *budget);

/* The elements of a root after a run that was MDG_EVAL_OK, row-major; they live until the
 * next. */
const double *mdg_eval_value(const struct mdg_eval *e, size_t root, int64_t *count);

/* The node at which the last run failed. */
mdg_node mdg_eval_failed(const struct mdg_eval *e);

/* Does an input occur below the roots? */
bool mdg_eval_uses(const struct mdg_eval *e, const struct mdg_input *in);

#endif
