/* Formulas: scalars out of products, inner products and traces, written the usual way
 * round. */
#include "print_form.h"

/* How unusual it is to write the chain so: transposed matrices, a differential not at the
 * end. */
static int cost_of(int n, mdg_form *f)
{
    int cost = 0;
    for (int k = 0; k < n; k++) {
        bool vector = f[k]->order == 1;
        cost += f[k]->diff && k + 1 < n ? 100 : 0;
        cost += f[k]->kind == F_TRANS && !vector ? (f[k]->diff ? 60 : 10) : 0;
        cost +=
            f[k]->kind == F_TRANS && vector && f[k]->rows ? 5 : 0; /* a row of a matrix */
    }
    return cost;
}

static void reversed(struct printing *c, int n, mdg_form *f, mdg_form *out)
{
    for (int k = 0; k < n; k++) {
        out[k] = mdg_form_transpose(c, f[n - 1 - k]);
    }
}

static unsigned first_id(mdg_form f)
{
    f = f->kind == F_TRANS || f->kind == F_POW ? f->arg[0] : f;
    return f->id ? f->id : ~0u;
}

static mdg_form join(struct printing *c, struct monomial *t, int n, mdg_form *f)
{
    t->matrix = (struct forms){0};
    for (int k = 0; k < n; k++) {
        MDG_PUSH(c->m, &t->matrix, f[k]);
    }
    return mdg_mono_build(c, t);
}

/* The squared norm, if the two halves of the product are each other's transposes. */
static mdg_form squared_norm(struct printing *c, int n, mdg_form *f)
{
    if (c->p->spelled || n != 2 || f[0]->diff ||
        !mdg_form_same(mdg_form_transpose(c, f[0]), f[1])) {
        return NULL;
    }
    bool vector = f[1]->order == 1;
    mdg_form base = f[0]->kind == F_TRANS ? f[0]->arg[0] : f[1];
    mdg_form norm = mdg_form_shape(c, vector ? S_NORM : S_NORMF, 1, &base, NULL);
    return mdg_form_power(c, norm, 2);
}

mdg_form mdg_form_inner(struct printing *c, mdg_form u, mdg_form v)
{
    struct monomial t = {.c = 1};
    mdg_mono_take(c, &t, mdg_form_transpose(c, u));
    mdg_mono_take(c, &t, v);
    int n = (int)t.matrix.count;
    mdg_form *f = t.matrix.data, *r = MDG_ARRAY(c->m, n + 1, mdg_form);
    mdg_form norm = squared_norm(c, n, f);
    struct monomial outside = {.c = t.c, .scalar = t.scalar, .below = t.below};
    if (norm) {
        MDG_PUSH(c->m, &outside.scalar, norm);
        return mdg_mono_build(c, &outside);
    }
    reversed(c, n, f, r);
    int a = cost_of(n, f), b = cost_of(n, r);
    bool swap = !c->in_place && (b < a || (b == a && n && first_id(r[0]) < first_id(f[0])));
    mdg_form scalar = join(c, &(struct monomial){.c = 1}, n, swap ? r : f);
    MDG_PUSH(c->m, &outside.scalar, scalar);
    return mdg_mono_build(c, &outside);
}

/* Tr(f): T2 and T3 allow every rotation, forward and backward; the usual one is taken. */
mdg_form mdg_form_trace(struct printing *c, mdg_form f)
{
    struct monomial t = {.c = 1};
    mdg_mono_take(c, &t, f);
    int n = (int)t.matrix.count, best = -1;
    mdg_form *chosen = NULL;
    unsigned id = 0;
    struct monomial outside = {.c = t.c, .scalar = t.scalar, .below = t.below};
    for (int k = 0; k < (c->in_place ? 1 : 2 * n) && n <= 16; k++) {
        mdg_form *r = MDG_ARRAY(c->m, n, mdg_form), *b = MDG_ARRAY(c->m, n, mdg_form);
        for (int i = 0; i < n; i++) {
            r[i] = t.matrix.data[(k + i) % n];
        }
        if (k >= n) {
            reversed(c, n, r, b);
            r = b;
        }
        int cost = cost_of(n, r) + (n > 1 && r[0]->rows ? 1000 : 0);
        if (best < 0 || cost < best || (cost == best && first_id(r[0]) < id)) {
            best = cost;
            chosen = r;
            id = first_id(r[0]);
        }
    }
    mdg_form s = chosen ? squared_norm(c, n, chosen) : NULL;
    if (!s && chosen && n > 1 && !chosen[0]->rows) { /* a rotation that is a scalar: T1 */
        s = join(c, &(struct monomial){.c = 1}, n, chosen);
    } else if (!s) {
        mdg_form inside = chosen ? join(c, &(struct monomial){.c = 1}, n, chosen) : f;
        outside = chosen ? outside : (struct monomial){.c = 1};
        s = mdg_form_shape(c, S_TRACE, 1, &inside, NULL);
    }
    MDG_PUSH(c->m, &outside.scalar, s);
    return mdg_mono_build(c, &outside);
}
