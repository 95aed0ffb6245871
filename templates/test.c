/* Made by mdgen @version@ from @spec@. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * Tests of the functions generated from @spec@, by CUnit. Compile with the generated code:
 *
 *     cc -std=c99 test.c grad.c $(pkg-config --cflags --libs mdrt) -lcunit -lm
 *
 * Derivatives are compared with differences of values, or of gradients, at random points that
 * keep the promises of the attributes. What is printed for each:
 *
 *     error   relative distance from the difference quotients extrapolated to step 0
 *     slope   s in |f(x + h v) - f(x) - h f'(x) v| = O(h^s), the remainder of Taylor's formula:
 *             2, or more where the curvature vanishes, if f' is right, else 1;
 *             "linear" where nothing but rounding remains
 *
 * A point at which a function fails, or that has a kink nearby, is left for another.
 */
#include "mdrt.h"
@declarations@
#include <CUnit/Basic.h>
#include <float.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef @real@ real;

enum { DIMS = @dims@, INPUTS = @inputs@, WRT = @wrt@, OUTPUTS = @outputs@ }; /* the largest */

enum {
    POINTS = 2,      /* at which a derivative has to agree */
    MAX_DRAWS = 120, /* of points */
    UNITS = 24,      /* inputs of so many elements are moved one by one */
    LEVELS = 9       /* steps of the differences, each half of the one before */
};
static const double step = 0.05, small_step = 0.05 / 64;
static const double epsilon = @epsilon@;
static const double resolved = @resolved@; /* larger relative errors of a difference say nothing */
static const double slack = @slack@;       /* relative error that is always allowed */
static const double doubtful = @doubtful@; /* one that may come from rounding in the values */
static const double rounding = @rounding@; /* between functions that compute the same */

/* What the spec promises of an input. */
enum {
    SYMMETRIC = 1,
    SPD = 2,
    LOWER = 4,
    UPPER = 8,
    ONEHOT = 16,
    SIMPLEX = 32,
    POSITIVE = 64,
    NONNEGATIVE = 128,
    SQUARE = 256, /* not a promise, but seen from its sizes */
    LABELS = 512
};

enum kind {
    VALUE,
    GRAD,
    VALUE_GRAD,
    JVP,
    HVP,
    HESSIAN,
    VJP,
    JACOBIAN,
    JACOBIAN_T,
    PREPARE,
    VALUE_PREPARED,
    GRAD_PREPARED,
    VALUE_GRAD_PREPARED,
    KINDS
};

struct input {
    const char *name;
    unsigned promises;
};

/* Sizes, and values of inputs. An input is so many rows of so many columns; a vector is one
 * row, a tensor has the size of its last axis as columns. */
struct point {
    int64_t dim[DIMS + 1];
    int64_t size[INPUTS + 1][2];
    real *in[INPUTS + 1];
    int32_t *labels[INPUTS + 1];
};

/* A generated function, and the bytes of workspace that it wants. */
struct function {
    const char *name;
    int (*call)(const struct point *p, real *const *direction, real *const *out, void *state,
                void *work);
    size_t (*bytes)(const int64_t *d);
};

struct objective {
    const char *name;
    int wrt[WRT + 1], nwrt;
    bool uses_dim[DIMS + 1];
    bool uses_input[INPUTS + 1];
    int64_t (*elements)(const int64_t *d); /* of the value */
    size_t (*state_bytes)(const int64_t *d);
    struct function f[KINDS];
};

/* ---- the functions of @spec@ ------------------------------------------------ */

@spec_parts@
/* ---- memory and random numbers ----------------------------------------------------- */

struct block {
    struct block *next;
    double align;
};

struct run {
    struct block *blocks;
    uint64_t state;
};

/* Zeroed bytes, until release(). */
static void *take(struct run *r, size_t count, size_t size)
{
    struct block *b = calloc(1, sizeof *b + (count + 1) * size);
    if (b == NULL) {
        fputs("out of memory\n", stderr);
        exit(3);
    }
    b->next = r->blocks;
    r->blocks = b;
    return b + 1;
}

static void release(struct run *r)
{
    while (r->blocks != NULL) {
        struct block *b = r->blocks;
        r->blocks = b->next;
        free(b);
    }
}

/* Uniform in (lo, hi): a linear congruential generator (Knuth, MMIX), upper bits. */
static double uniform(struct run *r, double lo, double hi)
{
    r->state = r->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return lo + (hi - lo) * ((double)(r->state >> 11) + 0.5) / 9007199254740992.0;
}

static int64_t integer(struct run *r, int64_t below)
{
    return (int64_t)uniform(r, 0.0, (double)below);
}

/* ---- points -------------------------------------------------------------------------- */

/* Where numbers come from: functions have domains, so that one way does not fit all. */
enum style { ANY, DOMINANT, POSITIVE_ONES, SMALL, UNIT, LARGE, STYLES };

static double number(struct run *r, enum style style)
{
    static const double range[STYLES][2] = {{-1.8, 1.8}, {-1.8, 1.8},  {0.3, 1.7},
                                            {-0.3, 0.3}, {0.05, 0.95}, {1.2, 2.5}};
    return uniform(r, range[style][0], range[style][1]);
}

/* Onto the structure: (V + V')/2, a triangle, the diagonal. */
static void project(unsigned promises, int64_t n, real *v)
{
    const bool lower = (promises & LOWER) != 0, upper = (promises & UPPER) != 0;
    if (!(promises & SQUARE)) {
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            if ((lower && i < j) || (upper && i > j)) {
                v[i * n + j] = 0;
            } else if (!lower && !upper && (promises & SYMMETRIC) && i < j) {
                v[i * n + j] = v[j * n + i] = (v[i * n + j] + v[j * n + i]) / 2;
            }
        }
    }
}

static void make_definite(struct run *r, int64_t n, real *v)
{
    real *b = take(r, (size_t)(n * n), sizeof *b);
    memcpy(b, v, (size_t)(n * n) * sizeof *b);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            double sum = i == j ? 0.5 : 0.0;
            for (int64_t k = 0; k < n; k++) {
                sum += (double)b[i * n + k] * (double)b[j * n + k] / (double)n;
            }
            v[i * n + j] = (real)sum;
        }
    }
}

static void make_square(struct run *r, unsigned promises, int64_t n, enum style style, real *v)
{
    if (promises & SPD) {
        make_definite(r, n, v);
        return;
    }
    if (!(promises & (LOWER | UPPER))) {
        project(promises, n, v);
    }
    if ((promises & (LOWER | UPPER)) || style == DOMINANT || style == LARGE) {
        for (int64_t i = 0; i < n; i++) {
            v[i * n + i] = (real)(fabs((double)v[i * n + i]) + 1.5 * (double)n);
        }
    }
}

/* Rows that sum to 1, or have a single 1. */
static void make_simplex(struct run *r, unsigned promises, const int64_t *size, real *v)
{
    for (int64_t i = 0; i < size[0] && size[1] > 0; i++, v += size[1]) {
        const int64_t one = integer(r, size[1]);
        double sum = 0.0;
        for (int64_t j = 0; j < size[1]; j++) {
            v[j] = (real)(fabs((double)v[j]) + 0.05);
            sum += (double)v[j];
        }
        for (int64_t j = 0; j < size[1]; j++) {
            v[j] = promises & ONEHOT ? (real)(j == one) : (real)((double)v[j] / sum);
        }
    }
}

static void draw_input(struct run *r, int k, enum style style, struct point *p)
{
    const unsigned promises = input[k].promises;
    const int64_t *size = p->size[k], count = size[0] * size[1];
    if (promises & LABELS) {
        p->labels[k] = take(r, (size_t)size[0], sizeof(int32_t));
        for (int64_t i = 0; i < size[0]; i++) {
            p->labels[k][i] = (int32_t)integer(r, size[1]);
        }
        return;
    }
    real *v = p->in[k] = take(r, (size_t)count, sizeof *v);
    for (int64_t i = 0; i < count; i++) {
        v[i] = (real)number(r, style);
        if (promises & NONNEGATIVE) {
            v[i] = (real)(fabs((double)v[i]) + (promises & POSITIVE ? 0.05 : 0.0));
        }
    }
    if (promises & SQUARE) {
        make_square(r, promises, size[0], style, v);
    }
    if (promises & (ONEHOT | SIMPLEX)) {
        make_simplex(r, promises, size, v);
    }
}

/* A point with sizes from 2 on, different ones if there is room; false if a size of an input
 * is not valid. */
static bool draw_point(struct run *r, int draw, struct point *p)
{
    const int64_t width = 4 + draw / 20;
    memset(p, 0, sizeof *p);
    for (int k = 0; k < DIMS; k++) {
        bool taken = true;
        for (int attempt = 0; taken && attempt < 20; attempt++) {
            p->dim[k] = 2 + integer(r, width);
            taken = false;
            for (int i = 0; i < k; i++) {
                taken = taken || p->dim[i] == p->dim[k];
            }
        }
    }
    measure(p->dim, p->size);
    for (int k = 0; k < INPUTS; k++) {
        if (p->size[k][0] < 0 || p->size[k][1] < 0) {
            return false;
        }
        draw_input(r, k, (enum style)(draw % STYLES), p);
    }
    return true;
}

static int64_t numel(const struct point *p, int k)
{
    return p->size[k][0] * p->size[k][1];
}

/* A random direction with the structure of the input; the unit direction if unit >= 0. */
static real *draw_direction(struct run *r, const struct point *p, int k, int64_t unit)
{
    real *v = take(r, (size_t)numel(p, k), sizeof *v);
    for (int64_t i = 0; i < numel(p, k); i++) {
        v[i] = unit < 0 ? (real)uniform(r, -1.0, 1.0) : (real)(i == unit);
    }
    project(input[k].promises, p->size[k][0], v);
    return v;
}

/* ---- calls --------------------------------------------------------------------------- */

/* What a function gives. Each output is followed by an element that nobody may touch, and so
 * is the workspace. */
struct outputs {
    int n, rc;
    int64_t count[OUTPUTS + 1];
    real *at[OUTPUTS + 1];
    size_t bytes;
    unsigned char *work;
};
static const real untouched = (real)1.25;

/* The number of outputs, and of the elements of each. */
static int count_outputs(const struct objective *o, enum kind kind, const int64_t *dim,
                         int64_t *count)
{
    const enum kind like = kind <= PREPARE ? kind : (enum kind)(kind - VALUE_PREPARED);
    int64_t size[INPUTS + 1][2];
    int n = 0;
    measure(dim, size);
    if (like == VALUE || like == VALUE_GRAD || like == JVP) {
        count[n++] = o->elements(dim);
    }
    for (int k = 0; k < o->nwrt; k++) {
        const int64_t *a = size[o->wrt[k]];
        if (like == GRAD || like == VALUE_GRAD || like == HVP || like == VJP) {
            count[n++] = a[0] * a[1];
        } else if (like == JACOBIAN || like == JACOBIAN_T) {
            count[n++] = o->elements(dim) * a[0] * a[1];
        }
        for (int q = k; q < o->nwrt && like == HESSIAN; q++) {
            const int64_t *b = size[o->wrt[q]];
            count[n++] = a[0] * a[1] * b[0] * b[1];
        }
    }
    return n;
}

static struct outputs new_outputs(struct run *r, const struct objective *o, enum kind kind,
                                  const struct point *p)
{
    struct outputs out = {.rc = 0};
    out.n = count_outputs(o, kind, p->dim, out.count);
    for (int k = 0; k < out.n; k++) {
        out.at[k] = take(r, (size_t)out.count[k], sizeof(real));
    }
    out.bytes = o->f[kind].bytes(p->dim);
    if (out.bytes != SIZE_MAX) {
        out.work = take(r, out.bytes, 1);
    }
    return out;
}

/* Call a function. False if it fails or gives numbers that are not finite. */
static bool evaluate(const struct objective *o, enum kind kind, const struct point *p,
                     real *const *direction, void *state, struct outputs *out)
{
    bool finite = true;
    for (int k = 0; k < out->n; k++) {
        for (int64_t i = 0; i <= out->count[k]; i++) {
            out->at[k][i] = untouched;
        }
    }
    if (out->work != NULL) {
        memset(out->work, 0x7f, out->bytes + 1); /* huge numbers: nothing may depend on them */
    }
    out->rc = o->f[kind].call(p, direction, out->at, state, out->work);
    for (int k = 0; k < out->n; k++) {
        CU_ASSERT(memcmp(&out->at[k][out->count[k]], &untouched, sizeof untouched) == 0);
        for (int64_t i = 0; i < out->count[k]; i++) {
            finite = finite && isfinite(out->at[k][i]);
        }
    }
    CU_ASSERT(out->work == NULL || out->work[out->bytes] == 0x7f);
    return out->rc == 0 && finite;
}

/* ---- differences --------------------------------------------------------------------- */

/* t -> some outputs of a function at x + t v, or the sum of the first one weighted. */
struct path {
    const struct objective *o;
    enum kind kind;
    int first, n; /* which outputs */
    const real *weights;
    struct point *p;
    real *home[WRT + 1], *moved[WRT + 1];
    const real *v[WRT + 1]; /* NULL: does not move */
    struct outputs out;
};

/* The path of values that belong to a derivative; false if the spec does not emit them. */
static bool new_path(struct run *r, const struct objective *o, enum kind kind, struct point *p,
                     struct path *path)
{
    const bool second = kind == HVP || kind == HESSIAN;
    const enum kind alone = second ? GRAD : VALUE;
    const enum kind from = o->f[alone].call != NULL ? alone : VALUE_GRAD;
    if (o->f[from].call == NULL) {
        return false;
    }
    memset(path, 0, sizeof *path);
    path->o = o;
    path->kind = from;
    path->first = second && from == VALUE_GRAD ? 1 : 0;
    path->n = second ? o->nwrt : 1;
    path->p = p;
    path->out = new_outputs(r, o, from, p);
    for (int k = 0; k < o->nwrt; k++) {
        path->home[k] = p->in[o->wrt[k]];
        path->moved[k] = take(r, (size_t)numel(p, o->wrt[k]), sizeof(real));
    }
    return true;
}

static int64_t path_elements(const struct path *path)
{
    int64_t n = 0;
    for (int k = path->first; k < path->first + path->n; k++) {
        n += path->out.count[k];
    }
    return path->weights != NULL ? 1 : n;
}

static bool path_at(struct path *path, double t, double *y)
{
    struct outputs *out = &path->out;
    const int *wrt = path->o->wrt;
    for (int k = 0; k < path->o->nwrt; k++) {
        for (int64_t i = 0; path->v[k] != NULL && i < numel(path->p, wrt[k]); i++) {
            path->moved[k][i] = (real)((double)path->home[k][i] + t * (double)path->v[k][i]);
        }
        path->p->in[wrt[k]] = path->v[k] != NULL ? path->moved[k] : path->home[k];
    }
    const bool good = evaluate(path->o, path->kind, path->p, NULL, NULL, out);
    for (int k = 0; k < path->o->nwrt; k++) {
        path->p->in[wrt[k]] = path->home[k];
    }
    if (path->weights != NULL) {
        *y = 0.0;
        for (int64_t i = 0; i < out->count[0]; i++) {
            *y += (double)path->weights[i] * (double)out->at[0][i];
        }
        return good;
    }
    for (int k = path->first; k < path->first + path->n; k++) {
        for (int64_t i = 0; i < out->count[k]; i++) {
            *y++ = (double)out->at[k][i];
        }
    }
    return good;
}

enum verdict { UNCLEAR, DOUBTFUL, RIGHT, WRONG };

/* What is printed of a derivative. */
struct report {
    double error, slope;
    bool curved; /* a slope was seen */
    int64_t element; /* the one that is wrong */
    double is, should;
};

/* Difference quotients q[0], q[stride] ... of halved steps, extrapolated to step 0 with an
 * estimate of the error (Ridders, Advances in Engineering Software 4, 1982). */
static double extrapolate(int count, const double *q, int64_t stride, double noise, double *err)
{
    double old[LEVELS] = {0.0}, row[LEVELS] = {0.0}, best = q[0];
    *err = INFINITY;
    for (int i = 0; i < count; i++, noise *= 2.0) {
        double power = 1.0;
        row[0] = q[i * stride];
        for (int j = 1; j <= i; j++) {
            power *= 4.0;
            row[j] = row[j - 1] + (row[j - 1] - old[j - 1]) / (power - 1.0);
            const double e = fmax(fabs(row[j] - row[j - 1]), fabs(row[j] - old[j - 1])) + noise;
            if (j >= 2 && e < *err) { /* two may agree by chance */
                *err = e;
                best = row[j];
            }
        }
        memcpy(old, row, sizeof old);
    }
    return best;
}

/* The slope of the remainders of steps h, h/2 ..., at the smallest steps that say something. */
static void add_slope(int count, const double *remainder, double noise, struct report *report)
{
    double slope = 0.0;
    for (int k = 0; k + 1 < count; k++) {
        if (remainder[k + 1] > 1000.0 * noise) {
            slope = log2(remainder[k] / remainder[k + 1]);
        }
    }
    if (slope > 0.0) {
        report->slope = report->curved ? fmin(report->slope, slope) : slope;
        report->curved = true;
    }
}

/* Is there a kink between -h and h? The slopes on both sides differ by O(t) where there is none. */
static bool has_kink(const double *bend, double h, double noise)
{
    return bend[3] > 0.25 * bend[0] && bend[3] > 20.0 * noise / (h / 8.0);
}

/* Is y the derivative along the path? */
static enum verdict judge(struct run *r, struct path *path, const double *y, double h,
                          struct report *report)
{
    const int64_t n = path_elements(path);
    double *y0 = take(r, (size_t)n, sizeof *y0), *plus = take(r, (size_t)n, sizeof *plus);
    double *minus = take(r, (size_t)n, sizeof *minus);
    double *q = take(r, (size_t)(LEVELS * n), sizeof *q);
    double *d = take(r, (size_t)n, sizeof *d), *err = take(r, (size_t)n, sizeof *err);
    double remainder[LEVELS] = {0.0}, bend[LEVELS] = {0.0}; /* by step */
    double size = 0.0, largest = 0.0, error = 0.0, t = h;
    int first = 0; /* the first step that all points are good for */
    if (!path_at(path, 0.0, y0)) {
        return UNCLEAR;
    }
    for (int k = 0; k < LEVELS; k++, t /= 2.0) {
        if (!path_at(path, t, plus) || !path_at(path, -t, minus)) {
            first = k + 1;
            continue;
        }
        for (int64_t i = 0; i < n; i++) {
            q[k * n + i] = (plus[i] - minus[i]) / (2.0 * t);
            size = fmax(size, fmax(fabs(plus[i]), fabs(minus[i])));
            remainder[k] = fmax(remainder[k], fabs(plus[i] - y0[i] - t * y[i]));
            bend[k] = fmax(bend[k], fabs(plus[i] - y0[i] - (y0[i] - minus[i])) / t);
        }
    }
    if (LEVELS - first < 4) {
        return UNCLEAR;
    }
    const double noise = 4.0 * epsilon * size / ldexp(h, -first);
    for (int64_t i = 0; i < n; i++) {
        d[i] = extrapolate(LEVELS - first, q + first * n + i, n, noise, &err[i]);
        largest = fmax(largest, fmax(fabs(d[i]), epsilon * size));
    }
    for (int64_t i = 0; i < n; i++) {
        const double scale = fmax(fabs(d[i]), 0.01 * largest), miss = fabs(y[i] - d[i]);
        if (!(err[i] <= resolved * scale) && !(err[i] <= slack * fmax(size, 1.0) / 10.0)) {
            return UNCLEAR;
        }
        if (!(miss <= 20.0 * err[i] + slack * scale)) {
            report->element = i;
            report->is = y[i];
            report->should = d[i];
            if (has_kink(bend + first, ldexp(h, -first), epsilon * size)) {
                return UNCLEAR;
            }
            return miss <= doubtful * scale ? DOUBTFUL : WRONG;
        }
        error = fmax(error, scale > 0.0 && err[i] <= resolved * scale ? miss / scale : 0.0);
    }
    report->error = fmax(report->error, error);
    add_slope(LEVELS - first, remainder + first, epsilon * fmax(size, 1e-300), report);
    return RIGHT;
}

/* Near a kink a large step crosses it: what is wrong or unclear gets small steps too. */
static enum verdict compare(struct run *r, struct path *path, const double *y,
                            struct report *report)
{
    const enum verdict v = judge(r, path, y, step, report);
    return v == RIGHT || v == DOUBTFUL ? v : judge(r, path, y, small_step, report);
}

/* ---- derivatives ----------------------------------------------------------------------- */

/* A derivative at a point, and what it is compared with. */
struct trial {
    struct run *r;
    const struct objective *o;
    enum kind kind;
    struct point *p;
    struct path path;
    struct outputs out;
    struct report *report; /* by input */
};

/* The block of p and q in a Hessian, p <= q: its output. */
static int hessian_output(const struct objective *o, int p, int q)
{
    int at = 0;
    for (int k = 0; k < p; k++) {
        at += o->nwrt - k;
    }
    return at + q - p;
}

/* y += A v, A m x n or stored transposed. */
static void multiply(int64_t m, int64_t n, bool transposed, const real *a, const real *v,
                     double *y)
{
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < n; j++) {
            y[i] += (double)a[transposed ? j * m + i : i * n + j] * (double)v[j];
        }
    }
}

/* The derivative times a direction in the input q of wrt, from the outputs of the function. */
static void times(const struct trial *t, int q, const real *v, double *y)
{
    const struct objective *o = t->o;
    const int64_t n = numel(t->p, o->wrt[q]);
    switch (t->kind) {
    case GRAD:
    case VJP:
    case VALUE_GRAD:
        multiply(1, n, false, t->out.at[q + (t->kind == VALUE_GRAD)], v, y);
        break;
    case HESSIAN:
        for (int k = 0; k < o->nwrt; k++) {
            const int block = k <= q ? hessian_output(o, k, q) : hessian_output(o, q, k);
            const int64_t m = numel(t->p, o->wrt[k]);
            multiply(m, n, k > q, t->out.at[block], v, y);
            y += m;
        }
        break;
    default: /* a Jacobian */
        multiply(o->elements(t->p->dim), n, t->kind == JACOBIAN_T, t->out.at[q], v, y);
    }
}

/* Gradients have the structure of their inputs. */
static bool structured(const struct trial *t, int q)
{
    const int k = t->o->wrt[q];
    const int64_t n = numel(t->p, k);
    const real *g = t->out.at[q + (t->kind == VALUE_GRAD)];
    real *copy = take(t->r, (size_t)n, sizeof *copy);
    double largest = 0.0, miss = 0.0;
    if (t->kind != GRAD && t->kind != VALUE_GRAD && t->kind != VJP) {
        return true;
    }
    memcpy(copy, g, (size_t)n * sizeof *copy);
    project(input[k].promises, t->p->size[k][0], copy);
    for (int64_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs((double)g[i]));
        miss = fmax(miss, fabs((double)g[i] - (double)copy[i]));
    }
    if (miss > 100.0 * epsilon * largest) {
        printf("\n      the gradient does not have the structure of %s", input[k].name);
    }
    return miss <= 100.0 * epsilon * largest;
}

/* Outputs that are arrays: moved along each input. */
static enum verdict try_array(struct trial *t)
{
    const struct objective *o = t->o;
    enum verdict v = RIGHT;
    real *w = NULL;
    if (t->kind == VJP) {
        w = take(t->r, (size_t)t->path.out.count[0], sizeof *w);
        for (int64_t i = 0; i < t->path.out.count[0]; i++) {
            w[i] = (real)uniform(t->r, -1.0, 1.0);
        }
        t->path.weights = w;
    }
    if (!evaluate(o, t->kind, t->p, &w, NULL, &t->out)) {
        return UNCLEAR;
    }
    for (int q = 0; q < o->nwrt && v == RIGHT; q++) {
        const int64_t n = numel(t->p, o->wrt[q]), units = n <= UNITS ? n : 0;
        if (!structured(t, q)) {
            return WRONG;
        }
        for (int64_t unit = -2; unit < units && v == RIGHT; unit++) {
            double *y = take(t->r, (size_t)path_elements(&t->path), sizeof *y);
            memset(t->path.v, 0, sizeof t->path.v);
            t->path.v[q] = draw_direction(t->r, t->p, o->wrt[q], unit);
            times(t, q, t->path.v[q], y);
            v = compare(t->r, &t->path, y, &t->report[q]);
        }
    }
    return v;
}

/* jvp and hvp: along directions in each input alone, then in all of them. */
static enum verdict try_direction(struct trial *t)
{
    const struct objective *o = t->o;
    enum verdict v = RIGHT;
    for (int round = 0; round < o->nwrt + 2 && v == RIGHT; round++) {
        real *direction[WRT + 1] = {NULL};
        double *y = take(t->r, (size_t)path_elements(&t->path), sizeof *y), *to = y;
        for (int k = 0; k < o->nwrt; k++) {
            direction[k] = draw_direction(t->r, t->p, o->wrt[k], -1);
            if (round < o->nwrt && round != k) {
                memset(direction[k], 0, (size_t)numel(t->p, o->wrt[k]) * sizeof(real));
            }
            t->path.v[k] = direction[k];
        }
        if (!evaluate(o, t->kind, t->p, direction, NULL, &t->out)) {
            return UNCLEAR;
        }
        for (int k = 0; k < t->out.n; k++) {
            for (int64_t i = 0; i < t->out.count[k]; i++) {
                *to++ = (double)t->out.at[k][i];
            }
        }
        v = compare(t->r, &t->path, y, &t->report[round < o->nwrt ? round : 0]);
    }
    return v;
}

static void print_report(const char *name, const struct report *report, enum verdict v)
{
    printf("\n      %-16s error %.1e  ", name, report->error);
    if (report->curved) {
        printf("slope %.2f", report->slope);
    } else {
        printf("linear");
    }
    if (v == WRONG && report->is != report->should) {
        printf("  element %ld is %.9g, differences give %.9g", (long)report->element,
               report->is, report->should);
    }
}

/* A derivative against differences. */
static void check_derivative(const struct objective *o, enum kind kind)
{
    struct run r = {NULL, UINT64_C(20)};
    struct report report[WRT + 1];
    int points = 0;
    enum verdict v = UNCLEAR;
    memset(report, 0, sizeof report);
    for (int draw = 0; draw < MAX_DRAWS && points < POINTS && v != WRONG; draw++) {
        struct point p;
        struct trial t = {.r = &r, .o = o, .kind = kind, .p = &p, .report = report};
        if (draw_point(&r, draw, &p)) {
            if (!new_path(&r, o, kind, &p, &t.path)) {
                printf("\n      not checked: the spec emits nothing to compare with\n    ");
                release(&r);
                return;
            }
            t.out = new_outputs(&r, o, kind, &p);
            v = kind == JVP || kind == HVP ? try_direction(&t) : try_array(&t);
            points += v == RIGHT;
        }
        release(&r);
    }
    CU_ASSERT(v != WRONG);
    if (points == 0 && v != WRONG) {
        printf("\n      not checked: no good point in %d draws", MAX_DRAWS);
    } else {
        for (int k = 0; k < o->nwrt; k++) {
            print_report(input[o->wrt[k]].name, &report[k], v);
        }
    }
    printf("\n    ");
}

/* ---- agreement of functions --------------------------------------------------------------- */

static bool is_emitted(const struct objective *o, enum kind kind)
{
    return o->f[kind].call != NULL;
}

/* The largest difference, relative to the largest element, or to rounding of what is of size 1. */
static double distance(int64_t n, const real *a, const real *b)
{
    double largest = 1e-3, miss = 0.0;
    for (int64_t i = 0; i < n; i++) {
        largest = fmax(largest, fmax(fabs((double)a[i]), fabs((double)b[i])));
        miss = fmax(miss, fabs((double)a[i] - (double)b[i]));
        if (isnan(a[i]) || isnan(b[i])) {
            return INFINITY;
        }
    }
    return miss / largest;
}

/* Compare outputs of two functions from some output on; the first is evaluated already. */
static void same(const char *a, const struct outputs *x, int at, const char *b,
                 const struct outputs *y, int from)
{
    for (int k = 0; k + at < x->n && k + from < y->n; k++) {
        const double d = distance(x->count[k + at], x->at[k + at], y->at[k + from]);
        if (d > 0.0) {
            printf("\n      %s and %s differ by %.1e", a, b, d);
        }
        CU_ASSERT(d <= rounding);
    }
}

/* value_grad gives what value and grad give; prepared functions what the direct ones give. */
static void agree_at(struct run *r, const struct objective *o, const struct point *p)
{
    struct outputs out[KINDS];
    for (int k = 0; k < KINDS; k++) {
        const enum kind kind = (enum kind)k;
        if (is_emitted(o, kind) && (kind <= VALUE_GRAD || kind >= PREPARE)) {
            out[k] = new_outputs(r, o, kind, p);
        }
    }
    void *state = NULL;
    if (is_emitted(o, PREPARE)) {
        state = take(r, o->state_bytes(p->dim), 1);
        evaluate(o, PREPARE, p, NULL, state, &out[PREPARE]);
        CU_ASSERT(out[PREPARE].rc == 0);
    }
    for (int k = VALUE; k <= VALUE_GRAD; k++) {
        const int prepared = VALUE_PREPARED + k;
        if (is_emitted(o, (enum kind)k)) {
            CU_ASSERT(evaluate(o, (enum kind)k, p, NULL, NULL, &out[k]));
        }
        if (is_emitted(o, (enum kind)k) && is_emitted(o, (enum kind)prepared)) {
            CU_ASSERT(evaluate(o, (enum kind)prepared, p, NULL, state, &out[prepared]));
            same(o->f[k].name, &out[k], 0, o->f[prepared].name, &out[prepared], 0);
        }
    }
    if (is_emitted(o, VALUE) && is_emitted(o, VALUE_GRAD)) {
        same(o->f[VALUE].name, &out[VALUE], 0, o->f[VALUE_GRAD].name, &out[VALUE_GRAD], 0);
    }
    if (is_emitted(o, GRAD) && is_emitted(o, VALUE_GRAD)) {
        same(o->f[GRAD].name, &out[GRAD], 0, o->f[VALUE_GRAD].name, &out[VALUE_GRAD], 1);
    }
}

/* Directions for a function, room for so many: of each input, or the weights of vjp. */
static void draw_directions(struct run *r, const struct objective *o, enum kind kind,
                            const struct point *p, real **direction, int room)
{
    for (int k = 0; k < o->nwrt && k < room; k++) {
        direction[k] = draw_direction(r, p, o->wrt[k], -1);
    }
    if (kind == VJP) {
        direction[0] = take(r, (size_t)o->elements(p->dim), sizeof(real));
        for (int64_t i = 0; i < o->elements(p->dim); i++) {
            direction[0][i] = (real)uniform(r, -1.0, 1.0);
        }
    }
}

/* Outputs that are arrays, times a direction, are what the functions along a direction give:
 * gradient and jvp, Hessian and hvp, Jacobian and jvp. */
static void agree_along(struct trial *t, enum kind along, real *const *direction)
{
    const struct objective *o = t->o;
    struct outputs out = new_outputs(t->r, o, along, t->p);
    int64_t n = 0;
    CU_ASSERT(evaluate(o, along, t->p, direction, NULL, &out));
    for (int k = 0; k < out.n; k++) {
        n += out.count[k];
    }
    double *y = take(t->r, (size_t)n, sizeof *y), *from = y;
    struct outputs product = new_outputs(t->r, o, along, t->p);
    t->out = new_outputs(t->r, o, t->kind, t->p);
    CU_ASSERT(evaluate(o, t->kind, t->p, direction, NULL, &t->out));
    for (int q = 0; q < o->nwrt; q++) {
        times(t, q, direction[q], y);
    }
    for (int k = 0; k < out.n; k++) {
        for (int64_t i = 0; i < out.count[k]; i++) {
            product.at[k][i] = (real)*from++;
        }
    }
    same(o->f[along].name, &out, 0, o->f[t->kind].name, &product, 0);
}

/* Tr(w' jvp(v)) = Tr(vjp(w)' v). */
static void agree_adjoint(struct run *r, const struct objective *o, const struct point *p,
                          real *const *direction)
{
    struct outputs jvp = new_outputs(r, o, JVP, p), vjp = new_outputs(r, o, VJP, p);
    real *w = NULL;
    double left = 0.0, right = 0.0, size = 0.0;
    draw_directions(r, o, VJP, p, &w, 1);
    CU_ASSERT(evaluate(o, JVP, p, direction, NULL, &jvp));
    CU_ASSERT(evaluate(o, VJP, p, &w, NULL, &vjp));
    for (int64_t i = 0; i < jvp.count[0]; i++) {
        left += (double)w[i] * (double)jvp.at[0][i];
        size += fabs((double)w[i] * (double)jvp.at[0][i]);
    }
    for (int k = 0; k < o->nwrt; k++) {
        for (int64_t i = 0; i < vjp.count[k]; i++) {
            right += (double)vjp.at[k][i] * (double)direction[k][i];
            size += fabs((double)vjp.at[k][i] * (double)direction[k][i]);
        }
    }
    CU_ASSERT(fabs(left - right) <= rounding * size);
}

static void agree_in_products(struct run *r, const struct objective *o, struct point *p)
{
    static const enum kind pairs[][2] = {
        {GRAD, JVP}, {VALUE_GRAD, JVP}, {HESSIAN, HVP}, {JACOBIAN, JVP}, {JACOBIAN_T, JVP}};
    real *direction[WRT + 1] = {NULL};
    draw_directions(r, o, JVP, p, direction, WRT + 1);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        struct trial t = {.r = r, .o = o, .kind = pairs[k][0], .p = p};
        if (is_emitted(o, pairs[k][0]) && is_emitted(o, pairs[k][1])) {
            agree_along(&t, pairs[k][1], direction);
        }
    }
    if (is_emitted(o, JVP) && is_emitted(o, VJP)) {
        agree_adjoint(r, o, p, direction);
    }
}

/* A point at which all functions of an objective succeed; prepared ones are left out. */
static bool good_point(struct run *r, const struct objective *o, int *draw, struct point *p)
{
    for (; *draw < MAX_DRAWS; ++*draw) {
        bool good = draw_point(r, *draw, p);
        for (int k = 0; k < PREPARE && good; k++) {
            if (is_emitted(o, (enum kind)k)) {
                real *direction[WRT + 1] = {NULL};
                struct outputs out = new_outputs(r, o, (enum kind)k, p);
                draw_directions(r, o, (enum kind)k, p, direction, WRT + 1);
                good = evaluate(o, (enum kind)k, p, direction, NULL, &out);
            }
        }
        if (good) {
            ++*draw;
            return true;
        }
        release(r);
    }
    return false;
}

static void check_agreement(const struct objective *o)
{
    struct run r = {NULL, UINT64_C(21)};
    struct point p;
    int draw = 0;
    for (int points = 0; points < POINTS && good_point(&r, o, &draw, &p); points++) {
        agree_at(&r, o, &p);
        agree_in_products(&r, o, &p);
        release(&r);
    }
    release(&r);
    printf("\n    ");
}

/* ---- errors ------------------------------------------------------------------------------ */

/* After a failure the outputs are NaN; those that must be are marked. */
static void expect_nan(const struct outputs *out, const bool *must)
{
    for (int k = 0; k < out->n; k++) {
        for (int64_t i = 0; must[k] && i < out->count[k]; i++) {
            CU_ASSERT(isnan(out->at[k][i]));
        }
    }
}

/* A size that is negative is an error; a size of 0 is legal, though what it leads to may not
 * be. Arrays stay as large as they are. */
static void bad_sizes(struct run *r, const struct objective *o, enum kind kind, struct point *p,
                      real *const *direction)
{
    const struct outputs full = new_outputs(r, o, kind, p);
    for (int d = 0; d < DIMS; d++) {
        const int64_t home = p->dim[d];
        for (int64_t size = -1; size <= 0 && o->uses_dim[d]; size++) {
            struct outputs out = full;
            int64_t one[OUTPUTS + 1] = {0}, two[OUTPUTS + 1] = {0};
            bool must[OUTPUTS + 1] = {false};
            p->dim[d] = 1;
            count_outputs(o, kind, p->dim, one);
            p->dim[d] = 2;
            count_outputs(o, kind, p->dim, two);
            for (int k = 0; k < out.n; k++) {
                must[k] = one[k] == two[k];
            }
            p->dim[d] = size;
            out.bytes = o->f[kind].bytes(p->dim);
            out.work = out.bytes == SIZE_MAX ? NULL : take(r, out.bytes, 1);
            evaluate(o, kind, p, direction, NULL, &out);
            if (size < 0) {
                CU_ASSERT_EQUAL(MDRT_CODE(out.rc), MDRT_ESIZE);
            }
            if (out.rc != 0) {
                expect_nan(&out, must);
            }
        }
        p->dim[d] = home;
    }
}

/* A label out of range is an error, wherever the labels matter. */
static void bad_labels(struct run *r, const struct objective *o, enum kind kind,
                       struct point *p, real *const *direction)
{
    struct outputs out = new_outputs(r, o, kind, p), bad = out;
    bool all[OUTPUTS + 1] = {false};
    for (int k = 0; k < out.n; k++) {
        bad.at[k] = take(r, (size_t)out.count[k], sizeof(real));
        all[k] = true;
    }
    evaluate(o, kind, p, direction, NULL, &out);
    for (int k = 0; k < INPUTS; k++) {
        if (!(input[k].promises & LABELS) || !o->uses_input[k] || p->size[k][0] < 1) {
            continue;
        }
        const int32_t home = p->labels[k][0];
        for (int side = 0; side < 2; side++) {
            p->labels[k][0] = side != 0 ? (int32_t)p->size[k][1] : -1;
            evaluate(o, kind, p, direction, NULL, &bad);
            if (bad.rc != 0) {
                CU_ASSERT_EQUAL(MDRT_CODE(bad.rc), MDRT_ELABEL);
                expect_nan(&bad, all);
            } else {
                same("a function that does not need labels", &out, 0, "itself", &bad, 0);
            }
        }
        p->labels[k][0] = home;
    }
}

/* Outputs that are NULL are left out, and the others stay as they are. */
static void left_out(struct run *r, const struct objective *o, enum kind kind,
                     const struct point *p, real *const *direction)
{
    struct outputs all = new_outputs(r, o, kind, p), one = new_outputs(r, o, kind, p);
    evaluate(o, kind, p, direction, NULL, &all);
    for (int k = 0; k < all.n; k++) {
        real *out[OUTPUTS + 1] = {NULL};
        out[k] = one.at[k];
        CU_ASSERT_EQUAL(o->f[kind].call(p, direction, out, NULL, one.work), 0);
        CU_ASSERT(distance(all.count[k], all.at[k], one.at[k]) <= rounding);
    }
    real *none[OUTPUTS + 1] = {NULL};
    CU_ASSERT_EQUAL(o->f[kind].call(p, direction, none, NULL, one.work), 0);
}

static void check_interface(const struct objective *o, enum kind kind)
{
    struct run r = {NULL, UINT64_C(22)};
    struct point p;
    int draw = 0;
    if (good_point(&r, o, &draw, &p)) {
        real *direction[WRT + 1] = {NULL};
        draw_directions(&r, o, kind, &p, direction, WRT + 1);
        left_out(&r, o, kind, &p, direction);
        bad_labels(&r, o, kind, &p, direction);
        bad_sizes(&r, o, kind, &p, direction);
    }
    release(&r);
}

/* ---- the tests ------------------------------------------------------------------------- */

@tests@
int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS) {
        return 3;
    }
    CU_pSuite suite = NULL;
    (void)check_derivative; /* has no work where values alone are generated */
    for (size_t k = 0; tests[k].run != NULL; k++) {
        if (k == 0 || tests[k].objective != tests[k - 1].objective) {
            suite = CU_add_suite(objectives[tests[k].objective].name, NULL, NULL);
        }
        if (suite == NULL || CU_add_test(suite, tests[k].name, tests[k].run) == NULL) {
            return 3;
        }
    }
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    const unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
