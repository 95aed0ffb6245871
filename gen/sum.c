/* Linear combinations: y[i..] = sum_a coef_a arg_a[ix_a] (rules D1 and T4 need nothing
 * more).
 *
 * Canonical form: transposes and broadcasts looked through, short sums inside of sums
 * opened, equal terms collected, terms sorted; a constant is the number 1 with its
 * coefficient.  A multiple of a sum is not multiplied out: c (x - y) and x - y share their
 * work. */
#include "intern.h"
#include "rewrite.h"

#include <stdlib.h>
#include <string.h>

enum {
    OPEN_UP_TO = 8
}; /* terms; beyond, sums stay nested, so that building one is linear */

struct addend {
    struct mdg_term t;
    double coef;
};

struct addends {
    struct addend *data;
    size_t count, cap;
};

static const uint8_t *compose(struct mdg *m, const struct mdg_arg *inner,
                              const uint8_t *outer)
{
    uint8_t *ix = MDG_ARRAY(m, inner->node->order + 1, uint8_t);
    for (int i = 0; i < inner->node->order; i++) {
        ix[i] = outer[inner->ix[i]];
    }
    return ix;
}

static void take(struct mdg *m, struct addends *s, struct mdg_term t, double coef, int room)
{
    while (mdg_unwrap(m, &t)) {
    }
    mdg_node n = t.node;
    double v;
    if (mdg_constant(n, &v)) {
        struct addend one = {{mdg_num(m, 1), mdg_identity_ix}, coef * v};
        MDG_PUSH(m, s, one);
    } else if (n->op == MDG_SUM &&
               (n->nargs == 1 ? mdg_tame(coef, n->coef[0])
                              : (n->nargs <= room && (coef == 1 || coef == -1)))) {
        for (int a = 0; a < n->nargs; a++) {
            struct mdg_term inner = {n->arg[a].node, compose(m, &n->arg[a], t.ix)};
            take(m, s, inner, coef * n->coef[a], 0);
        }
    } else {
        mdg_sort_symmetric(m, &t);
        struct addend one = {t, coef};
        MDG_PUSH(m, s, one);
    }
}

bool mdg_tame(double a, double b)
{
    double c = a * b < 0 ? -(a * b) : a * b;
    return a == 1 || a == -1 || b == 1 || b == -1 || (c > 1e-12 && c < 1e12);
}

static int addend_cmp(const void *a, const void *b)
{
    const struct addend *p = a, *q = b;
    return mdg_term_cmp(&p->t, &q->t, MDG_MAX_LABELS);
}

static void collect(struct addends *s)
{
    size_t n = 0;
    for (size_t k = 0; k < s->count; k++) {
        if (n && addend_cmp(&s->data[n - 1], &s->data[k]) == 0) {
            s->data[n - 1].coef += s->data[k].coef;
        } else {
            s->data[n++] = s->data[k];
        }
        n -= s->data[n - 1].coef == 0 &&
             (k + 1 == s->count || addend_cmp(&s->data[n - 1], &s->data[k + 1]) != 0);
    }
    s->count = n;
}

static mdg_node sum(struct mdg *m, int order, const mdg_size *extent, int nterms,
                    const struct mdg_term *term, const double *coef)
{
    struct addends s = {0};
    for (int k = 0; k < nterms; k++) {
        int room =
            nterms > 1 ? OPEN_UP_TO - (nterms - 1) : 1; /* a multiple of a sum stays one */
        take(m, &s, term[k], coef[k], room);
    }
    if (s.count > 1) {
        qsort(s.data, s.count, sizeof *s.data, addend_cmp);
    }
    collect(&s);
    if (s.count == 0) {
        return mdg_zeros(m, order, extent);
    }
    if (s.count == 1 && s.data[0].t.node->op == MDG_NUMBER && order == 0) {
        return mdg_num(m, s.data[0].coef);
    }
    if (s.count == 1 && s.data[0].coef == 1) {
        return mdg_relabel(m, s.data[0].t.node, s.data[0].t.ix, order, extent);
    }
    struct mdg_arg *arg = MDG_ARRAY(m, s.count, struct mdg_arg);
    double *c = MDG_ARRAY(m, s.count, double);
    for (size_t k = 0; k < s.count; k++) {
        arg[k] = (struct mdg_arg){s.data[k].t.node, s.data[k].t.ix};
        c[k] = s.data[k].coef;
    }
    struct mdg_node n = {.op = MDG_SUM,
                         .order = order,
                         .nlabels = order,
                         .extent = extent,
                         .nargs = (int)s.count,
                         .arg = arg,
                         .coef = c};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

mdg_node mdg_sum(struct mdg *m, int order, const mdg_size *extent, int nterms,
                 const struct mdg_term *term, const double *coef)
{
    struct mdg_hold hold = mdg_hold(m);
    mdg_node n = sum(m, order, extent, nterms, term, coef);
    mdg_release(m, hold);
    return n;
}

mdg_node mdg_add(struct mdg *m, mdg_node a, double s, mdg_node b)
{
    const struct mdg_term t[2] = {{a, mdg_identity_ix}, {b, mdg_identity_ix}};
    const double c[2] = {1, s};
    return mdg_sum(m, a->order, a->extent, 2, t, c);
}

mdg_node mdg_scale(struct mdg *m, double s, mdg_node a)
{
    const struct mdg_term t = {a, mdg_identity_ix};
    return s == 1 ? a : mdg_sum(m, a->order, a->extent, 1, &t, &s);
}
