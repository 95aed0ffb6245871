/* Loops over labels. */
#include "loops.h"

#include "intern.h"

#include <math.h>
#include <stdlib.h>

/* ---- loops over labels --------------------------------------------------- */

int64_t mdg_product(int n, const int64_t *extent)
{
    int64_t p = 1;
    for (int i = 0; i < n; i++) {
        p *= extent[i];
    }
    return p;
}

bool mdg_advance(int lo, int hi, const int64_t *extent, int64_t *pos, int nviews,
                 const struct mdg_view *view, int64_t *at)
{
    for (int l = hi; l-- > lo;) {
        for (int k = 0; k < nviews; k++) {
            at[k] += view[k].stride[l];
        }
        if (++pos[l] < extent[l]) {
            return true;
        }
        for (int k = 0; k < nviews; k++) {
            at[k] -= view[k].stride[l] * extent[l];
        }
        pos[l] = 0;
    }
    return false;
}

static struct mdg_view view_of(const struct mdg_factor *f, const int64_t *extent,
                               int nlabels, const uint8_t *label)
{
    struct mdg_view w = {.v = f->v};
    int64_t by_label[MDG_MAX_LABELS] = {0}, step = 1;
    for (int i = f->order; i-- > 0;) { /* an axis that occurs twice: the diagonal */
        by_label[f->ix[i]] += step;
        step *= extent[f->ix[i]];
    }
    for (int l = 0; l < nlabels; l++) {
        w.stride[l] = by_label[label[l]];
    }
    return w;
}

/* ---- contraction --------------------------------------------------------- */

enum { DIRECT_UP_TO = 3 }; /* factors */

/* y over label[0 .. nout-1] = the sum over label[nout .. nlabels-1] of the product of
 * factors. */
static void multiply(int nf, const struct mdg_factor *f, int nout, int nlabels,
                     const uint8_t *label, const int64_t *by_label, double *y)
{
    struct mdg_view w[DIRECT_UP_TO];
    int64_t extent[MDG_MAX_LABELS], pos[MDG_MAX_LABELS] = {0}, at[DIRECT_UP_TO] = {0};
    for (int l = 0; l < nlabels; l++) {
        extent[l] = by_label[label[l]];
    }
    for (int k = 0; k < nf; k++) {
        w[k] = view_of(&f[k], by_label, nlabels, label);
    }
    bool empty = mdg_product(nlabels - nout, extent + nout) == 0;
    int64_t i = 0;
    if (mdg_product(nout, extent) == 0) {
        return;
    }
    do {
        double s = 0;
        if (!empty) {
            do {
                double p = 1;
                for (int k = 0; k < nf; k++) {
                    p *= w[k].v[at[k]];
                }
                s += p;
            } while (mdg_advance(nout, nlabels, extent, pos, nf, w, at));
        }
        y[i++] = s;
    } while (mdg_advance(0, nout, extent, pos, nf, w, at));
}

static uint64_t labels_of(const struct mdg_factor *f)
{
    uint64_t set = 0;
    for (int i = 0; i < f->order; i++) {
        set |= UINT64_C(1) << f->ix[i];
    }
    return set;
}

/* The number of points of a loop over a set of labels, as a double: it may be huge. */
static double points(uint64_t set, const int64_t *extent)
{
    double p = 1;
    for (int l = 0; l < MDG_MAX_LABELS; l++) {
        p *= set >> l & 1 ? (double)extent[l] : 1;
    }
    return p;
}

double mdg_points(int n, const int64_t *extent)
{
    return points((UINT64_C(1) << n) - 1, extent);
}

bool mdg_charge(uint64_t *budget, double operations)
{
    if (!(operations < (double)*budget)) {
        return false;
    }
    *budget -= (uint64_t)operations;
    return true;
}

/* Set f to 0 where `zero` is 0, in a copy, if f has all the labels of it. The copy has each
 * label once: of a label that occurs twice, the diagonal. */
static enum mdg_loop_code select_by(struct mdg_factor *f, const struct mdg_factor *zero,
                                    const int64_t *extent)
{
    if (labels_of(zero) & ~labels_of(f)) {
        return MDG_LOOP_OK;
    }
    struct mdg_factor r = {.order = 0, .selects = f->selects};
    int64_t own[MDG_MAX_LABELS], pos[MDG_MAX_LABELS] = {0}, at[2] = {0};
    for (uint64_t seen = 0, k = 0; k < (uint64_t)f->order; k++) {
        uint8_t l = f->ix[k];
        if (!(seen >> l & 1)) {
            own[r.order] = extent[l];
            r.ix[r.order++] = l;
        }
        seen |= UINT64_C(1) << l;
    }
    int64_t count = mdg_product(r.order, own), i = 0;
    double *copy = malloc(((size_t)count + 1) * sizeof *copy);
    if (!copy) {
        return MDG_LOOP_MEMORY;
    }
    const struct mdg_view w[2] = {view_of(f, extent, r.order, r.ix),
                                  view_of(zero, extent, r.order, r.ix)};
    if (count > 0) {
        do {
            copy[i++] = w[1].v[at[1]] == 0 ? 0 : w[0].v[at[0]];
        } while (mdg_advance(0, r.order, own, pos, 2, w, at));
    }
    free(f->own);
    r.v = r.own = copy;
    *f = r;
    return MDG_LOOP_OK;
}

/* Replace factors p < q by their product, summed over the labels that nothing else has. */
static enum mdg_loop_code merge(int *nf, struct mdg_factor *f, int p, int q, int order,
                                const int64_t *extent, uint64_t *budget)
{
    uint64_t both = labels_of(&f[p]) | labels_of(&f[q]), keep = (UINT64_C(1) << order) - 1;
    for (int k = 0; k < *nf; k++) {
        keep |= k == p || k == q ? 0 : labels_of(&f[k]);
    }
    struct mdg_factor r = {.order = 0};
    uint8_t label[MDG_MAX_LABELS];
    int nlabels = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int l = 0; l < MDG_MAX_LABELS; l++) {
            if ((both >> l & 1) && (keep >> l & 1) == (pass == 0)) {
                label[nlabels++] = (uint8_t)l;
                if (pass == 0) {
                    r.ix[r.order++] = (uint8_t)l;
                }
            }
        }
    }
    if (!mdg_charge(budget, 2 * points(both, extent))) {
        return MDG_LOOP_BUDGET;
    }
    r.own = malloc(((size_t)points(both & keep, extent) + 1) * sizeof *r.own);
    if (!r.own) {
        return MDG_LOOP_MEMORY;
    }
    r.v = r.own;
    const struct mdg_factor two[2] = {f[p], f[q]};
    multiply(2, two, r.order, nlabels, label, extent, r.own);
    free(f[p].own);
    free(f[q].own);
    f[p] = r;
    f[q] = f[--*nf];
    return MDG_LOOP_OK;
}

/* Multiply the cheapest pair of factors until few are left. */
static enum mdg_loop_code merge_down(int *nf, struct mdg_factor *f, int order,
                                     const int64_t *extent, uint64_t *budget)
{
    while (*nf > 2) {
        double best = INFINITY;
        int p = 0, q = 1;
        for (int i = 0; i < *nf; i++) {
            for (int j = i + 1; j < *nf; j++) {
                double cost = points(labels_of(&f[i]) | labels_of(&f[j]), extent);
                if (cost < best) {
                    best = cost;
                    p = i;
                    q = j;
                }
            }
        }
        enum mdg_loop_code rc = merge(nf, f, p, q, order, extent, budget);
        if (rc) {
            return rc;
        }
    }
    return MDG_LOOP_OK;
}

enum mdg_loop_code mdg_loop_contract(int nf, struct mdg_factor *f, int order, int nlabels,
                                     const int64_t *extent, double *y, uint64_t *budget)
{
    enum mdg_loop_code rc = MDG_LOOP_OK;
    for (int k = 0; k < nf; k++) {
        for (int j = 0; !rc && f[k].selects && j < nf; j++) {
            rc = j == k ? rc : select_by(&f[j], &f[k], extent);
        }
    }
    if (!rc && (nf > DIRECT_UP_TO || mdg_points(nlabels, extent) > 4096)) {
        rc = merge_down(&nf, f, order, extent, budget);
    }
    uint64_t left =
        (UINT64_C(1) << order) - 1; /* labels that merging has summed are gone */
    for (int k = 0; k < nf; k++) {
        left |= labels_of(&f[k]);
    }
    uint8_t label[MDG_MAX_LABELS];
    int nleft = 0;
    for (int l = 0; l < MDG_MAX_LABELS; l++) {
        if (left >> l & 1) {
            label[nleft++] = (uint8_t)l;
        }
    }
    if (!rc && !mdg_charge(budget, (nf + 1) * points(left, extent))) {
        rc = MDG_LOOP_BUDGET;
    }
    if (!rc) {
        multiply(nf, f, order, nleft, label, extent, y);
    }
    for (int k = 0; k < nf; k++) {
        free(f[k].own);
    }
    return rc;
}

/* ---- the other operators over labels ------------------------------------- */

void mdg_loop_add(double coef, const struct mdg_factor *f, int order, const int64_t *extent,
                  double *y)
{
    struct mdg_view w = view_of(f, extent, order, mdg_identity_ix);
    int64_t pos[MDG_MAX_LABELS] = {0}, at = 0, i = 0;
    if (mdg_product(order, extent) == 0) {
        return;
    }
    do {
        y[i++] += coef * w.v[at];
    } while (mdg_advance(0, order, extent, pos, 1, &w, &at));
}

void mdg_loop_map(enum mdg_map_fn fn, const struct mdg_factor *f, int order,
                  const int64_t *extent, double *y)
{
    struct mdg_view w[3];
    int64_t pos[MDG_MAX_LABELS] = {0}, at[3] = {0}, i = 0;
    int arity = mdg_map_info[fn].arity;
    for (int k = 0; k < arity; k++) {
        w[k] = view_of(&f[k], extent, order, mdg_identity_ix);
    }
    if (mdg_product(order, extent) == 0) {
        return;
    }
    do {
        double x[3] = {0};
        for (int k = 0; k < arity; k++) {
            x[k] = w[k].v[at[k]];
        }
        y[i++] = mdg_map_value(fn, x);
    } while (mdg_advance(0, order, extent, pos, arity, w, at));
}

/* A reduction takes in one element after the other; those that scale first look for the
 * largest. */
struct reduction {
    double largest, acc;
};

static double extreme(double a, double b, double sign)
{
    return sign * a > sign * b ? a : sign * b >= sign * a ? b : a + b;
}

static void reduce_first(enum mdg_reduce kind, struct reduction *r, double x)
{
    double v = kind == MDG_R_NORM ? fabs(x) : x;
    r->largest = extreme(r->largest, v, kind == MDG_R_MIN ? -1 : 1);
}

static void reduce_second(enum mdg_reduce kind, struct reduction *r, double x)
{
    double scaled = x / r->largest;
    r->acc = kind == MDG_R_PROD   ? r->acc * x
             : kind == MDG_R_LSE  ? r->acc + exp(x - r->largest)
             : kind == MDG_R_NORM ? r->acc + scaled * scaled
                                  : r->acc;
}

static double reduce_last(enum mdg_reduce kind, const struct reduction *r)
{
    bool scale_fails = r->largest == 0 || !isfinite(r->largest);
    switch (kind) {
    case MDG_R_PROD:
        return r->acc;
    case MDG_R_LSE:
        return isfinite(r->largest) ? r->largest + log(r->acc) : r->largest;
    case MDG_R_NORM:
        return scale_fails ? r->largest : r->largest * sqrt(r->acc);
    default:
        return r->largest;
    }
}

enum mdg_loop_code mdg_loop_reduce(enum mdg_reduce kind, const struct mdg_factor *f,
                                   int order, int nlabels, const int64_t *extent, double *y)
{
    struct mdg_view w = view_of(f, extent, nlabels, mdg_identity_ix);
    int64_t pos[MDG_MAX_LABELS] = {0}, at = 0, i = 0;
    bool empty = mdg_product(nlabels - order, extent + order) == 0;
    if (mdg_product(order, extent) == 0) {
        return MDG_LOOP_OK;
    }
    if (empty && (kind == MDG_R_MAX || kind == MDG_R_MIN)) {
        return MDG_LOOP_EMPTY;
    }
    const double start = kind == MDG_R_NORM ? 0 : kind == MDG_R_MIN ? INFINITY : -INFINITY;
    do {
        struct reduction r = {start, kind == MDG_R_PROD ? 1 : 0};
        for (int pass = 0; pass < 2 && !empty; pass++) {
            do {
                (pass ? reduce_second : reduce_first)(kind, &r, w.v[at]);
            } while (mdg_advance(order, nlabels, extent, pos, 1, &w, &at));
        }
        y[i++] = reduce_last(kind, &r);
    } while (mdg_advance(0, order, extent, pos, 1, &w, &at));
    return MDG_LOOP_OK;
}
