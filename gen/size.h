/* Sizes: polynomials in the dims with integer coefficients, interned.
 *
 * Equal sizes are the same pointer, so "provably equal" is pointer equality.  Sizes are
 * extents of axes, offsets of slices, element counts and operation counts alike.
 */
#ifndef MDG_SIZE_H
#define MDG_SIZE_H

#include "mdg.h"

struct mdg_size;
typedef const struct mdg_size *mdg_size;

/* A dim of the spec. Dims fixed with -D are not here: they are integers from the start. */
struct mdg_dim {
    const char *name;
    double typical; /* what the cost model expects */
    struct mdg_loc loc;
};

/* Declare a dim; its index. */
int mdg_dim_new(struct mdg *m, const char *name, double typical);
int mdg_dim_count(const struct mdg *m);
const struct mdg_dim *mdg_dim(const struct mdg *m, int k);

mdg_size mdg_size_int(struct mdg *m, int64_t v);
mdg_size mdg_size_dim(struct mdg *m, int k);

/* Arithmetic; coefficients that overflow are an error of the spec at m->at. */
mdg_size mdg_size_add(struct mdg *m, mdg_size a, mdg_size b);
mdg_size mdg_size_sub(struct mdg *m, mdg_size a, mdg_size b);
mdg_size mdg_size_mul(struct mdg *m, mdg_size a, mdg_size b);

/* Is the size a plain integer? Then it is stored in *v (v may be NULL). */
bool mdg_size_is_int(mdg_size s, int64_t *v);
bool mdg_size_is(mdg_size s, int64_t v);

/* Does a dim occur in it? */
bool mdg_size_uses(mdg_size s, int dim);

/* Can it come out negative although all dims are >= 0: does it have a negative coefficient?
 */
bool mdg_size_may_be_negative(mdg_size s);

/* The value at given dims, as a double (for costs) or exactly (false if it overflows). */
double mdg_size_value(mdg_size s, const double *dims);
bool mdg_size_exact(mdg_size s, const int64_t *dims, int64_t *out);

/* The value where every dim has its typical value. */
double mdg_size_typical(const struct mdg *m, mdg_size s);

/* "n*d + 2*k - 1": the form of the manifest, of messages and of C alike; every product is
 * written out. */
const char *mdg_size_text(struct mdg *m, mdg_size s);
bool mdg_size_is_atom(mdg_size s); /* needs no parentheses in a product */

/* The terms, for other renderings (guarded C, LaTeX): coefficient and dims with repetition.
 */
int mdg_size_terms(mdg_size s);
int64_t mdg_size_term(mdg_size s, int k, int *ndims, const int **dims);

/* "3x4", "m x n": a list of sizes as a shape in messages. */
const char *mdg_shape_text(struct mdg *m, int order, const mdg_size *shape);

#endif
