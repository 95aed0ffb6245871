/* Prepared data that a function sees through inner products over its rows only. */
#ifndef MDG_COMPRESS_H
#define MDG_COMPRESS_H

#include "calculus.h"

/* An input with N rows, and what stands in its place: p rows of a triangular factor. */
struct mdg_column {
    const struct mdg_input *from; /* NULL: a column of ones */
    struct mdg_input *to;
    mdg_size width; /* columns: elements of a row */
};

struct mdg_compressed {
    mdg_size rows; /* N */
    mdg_size p;    /* columns in all, and rows of the factor */
    int ncolumns;
    struct mdg_column *column;
    struct mdg_function **f; /* the functions with the factor in place of the data */
};

/* If every one of the n functions of the objective depends on prepared inputs with N rows
 * through sums over the rows of products of two linear combinations of their columns, the
 * functions with those inputs replaced by the triangular factor of all their columns
 * (Golub, Van Loan, section 5.3: |A x| = |R x| for A = Q R); else NULL. */
struct mdg_compressed *mdg_compress(struct mdg *m, const struct mdg_objective *o, int n,
                                    const struct mdg_function *const *f);

#endif
