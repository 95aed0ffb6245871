/* Formulas: element-wise products, quotients and powers, diagonals. */
#include "print_form.h"

#include <stdint.h>
#include <string.h>

struct quotient {
    struct monomial outside; /* scalars */
    struct forms above, below;
};

static void take_elementwise(struct printing *c, struct quotient *q, mdg_form f)
{
    struct monomial t = {.c = 1};
    mdg_mono_take(c, &t, f);
    q->outside.c *= t.c;
    for (size_t k = 0; k < t.scalar.count; k++) {
        MDG_PUSH(c->m, &q->outside.scalar, t.scalar.data[k]);
    }
    for (size_t k = 0; k < t.below.count; k++) {
        MDG_PUSH(c->m, &q->outside.below, t.below.data[k]);
    }
    if (t.matrix.count == 0) {
        return;
    }
    struct monomial rest = {.c = 1, .matrix = t.matrix};
    mdg_form core = mdg_mono_build(c, &rest);
    if (core->kind == F_EDIV) {
        take_elementwise(c, q, core->arg[0]);
        struct quotient under = {.outside = {.c = 1}};
        take_elementwise(c, &under, core->arg[1]);
        for (size_t k = 0; k < under.above.count; k++) {
            MDG_PUSH(c->m, &q->below, under.above.data[k]);
        }
    } else if (core->kind == F_HAD) {
        for (int k = 0; k < core->n; k++) {
            MDG_PUSH(c->m, &q->above, core->arg[k]);
        }
    } else if (core->kind != F_ONES) {
        MDG_PUSH(c->m, &q->above, core);
    }
}

static mdg_form element_base(mdg_form f, double *p)
{
    *p = 1;
    if (f->kind != F_EPOW || f->arg[1]->kind != F_NUM) {
        return f;
    }
    *p = f->arg[1]->number;
    return f->arg[0];
}

/* 0 or 1, so that its powers are itself. */
static bool is_indicator(mdg_form f)
{
    return f->kind == F_SHAPE &&
           (f->number == S_LT || f->number == S_LE || f->number == S_EQ ||
            f->number == S_NE0 || f->number == S_GT0);
}

/* The product of factors of one shape, equal ones as powers. */
static mdg_form elementwise(struct printing *c, const struct forms *v)
{
    struct forms out = {0};
    for (size_t k = 0; k < v->count; k++) {
        double p, q;
        bool seen = false;
        mdg_form f = element_base(v->data[k], &p);
        for (size_t j = 0; j < v->count; j++) {
            bool same = j != k && mdg_form_same(element_base(v->data[j], &q), f);
            seen |= same && j < k;
            p += same ? q : 0;
        }
        if (!seen) {
            mdg_form two[2] = {f, mdg_form_number(c, p)};
            f = p != 1 && !(is_indicator(f) && p > 0) ? mdg_form_new(c, F_EPOW, 2, two, f)
                                                      : f;
            MDG_PUSH(c->m, &out, f);
        }
    }
    return out.count == 1 ? out.data[0]
                          : mdg_form_new(c, F_HAD, (int)out.count, out.data, out.data[0]);
}

static mdg_form build_elementwise(struct printing *c, struct quotient *q, mdg_form like)
{
    mdg_form core = q->above.count ? elementwise(c, &q->above) : NULL;
    if (q->below.count) {
        mdg_form one = mdg_form_number(c, 1);
        mdg_form two[2] = {core ? core : one, elementwise(c, &q->below)};
        core = mdg_form_new(c, F_EDIV, 2, two, like);
    }
    if (!core) {
        core = mdg_form_leaf(c, F_ONES, 1);
    }
    MDG_PUSH(c->m, &q->outside.matrix, core);
    return mdg_mono_build(c, &q->outside);
}

mdg_form mdg_form_hadamard(struct printing *c, mdg_form a, mdg_form b)
{
    if (a->order == 0 || b->order == 0) {
        return mdg_form_multiply(c, a, b);
    }
    if (a->kind == F_TRANS && b->kind == F_TRANS) {
        return mdg_form_transpose(c, mdg_form_hadamard(c, a->arg[0], b->arg[0]));
    }
    struct quotient q = {.outside = {.c = 1}};
    take_elementwise(c, &q, a);
    take_elementwise(c, &q, b);
    return build_elementwise(c, &q, a);
}

mdg_form mdg_form_reciprocal(struct printing *c, mdg_form f)
{
    mdg_form one = mdg_form_number(c, 1);
    if (f->order == 0) {
        return mdg_form_divide(c, one, f);
    }
    mdg_form two[2] = {one, f};
    return mdg_form_new(c, F_EDIV, 2, two, f);
}

mdg_form mdg_form_diag(struct printing *c, mdg_form f)
{
    bool back = f->order == 1;
    if (f->kind == F_CALL && strcmp(f->text, "diag") == 0 &&
        (f->arg[0]->order == 1 || !back)) {
        return f->arg[0];
    }
    if (back && f->kind == F_CALL && strcmp(f->text, "diag") == 0 &&
        (f->arg[0]->props & MDG_DIAGONAL) == MDG_DIAGONAL) {
        return f->arg[0]; /* of a diagonal matrix */
    }
    if (back && f->kind == F_ONES) {
        return mdg_form_leaf(c, F_EYE, 2);
    }
    if (!back && f->kind == F_EYE) {
        return mdg_form_leaf(c, F_ONES, 1);
    }
    if (back && (f->kind == F_SUM || f->kind == F_PROD || f->kind == F_QUOT)) {
        struct monomial t = {.c = 1}; /* numbers and scalars outside */
        mdg_mono_take(c, &t, f);
        struct monomial core = {.c = 1, .matrix = t.matrix};
        if (t.c != 1 || t.scalar.count || t.below.count) {
            mdg_form d = mdg_form_diag(c, mdg_mono_build(c, &core));
            t.matrix = (struct forms){0};
            MDG_PUSH(c->m, &t.matrix, d);
            return mdg_mono_build(c, &t);
        }
    }
    if (back && f->kind == F_EDIV && f->arg[0]->kind == F_NUM) {
        return mdg_form_inverse(c, mdg_form_diag(c, f->arg[1]));
    }
    mdg_form like = mdg_form_leaf(c, F_EYE, back ? 2 : 1);
    struct form *g = (struct form *)(uintptr_t)mdg_form_call(c, "diag", 1, &f, like);
    g->symmetric = back;
    return g;
}
