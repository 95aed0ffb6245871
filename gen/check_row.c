/* --check: one derivative at one point, against differences of the value or of the
 * gradient. */
#include "check.h"

#include "numdiff.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MAX_DIRECTIONS = 100 };
static const double STEP = 0.05, SMALL_STEP = 0.05 / 64;
static const double RESOLVED =
    1e-4; /* largest relative error of a difference that says anything */
static const double SLACK = 1e-8;
static const double FLAT =
    1e-9; /* an error of this size, relative to the value, is rounding */
static const double NOISE = 1e-12; /* what cancels to rounding has no structure */

/* ---- curves through the point -------------------------------------------- */

/* t -> W' root, or root itself if W is NULL, with some inputs moved by t times a direction.
 */
struct path {
    struct mdg_checked *c;
    struct mdg_eval *e;
    size_t root;
    const double *w;
    int nmoved;
    struct moved {
        const struct mdg_input *in;
        const double *v;
        double *x, *home;
    } * moved;
};

static struct path new_path(struct mdg_checked *c, struct mdg_eval *e, size_t root)
{
    return (struct path){.c = c,
                         .e = e,
                         .root = root,
                         .moved = MDG_ARRAY(c->arena, c->o->nwrt + 2, struct moved)};
}

static void move(struct path *p, const struct mdg_input *in, const double *v)
{
    double *x = MDG_ARRAY(p->c->arena, p->c->s.count[in->index] + 1, double);
    p->moved[p->nmoved++] = (struct moved){.in = in, .v = v, .x = x};
}

static bool path_at(void *ctx, double t, double *y)
{
    struct path *p = ctx;
    struct mdg_sample *s = &p->c->s;
    for (int k = 0; k < p->nmoved; k++) {
        struct moved *a = &p->moved[k];
        int i = a->in->index;
        a->home = s->values[i];
        for (int64_t q = 0; q < s->count[i]; q++) {
            a->x[q] = a->home[q] + t * a->v[q];
        }
        s->values[i] = a->x;
    }
    struct mdg_point at = mdg_sample_point(s);
    enum mdg_eval_code rc = mdg_eval_run(p->e, &at, &p->c->budget);
    for (int k = 0; k < p->nmoved; k++) {
        s->values[p->moved[k].in->index] = p->moved[k].home;
    }
    if (rc) {
        p->c->reason = mdg_eval_text(rc);
        return false;
    }
    int64_t n;
    const double *r = mdg_eval_value(p->e, p->root, &n);
    y[0] = 0;
    for (int64_t q = 0; q < n; q++) {
        if (!isfinite(r[q])) {
            p->c->reason = "the value is not finite around the point";
            return false;
        }
        if (p->w) {
            y[0] += p->w[q] * r[q];
        } else {
            y[q] = r[q];
        }
    }
    return true;
}

/* ---- the comparison ------------------------------------------------------ */

static const char *place(struct mdg_checked *c)
{
    struct mdg_buf b = {0};
    for (int k = 0; k < mdg_dim_count(c->m); k++) {
        mdg_putf(c->m, &b, "%s%s = %lld", k ? ", " : " at ", mdg_dim(c->m, k)->name,
                 (long long)c->s.dims[k]);
    }
    return b.count ? b.data : "";
}

/* "element 3 is 1.5, differences give 2 at n = 3" */
static const char *describe(struct mdg_checked *c, const struct mdg_check_row *r, int64_t n,
                            int64_t i, double is, double should)
{
    const char *what =
        r->column < 0 ? mdg_fmt(c->m, "element %lld along a direction", (long long)i)
        : n == 1
            ? mdg_fmt(c->m, "element %lld", (long long)r->column)
            : mdg_fmt(c->m, "row %lld, column %lld", (long long)i, (long long)r->column);
    return mdg_fmt(c->m, "%s is %.9g, differences give %.9g%s", what, is, should, place(c));
}

/* Is y[] the derivative of the path? PENDING: the differences do not say. */
static enum mdg_verdict judge(struct mdg_checked *c, struct mdg_check_row *r,
                              const struct mdg_curve *f, int order, double step,
                              const double *y)
{
    int64_t n = f->n;
    double *d = MDG_ARRAY(c->arena, n + 1, double),
           *err = MDG_ARRAY(c->arena, n + 1, double);
    double *size = MDG_ARRAY(c->arena, n + 1, double);
    double *work = MDG_ARRAY(c->arena, (MDG_NUMDIFF_LEVELS + 3) * n + 1, double);
    if (!mdg_numdiff(f, order, step, d, err, size, work)) {
        return MDG_PENDING;
    }
    double largest = r->magnitude, worst = 0;
    bool weak = false;
    for (int64_t i = 0; i < n; i++) {
        largest = fmax(largest, fmax(fabs(d[i]), DBL_EPSILON * size[i]));
    }
    for (int64_t i = 0; i < n; i++) {
        double scale = fmax(fabs(d[i]), 0.01 * largest), miss = fabs(y[i] - d[i]);
        bool sharp = err[i] <= RESOLVED * scale;
        if (scale == 0 && y[i] == 0) {
            continue;
        }
        if (!sharp && !(err[i] <= FLAT * fmax(size[i], 1))) {
            c->reason = "finite differences do not converge";
            return MDG_PENDING;
        }
        if (!(miss <= 20 * err[i] + (order == 1 ? 1 : 100) * SLACK * scale)) {
            r->note = describe(c, r, n, i, y[i], d[i]);
            r->worst = isnan(y[i]) ? NAN : miss / scale;
            return MDG_WRONG;
        }
        weak |= !sharp && y[i] != 0;
        r->non_zero |= y[i] != 0;
        worst = y[i] == 0 ? worst : fmax(worst, miss / scale);
    }
    if (weak) {
        c->reason = "the derivative is too small for differences to tell";
        r->weak = r->weak < 0 ? worst : fmin(r->weak, worst);
        return MDG_PENDING;
    }
    r->worst = fmax(r->worst, worst);
    return MDG_RIGHT;
}

/* Near a kink a large step crosses it: what looks wrong or unresolved gets small steps too.
 */
static enum mdg_verdict compare(struct mdg_checked *c, struct mdg_check_row *r,
                                struct path *p, int64_t n, int order, const double *y)
{
    const struct mdg_curve f = {n, path_at, p, 1};
    enum mdg_verdict v = judge(c, r, &f, order, STEP, y);
    return v == MDG_RIGHT || order == 2 ? v : judge(c, r, &f, order, SMALL_STEP, y);
}

/* ---- derivatives that are arrays: grad, vjp, Jacobians, Hessians --------- */

/* D, with n rows and a column for each element of an input. */
struct array {
    const double *d;
    int64_t n, cols;
    bool transposed; /* stored the other way round */
};

static double element(const struct array *a, int64_t i, int64_t j)
{
    return a->transposed ? a->d[j * a->n + i] : a->d[i * a->cols + j];
}

static const double *times(struct mdg_checked *c, const struct array *a, const double *v)
{
    double *y = MDG_ARRAY(c->arena, a->n + 1, double);
    for (int64_t i = 0; i < a->n; i++) {
        for (int64_t j = 0; j < a->cols; j++) {
            y[i] += element(a, i, j) * v[j];
        }
    }
    return y;
}

/* Rows have the structure of the input: what the projection would take away is no part of
 * them. */
static enum mdg_verdict structured(struct mdg_checked *c, struct mdg_check_row *r,
                                   const struct array *a, const struct mdg_input *in)
{
    double *v = MDG_ARRAY(c->arena, a->cols + 1, double);
    for (int64_t i = 0; i < a->n; i++) {
        double largest = 0;
        for (int64_t j = 0; j < a->cols; j++) {
            v[j] = element(a, i, j);
            largest = fmax(largest, fabs(v[j]));
        }
        mdg_sample_project(&c->s, in, in->props, v);
        for (int64_t j = 0; j < a->cols; j++) {
            if (!(fabs(v[j] - element(a, i, j)) <= 1e-10 * largest + NOISE)) {
                r->note = mdg_fmt(c->m, "element %lld does not have the structure of %s%s",
                                  (long long)j, in->name, place(c));
                r->worst = fabs(v[j] - element(a, i, j)) / largest;
                return MDG_WRONG;
            }
        }
    }
    return MDG_RIGHT;
}

int mdg_check_pending(const struct mdg_checked *c)
{
    int n = 0;
    for (int k = 0; k < c->nrows; k++) {
        n += c->row[k].verdict == MDG_PENDING;
    }
    return n;
}

/* How many directions the budget allows for, if one evaluation costs `cost`. */
static int64_t affordable(const struct mdg_checked *c, uint64_t cost)
{
    uint64_t each = 2 * (cost * 2 * MDG_NUMDIFF_LEVELS + 1);
    uint64_t k = c->budget / each / ((uint64_t)mdg_check_pending(c) + 1);
    k = k == 0 && c->budget > each ? 1 : k;
    return k > MAX_DIRECTIONS ? MAX_DIRECTIONS : (int64_t)k;
}

static uint64_t cost_of(struct mdg_checked *c, struct mdg_eval *e)
{
    struct mdg_point at = mdg_sample_point(&c->s);
    uint64_t before = c->budget;
    return mdg_eval_run(e, &at, &c->budget) ? before : before - c->budget;
}

static enum mdg_verdict check_array(struct mdg_checked *c, struct mdg_check_row *r,
                                    const struct array *a, struct path p)
{
    const struct mdg_input *in = r->of;
    int64_t most = affordable(c, cost_of(c, p.e));
    bool units = a->cols <= most;
    enum mdg_verdict v = structured(c, r, a, in);
    for (int64_t k = 0; k < a->n * a->cols; k++) {
        r->magnitude = fmax(r->magnitude, fabs(a->d[k]));
    }
    for (int64_t k = 0; v == MDG_RIGHT && k < (units ? a->cols : most); k++) {
        double *dir = mdg_sample_direction(&c->s, in);
        if (units) {
            memset(dir, 0, (size_t)a->cols * sizeof *dir);
            dir[k] = 1;
            mdg_sample_project(&c->s, in, c->s.props[in->index], dir);
        }
        p.nmoved = 0;
        move(&p, in, dir);
        r->column = units ? k : -1;
        v = compare(c, r, &p, a->n, 1, times(c, a, dir));
    }
    if (most < 1) {
        c->reason = "too large to evaluate";
    }
    return most < 1 ? MDG_PENDING : v;
}

static struct array output_array(const struct mdg_checked *c, int output, int64_t cols,
                                 bool transposed)
{
    int64_t count;
    const double *d = mdg_eval_value(c->out, (size_t)output, &count);
    return (struct array){d, cols ? count / cols : 0, cols, transposed};
}

/* u'H v against second differences of the value along u + v and u - v. */
static enum mdg_verdict check_curvature(struct mdg_checked *c, struct mdg_check_row *r,
                                        int nu, struct mdg_input *const *in,
                                        double *const *u, double *const *v, double uhv)
{
    double quarter[2] = {0};
    struct path p = new_path(c, c->value, 0);
    double *err = MDG_ARRAY(c->arena, 2, double), size, work[MDG_NUMDIFF_LEVELS + 3];
    for (int side = 0; side < 2; side++) {
        p.nmoved = 0;
        for (int k = 0; k < nu; k++) {
            int64_t n = c->s.count[in[k]->index];
            double *dir = MDG_ARRAY(c->arena, n + 1, double);
            for (int64_t i = 0; i < n; i++) {
                double a = u[k] ? u[k][i] : 0, b = v[k] ? v[k][i] : 0;
                dir[i] = side ? a - b : a + b;
            }
            move(&p, in[k], dir);
        }
        const struct mdg_curve f = {1, path_at, &p, 1};
        if (!mdg_numdiff(&f, 2, STEP, &quarter[side], &err[side], &size, work)) {
            return MDG_PENDING;
        }
    }
    double d = (quarter[0] - quarter[1]) / 4, e = (err[0] + err[1]) / 4;
    double scale = (fabs(quarter[0]) + fabs(quarter[1])) / 4;
    if (!(e <= RESOLVED * scale) && !(e <= 100 * FLAT * fmax(size, 1))) {
        c->reason = "finite differences do not converge";
        return MDG_PENDING;
    }
    if (!(fabs(d - uhv) <= 20 * e + 1e-6 * scale)) {
        r->note = mdg_fmt(c->m, "u'Hv is %.9g, second differences of the value give %.9g%s",
                          uhv, d, place(c));
        r->worst = isnan(uhv) ? NAN : fabs(d - uhv) / scale;
        return MDG_WRONG;
    }
    return MDG_RIGHT;
}

static double dot(int64_t n, const double *x, const double *y)
{
    double s = 0;
    for (int64_t i = 0; i < n; i++) {
        s += x[i] * y[i];
    }
    return s;
}

/* ---- kinds --------------------------------------------------------------- */

/* The values of output k of f at the point, copied: evaluating again overwrites them. */
static const double *copied(struct mdg_checked *c, int k, int64_t *count)
{
    const double *d = mdg_eval_value(c->out, (size_t)k, count);
    double *v = MDG_ARRAY(c->arena, *count + 1, double);
    memcpy(v, d, (size_t)*count * sizeof *v);
    return v;
}

static int output_index(const struct mdg_checked *c, const struct mdg_check_row *r)
{
    return (int)(r->out - c->f->outputs);
}

static int wrt_index(const struct mdg_checked *c, const struct mdg_input *in)
{
    int k = 0;
    while (c->o->wrt[k] != in) {
        k++;
    }
    return k;
}

static enum mdg_verdict check_first(struct mdg_checked *c, struct mdg_check_row *r)
{
    bool transposed = c->f->kind == MDG_K_JACOBIAN_T;
    struct array a =
        output_array(c, output_index(c, r), c->s.count[r->of->index], transposed);
    struct path p = new_path(c, c->value, 0);
    if (c->f->kind == MDG_K_VJP) {
        p.w = c->s.values[c->f->directions[0]->index];
    }
    return check_array(c, r, &a, p);
}

/* Only the direction of r->of is not zero. */
static enum mdg_verdict check_jvp(struct mdg_checked *c, struct mdg_check_row *r)
{
    struct mdg_sample *s = &c->s;
    int own = wrt_index(c, r->of);
    double **home = MDG_ARRAY(c->arena, c->o->nwrt, double *),
           *dir = mdg_sample_direction(s, r->of);
    for (int k = 0; k < c->o->nwrt; k++) {
        int i = c->f->directions[k]->index;
        home[k] = s->values[i];
        s->values[i] = k == own ? dir : MDG_ARRAY(c->arena, s->count[i] + 1, double);
    }
    struct mdg_point at = mdg_sample_point(s);
    enum mdg_eval_code rc = mdg_eval_run(c->out, &at, &c->budget);
    for (int k = 0; k < c->o->nwrt; k++) {
        s->values[c->f->directions[k]->index] = home[k];
    }
    if (rc) {
        c->reason = mdg_eval_text(rc);
        return MDG_PENDING;
    }
    int64_t n;
    const double *y = copied(c, 0, &n);
    struct path p = new_path(c, c->value, 0);
    move(&p, r->of, dir);
    return compare(c, r, &p, n, 1, y);
}

/* The directions of hvp are those of the point; outside of a triangle they hold what nobody
 * may read. */
static enum mdg_verdict check_hvp(struct mdg_checked *c, struct mdg_check_row *r)
{
    int64_t n;
    const double *hv = copied(c, output_index(c, r), &n);
    double **u = MDG_ARRAY(c->arena, c->o->nwrt, double *),
           **v = MDG_ARRAY(c->arena, c->o->nwrt, double *);
    int own = wrt_index(c, r->of);
    struct path p = new_path(c, c->slope, (size_t)own);
    for (int k = 0; k < c->o->nwrt; k++) {
        const struct mdg_input *in = c->o->wrt[k];
        int i = c->f->directions[k]->index;
        v[k] = MDG_ARRAY(c->arena, c->s.count[i] + 1, double);
        memcpy(v[k], c->s.values[i], (size_t)c->s.count[i] * sizeof *v[k]);
        mdg_sample_project(&c->s, in, c->s.props[in->index], v[k]);
        move(&p, in, v[k]);
    }
    enum mdg_verdict verdict = compare(c, r, &p, n, 1, hv);
    u[own] = mdg_sample_direction(&c->s, r->of);
    return verdict == MDG_RIGHT
               ? check_curvature(c, r, c->o->nwrt, c->o->wrt, u, v, dot(n, u[own], hv))
               : verdict;
}

/* Block hess_p_q: row->of is p; q is found by the name. */
static enum mdg_verdict check_hessian(struct mdg_checked *c, struct mdg_check_row *r)
{
    const struct mdg_input *p = r->out->of, *q = r->of;
    int64_t n, np = c->s.count[p->index], nq = c->s.count[q->index];
    const double *h = copied(c, output_index(c, r), &n);
    const struct array rows = {h, np, nq, false}, columns = {h, nq, np, true};
    struct path path = new_path(c, c->slope, (size_t)wrt_index(c, p));
    enum mdg_verdict v = structured(c, r, &columns, p);
    v = v == MDG_RIGHT ? check_array(c, r, &rows, path) : v;
    struct mdg_input *const in[2] = {c->o->wrt[wrt_index(c, p)],
                                     c->o->wrt[wrt_index(c, q)]};
    double *up = mdg_sample_direction(&c->s, p), *vq = mdg_sample_direction(&c->s, q);
    double *u[2] = {up, NULL}, *w[2] = {NULL, vq};
    if (p == q) {
        w[0] = vq;
    }
    double uhv = dot(np, up, times(c, &rows, vq));
    return v == MDG_RIGHT ? check_curvature(c, r, p == q ? 1 : 2, in, u, w, uhv) : v;
}

static enum mdg_verdict (*const checks[MDG_NKINDS])(struct mdg_checked *,
                                                    struct mdg_check_row *) = {
    [MDG_K_GRAD] = check_first,       [MDG_K_VALUE_GRAD] = check_first,
    [MDG_K_VJP] = check_first,        [MDG_K_JACOBIAN] = check_first,
    [MDG_K_JACOBIAN_T] = check_first, [MDG_K_JVP] = check_jvp,
    [MDG_K_HVP] = check_hvp,          [MDG_K_HESSIAN] = check_hessian,
};

enum mdg_verdict mdg_check_row(struct mdg_checked *c, struct mdg_check_row *r)
{
    r->column = -1;
    r->non_zero = false;
    r->magnitude = 0;
    return checks[c->f->kind](c, r);
}
