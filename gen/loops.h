/* Loops over labels, for the evaluator: products, sums, functions and reductions of
 * labelled tensors by their definitions in node.h.
 *
 * In all functions `extent` is the size of each label; labels 0 .. order-1 are the axes of
 * the result y, in order, labels order .. nlabels-1 are summed or reduced.
 */
#ifndef MDG_LOOPS_H
#define MDG_LOOPS_H

#include "mapvalue.h"

/* A tensor and a label for each of its axes. */
struct mdg_factor {
    const double *v;
    double *own;  /* to be freed, or NULL */
    bool selects; /* a product with it is 0 where it is 0, whatever the others are */
    int order;
    uint8_t ix[MDG_MAX_LABELS];
};

/* How far a step of each label moves in a tensor. */
struct mdg_view {
    const double *v;
    int64_t stride[MDG_MAX_LABELS];
};

/* The next point of the loop over labels lo .. hi-1, the last one fastest; false at the
 * end, where pos and at (the offset in each view) are as before the loop. No extent may be
 * 0. */
bool mdg_advance(int lo, int hi, const int64_t *extent, int64_t *pos, int nviews,
                 const struct mdg_view *view, int64_t *at);

int64_t mdg_product(int n, const int64_t *extent);

/* The number of points of a loop over labels 0 .. n-1, as a double: it may be huge. */
double mdg_points(int n, const int64_t *extent);

/* Use up some of a budget; false, and nothing is used, if there is not enough. */
bool mdg_charge(uint64_t *budget, double operations);

enum mdg_loop_code { MDG_LOOP_OK, MDG_LOOP_EMPTY, MDG_LOOP_BUDGET, MDG_LOOP_MEMORY };

/* y = sum of the product of factors. More than a few factors are multiplied pair by pair,
 * the cheapest pair first, so that the cost stays sane. Takes over f: frees what it owns
 * and changes it. */
enum mdg_loop_code mdg_loop_contract(int nf, struct mdg_factor *f, int order, int nlabels,
                                     const int64_t *extent, double *y, uint64_t *budget);

/* y += coef f */
void mdg_loop_add(double coef, const struct mdg_factor *f, int order, const int64_t *extent,
                  double *y);

/* y = fn(f[0], f[1], f[2]) element-wise, with as many operands as fn has */
void mdg_loop_map(enum mdg_map_fn fn, const struct mdg_factor *f, int order,
                  const int64_t *extent, double *y);

/* EMPTY: the maximum or minimum of nothing */
enum mdg_loop_code mdg_loop_reduce(enum mdg_reduce kind, const struct mdg_factor *f,
                                   int order, int nlabels, const int64_t *extent,
                                   double *y);

#endif
