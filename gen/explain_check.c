/* The lines of a derivation, checked by evaluation at random points: each has the value of
 * the line before, and the first one that of the derivative of the expression, by
 * differences. */
#include "explain_doc.h"
#include "numdiff.h"
#include "sample.h"

#include <math.h>
#include <string.h>

enum { POINTS = 3, ATTEMPTS = 48, FEWEST = 6, MOST_WORK = 1000000 };
static const uint64_t BUDGET = 20000000;
static const double LARGEST = 1e-6;   /* a relative difference that is no rounding */
static const double HUGE_SLOPE = 1e8; /* beyond, the point is too close to a singularity */

enum verdict { NOTHING, EQUAL, DIFFERENT };

struct trial {
    struct derivation *d;
    struct mdg_eval *e, *f; /* the lines; y */
    struct mdg_sample s;
    struct mdg *arena;
    size_t line; /* that differs */
};

static bool draw(struct trial *t, enum mdg_sample_style style)
{
    struct mdg *m = t->d->e->m;
    for (int k = 0; k < mdg_input_count(m); k++) {
        const struct mdg_input *in = mdg_input(m, k);
        bool used = in == t->d->direction || in == t->d->x || mdg_eval_uses(t->e, in) ||
                    mdg_eval_uses(t->f, in);
        if (used && mdg_sample_draw(&t->s, in, style) != MDG_EVAL_OK) {
            return false;
        }
    }
    double *v = mdg_sample_direction(&t->s, t->d->x);
    t->s.values[t->d->direction->index] = v;
    return v != NULL;
}

static double distance(double a, double b)
{
    double size = fmax(1, fmax(fabs(a), fabs(b)));
    return fabs(a - b) / size;
}

/* y at the point moved by h times the direction */
static bool along(void *ctx, double h, double *y)
{
    struct trial *t = ctx;
    int k = t->d->x->index;
    double *home = t->s.values[k], *v = t->s.values[t->d->direction->index];
    double *x = MDG_ARRAY(t->arena, t->s.count[k] + 1, double);
    for (int64_t i = 0; i < t->s.count[k]; i++) {
        x[i] = home[i] + h * v[i];
    }
    t->s.values[k] = x;
    struct mdg_point at = mdg_sample_point(&t->s);
    uint64_t budget = BUDGET;
    enum mdg_eval_code rc = mdg_eval_run(t->f, &at, &budget);
    t->s.values[k] = home;
    int64_t n = 0;
    const double *r = rc ? NULL : mdg_eval_value(t->f, 0, &n);
    for (int64_t i = 0; i < n; i++) {
        y[i] = r[i];
        if (!isfinite(r[i])) {
            return false;
        }
    }
    return rc == MDG_EVAL_OK;
}

/* Is the first line the derivative of y? Differences that do not converge say nothing. */
static bool is_derivative(struct trial *t, int64_t n, const double *line)
{
    double *w = MDG_ARRAY(t->arena, (MDG_NUMDIFF_LEVELS + 6) * n + 1, double);
    double *slope = w, *error = w + n, *size = w + 2 * n, *work = w + 3 * n;
    struct mdg_curve curve = {.n = n, .at = along, .ctx = t};
    if (!mdg_numdiff(&curve, 1, 0.01, slope, error, size, work)) {
        return true;
    }
    for (int64_t i = 0; i < n; i++) {
        double scale = fmax(1, fmax(fabs(slope[i]), size[i]));
        if (error[i] < 1e-6 * scale && fabs(slope[i] - line[i]) > 1e-4 * scale) {
            return false;
        }
    }
    return true;
}

/* The largest relative difference of two roots that should agree. */
static double difference(struct trial *t, size_t p, size_t q)
{
    int64_t n = 0, count = 0;
    double worst = 0;
    const double *a = mdg_eval_value(t->e, p, &n), *b = mdg_eval_value(t->e, q, &count);
    for (int64_t i = 0; i < n; i++) {
        double error = count == n ? distance(a[i], b[i]) : INFINITY;
        worst = error <= worst ? worst : error; /* NaN counts */
    }
    return worst;
}

/* Compare all lines at one point; with the number of the one that differs in t->line. */
static enum verdict try_point(struct trial *t, int attempt)
{
    struct mdg *m = t->d->e->m;
    enum mdg_sample_style style = (enum mdg_sample_style)(attempt % MDG_SAMPLE_NSTYLES);
    uint64_t seed = 7919u * (uint64_t)attempt + 1;
    mdg_sample_new(&t->s, m, t->arena, (struct mdg_random){seed}, 2 + attempt / 8);
    struct mdg_point at = mdg_sample_point(&t->s);
    uint64_t budget = BUDGET;
    if (!draw(t, style) || mdg_eval_run(t->e, &at, &budget) != MDG_EVAL_OK) {
        return NOTHING;
    }
    int64_t n = 0;
    const double *first = mdg_eval_value(t->e, 0, &n);
    for (int64_t i = 0; i < n; i++) {
        if (!(fabs(first[i]) < HUGE_SLOPE)) {
            return NOTHING;
        }
    }
    size_t lines = t->d->lines.count;
    double worst = 0;
    for (size_t k = 1; k < lines + t->d->pairs.count; k += k < lines ? 1 : 2) {
        double error = k < lines ? difference(t, 0, k) : difference(t, k, k + 1);
        if (!(error < LARGEST)) {
            t->line = k;
            return DIFFERENT;
        }
        worst = fmax(worst, error);
    }
    double *copy = MDG_ARRAY(t->arena, n + 1, double);
    memcpy(copy, first, (size_t)n * sizeof *copy);
    if (!is_derivative(t, n, copy)) {
        t->line = 0;
        return DIFFERENT;
    }
    t->d->e->worst = fmax(t->d->e->worst, worst);
    return EQUAL;
}

/* Points to try: fewer for an expression of very many nodes. */
static int attempts(const struct derivation *d)
{
    size_t most = MOST_WORK / (d->size + 1);
    return most > ATTEMPTS ? ATTEMPTS : most < FEWEST ? FEWEST : (int)most;
}

void mdg_explain_check(struct derivation *d)
{
    struct mdg *m = d->e->m;
    int good = 0, bad = 0;
    d->e->sections++;
    if (d->lines.count == 0) {
        return;
    }
    size_t lines = d->lines.count, pairs = d->pairs.count;
    mdg_node *roots = MDG_ARRAY(m, lines + pairs, mdg_node);
    memcpy(roots, d->lines.data, lines * sizeof *roots);
    if (pairs) {
        memcpy(roots + lines, d->pairs.data, pairs * sizeof *roots);
    }
    struct trial t = {
        .d = d, .e = mdg_eval_new(m, lines + pairs, roots), .f = mdg_eval_new(m, 1, &d->y)};
    for (int k = 0; k < attempts(d) && good < POINTS; k++) {
        t.arena = mdg_part(m);
        enum verdict v = try_point(&t, k);
        good += v == EQUAL;
        bad += v == DIFFERENT;
        mdg_free(t.arena);
    }
    mdg_eval_free(t.e);
    mdg_eval_free(t.f);
    if (bad > good) { /* a point near a singularity may say what it likes */
        const char *what = mdg_fmt(
            m, "internal error: step %zu of the derivation of %s in %s does not follow",
            t.line, d->symbol, d->x->name);
        if (!d->e->verifying) {
            mdg_fail(m, MDG_ESPEC, "%s", what);
        }
        d->e->mismatch = d->e->mismatch ? d->e->mismatch : what;
        return;
    }
    d->e->checked += good ? (int)(lines + pairs / 2) : 0;
    d->e->unchecked += good == 0;
}
