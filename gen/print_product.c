/* Contractions as products: reduction of the graph whose vertices are labels and whose
 * edges are factors.
 *
 *   series     a summed label of two factors           A B, A x, x'y
 *   parallel   two factors with the same two labels    A o B
 *   loop       both labels of a factor equal           diag(A), Tr(A)
 *   pendant    a summed label of a single factor       A 1, 1'x
 *   scaling    a vector at a label of a matrix         diag(x) A
 *
 * What does not reduce is an indexed sum. */
#include "print_form.h"

#include <string.h>

struct edge {
    mdg_form f;
    int n; /* number of labels: 0 is a scalar, more than 2 a tensor */
    uint8_t l[MDG_MAX_ORDER];
    bool tri, strict;
};

struct graph {
    struct printing *c;
    int order, nlabels;
    int n;
    struct edge *e;
    struct monomial scalars;
};

static int degree(const struct graph *g, int label)
{
    int d = 0;
    for (int k = 0; k < g->n; k++) {
        for (int i = 0; i < g->e[k].n; i++) {
            d += g->e[k].l[i] == label;
        }
    }
    return d;
}

static bool closed(const struct graph *g, int label)
{
    return label >= g->order;
}

static void drop(struct graph *g, int k)
{
    memmove(&g->e[k], &g->e[k + 1], (size_t)(g->n - k - 1) * sizeof *g->e);
    g->n--;
}

/* Edge k becomes f, whose axes that exist are labelled a and b. */
static void set(struct graph *g, int k, mdg_form f, int a, int b)
{
    struct edge e = {.f = f, .n = f->order};
    e.l[0] = (uint8_t)(f->rows ? a : b);
    e.l[1] = (uint8_t)b;
    g->e[k] = e;
    if (e.n == 1 && !f->rows) {
        g->e[k].f = mdg_form_transpose(g->c, f);
    }
}

static void move_scalars(struct graph *g)
{
    for (int k = 0; k < g->n;) {
        if (g->e[k].n == 0) {
            mdg_mono_take(g->c, &g->scalars, g->e[k].f);
            drop(g, k);
        } else {
            k++;
        }
    }
}

/* The matrix of edge e with rows r. */
static mdg_form oriented(struct graph *g, const struct edge *e, int r)
{
    return e->n == 2 && e->l[0] != r ? mdg_form_transpose(g->c, e->f) : e->f;
}

static bool loop(struct graph *g)
{
    for (int k = 0; k < g->n; k++) {
        struct edge *e = &g->e[k];
        if (e->n != 2 || e->l[0] != e->l[1]) {
            continue;
        }
        int l = e->l[0];
        if (closed(g, l) && degree(g, l) == 2) {
            mdg_mono_take(g->c, &g->scalars, mdg_form_trace(g->c, e->f));
            drop(g, k);
        } else {
            set(g, k, mdg_form_diag(g->c, e->f), l, l);
        }
        return true;
    }
    return false;
}

static bool vectors(struct graph *g)
{
    for (int p = 0; p < g->n; p++) {
        for (int q = p + 1; q < g->n; q++) {
            struct edge *a = &g->e[p], *b = &g->e[q];
            if (a->n != 1 || b->n != 1 || a->l[0] != b->l[0]) {
                continue;
            }
            int l = a->l[0];
            if (closed(g, l) && degree(g, l) == 2) {
                mdg_mono_take(g->c, &g->scalars, mdg_form_inner(g->c, a->f, b->f));
                drop(g, q);
                drop(g, p);
            } else {
                set(g, p, mdg_form_hadamard(g->c, a->f, b->f), l, l);
                drop(g, q);
            }
            return true;
        }
    }
    return false;
}

static bool same_pair(const struct edge *a, const struct edge *b)
{
    return (a->l[0] == b->l[0] && a->l[1] == b->l[1]) ||
           (a->l[0] == b->l[1] && a->l[1] == b->l[0]);
}

/* V' A V */
static bool is_quadratic(struct graph *g, mdg_form f)
{
    return f->kind == F_PROD && f->n > 2 &&
           mdg_form_same(f->arg[0], mdg_form_transpose(g->c, f->arg[f->n - 1]));
}

/* 1 ./ B */
static bool is_reciprocal(const struct edge *e)
{
    return e->f->kind == F_EDIV && e->f->arg[0]->kind == F_NUM;
}

static bool series(struct graph *g)
{
    for (int p = 0; p < g->n; p++) {
        for (int q = 0; q < g->n; q++) {
            struct edge *a = &g->e[p], *b = &g->e[q];
            if (p == q || a->n != 2 || b->n > 2 || a->tri || b->tri) {
                continue;
            }
            for (int i = 0; i < 2; i++) {
                int l = a->l[i], r = a->l[1 - i];
                bool joint = b->l[0] == l || (b->n == 2 && b->l[1] == l);
                if (!joint || !closed(g, l) || degree(g, l) != 2) {
                    continue;
                }
                int other = b->n == 2 ? (b->l[0] == l ? b->l[1] : b->l[0]) : r;
                bool pair = b->n == 2 && same_pair(a, b);
                if (pair && (is_reciprocal(a) || is_reciprocal(b))) {
                    continue; /* A ./ B */
                }
                mdg_form y = mdg_form_multiply(g->c, oriented(g, a, r), oriented(g, b, l));
                if (pair && !(closed(g, r) && degree(g, r) == 2) && !is_quadratic(g, y)) {
                    continue; /* (A o B) 1 rather than diag(A B') */
                }
                int low = p < q ? p : q, high = p < q ? q : p;
                set(g, low, y, r, other);
                drop(g, high);
                return true;
            }
        }
    }
    return false;
}

/* The triangle of f that the ones of e keep. */
static mdg_form triangle(struct graph *g, const struct edge *e, mdg_form f, bool swapped)
{
    struct printing *c = g->c;
    unsigned whole = swapped ? MDG_UPPER : MDG_LOWER;
    if (f->kind == F_NAME && !e->strict && (f->props & whole)) {
        return f;
    }
    mdg_form arg[2] = {f, mdg_form_number(c, swapped ? 1 : -1)};
    return mdg_form_call(c, swapped ? "triu" : "tril", e->strict ? 2 : 1, arg, f);
}

static bool parallel(struct graph *g)
{
    for (int pass = 0; pass < 2; pass++) { /* differentials last */
        for (int p = 0; p < g->n; p++) {
            for (int q = p + 1; q < g->n; q++) {
                struct edge *a = &g->e[p], *b = &g->e[q];
                if (a->n != 2 || b->n != 2 || !same_pair(a, b) ||
                    (pass == 0 && (a->f->diff || b->f->diff))) {
                    continue;
                }
                int r = a->l[0], s = a->l[1];
                if (a->tri || b->tri) {
                    const struct edge *t = a->tri ? a : b, *o = a->tri ? b : a;
                    mdg_form y = triangle(g, t, o->f, t->l[0] != o->l[0]);
                    set(g, p, y, o->l[0], o->l[1]);
                } else {
                    set(g, p, mdg_form_hadamard(g->c, a->f, oriented(g, b, r)), r, s);
                }
                drop(g, q);
                return true;
            }
        }
    }
    return false;
}

/* The product of the vectors at a label, taken out of the graph; ones if there are none. */
static mdg_form take_vectors(struct graph *g, int label)
{
    mdg_form v = mdg_form_leaf(g->c, F_ONES, 1);
    for (int k = 0; k < g->n;) {
        if (g->e[k].n == 1 && g->e[k].l[0] == label) {
            v = mdg_form_hadamard(g->c, v, g->e[k].f);
            drop(g, k);
        } else {
            k++;
        }
    }
    return v;
}

/* Triangles of ones that are no mask of a matrix: tril(1 1'), and tril(x y') where x and y
 * scale it. */
static bool bare_triangle(struct graph *g)
{
    for (int k = 0; k < g->n; k++) {
        struct edge e = g->e[k];
        if (e.tri) {
            bool open = !closed(g, e.l[0]) && !closed(g, e.l[1]);
            mdg_form one = mdg_form_leaf(g->c, F_ONES, 1);
            drop(g, k);
            mdg_form u = open ? take_vectors(g, e.l[0]) : one,
                     v = open ? take_vectors(g, e.l[1]) : one;
            mdg_form ones = mdg_form_multiply(g->c, u, mdg_form_transpose(g->c, v));
            g->n++;
            set(g, g->n - 1, triangle(g, &e, ones, false), e.l[0], e.l[1]);
            return true;
        }
    }
    return false;
}

static bool pendant(struct graph *g)
{
    mdg_form one = mdg_form_leaf(g->c, F_ONES, 1);
    for (int k = 0; k < g->n; k++) {
        struct edge *e = &g->e[k];
        for (int i = e->n - 1; i >= 0 && e->n <= 2; i--) {
            int l = e->l[i];
            if (!closed(g, l) || degree(g, l) != 1 || e->tri) {
                continue;
            }
            if (e->n == 1) {
                bool two = e->f->kind == F_HAD && e->f->n == 2; /* 1'(u o v) = u'v */
                mdg_form u = two ? e->f->arg[0] : one, v = two ? e->f->arg[1] : e->f;
                mdg_mono_take(g->c, &g->scalars, mdg_form_inner(g->c, u, v));
                drop(g, k);
            } else {
                int r = e->l[1 - i];
                set(g, k, mdg_form_multiply(g->c, oriented(g, e, r), one), r, r);
            }
            return true;
        }
    }
    return false;
}

static bool scaling(struct graph *g)
{
    for (int p = 0; p < g->n; p++) {
        for (int q = 0; q < g->n; q++) {
            struct edge *v = &g->e[p], *a = &g->e[q];
            if (v->n != 1 || a->n != 2 || (a->l[0] != v->l[0] && a->l[1] != v->l[0])) {
                continue;
            }
            int l = v->l[0], other = a->l[0] == l ? a->l[1] : a->l[0];
            mdg_form d = mdg_form_diag(g->c, v->f);
            bool row = a->l[0] == l;
            mdg_form y =
                row ? mdg_form_multiply(g->c, d, a->f) : mdg_form_multiply(g->c, a->f, d);
            set(g, q, y, row ? l : other, row ? other : l);
            drop(g, p);
            return true;
        }
    }
    return false;
}

static bool tensors(struct graph *g)
{
    for (int p = 0; p < g->n; p++) {
        for (int q = p + 1; q < g->n; q++) {
            struct edge *a = &g->e[p], *b = &g->e[q];
            if (a->n > 2 && a->n == b->n && memcmp(a->l, b->l, (size_t)a->n) == 0) {
                a->f = mdg_form_hadamard(g->c, a->f, b->f);
                drop(g, q);
                return true;
            }
        }
    }
    return false;
}

static void reduce(struct graph *g)
{
    do {
        move_scalars(g);
    } while (loop(g) || vectors(g) || series(g) || parallel(g) || pendant(g) ||
             tensors(g) || bare_triangle(g) || scaling(g));
}

/* ---- what is left ---------------------------------------------------------------------
 */

mdg_form mdg_form_rename(struct printing *c, mdg_form f, int n, const int *from,
                         const int *to)
{
    if (f->n == 0) {
        return f;
    }
    struct form *g = MDG_NEW(c->m, struct form);
    mdg_form *arg = MDG_ARRAY(c->m, f->n, mdg_form);
    int *letter = MDG_ARRAY(c->m, f->nletters + 1, int);
    *g = *f;
    for (int k = 0; k < f->n; k++) {
        arg[k] = f->arg[k] ? mdg_form_rename(c, f->arg[k], n, from, to) : NULL;
    }
    for (int k = 0; k < f->nletters; k++) {
        letter[k] = f->letter[k];
        for (int i = 0; i < n; i++) {
            letter[k] = f->letter[k] == from[i] ? to[i] : letter[k];
        }
    }
    g->arg = arg;
    g->letter = letter;
    return g;
}

/* The element of a tensor that is put together element by element; NULL if it is not. */
static mdg_form element_inside(struct printing *c, mdg_form f, int n, const int *letter)
{
    struct monomial t = {.c = 1};
    mdg_form *x = MDG_ARRAY(c->m, f->n + 1, mdg_form);
    bool parts = f->kind == F_HAD || f->kind == F_EDIV || f->kind == F_EPOW ||
                 (f->kind == F_SUM && f->n > 1);
    for (int k = 0; parts && k < f->n; k++) {
        x[k] = f->arg[k]->order ? mdg_form_element(c, f->arg[k], n, letter) : f->arg[k];
    }
    switch (f->kind) {
    case F_HAD:
        for (int k = 1; k < f->n; k++) {
            x[0] = mdg_form_multiply(c, x[0], x[k]);
        }
        return x[0];
    case F_EDIV:
        return mdg_form_divide(c, x[0], x[1]);
    case F_EPOW:
        return mdg_form_new(c, F_POW, 2, x, x[0]);
    case F_SUM:
    case F_PROD:
    case F_QUOT:
        if (parts) {
            return mdg_form_sum(c, f->n, x, f->coef, NULL);
        }
        mdg_mono_take(c, &t, f);
        if (t.matrix.count == 1 && t.matrix.data[0] != f) { /* numbers times a tensor */
            x[0] = mdg_form_element(c, t.matrix.data[0], n, letter);
            t.matrix.count = 0;
            MDG_PUSH(c->m, &t.scalar, x[0]);
            return mdg_mono_build(c, &t);
        }
        return NULL;
    default:
        return NULL;
    }
}

mdg_form mdg_form_element(struct printing *c, mdg_form f, int n, const int *letter)
{
    mdg_form inside = n > 2 ? element_inside(c, f, n, letter) : NULL;
    if (inside) {
        return inside;
    }
    if (f->kind == F_BIND && f->nletters == n) {
        return mdg_form_rename(c, f->arg[0], n, f->letter, letter);
    }
    if (f->kind == F_TRANS && n == 2) {
        const int back[2] = {letter[1], letter[0]};
        return mdg_form_element(c, f->arg[0], 2, back);
    }
    if (f->elementwise && n > 2) { /* f(T)[i,j,k] = f(T[i,j,k]) */
        struct form *g = MDG_NEW(c->m, struct form);
        mdg_form *arg = MDG_ARRAY(c->m, f->n, mdg_form);
        *g = *f;
        for (int k = 0; k < f->n; k++) {
            arg[k] =
                f->arg[k]->order ? mdg_form_element(c, f->arg[k], n, letter) : f->arg[k];
        }
        g->arg = arg;
        g->order = 0;
        return g;
    }
    return mdg_form_letters(c, F_INDEX, f, n, letter);
}

/* sum_(k..) of the elements of what is left, as a tensor with letters for its axes. */
static mdg_form indexed(struct graph *g)
{
    struct printing *c = g->c;
    int letter[MDG_MAX_LABELS], at[MDG_MAX_ORDER], summed[MDG_MAX_LABELS], n = 0;
    for (int l = 0; l < g->nlabels; l++) {
        letter[l] = c->letters++;
        if (closed(g, l) && degree(g, l) > 0) {
            summed[n++] = letter[l];
        }
    }
    struct monomial t = g->scalars;
    g->scalars = (struct monomial){.c = 1};
    for (int k = 0; k < g->n; k++) {
        for (int i = 0; i < g->e[k].n; i++) {
            at[i] = letter[g->e[k].l[i]];
        }
        mdg_form x = mdg_form_element(c, g->e[k].f, g->e[k].n, at);
        MDG_PUSH(c->m, &t.scalar, x);
    }
    mdg_form y = mdg_mono_build(c, &t);
    y = n ? mdg_form_letters(c, F_ISUM, y, n, summed) : y;
    return g->order ? mdg_form_letters(c, F_BIND, y, g->order, letter) : y;
}

/* A vector or number spread over the axes of a matrix or vector: x 1', 1 x', c 1. */
static mdg_form spread(struct graph *g)
{
    struct printing *c = g->c;
    mdg_form one = mdg_form_leaf(c, F_ONES, 1), side[2] = {one, one};
    if (g->order == 1) {
        return one;
    }
    for (int k = 0; k < g->n; k++) {
        side[g->e[k].l[0]] = g->e[k].f;
    }
    return mdg_form_multiply(c, side[0], mdg_form_transpose(c, side[1]));
}

static bool is_whole(const struct graph *g)
{
    if (g->n != 1 || g->e[0].n != g->order) {
        return false;
    }
    for (int i = 0; i < g->order; i++) {
        for (int j = 0; j < i; j++) {
            if (g->e[0].l[i] == g->e[0].l[j]) {
                return false;
            }
        }
        if (closed(g, g->e[0].l[i]) || (g->order > 2 && g->e[0].l[i] != i)) {
            return false;
        }
    }
    return true;
}

static bool only_vectors(const struct graph *g)
{
    for (int k = 0; k < g->n; k++) {
        if (g->e[k].n != 1 || closed(g, g->e[k].l[0])) {
            return false;
        }
    }
    return g->order == 1 ? g->n == 0 : g->order == 2;
}

static mdg_form result(struct graph *g)
{
    if (g->order == 0 && g->n == 0) {
        return NULL;
    }
    if (is_whole(g)) {
        return oriented(g, &g->e[0], 0);
    }
    return only_vectors(g) ? spread(g) : indexed(g);
}

/* delta_01: the result is a diagonal matrix; label 1 is renamed to 0. */
static bool take_delta(struct graph *g, int n, const struct factor *f)
{
    int at = -1;
    for (int k = 0; k < n; k++) {
        at = f[k].delta && f[k].ix[0] < 2 && f[k].ix[1] < 2 ? k : at;
    }
    if (g->order != 2 || at < 0) {
        return false;
    }
    drop(g, at);
    for (int k = 0; k < g->n; k++) {
        for (int i = 0; i < g->e[k].n; i++) {
            g->e[k].l[i] = g->e[k].l[i] == 1 ? 0 : g->e[k].l[i];
        }
    }
    return true;
}

/* Differentials go last: a' dX b. */
static void differentials_last(struct graph *g)
{
    struct edge *sorted = MDG_ARRAY(g->c->m, g->n + 1, struct edge);
    int n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < g->n; k++) {
            if (g->e[k].f->diff == (pass == 1)) {
                sorted[n++] = g->e[k];
            }
        }
    }
    g->e = sorted;
}

static struct graph graph_of(struct printing *c, int order, int nlabels, int n,
                             const struct factor *f)
{
    struct graph g = {
        .c = c, .order = order, .nlabels = nlabels, .n = n, .scalars = {.c = 1}};
    g.e = MDG_ARRAY(c->m, n + 1, struct edge);
    for (int k = 0; k < n; k++) {
        g.e[k] = (struct edge){
            .f = f[k].f, .n = f[k].f->order, .tri = f[k].tri, .strict = f[k].strict};
        for (int i = 0; i < f[k].f->order; i++) {
            g.e[k].l[i] = f[k].ix[i];
        }
    }
    return g;
}

int mdg_form_reduced(struct printing *c, int order, int nlabels, int n,
                     const struct factor *f, struct factor *left, mdg_form *scalars)
{
    struct graph g = graph_of(c, order, nlabels, n, f);
    reduce(&g);
    for (int k = 0; k < g.n; k++) {
        uint8_t *ix = MDG_ARRAY(c->m, MDG_MAX_ORDER, uint8_t);
        memcpy(ix, g.e[k].l, MDG_MAX_ORDER);
        left[k] = (struct factor){
            .f = g.e[k].f, .ix = ix, .tri = g.e[k].tri, .strict = g.e[k].strict};
    }
    *scalars = mdg_mono_build(c, &g.scalars);
    return g.n;
}

mdg_form mdg_form_contract(struct printing *c, int order, int nlabels, int n,
                           const struct factor *f)
{
    struct graph g = graph_of(c, order, nlabels, n, f);
    bool diagonal = take_delta(&g, n, f);
    g.order = diagonal ? 1 : order;
    differentials_last(&g);
    reduce(&g);
    mdg_form y = result(&g);
    y = y && diagonal ? mdg_form_diag(c, y) : y;
    struct monomial t = g.scalars;
    if (y) {
        mdg_mono_take(c, &t, y);
    }
    return mdg_mono_build(c, &t);
}
