/* Private to --check: one function under test, and the comparison of one of its outputs. */
#ifndef MDG_CHECK_H
#define MDG_CHECK_H

#include "calculus.h"
#include "sample.h"

enum mdg_verdict { MDG_PENDING, MDG_RIGHT, MDG_WRONG };

struct mdg_check_row {
    const struct mdg_output *out;
    const struct mdg_input *of; /* the input it is about */
    enum mdg_verdict verdict;
    int points;       /* at which it was right */
    int zeros;        /* at which it was right and nothing but 0: that says less */
    bool non_zero;    /* is it other than 0 at this point? */
    int64_t column;   /* the element of the input that moves; -1: many */
    double magnitude; /* the largest element of the derivative at the point, if it is an
                         array */
    double worst;
    double weak; /* the error at points too flat for the differences to tell; < 0: none */
    const char *note;
};

/* One function under test. */
struct mdg_checked {
    struct mdg *m;
    const struct mdg_objective *o;
    const struct mdg_function *f;
    const struct mdg_function *grad; /* hvp, hessian: the gradient */
    struct mdg_eval *value;          /* of the objective */
    struct mdg_eval *out;            /* of the outputs of f */
    struct mdg_eval *slope;          /* of those of grad, or NULL */
    struct mdg_check_row *row;
    int nrows;
    const char *reason; /* why no point was good so far */
    int too_large;      /* points that could not be evaluated for their size */
    /* at the point under test: */
    struct mdg *arena;
    struct mdg_sample s;
    uint64_t budget; /* what is left for the point */
};

/* Compare a row with differences at the point c->s: MDG_PENDING says that they do not tell,
 * with the reason in c->reason; MDG_WRONG sets the note. */
enum mdg_verdict mdg_check_row(struct mdg_checked *c, struct mdg_check_row *r);

/* Rows without a verdict so far. */
int mdg_check_pending(const struct mdg_checked *c);

#endif
