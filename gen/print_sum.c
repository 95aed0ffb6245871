/* Sums as one writes them: common factors collected, positive and weighty terms first. */
#include "print_form.h"

#include <math.h>
#include <stddef.h>

enum { COLLECT_UP_TO = 24 };

struct terms {
    struct monomial *data;
    size_t count, cap;
};

static void take(struct printing *c, struct terms *t, double coef, mdg_form f)
{
    if (f->kind == F_SUM && f->n > 1) {
        for (int k = 0; k < f->n; k++) {
            take(c, t, coef * f->coef[k], f->arg[k]);
        }
        return;
    }
    struct monomial one = {.c = coef};
    mdg_mono_take(c, &one, f);
    if (one.c != 0) {
        MDG_PUSH(c->m, t, one);
    }
}

static bool same_list(const struct forms *a, const struct forms *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t k = 0; k < a->count; k++) {
        if (!mdg_form_same(a->data[k], b->data[k])) {
            return false;
        }
    }
    return true;
}

static void merge_equal(struct terms *t)
{
    for (size_t i = 0; i < t->count; i++) {
        for (size_t j = t->count; j-- > i + 1;) {
            struct monomial *a = &t->data[i], *b = &t->data[j];
            if (same_list(&a->scalar, &b->scalar) && same_list(&a->matrix, &b->matrix) &&
                same_list(&a->below, &b->below)) {
                a->c += b->c;
                for (size_t k = j; k + 1 < t->count; k++) {
                    t->data[k] = t->data[k + 1];
                }
                t->count--;
            }
        }
    }
    size_t n = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (t->data[i].c != 0) {
            t->data[n++] = t->data[i];
        }
    }
    t->count = n;
}

/* ---- common factors -------------------------------------------------------------- */

static mdg_form outer_factor(const struct monomial *t, bool last)
{
    return t->matrix.count < 2 ? NULL : t->matrix.data[last ? t->matrix.count - 1 : 0];
}

/* Take f out of the list, once. */
static bool take_out(struct forms *v, mdg_form f)
{
    for (size_t k = 0; k < v->count; k++) {
        if (mdg_form_same(v->data[k], f)) {
            for (; k + 1 < v->count; k++) {
                v->data[k] = v->data[k + 1];
            }
            v->count--;
            return true;
        }
    }
    return false;
}

static bool has(const struct forms *v, mdg_form f)
{
    for (size_t k = 0; k < v->count; k++) {
        if (mdg_form_same(v->data[k], f)) {
            return true;
        }
    }
    return false;
}

/* Move what all terms of the group share from their lists at `where` to out. */
static void common(struct printing *c, struct terms *g, struct forms *out, size_t where)
{
    struct forms first = {0};
#define LIST(t) ((struct forms *)(void *)((char *)(t) + where))
    for (size_t k = 0; k < LIST(&g->data[0])->count; k++) {
        MDG_PUSH(c->m, &first, LIST(&g->data[0])->data[k]);
    }
    for (size_t k = 0; k < first.count; k++) {
        bool all = true;
        for (size_t i = 0; i < g->count; i++) {
            all &= has(LIST(&g->data[i]), first.data[k]);
        }
        for (size_t i = 0; all && i < g->count; i++) {
            take_out(LIST(&g->data[i]), first.data[k]);
        }
        if (all) {
            MDG_PUSH(c->m, out, first.data[k]);
        }
    }
#undef LIST
}

static struct forms copy(struct printing *c, const struct forms *v, size_t from, size_t to)
{
    struct forms out = {0};
    for (size_t k = from; k < to; k++) {
        MDG_PUSH(c->m, &out, v->data[k]);
    }
    return out;
}

/* The terms of g, which share an outer factor, as one. */
static struct monomial collected(struct printing *c, struct terms *g, bool last)
{
    mdg_form shared = outer_factor(&g->data[0], last);
    struct monomial out = {.c = 1};
    for (size_t i = 0; i < g->count; i++) {
        struct monomial *t = &g->data[i];
        t->scalar = copy(c, &t->scalar, 0, t->scalar.count);
        t->below = copy(c, &t->below, 0, t->below.count);
        t->matrix = copy(c, &t->matrix, last ? 0 : 1, t->matrix.count - (last ? 1 : 0));
    }
    common(c, g, &out.scalar, offsetof(struct monomial, scalar));
    common(c, g, &out.below, offsetof(struct monomial, below));
    bool equal = true, minus = true;
    for (size_t i = 0; i < g->count; i++) {
        equal &= fabs(g->data[i].c) == fabs(g->data[0].c);
        minus &= g->data[i].c < 0;
    }
    out.c = equal ? fabs(g->data[0].c) : 1;
    out.c = minus ? -out.c : out.c;
    mdg_form *f = MDG_ARRAY(c->m, g->count, mdg_form);
    double *coef = MDG_ARRAY(c->m, g->count, double);
    for (size_t i = 0; i < g->count; i++) {
        coef[i] = g->data[i].c / out.c;
        g->data[i].c = 1;
        f[i] = mdg_mono_build(c, &g->data[i]);
    }
    mdg_form sum = mdg_form_sum(c, (int)g->count, f, coef, f[0]);
    if (last) {
        mdg_mono_take(c, &out, sum);
    }
    MDG_PUSH(c->m, &out.matrix, shared);
    if (!last) {
        mdg_mono_take(c, &out, sum);
    }
    return out;
}

/* Collect the largest group of terms with a common last (or first) matrix. */
static bool collect(struct printing *c, struct terms *t)
{
    size_t best = 1, at = 0;
    bool last = true;
    for (int side = 1; side >= 0; side--) {
        for (size_t i = 0; i < t->count; i++) {
            mdg_form f = outer_factor(&t->data[i], side);
            size_t n = 0;
            for (size_t j = i; f && j < t->count; j++) {
                mdg_form g = outer_factor(&t->data[j], side);
                n += g && mdg_form_same(f, g);
            }
            if (n > best) {
                best = n;
                at = i;
                last = side;
            }
        }
    }
    if (best < 2) {
        return false;
    }
    mdg_form f = outer_factor(&t->data[at], last);
    struct terms group = {0}, rest = {0};
    for (size_t j = 0; j < t->count; j++) {
        mdg_form g = outer_factor(&t->data[j], last);
        bool in = g && mdg_form_same(f, g);
        MDG_PUSH(c->m, in ? &group : &rest, t->data[j]);
    }
    struct monomial one = collected(c, &group, last);
    MDG_PUSH(c->m, &rest, one);
    *t = rest;
    return true;
}

/* ---- order ------------------------------------------------------------------------- */

/* Terms with a larger rank come first: long ones, names, multiples of I, numbers. */
static int rank(mdg_form f)
{
    mdg_form last = f->kind == F_PROD ? f->arg[f->n - 1] : f;
    bool flat = last->kind == F_EYE || last->kind == F_ONES ||
                (last->kind == F_TRANS && last->arg[0]->kind == F_ONES && f->n <= 3 &&
                 f->kind == F_PROD && f->arg[f->n - 2]->kind == F_ONES);
    return f->kind == F_NUM     ? -2
           : flat               ? 0
           : f->kind == F_TRANS ? 2 * f->arg[0]->weight - 1
                                : 2 * f->weight;
}

static void sort(int n, mdg_form *f, double *coef)
{
    for (int k = 1; k < n; k++) { /* stable */
        mdg_form g = f[k];
        double s = coef[k];
        int q = k;
        for (; q > 0; q--) {
            bool before =
                (coef[q - 1] > 0) == (s > 0) ? rank(f[q - 1]) >= rank(g) : coef[q - 1] > 0;
            if (before) {
                break;
            }
            f[q] = f[q - 1];
            coef[q] = coef[q - 1];
        }
        f[q] = g;
        coef[q] = s;
    }
}

/* What all terms share, numbers too, taken out. */
static struct monomial shared(struct printing *c, struct terms *t)
{
    struct monomial out = {.c = 1};
    bool equal = t->count > 1, minus = true;
    for (size_t k = 0; k < t->count; k++) {
        equal &= fabs(t->data[k].c) == fabs(t->data[0].c);
        minus &= t->data[k].c < 0;
        t->data[k].scalar = copy(c, &t->data[k].scalar, 0, t->data[k].scalar.count);
        t->data[k].below = copy(c, &t->data[k].below, 0, t->data[k].below.count);
    }
    if (equal) {
        out.c = fabs(t->data[0].c);
        out.c = minus && out.c != 1 ? -out.c : out.c;
        for (size_t k = 0; k < t->count; k++) {
            t->data[k].c /= out.c;
        }
    }
    if (t->count > 1) {
        common(c, t, &out.scalar, offsetof(struct monomial, scalar));
        common(c, t, &out.below, offsetof(struct monomial, below));
    }
    return out;
}

/* X', X'Y' */
static bool is_turned(mdg_form f)
{
    bool pair = f->kind == F_PROD && f->n == 2 && f->order == 2 && f->arg[0]->cols &&
                f->arg[1]->rows;
    return f->kind == F_TRANS ||
           (pair && f->arg[0]->kind == F_TRANS && f->arg[1]->kind == F_TRANS);
}

/* What has the shape of a sum: a number among its terms stands for a matrix of it. */
static mdg_form shape_of(int n, mdg_form *f, mdg_form like)
{
    mdg_form shape = like ? like : f[0];
    for (int k = 0; k < n; k++) {
        shape = f[k]->order > shape->order ? f[k] : shape;
    }
    return shape;
}

mdg_form mdg_form_sum(struct printing *c, int n, mdg_form *f, const double *coef,
                      mdg_form like)
{
    struct terms t = {0};
    for (int k = 0; k < n; k++) {
        take(c, &t, coef[k], f[k]);
    }
    if (t.count <= COLLECT_UP_TO) {
        merge_equal(&t);
        while (like && like->order > 0 && like->order <= 2 && collect(c, &t)) {
        }
    }
    struct monomial outside = {.c = 1};
    if (like && like->order > 0) {
        outside = shared(c, &t);
    }
    mdg_form *g = MDG_ARRAY(c->m, t.count, mdg_form);
    double *s = MDG_ARRAY(c->m, t.count, double);
    for (size_t k = 0; k < t.count; k++) {
        s[k] = t.data[k].c;
        struct monomial one = t.data[k];
        one.c = 1;
        g[k] = mdg_mono_build(c, &one);
        if (g[k]->kind == F_NUM) {
            g[k] = mdg_form_number(c, fabs(s[k]));
            s[k] = s[k] < 0 ? -1 : 1;
        } else if (t.data[k].below.count) { /* the number may go below the line */
            one.c = fabs(s[k]);
            g[k] = mdg_mono_build(c, &one);
            s[k] = s[k] < 0 ? -1 : 1;
            if (g[k]->kind == F_SUM && g[k]->n == 1) {
                s[k] *= g[k]->coef[0];
                g[k] = g[k]->arg[0];
            }
        }
    }
    if (t.count == 0) {
        return mdg_form_number(c, 0);
    }
    if (t.count == 1) {
        return mdg_form_scale(c, s[0], g[0]);
    }
    sort((int)t.count, g, s);
    bool turned = true, back = true;
    mdg_form *straight = MDG_ARRAY(c->m, t.count, mdg_form);
    for (size_t k = 0; k < t.count && turned; k++) {
        turned = is_turned(g[k]);
        straight[k] = turned ? mdg_form_transpose(c, g[k]) : NULL;
        back = back && turned && is_turned(straight[k]); /* X'Y' of symmetric X'Y' */
    }
    if (turned && !back) { /* (X - Y)', not X' - Y' */
        mdg_form inner =
            mdg_form_transpose(c, mdg_form_sum(c, (int)t.count, straight, s, straight[0]));
        mdg_mono_take(c, &outside, inner);
        return mdg_mono_build(c, &outside);
    }
    struct form *sum =
        mdg_form_new(c, F_SUM, (int)t.count, g, shape_of((int)t.count, g, like));
    sum->coef = s;
    for (size_t k = 0; k < t.count; k++) {
        sum->symmetric =
            (k == 0 || sum->symmetric) && (g[k]->symmetric || g[k]->kind == F_NUM);
    }
    mdg_mono_take(c, &outside, sum);
    return mdg_mono_build(c, &outside);
}
