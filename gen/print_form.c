/* Formulas: products, quotients, powers and transposes, in the order one writes them. */
#include "print_form.h"

#include <math.h>
#include <string.h>

/* ---- making forms ---------------------------------------------------------------- */

struct form *mdg_form_new(struct printing *c, enum form_kind kind, int n, mdg_form *arg,
                          mdg_form like)
{
    struct form *f = MDG_NEW(c->m, struct form);
    mdg_form *copy = MDG_ARRAY(c->m, n + 1, mdg_form);
    f->kind = kind;
    f->n = n;
    f->arg = copy;
    f->weight = 1;
    if (like) {
        f->rows = like->rows;
        f->cols = like->cols;
        f->order = like->order;
    }
    for (int k = 0; k < n; k++) {
        copy[k] = arg[k];
        f->diff |= arg[k] && arg[k]->diff;
        f->weight += arg[k] ? arg[k]->weight : 1;
    }
    return f;
}

mdg_form mdg_form_leaf(struct printing *c, enum form_kind kind, int order)
{
    struct form *f = mdg_form_new(c, kind, 0, NULL, NULL);
    f->order = order;
    f->rows = order == 1 || order == 2;
    f->cols = order == 2;
    f->symmetric = kind == F_EYE;
    return f;
}

mdg_form mdg_form_number(struct printing *c, double v)
{
    struct form *f = mdg_form_new(c, F_NUM, 0, NULL, NULL);
    f->number = v;
    return f;
}

mdg_form mdg_form_name(struct printing *c, const char *text, mdg_node n)
{
    struct form *f = (struct form *)(uintptr_t)mdg_form_leaf(c, F_NAME, n->order);
    f->text = text;
    f->props = n->props;
    f->id = n->id + 1;
    f->symmetric = n->order == 2 && (n->props & MDG_SYMMETRIC);
    f->square = n->order == 2 && n->extent[0] == n->extent[1];
    return f;
}

mdg_form mdg_form_literal(struct printing *c, const char *text, bool rows, bool cols)
{
    struct form *f = mdg_form_new(c, F_LITERAL, 0, NULL, NULL);
    f->text = text;
    f->rows = rows;
    f->cols = cols;
    f->order = rows + cols;
    return f;
}

mdg_form mdg_form_call(struct printing *c, const char *text, int n, mdg_form *arg,
                       mdg_form like)
{
    struct form *f = mdg_form_new(c, F_CALL, n, arg, like);
    f->text = text;
    return f;
}

mdg_form mdg_form_shape(struct printing *c, enum shape s, int n, mdg_form *arg,
                        mdg_form like)
{
    struct form *f = mdg_form_new(c, F_SHAPE, n, arg, like);
    f->number = (double)s;
    return f;
}

mdg_form mdg_form_letters(struct printing *c, enum form_kind kind, mdg_form f, int n,
                          const int *letter)
{
    struct form *g = mdg_form_new(c, kind, 1, &f, NULL);
    int *copy = MDG_ARRAY(c->m, n + 1, int);
    memcpy(copy, letter, (size_t)n * sizeof *letter);
    g->nletters = n;
    g->letter = copy;
    if (kind == F_BIND) {
        g->order = n;
        g->rows = n == 1 || n == 2;
        g->cols = n == 2;
    }
    return g;
}

bool mdg_form_same(mdg_form a, mdg_form b)
{
    if (a == b) {
        return true;
    }
    bool texts = !a->text == !b->text && (!a->text || strcmp(a->text, b->text) == 0);
    if (a->kind != b->kind || a->n != b->n || a->rows != b->rows || a->cols != b->cols ||
        a->order != b->order || a->weight != b->weight || a->number != b->number ||
        !texts || a->nletters != b->nletters || a->kind == F_DOTS) {
        return false;
    }
    for (int k = 0; k < a->n; k++) {
        if (!a->arg[k] != !b->arg[k] || (a->coef && a->coef[k] != b->coef[k]) ||
            (a->arg[k] && !mdg_form_same(a->arg[k], b->arg[k]))) {
            return false;
        }
    }
    return a->nletters == 0 ||
           memcmp(a->letter, b->letter, (size_t)a->nletters * sizeof *a->letter) == 0;
}

/* ---- terms ----------------------------------------------------------------------- */

static void take_below(struct printing *c, struct monomial *t, mdg_form f)
{
    if (f->kind == F_NUM && f->number != 0) {
        t->c /= f->number;
    } else if (f->kind == F_PROD && f->arg[0]->order == 0 && f->arg[f->n - 1]->order == 0) {
        for (int k = 0; k < f->n; k++) {
            take_below(c, t, f->arg[k]);
        }
    } else {
        MDG_PUSH(c->m, &t->below, f);
    }
}

/* The chain of matrices of a product, its scalars taken off. */
static void take_product(struct printing *c, struct monomial *t, mdg_form f)
{
    struct forms chain = {0};
    for (int k = 0; k < f->n; k++) {
        if (f->arg[k]->order == 0) {
            mdg_mono_take(c, t, f->arg[k]);
        } else {
            MDG_PUSH(c->m, &chain, f->arg[k]);
        }
    }
    if (f->order == 0 && chain.count) { /* x'Ax is one scalar */
        mdg_form whole = mdg_form_new(c, F_PROD, (int)chain.count, chain.data, f);
        MDG_PUSH(c->m, &t->scalar, whole);
        return;
    }
    for (size_t k = 0; k < chain.count; k++) {
        MDG_PUSH(c->m, &t->matrix, chain.data[k]);
    }
}

void mdg_mono_take(struct printing *c, struct monomial *t, mdg_form f)
{
    if (f->kind == F_NUM) {
        t->c *= f->number;
    } else if (f->kind == F_SUM && f->n == 1) {
        t->c *= f->coef[0];
        mdg_mono_take(c, t, f->arg[0]);
    } else if (f->kind == F_QUOT) {
        take_below(c, t, f->arg[1]);
        mdg_mono_take(c, t, f->arg[0]);
    } else if (f->kind == F_PROD) {
        take_product(c, t, f);
    } else if (f->order == 0) {
        MDG_PUSH(c->m, &t->scalar, f);
    } else {
        MDG_PUSH(c->m, &t->matrix, f);
    }
}

/* f is a power of what is returned, or of its transpose. */
static mdg_form base_of(mdg_form f, double *p, bool *turned)
{
    *turned = f->kind == F_TRANS;
    f = *turned ? f->arg[0] : f;
    if (f->kind != F_POW || f->arg[1]->kind != F_NUM) {
        return f;
    }
    *p = f->arg[1]->number;
    return f->arg[0];
}

/* u of diag(u), or NULL. */
static mdg_form diagonal_of(mdg_form f)
{
    return f->kind == F_CALL && f->order == 2 && strcmp(f->text, "diag") == 0 &&
                   f->arg[0]->order == 1
               ? f->arg[0]
               : NULL;
}

/* Equal neighbours become powers; a matrix and its inverse vanish. */
static bool joins(struct printing *c, struct forms *v, mdg_form f)
{
    double p = 1, q = 1;
    bool a, b;
    if (v->count == 0 || f->order == 1 || f->kind == F_EYE || f->rows != f->cols) {
        return false;
    }
    mdg_form last = base_of(v->data[v->count - 1], &p, &a), base = base_of(f, &q, &b);
    if (a != b || !mdg_form_same(last, base)) {
        mdg_form u = diagonal_of(v->data[v->count - 1]), w = diagonal_of(f);
        if (u && w) { /* diag(u) diag(w) */
            v->data[v->count - 1] = mdg_form_diag(c, mdg_form_hadamard(c, u, w));
        }
        return u && w;
    }
    v->count--;
    if (p + q != 0) {
        mdg_form power = p + q == 1 ? base : mdg_form_power(c, base, p + q);
        power = a ? mdg_form_transpose(c, power) : power;
        MDG_PUSH(c->m, v, power);
    }
    return true;
}

static void append(struct printing *c, struct forms *v, mdg_form f)
{
    if (!joins(c, v, f)) {
        MDG_PUSH(c->m, v, f);
    }
}

/* The factors of (A B)^-1 or of its transpose, all square: B^-1, A^-1. */
static bool inverse_factors(struct printing *c, mdg_form f, struct forms *out)
{
    bool turned = f->kind == F_TRANS;
    mdg_form p = turned ? f->arg[0] : f;
    if (p->kind != F_POW || p->arg[0]->kind != F_PROD || p->arg[1]->number != -1) {
        return false;
    }
    mdg_form product = p->arg[0];
    for (int k = 0; k < product->n; k++) {
        mdg_form x = product->arg[turned ? k : product->n - 1 - k];
        if (!x->square) {
            return false;
        }
        x = mdg_form_inverse(c, x);
        x = turned ? mdg_form_transpose(c, x) : x;
        MDG_PUSH(c->m, out, x);
    }
    return true;
}

static bool cancels(mdg_form f, mdg_form g)
{
    double p = 1, q = 1;
    bool a, b;
    mdg_form x = base_of(f, &p, &a), y = base_of(g, &q, &b);
    return a == b && p + q == 0 && mdg_form_same(x, y);
}

/* Inverses of products are multiplied out where a neighbour cancels: A'(A X B)^-T B' =
 * X^-T. */
static struct forms cancelled(struct printing *c, const struct forms *v)
{
    struct forms out = {0};
    for (size_t k = 0; k < v->count; k++) {
        struct forms inner = {0};
        bool yes =
            v->count > 1 && inverse_factors(c, v->data[k], &inner) && inner.count &&
            ((k > 0 && cancels(v->data[k - 1], inner.data[0])) ||
             (k + 1 < v->count && cancels(inner.data[inner.count - 1], v->data[k + 1])));
        for (size_t i = 0; yes && i < inner.count; i++) {
            MDG_PUSH(c->m, &out, inner.data[i]);
        }
        if (!yes) {
            MDG_PUSH(c->m, &out, v->data[k]);
        }
    }
    return out;
}

/* Scalars in a settled order: names before chains such as x'Ax. */
static void sort_scalars(struct forms *v)
{
    for (size_t k = 1; k < v->count; k++) {
        mdg_form f = v->data[k];
        size_t q = k;
        for (; q > 0 && v->data[q - 1]->weight > f->weight; q--) {
            v->data[q] = v->data[q - 1];
        }
        v->data[q] = f;
    }
}

/* Is v close to p/q with a small q, so that p/q reads back as v? */
static bool small_fraction(double v, double *p, double *q)
{
    static const double denominators[] = {1, 2, 3, 4, 6, 7, 8, 9, 12, 16};
    for (size_t k = 0; k < sizeof denominators / sizeof *denominators; k++) {
        *q = denominators[k];
        *p = rint(v * *q);
        if (fabs(*p) < 1000 && *p != 0 && *p / *q == v) {
            return true;
        }
    }
    return false;
}

static mdg_form multiple(struct printing *c, double s, mdg_form f)
{
    if (s == 1) {
        return f;
    }
    if (f->kind == F_NUM) {
        return mdg_form_number(c, s * f->number);
    }
    struct form *g = mdg_form_new(c, F_SUM, 1, &f, f);
    double *coef = MDG_ARRAY(c->m, 1, double);
    coef[0] = s;
    g->coef = coef;
    g->symmetric = f->symmetric;
    return g;
}

/* Is the product its own transpose? */
static bool is_palindrome(struct printing *c, const struct forms *v)
{
    for (size_t k = 0; k < v->count && v->data[k]->order <= 2; k++) {
        if (!mdg_form_same(v->data[k], mdg_form_transpose(c, v->data[v->count - 1 - k]))) {
            return false;
        }
    }
    return v->data[0]->rows && v->data[0]->order <= 2;
}

/* The product of the factors, without the number. */
static mdg_form chain(struct printing *c, const struct monomial *t)
{
    struct forms all = {0}, scalar = {0}, matrix = {0};
    for (size_t k = 0; k < t->scalar.count; k++) {
        MDG_PUSH(c->m, &scalar, t->scalar.data[k]);
    }
    sort_scalars(&scalar);
    for (size_t k = 0; k < scalar.count; k++) {
        append(c, &all, scalar.data[k]);
    }
    struct forms rest = cancelled(c, &t->matrix);
    for (size_t k = 0; k < rest.count; k++) {
        mdg_form f = rest.data[k];
        bool unit =
            f->kind == F_EYE && rest.count > 1 && (matrix.count > 0 || k + 1 < rest.count);
        if (!unit) {
            append(c, &matrix, f);
        }
    }
    if (rest.count && !matrix.count) { /* all of it vanished */
        mdg_form unit = mdg_form_leaf(c, F_EYE, 2);
        MDG_PUSH(c->m, &matrix, unit);
    }
    bool open = matrix.count == 0 && all.count > 1 &&
                all.data[all.count - 1]->kind == F_PROD &&
                all.data[all.count - 2]->kind != F_PROD;
    if (open) { /* a single chain need not be in parentheses: lambda x'Ax */
        mdg_form last = all.data[--all.count];
        for (int k = 0; k < last->n; k++) {
            MDG_PUSH(c->m, &matrix, last->arg[k]);
        }
    }
    for (size_t k = 0; k < matrix.count; k++) {
        MDG_PUSH(c->m, &all, matrix.data[k]);
    }
    if (all.count == 0) {
        return mdg_form_number(c, 1);
    }
    if (all.count == 1) {
        return all.data[0];
    }
    struct form *f = mdg_form_new(c, F_PROD, (int)all.count, all.data, NULL);
    if (matrix.count) {
        f->rows = matrix.data[0]->rows;
        f->cols = matrix.data[matrix.count - 1]->cols;
        f->order = matrix.data[0]->order > 2 ? matrix.data[0]->order : f->rows + f->cols;
        f->symmetric = is_palindrome(c, &matrix);
    }
    return f;
}

/* -(a - b) is b - a: turn a scalar sum with a negative term, if there is one. */
static void turn_sum(struct printing *c, struct monomial *t)
{
    for (size_t k = 0; k < t->scalar.count; k++) {
        mdg_form f = t->scalar.data[k];
        double *coef = MDG_ARRAY(c->m, f->n + 1, double);
        bool negative = false;
        for (int i = 0; f->kind == F_SUM && i < f->n; i++) {
            coef[i] = -f->coef[i];
            negative |= coef[i] > 0;
        }
        if (f->n < 2 || !negative) {
            continue;
        }
        mdg_form *copy = MDG_ARRAY(c->m, t->scalar.count, mdg_form);
        memcpy(copy, t->scalar.data, t->scalar.count * sizeof *copy);
        copy[k] = mdg_form_sum(c, f->n, (mdg_form *)(uintptr_t)f->arg, coef, NULL);
        t->scalar.data = copy;
        t->scalar.cap = t->scalar.count;
        t->c = -t->c;
        return;
    }
}

static void remove_at(struct printing *c, struct forms *v, size_t k)
{
    struct forms rest = {0};
    for (size_t i = 0; i < v->count; i++) {
        if (i != k) {
            MDG_PUSH(c->m, &rest, v->data[i]);
        }
    }
    *v = rest;
}

/* A scalar above and below: s^2 / s is s. */
static bool reduce_fraction(struct printing *c, struct monomial *t)
{
    for (size_t k = 0; k < t->below.count; k++) {
        for (size_t i = 0; i < t->scalar.count; i++) {
            double p = 1, q = 1;
            bool a, b;
            mdg_form x = base_of(t->scalar.data[i], &p, &a);
            if (!mdg_form_same(x, base_of(t->below.data[k], &q, &b))) {
                continue;
            }
            remove_at(c, &t->scalar, i);
            remove_at(c, &t->below, k);
            if (p != q) {
                double r = p > q ? p - q : q - p;
                mdg_form rest = r == 1 ? x : mdg_form_power(c, x, r);
                MDG_PUSH(c->m, p > q ? &t->scalar : &t->below, rest);
            }
            return true;
        }
    }
    return false;
}

mdg_form mdg_mono_build(struct printing *c, const struct monomial *term)
{
    struct monomial turned = *term;
    const struct monomial *t = &turned;
    if (t->c == 0) {
        return mdg_form_number(c, 0);
    }
    while (reduce_fraction(c, &turned)) {
    }
    if (t->c < 0 && t->scalar.count + t->matrix.count > 0) {
        turn_sum(c, &turned);
    }
    mdg_form top = chain(c, t);
    if (t->below.count == 0) {
        return multiple(c, t->c, top);
    }
    double p, q;
    struct monomial below = {.c = 1, .scalar = t->below};
    mdg_form under = chain(c, &below);
    double s = t->c;
    if (small_fraction(t->c, &p, &q) && q != 1) { /* x / (2 n), not 1/2 x / n */
        struct form *f = mdg_form_new(c, F_SUM, 1, &under, under);
        double *coef = MDG_ARRAY(c->m, 1, double);
        coef[0] = q;
        f->coef = coef;
        under = f;
        s = p;
    }
    if (top->kind == F_NUM) {
        top = mdg_form_number(c, fabs(s));
        s = s < 0 ? -1 : 1;
    }
    mdg_form both[2] = {top, under};
    struct form *f = mdg_form_new(c, F_QUOT, 2, both, top);
    f->symmetric = top->symmetric;
    return multiple(c, s, f);
}

mdg_form mdg_form_multiply(struct printing *c, mdg_form a, mdg_form b)
{
    struct monomial t = {.c = 1};
    mdg_mono_take(c, &t, a);
    mdg_mono_take(c, &t, b);
    return mdg_mono_build(c, &t);
}

mdg_form mdg_form_scale(struct printing *c, double s, mdg_form f)
{
    if (s == 1) {
        return f;
    }
    struct monomial t = {.c = s};
    mdg_mono_take(c, &t, f);
    return mdg_mono_build(c, &t);
}

mdg_form mdg_form_divide(struct printing *c, mdg_form a, mdg_form b)
{
    struct monomial t = {.c = 1};
    mdg_mono_take(c, &t, a);
    take_below(c, &t, b);
    return mdg_mono_build(c, &t);
}

mdg_form mdg_form_power(struct printing *c, mdg_form f, double p)
{
    mdg_form two[2] = {f, mdg_form_number(c, p)};
    struct form *g = mdg_form_new(c, F_POW, 2, two, f);
    g->symmetric = f->symmetric;
    g->square = f->square;
    return g;
}

mdg_form mdg_form_inverse(struct printing *c, mdg_form f)
{
    if (f->kind == F_TRANS) {
        return mdg_form_transpose(c, mdg_form_inverse(c, f->arg[0]));
    }
    if (f->kind == F_POW && f->arg[1]->kind == F_NUM) {
        double p = -f->arg[1]->number;
        return p == 1 ? f->arg[0] : mdg_form_power(c, f->arg[0], p);
    }
    return mdg_form_power(c, f, -1);
}

/* ---- transposes ------------------------------------------------------------------- */

static mdg_form swapped(struct printing *c, mdg_form f)
{
    struct form *g = mdg_form_new(c, F_TRANS, 1, &f, f);
    g->rows = f->cols;
    g->cols = f->rows;
    g->square = f->square;
    return g;
}

static mdg_form transpose_term(struct printing *c, mdg_form f)
{
    struct monomial t = {.c = 1}, r;
    mdg_mono_take(c, &t, f);
    r = t;
    r.matrix = (struct forms){0};
    for (size_t k = t.matrix.count; k-- > 0;) {
        mdg_form g = mdg_form_transpose(c, t.matrix.data[k]);
        MDG_PUSH(c->m, &r.matrix, g);
    }
    return mdg_mono_build(c, &r);
}

/* Transposed matrices inside, vectors aside. */
static int transposes(mdg_form f)
{
    int n = f->kind == F_TRANS;
    for (int k = 0; k < f->n; k++) {
        n += f->arg[k] ? transposes(f->arg[k]) : 0;
    }
    return n;
}

/* Term by term where that needs fewer transposes. */
static mdg_form transpose_sum(struct printing *c, mdg_form f)
{
    mdg_form *t = MDG_ARRAY(c->m, f->n, mdg_form);
    int inside = 0;
    for (int k = 0; k < f->n; k++) {
        t[k] = mdg_form_transpose(c, f->arg[k]);
        inside += transposes(t[k]);
    }
    if (inside >= transposes(f) + 1 && inside > 0) {
        return swapped(c, f);
    }
    return mdg_form_sum(c, f->n, t, f->coef, t[0]);
}

mdg_form mdg_form_transpose(struct printing *c, mdg_form f)
{
    if (f->order == 0 || f->order > 2 || f->symmetric) {
        return f;
    }
    switch (f->kind) {
    case F_TRANS:
        return f->arg[0];
    case F_PROD:
    case F_QUOT:
        return c->in_place && !c->turned ? swapped(c, f) : transpose_term(c, f);
    case F_SUM:
        return f->n == 1 ? transpose_term(c, f) : transpose_sum(c, f);
    case F_BIND:
        if (f->nletters == 2) {
            const int letter[2] = {f->letter[1], f->letter[0]};
            return mdg_form_letters(c, F_BIND, f->arg[0], 2, letter);
        }
        return swapped(c, f);
    default:
        return swapped(c, f);
    }
}
