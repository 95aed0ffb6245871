/* From nodes to forms: element-wise functions, softmax, reductions. */
#include "print_form.h"
#include "intern.h"

#include <stdint.h>

/* u - logsumexp(u): softmax or its logarithm. The node is z - lse(z); the reduced axes are
 * given back as they are written: 0 for all of them. */
static mdg_node softmax_of(struct mdg *m, mdg_node n, int *axis)
{
    for (int k = 0; n->op == MDG_SUM && k < n->nargs; k++) {
        mdg_node r = n->arg[k].node;
        if (r->op != MDG_REDUCE || r->kind != MDG_R_LSE || n->coef[k] != -1 ||
            n->order != r->nlabels || n->order > 2 || r->arg[0].node->order != n->order) {
            continue;
        }
        bool fits = true;
        *axis = 0;
        for (int i = 0; i < n->order; i++) {
            uint8_t l = r->arg[0].ix[i];
            fits &= l >= r->order || n->arg[k].ix[l] == i;
            *axis = r->order && l >= r->order ? i + 1 : *axis;
        }
        struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
        double *coef = MDG_ARRAY(m, n->nargs, double);
        int count = 0;
        for (int a = 0; a < n->nargs; a++) {
            if (a != k) {
                t[count] = (struct mdg_term){n->arg[a].node, n->arg[a].ix};
                coef[count++] = n->coef[a];
            }
        }
        if (fits && mdg_sum(m, n->order, n->extent, count, t, coef) == r->arg[0].node) {
            return r->arg[0].node;
        }
    }
    return NULL;
}

/* exp(z) over its sum */
static mdg_form spelled_softmax(struct printing *c, mdg_form z)
{
    mdg_form e = mdg_form_call(c, "exp", 1, &z, z), one = mdg_form_leaf(c, F_ONES, 1);
    if (z->order == 1) {
        return mdg_form_divide(c, e, mdg_form_multiply(c, mdg_form_transpose(c, one), e));
    }
    mdg_form sums = mdg_form_diag(c, mdg_form_multiply(c, e, one));
    return mdg_form_multiply(c, mdg_form_inverse(c, sums), e);
}

/* softmax along an axis of z; rows if nothing is said. */
static mdg_form softmax_form(struct printing *c, mdg_node z, int axis)
{
    mdg_form f = mdg_form_of(c, z);
    if (c->p->spelled && (z->order == 1 || axis)) {
        mdg_form t = axis == 1 && z->order == 2 ? mdg_form_transpose(c, f) : f;
        mdg_form p = spelled_softmax(c, t);
        return t == f ? p : mdg_form_transpose(c, p);
    }
    if (axis == 1) {
        f = mdg_form_transpose(c, f);
    }
    mdg_form y =
        mdg_form_call(c, z->order == 2 && axis == 0 ? "softmax_all" : "softmax", 1, &f, f);
    return axis == 1 ? mdg_form_transpose(c, y) : y;
}

mdg_form mdg_form_log_softmax(struct printing *c, mdg_node n)
{
    int axis;
    mdg_node z = c->p->spelled ? NULL : softmax_of(c->m, n, &axis);
    if (!z) {
        return NULL;
    }
    mdg_form p = softmax_form(c, z, axis);
    bool back = p->kind == F_TRANS;
    p = back ? p->arg[0] : p;
    p = mdg_form_call(c, "log", 1, &p, p);
    return back ? mdg_form_transpose(c, p) : p;
}

static mdg_form one_plus(struct printing *c, mdg_form f, double s)
{
    mdg_form two[2] = {mdg_form_number(c, 1), f};
    const double coef[2] = {s, 1};
    return mdg_form_sum(c, 2, two, coef, f);
}

static mdg_form call1(struct printing *c, const char *text, mdg_form f)
{
    return mdg_form_call(c, text, 1, &f, f);
}

enum { MOST_EXPONENTIALS = 12 };

/* The exponentials that logaddexp adds up, in the frame of n: a of logaddexp(a, b) may be
 * one itself. Their number, or more than there is room for. */
static int exponentials(struct printing *c, mdg_node n, const uint8_t *ix, mdg_node frame,
                        mdg_form *out, int count)
{
    mdg_node u = mdg_relabel(c->m, n, ix, frame->order, frame->extent);
    bool open = n->op == MDG_MAP && n->kind == MDG_F_logaddexp && !mdg_form_name_of(c, n);
    for (int k = 0; open && k < 2 && count < MOST_EXPONENTIALS; k++) {
        uint8_t *jx = MDG_ARRAY(c->m, n->arg[k].node->order + 1, uint8_t);
        for (int i = 0; i < n->arg[k].node->order; i++) {
            jx[i] = ix[n->arg[k].ix[i]];
        }
        count = exponentials(c, n->arg[k].node, jx, frame, out, count);
    }
    if (!open) {
        out[count++] = call1(c, "exp", mdg_form_of(c, u));
    }
    return count;
}

/* log(exp(a) + exp(b)) as it was written; log(1 + exp(a) + exp(b)) for softplus of that. */
static mdg_form log_of_exponentials(struct printing *c, mdg_node n, mdg_form like)
{
    mdg_form f[MOST_EXPONENTIALS + 2];
    double one[MOST_EXPONENTIALS + 2];
    bool plus = n->kind == MDG_F_softplus;
    int count = exponentials(c, plus ? n->arg[0].node : n,
                             plus ? n->arg[0].ix : mdg_identity_ix, n, f, 0);
    if (count > MOST_EXPONENTIALS) {
        return NULL;
    }
    f[count] = mdg_form_number(c, 1);
    count += plus;
    for (int k = 0; k < count; k++) {
        one[k] = 1;
    }
    return call1(c, "log", mdg_form_sum(c, count, f, one, like));
}

/* Functions that textbooks have no name for. */
static mdg_form textbook(struct printing *c, enum mdg_map_fn fn, mdg_form x)
{
    switch (fn) {
    case MDG_F_expm1:
        return one_plus(c, call1(c, "exp", x), -1);
    case MDG_F_log1p:
        return call1(c, "log", one_plus(c, x, 1));
    case MDG_F_softplus:
        return call1(c, "log", one_plus(c, call1(c, "exp", x), 1));
    case MDG_F_log_sigmoid:
        return call1(c, "log", call1(c, "sigmoid", x));
    case MDG_F_log_cosh:
        return call1(c, "log", call1(c, "cosh", x));
    default:
        return NULL;
    }
}

static const struct {
    enum mdg_map_fn fn;
    enum shape shape;
} map_shapes[] = {
    {MDG_F_abs, S_ABS},  {MDG_F_sqrt, S_SQRT},    {MDG_F_lt, S_LT},
    {MDG_F_le, S_LE},    {MDG_F_eq, S_EQ},        {MDG_F_ne0, S_NE0},
    {MDG_F_step, S_GT0}, {MDG_F_maximum, S_MAX2}, {MDG_F_minimum, S_MIN2},
};

static const char *const map_names[MDG_NMAPS] = {
#define MAP(name, arity, da, db, dc, c, tested) [MDG_F_##name] = #name,
#include "maps.def"
#undef MAP
};

static mdg_form power(struct printing *c, mdg_form a, mdg_form b)
{
    mdg_form two[2] = {a, b};
    return mdg_form_new(c, a->order || b->order ? F_EPOW : F_POW, 2, two, a->order ? a : b);
}

/* 1 - tanh(x)^2 and exp(-x^2), which have names for the sake of their tails alone. */
static mdg_form squared(struct printing *c, enum mdg_map_fn fn, mdg_form x)
{
    mdg_form y = fn == MDG_F_sech2 ? call1(c, "tanh", x) : x;
    mdg_form two[2] = {power(c, y, mdg_form_number(c, 2)), mdg_form_number(c, 1)};
    const double coef[2] = {-1, 1};
    return fn == MDG_F_sech2 ? mdg_form_sum(c, 2, two, coef, x)
                             : call1(c, "exp", mdg_form_sum(c, 1, two, coef, x));
}

/* Is it 0 or 1 already? */
static bool is_indicator(mdg_node n)
{
    return n->op == MDG_MAP &&
           (n->kind == MDG_F_lt || n->kind == MDG_F_le || n->kind == MDG_F_eq ||
            n->kind == MDG_F_ne0 || n->kind == MDG_F_step);
}

mdg_form mdg_form_of_map(struct printing *c, mdg_node n)
{
    enum mdg_map_fn fn = (enum mdg_map_fn)n->kind;
    mdg_form a[3] = {NULL, NULL, NULL}, like = mdg_form_leaf(c, F_DOTS, n->order);
    int axis;
    mdg_node z = fn == MDG_F_exp ? softmax_of(c->m, n->arg[0].node, &axis) : NULL;
    if (z && !mdg_form_name_of(c, n->arg[0].node)) {
        return softmax_form(c, z, axis);
    }
    for (int k = 0; k < n->nargs; k++) {
        const struct mdg_arg *x = &n->arg[k];
        a[k] =
            x->node->order == 0 ? mdg_form_of(c, x->node) : mdg_form_placed(c, x, n->order);
    }
    if (fn == MDG_F_recip || fn == MDG_F_recip0) {
        return mdg_form_reciprocal(c, a[0]);
    }
    if (fn == MDG_F_ne0 && is_indicator(n->arg[0].node)) {
        return a[0];
    }
    if (fn == MDG_F_pow) {
        return power(c, a[0], a[1]);
    }
    if (fn == MDG_F_sech2 || fn == MDG_F_gauss) {
        return squared(c, fn, a[0]);
    }
    if (fn == MDG_F_xlogy) {
        return mdg_form_hadamard(c, a[0], mdg_form_call(c, "log", 1, &a[1], a[1]));
    }
    const struct mdg_node *inner = fn == MDG_F_softplus ? n->arg[0].node : n;
    if (c->p->book && inner->op == MDG_MAP && inner->kind == MDG_F_logaddexp) {
        mdg_form sum = log_of_exponentials(c, n, like);
        if (sum) {
            return sum;
        }
    }
    mdg_form book = c->p->book ? textbook(c, fn, a[0]) : NULL;
    if (book) {
        return book;
    }
    for (size_t k = 0; k < sizeof map_shapes / sizeof *map_shapes; k++) {
        if (map_shapes[k].fn == fn) {
            return mdg_form_shape(c, map_shapes[k].shape, n->nargs, a, like);
        }
    }
    struct form *y =
        (struct form *)(uintptr_t)mdg_form_call(c, map_names[fn], n->nargs, a, like);
    y->elementwise = true;
    return y;
}

/* ---- reductions
 * -------------------------------------------------------------------------------- */

/* log of the sum of exp, with vectors of ones. */
static mdg_form log_sum_exp(struct printing *c, mdg_form f, bool rows, bool cols)
{
    mdg_form one = mdg_form_leaf(c, F_ONES, 1), e = call1(c, "exp", f);
    if (f->order == 2 && cols) { /* along each row, then over rows */
        e = mdg_form_multiply(c, e, one);
    }
    if (rows) {
        e = e->order == 2 ? mdg_form_multiply(c, mdg_form_transpose(c, e), one)
                          : mdg_form_multiply(c, mdg_form_transpose(c, one), e);
    }
    return call1(c, "log", e);
}

mdg_form mdg_form_of_reduce(struct printing *c, mdg_node n)
{
    static const char *const names[] = {"max", "min", "prod", "logsumexp", "norm"};
    mdg_node x = n->arg[0].node;
    const uint8_t *ix = n->arg[0].ix;
    mdg_form f = mdg_form_of(c, x), arg[1 + MDG_MAX_ORDER],
             like = mdg_form_leaf(c, F_DOTS, n->order);
    bool repeated = x->order != n->nlabels, reduced[MDG_MAX_LABELS];
    int count = 0;
    for (int i = 0; i < n->nlabels; i++) {
        reduced[i] = repeated ? i >= n->order : ix[i] >= n->order;
    }
    if (repeated) {
        f = mdg_form_placed(c, &n->arg[0], n->nlabels);
    }
    if (n->kind == MDG_R_LSE && c->p->book && n->nlabels <= 2) {
        return log_sum_exp(c, f, reduced[0], n->nlabels == 2 && reduced[1]);
    }
    arg[count++] = f;
    if (n->kind == MDG_R_NORM && n->order == 0) {
        return mdg_form_shape(c, n->nlabels == 1 ? S_NORM : S_NORMF, 1, arg, like);
    }
    for (int i = 0; n->order && i < n->nlabels; i++) {
        if (reduced[i]) {
            arg[count++] = mdg_form_number(c, i + 1);
        }
    }
    return mdg_form_call(c, names[n->kind], count, arg, like);
}
