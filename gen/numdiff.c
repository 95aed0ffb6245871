/* Central differences with Richardson's extrapolation. */
#include "numdiff.h"

#include <float.h>
#include <math.h>

/* An entry counts from the SURE-th extrapolation on: two differences may agree by chance.
 */
enum { LEVELS = MDG_NUMDIFF_LEVELS, FEWEST = 4, SURE = 2 };

/* The difference quotients of one step; false if the curve has no value at one of its
 * points. */
static bool quotients(const struct mdg_curve *f, int order, double h, const double *y0,
                      double *q, double *size, double *plus, double *minus)
{
    if (!f->at(f->ctx, h, plus) || !f->at(f->ctx, -h, minus)) {
        return false;
    }
    for (int64_t i = 0; i < f->n; i++) {
        q[i] = order == 1 ? (plus[i] - minus[i]) / (2 * h)
                          : (plus[i] - y0[i] - (y0[i] - minus[i])) / (h * h);
        if (!isfinite(q[i])) {
            return false;
        }
        size[i] = fmax(size[i], fmax(fabs(plus[i]), fabs(minus[i])));
    }
    return true;
}

/* Extrapolate q[0], q[stride] ... (count of them, of halved steps) to step 0. `noise` is
 * the error of rounding in q[0]; it grows by `growth` from step to step. */
static void extrapolate(int count, const double *q, int64_t stride, double noise,
                        double growth, double *d, double *err)
{
    double old[LEVELS], row[LEVELS];
    *err = INFINITY;
    *d = q[0];
    for (int i = 0; i < count; i++, noise *= growth) {
        double power = 1;
        row[0] = q[i * stride];
        for (int j = 1; j <= i; j++) {
            power *= 4; /* errors are even powers of the step */
            row[j] = row[j - 1] + (row[j - 1] - old[j - 1]) / (power - 1);
            double e = fmax(fabs(row[j] - row[j - 1]), fabs(row[j] - old[j - 1])) + noise;
            if (j >= SURE && e < *err) {
                *err = e;
                *d = row[j];
            }
        }
        for (int j = 0; j <= i; j++) {
            old[j] = row[j];
        }
    }
}

bool mdg_numdiff(const struct mdg_curve *f, int order, double step, double *d, double *err,
                 double *size, double *work)
{
    const int64_t n = f->n;
    double *y0 = work, *plus = work + n, *minus = plus + n, *q = minus + n;
    if (!f->at(f->ctx, 0, y0)) {
        return false;
    }
    for (int64_t i = 0; i < n; i++) {
        size[i] = fabs(y0[i]);
    }
    int first = 0; /* the level after the last one that failed */
    double h = step;
    for (int k = 0; k < LEVELS; k++, h /= 2) {
        if (!quotients(f, order, h, y0, q + k * n, size, plus, minus)) {
            first = k + 1;
        }
    }
    if (LEVELS - first < FEWEST) {
        return false;
    }
    h = ldexp(step, -first);
    for (int64_t i = 0; i < n; i++) {
        double noise =
            4 * DBL_EPSILON * fmax(size[i], f->rounding) / (order == 1 ? h : h * h);
        extrapolate(LEVELS - first, q + first * n + i, n, noise, order == 1 ? 2 : 4, &d[i],
                    &err[i]);
    }
    return true;
}
