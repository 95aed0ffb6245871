/* Derivatives of a curve by central differences, extrapolated. */
#ifndef MDG_NUMDIFF_H
#define MDG_NUMDIFF_H

#include <stdbool.h>
#include <stdint.h>

/* y(t), n elements. false: it has no value there. */
struct mdg_curve {
    int64_t n;
    bool (*at)(void *ctx, double t, double *y);
    void *ctx;
    double rounding; /* y is computed from numbers of this size: its rounding is that of
                        them */
};

enum { MDG_NUMDIFF_LEVELS = 9 };

/* The derivative of order 1 or 2 at t = 0, with an estimate of its error, from differences
 * of steps step, step/2, step/4 ... by Richardson's extrapolation; of the tableau the entry
 * with the smallest estimate, rounding included, is taken (C. J. F. Ridders, Advances in
 * Engineering Software 4, 1982). Steps at which the curve has no value are left out; false
 * if hardly any is left. size[i]: the largest |y_i| seen.  work: (LEVELS + 3) n elements.
 */
bool mdg_numdiff(const struct mdg_curve *f, int order, double step, double *d, double *err,
                 double *size, double *work);

#endif
