/* --check: every declared derivative against differences of the value, at random points.
 *
 * Gradients, vjp, jvp and Jacobians are compared with differences of the value; hvp and
 * Hessians with differences of the gradient, and u' H v with second differences of the
 * value.  Directions are the unit directions, projected onto the structure of the input, or
 * some random ones if those are too many.  The differences are extrapolated and come with
 * an estimate of their error; a derivative is called wrong only where its distance is far
 * beyond that estimate, and a point at which the differences do not converge (a kink
 * nearby) is left for another.
 */
#include "calculus.h"
#include "generate.h"
#include "numdiff.h"
#include "sample.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum {
    MAX_DRAWS = 80,  /* of points, per derivative */
    POINTS = 2,      /* at which a derivative has to agree */
    FIRST_WIDTH = 3, /* sizes up to 2 + 3 */
    MAX_WIDTH = 200,
    MAX_DIRECTIONS = 100,
    MAX_TOO_LARGE = 8, /* points that are too large, before giving up */
};
static const uint64_t BUDGET =
    300000000; /* operations per function and point: about a second */
static const double STEP = 0.05, SMALL_STEP = 0.05 / 64;
static const double RESOLVED =
    1e-4; /* largest relative error of a difference that says anything */
static const double SLACK = 1e-8;

enum verdict { PENDING, RIGHT, WRONG };

struct row {
    const struct mdg_output *out;
    const struct mdg_input *of; /* the input it is about */
    enum verdict verdict;
    int points;
    int64_t column; /* the element of the input that moves; -1: many */
    double worst;
    const char *note;
};

/* One function under test. */
struct check {
    struct mdg *m;
    const struct mdg_objective *o;
    const struct mdg_function *f;
    const struct mdg_function *grad; /* hvp, hessian: the gradient */
    struct mdg_eval *value, *out,
        *slope; /* the objective, the outputs of f, those of grad */
    struct row *row;
    int nrows;
    const char *reason; /* why no point was good so far */
    /* at the point under test: */
    struct mdg *arena;
    struct mdg_sample s;
    uint64_t budget; /* what is left for the point */
};

/* ---- arena of a point
 * --------------------------------------------------------------------- */

static void no_memory(struct mdg *arena)
{
    mdg_fail(arena->raise_to, MDG_EIO, "out of memory");
}

static struct mdg *new_arena(struct mdg *m)
{
    struct mdg *a = mdg_new();
    if (!a) {
        mdg_fail(m, MDG_EIO, "out of memory");
    }
    a->raise = no_memory;
    a->raise_to = m;
    return a;
}

/* ---- curves through the point
 * ----------------------------------------------------------------- */

/* t -> W' root, or root itself if W is NULL, with some inputs moved by t times a direction.
 */
struct path {
    struct check *c;
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

static struct path new_path(struct check *c, struct mdg_eval *e, size_t root)
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

/* ---- the comparison
 * -------------------------------------------------------------------------------- */

static const char *place(struct check *c)
{
    struct mdg_buf b = {0};
    for (int k = 0; k < mdg_dim_count(c->m); k++) {
        mdg_putf(c->m, &b, "%s%s = %lld", k ? ", " : " at ", mdg_dim(c->m, k)->name,
                 (long long)c->s.dims[k]);
    }
    return b.count ? b.data : "";
}

/* "element 3 is 1.5, differences give 2 at n = 3" */
static const char *describe(struct check *c, const struct row *r, int64_t n, int64_t i,
                            double is, double should)
{
    const char *what =
        r->column < 0 ? mdg_fmt(c->m, "element %lld along a direction", (long long)i)
        : n == 1
            ? mdg_fmt(c->m, "element %lld", (long long)r->column)
            : mdg_fmt(c->m, "row %lld, column %lld", (long long)i, (long long)r->column);
    return mdg_fmt(c->m, "%s is %.9g, differences give %.9g%s", what, is, should, place(c));
}

/* Is y[] the derivative of the path? PENDING: the differences do not say. */
static enum verdict judge(struct check *c, struct row *r, const struct mdg_curve *f,
                          int order, double step, const double *y)
{
    int64_t n = f->n;
    double *d = MDG_ARRAY(c->arena, n + 1, double),
           *err = MDG_ARRAY(c->arena, n + 1, double);
    double *size = MDG_ARRAY(c->arena, n + 1, double);
    double *work = MDG_ARRAY(c->arena, (MDG_NUMDIFF_LEVELS + 3) * n + 1, double);
    if (!mdg_numdiff(f, order, step, d, err, size, work)) {
        return PENDING;
    }
    double largest = 0, worst = 0;
    for (int64_t i = 0; i < n; i++) {
        largest = fmax(largest, fmax(fabs(d[i]), DBL_EPSILON * size[i]));
    }
    for (int64_t i = 0; i < n; i++) {
        double scale = fmax(fabs(d[i]), 0.01 * largest), miss = fabs(y[i] - d[i]);
        if (scale == 0 && y[i] == 0) {
            continue;
        }
        if (!(err[i] <= RESOLVED * scale) && !(err[i] <= 1e-9 * fmax(size[i], 1))) {
            c->reason = "finite differences do not converge";
            return PENDING;
        }
        if (!(miss <= 20 * err[i] + (order == 1 ? 1 : 100) * SLACK * scale)) {
            r->note = describe(c, r, n, i, y[i], d[i]);
            r->worst = isnan(y[i]) ? NAN : miss / scale;
            return WRONG;
        }
        worst = fmax(worst, miss / scale);
    }
    r->worst = fmax(r->worst, worst);
    return RIGHT;
}

/* Near a kink a large step crosses it: what looks wrong or unresolved gets small steps too.
 */
static enum verdict compare(struct check *c, struct row *r, struct path *p, int64_t n,
                            int order, const double *y)
{
    const struct mdg_curve f = {n, path_at, p};
    enum verdict v = judge(c, r, &f, order, STEP, y);
    return v == RIGHT || order == 2 ? v : judge(c, r, &f, order, SMALL_STEP, y);
}

/* ---- derivatives that are arrays: grad, vjp, Jacobians, Hessians
 * ----------------------------------------- */

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

static const double *times(struct check *c, const struct array *a, const double *v)
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
static enum verdict structured(struct check *c, struct row *r, const struct array *a,
                               const struct mdg_input *in)
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
            if (!(fabs(v[j] - element(a, i, j)) <= 1e-10 * largest)) {
                r->note = mdg_fmt(c->m, "element %lld does not have the structure of %s%s",
                                  (long long)j, in->name, place(c));
                r->worst = fabs(v[j] - element(a, i, j)) / largest;
                return WRONG;
            }
        }
    }
    return RIGHT;
}

static int pending_rows(const struct check *c)
{
    int n = 0;
    for (int k = 0; k < c->nrows; k++) {
        n += c->row[k].verdict == PENDING;
    }
    return n;
}

/* How many directions the budget allows for, if one evaluation costs `cost`. */
static int64_t affordable(const struct check *c, uint64_t cost)
{
    uint64_t each = 2 * (cost * 2 * MDG_NUMDIFF_LEVELS + 1);
    uint64_t k = c->budget / each / (uint64_t)pending_rows(c);
    k = k == 0 && c->budget > each ? 1 : k;
    return k > MAX_DIRECTIONS ? MAX_DIRECTIONS : (int64_t)k;
}

static uint64_t cost_of(struct check *c, struct mdg_eval *e)
{
    struct mdg_point at = mdg_sample_point(&c->s);
    uint64_t before = c->budget;
    return mdg_eval_run(e, &at, &c->budget) ? before : before - c->budget;
}

static enum verdict check_array(struct check *c, struct row *r, const struct array *a,
                                struct path p)
{
    const struct mdg_input *in = r->of;
    int64_t most = affordable(c, cost_of(c, p.e));
    bool units = a->cols <= most;
    enum verdict v = structured(c, r, a, in);
    for (int64_t k = 0; v == RIGHT && k < (units ? a->cols : most); k++) {
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
    return most < 1 ? PENDING : v;
}

static struct array output_array(const struct check *c, int output, int64_t cols,
                                 bool transposed)
{
    int64_t count;
    const double *d = mdg_eval_value(c->out, (size_t)output, &count);
    return (struct array){d, cols ? count / cols : 0, cols, transposed};
}

/* u'H v against second differences of the value along u + v and u - v. */
static enum verdict check_curvature(struct check *c, struct row *r, int nu,
                                    struct mdg_input *const *in, double *const *u,
                                    double *const *v, double uhv)
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
        const struct mdg_curve f = {1, path_at, &p};
        if (!mdg_numdiff(&f, 2, STEP, &quarter[side], &err[side], &size, work)) {
            return PENDING;
        }
    }
    double d = (quarter[0] - quarter[1]) / 4, e = (err[0] + err[1]) / 4;
    double scale = (fabs(quarter[0]) + fabs(quarter[1])) / 4;
    if (!(e <= RESOLVED * scale) && !(e <= 1e-7 * fmax(size, 1))) {
        c->reason = "finite differences do not converge";
        return PENDING;
    }
    if (!(fabs(d - uhv) <= 20 * e + 1e-6 * scale)) {
        r->note = mdg_fmt(c->m, "u'Hv is %.9g, second differences of the value give %.9g%s",
                          uhv, d, place(c));
        r->worst = isnan(uhv) ? NAN : fabs(d - uhv) / scale;
        return WRONG;
    }
    return RIGHT;
}

static double dot(int64_t n, const double *x, const double *y)
{
    double s = 0;
    for (int64_t i = 0; i < n; i++) {
        s += x[i] * y[i];
    }
    return s;
}

/* ---- kinds
 * --------------------------------------------------------------------------------------------------
 */

/* The values of output k of f at the point, copied: evaluating again overwrites them. */
static const double *copied(struct check *c, int k, int64_t *count)
{
    const double *d = mdg_eval_value(c->out, (size_t)k, count);
    double *v = MDG_ARRAY(c->arena, *count + 1, double);
    memcpy(v, d, (size_t)*count * sizeof *v);
    return v;
}

static int output_index(const struct check *c, const struct row *r)
{
    return (int)(r->out - c->f->outputs);
}

static int wrt_index(const struct check *c, const struct mdg_input *in)
{
    int k = 0;
    while (c->o->wrt[k] != in) {
        k++;
    }
    return k;
}

static enum verdict check_first(struct check *c, struct row *r)
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
static enum verdict check_jvp(struct check *c, struct row *r)
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
        return PENDING;
    }
    int64_t n;
    const double *y = copied(c, 0, &n);
    struct path p = new_path(c, c->value, 0);
    move(&p, r->of, dir);
    return compare(c, r, &p, n, 1, y);
}

/* The directions of hvp are those of the point; outside of a triangle they hold what nobody
 * may read. */
static enum verdict check_hvp(struct check *c, struct row *r)
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
    enum verdict verdict = compare(c, r, &p, n, 1, hv);
    u[own] = mdg_sample_direction(&c->s, r->of);
    return verdict == RIGHT
               ? check_curvature(c, r, c->o->nwrt, c->o->wrt, u, v, dot(n, u[own], hv))
               : verdict;
}

/* Block hess_p_q: row->of is p; q is found by the name. */
static enum verdict check_hessian(struct check *c, struct row *r)
{
    const struct mdg_input *p = r->out->of, *q = r->of;
    int64_t n, np = c->s.count[p->index], nq = c->s.count[q->index];
    const double *h = copied(c, output_index(c, r), &n);
    const struct array rows = {h, np, nq, false}, columns = {h, nq, np, true};
    struct path path = new_path(c, c->slope, (size_t)wrt_index(c, p));
    enum verdict v = structured(c, r, &columns, p);
    v = v == RIGHT ? check_array(c, r, &rows, path) : v;
    struct mdg_input *const in[2] = {c->o->wrt[wrt_index(c, p)],
                                     c->o->wrt[wrt_index(c, q)]};
    double *up = mdg_sample_direction(&c->s, p), *vq = mdg_sample_direction(&c->s, q);
    double *u[2] = {up, NULL}, *w[2] = {NULL, vq};
    if (p == q) {
        w[0] = vq;
    }
    double uhv = dot(np, up, times(c, &rows, vq));
    return v == RIGHT ? check_curvature(c, r, p == q ? 1 : 2, in, u, w, uhv) : v;
}

static enum verdict (*const checks[MDG_NKINDS])(struct check *, struct row *) = {
    [MDG_K_GRAD] = check_first,       [MDG_K_VALUE_GRAD] = check_first,
    [MDG_K_VJP] = check_first,        [MDG_K_JACOBIAN] = check_first,
    [MDG_K_JACOBIAN_T] = check_first, [MDG_K_JVP] = check_jvp,
    [MDG_K_HVP] = check_hvp,          [MDG_K_HESSIAN] = check_hessian,
};

/* ---- points
 * --------------------------------------------------------------------------------------------------
 */

/* What assume() promises of inputs, the sample keeps. */
static void promises(struct check *c)
{
    unsigned *ids;
    size_t n = mdg_reach(c->m, 1, &c->o->value->node, &ids);
    for (size_t k = 0; k < n; k++) {
        mdg_node a = mdg_node_at(c->m, ids[k]);
        if (a->op == MDG_ASSUME && a->arg[0].node->op == MDG_INPUT) {
            c->s.props[a->arg[0].node->input->index] |= (unsigned)a->kind;
        }
    }
}

static bool needed(const struct check *c, const struct mdg_input *in)
{
    bool used = mdg_eval_uses(c->value, in) || mdg_eval_uses(c->out, in) ||
                (c->slope && mdg_eval_uses(c->slope, in));
    for (int k = 0; k < c->o->nwrt; k++) {
        used |= c->o->wrt[k] == in;
    }
    for (int k = 0; k < c->f->ndirections; k++) {
        used |= c->f->directions[k] == in;
    }
    return used;
}

static bool evaluate(struct check *c, struct mdg_eval *e, bool finite,
                     enum mdg_eval_code *rc)
{
    struct mdg_point at = mdg_sample_point(&c->s);
    *rc = mdg_eval_run(e, &at, &c->budget);
    if (*rc) {
        c->reason =
            mdg_fmt(c->m, "%s, line %d", mdg_eval_text(*rc), mdg_eval_failed(e)->loc.line);
        return false;
    }
    int64_t n;
    const double *v = mdg_eval_value(e, 0, &n);
    for (int64_t i = 0; finite && i < n; i++) {
        if (!isfinite(v[i])) {
            c->reason = "the value is not finite";
            return false;
        }
    }
    return true;
}

/* A point at which value and derivatives can be evaluated. Widens or narrows the sizes
 * where they are at fault. */
static bool draw_point(struct check *c, int draw, int64_t *width)
{
    enum mdg_sample_style style = (enum mdg_sample_style)(draw % MDG_SAMPLE_NSTYLES);
    bool mixed = draw / MDG_SAMPLE_NSTYLES % 2 == 1; /* a style of its own for each input */
    enum mdg_eval_code rc = MDG_EVAL_OK;
    for (int k = 0; k < mdg_input_count(c->m); k++) {
        const struct mdg_input *in = mdg_input(c->m, k);
        if (mixed) {
            style = (enum mdg_sample_style)mdg_random_int(&c->s.random, 0,
                                                          MDG_SAMPLE_NSTYLES - 1);
        }
        if (needed(c, in) &&
            !mdg_sample_draw(&c->s, in, in->role == MDG_DATA ? style : MDG_SAMPLE_ANY)) {
            rc = MDG_EVAL_SIZE;
            c->reason =
                mdg_fmt(c->m, "no sizes found at which %s has a valid shape", in->name);
        }
    }
    bool good = rc == MDG_EVAL_OK && evaluate(c, c->value, true, &rc) &&
                evaluate(c, c->out, false, &rc) &&
                (!c->slope || evaluate(c, c->slope, false, &rc));
    if (rc == MDG_EVAL_SIZE && *width < MAX_WIDTH) {
        *width += 1 + *width / 3;
    } else if (rc == MDG_EVAL_BUDGET && *width > 0) {
        *width -= 1 + *width / 3;
    }
    return good;
}

static void check_point(struct check *c)
{
    for (int k = 0; k < c->nrows; k++) {
        struct row *r = &c->row[k];
        struct mdg_point at = mdg_sample_point(&c->s);
        if (r->verdict != PENDING || mdg_eval_run(c->out, &at, &c->budget)) {
            continue;
        }
        r->column = -1;
        enum verdict v = checks[c->f->kind](c, r);
        r->points += v == RIGHT;
        r->verdict = v == WRONG ? WRONG : r->points >= POINTS ? RIGHT : PENDING;
    }
}

static void check_points(struct check *c)
{
    struct mdg_random seed = {2024};
    int64_t width = FIRST_WIDTH;
    for (int draw = 0; draw < MAX_DRAWS && pending_rows(c); draw++) {
        c->arena = new_arena(c->m);
        c->budget = BUDGET;
        mdg_sample_new(&c->s, c->m, c->arena, seed, width);
        promises(c);
        if (draw_point(c, draw, &width)) {
            check_point(c);
        }
        seed = c->s.random;
        mdg_free(c->arena);
    }
}

/* ---- functions
 * -------------------------------------------------------------------------------------------------
 */

/* q of the block hess_p_q */
static const struct mdg_input *column_input(const struct check *c,
                                            const struct mdg_output *out)
{
    for (int k = 0; k < c->o->nwrt; k++) {
        const char *name = mdg_fmt(c->m, "hess_%s_%s", out->of->name, c->o->wrt[k]->name);
        if (strcmp(name, out->name) == 0) {
            return c->o->wrt[k];
        }
    }
    return out->of;
}

static void make_rows(struct check *c)
{
    c->row = MDG_ARRAY(c->m, c->f->noutputs + c->o->nwrt, struct row);
    for (int k = 0; c->f->kind == MDG_K_JVP && k < c->o->nwrt; k++) {
        c->row[c->nrows++] = (struct row){.out = &c->f->outputs[0], .of = c->o->wrt[k]};
    }
    for (int k = 0; c->f->kind != MDG_K_JVP && k < c->f->noutputs; k++) {
        const struct mdg_output *out = &c->f->outputs[k];
        if (out->of) {
            const struct mdg_input *of =
                c->f->kind == MDG_K_HESSIAN ? column_input(c, out) : out->of;
            c->row[c->nrows++] = (struct row){.out = out, .of = of};
        }
    }
}

static struct mdg_eval *evaluator(struct mdg *m, int n, const struct mdg_output *outputs)
{
    mdg_node *roots = MDG_ARRAY(m, n, mdg_node);
    for (int k = 0; k < n; k++) {
        roots[k] = outputs[k].node;
    }
    struct mdg_eval *e = mdg_eval_new(m, (size_t)n, roots);
    if (!e) {
        mdg_fail(m, MDG_EIO, "out of memory");
    }
    return e;
}

static int report(struct check *c, struct mdg_buf *b)
{
    int wrong = 0;
    for (int k = 0; k < c->nrows; k++) {
        const struct row *r = &c->row[k];
        const char *input = r->of->name;
        if (c->f->kind == MDG_K_HESSIAN) {
            input = mdg_fmt(c->m, "%s, %s", r->out->of->name, r->of->name);
        }
        mdg_putf(c->m, b, "%-24s %-11s %-14s ", c->o->name, mdg_kind_name[c->f->kind],
                 input);
        if (r->verdict == WRONG) {
            mdg_putf(c->m, b, "%8.0e  WRONG: %s\n", r->worst, r->note);
        } else if (r->points == 0) {
            mdg_putf(c->m, b, "%8s  not checked: no good point in %d draws: %s\n", "-",
                     MAX_DRAWS, c->reason ? c->reason : "the differences do not converge");
        } else {
            mdg_putf(c->m, b, "%8.0e  ok\n", r->worst);
        }
        wrong += r->verdict == WRONG || r->points == 0;
    }
    return wrong;
}

static int check_function(struct mdg *m, const struct mdg_objective *o, enum mdg_kind kind,
                          struct mdg_buf *out)
{
    struct check c = {.m = m, .o = o, .f = mdg_derive(m, o, kind)};
    bool second = kind == MDG_K_HVP || kind == MDG_K_HESSIAN;
    c.grad = second ? mdg_derive(m, o, MDG_K_GRAD) : NULL;
    make_rows(&c);
    c.value = evaluator(m, 1, &(struct mdg_output){.node = o->value->node});
    c.out = evaluator(m, c.f->noutputs, c.f->outputs);
    c.slope = second ? evaluator(m, c.grad->noutputs, c.grad->outputs) : NULL;
    check_points(&c);
    mdg_eval_free(c.value);
    mdg_eval_free(c.out);
    mdg_eval_free(c.slope);
    return report(&c, out);
}

int mdg_check(struct mdg *m, const struct mdg_model *model, struct mdg_buf *out)
{
    int wrong = 0;
    mdg_putf(m, out, "%-24s %-11s %-14s %8s  %s\n", "objective", "derivative", "input",
             "error", "result");
    for (size_t i = 0; i < model->objectives.count; i++) {
        const struct mdg_objective *o = &model->objectives.data[i];
        for (int k = 0; k < o->nkinds; k++) {
            if (o->kinds[k] != MDG_K_VALUE) {
                wrong += check_function(m, o, o->kinds[k], out);
            }
        }
    }
    return wrong;
}
