/* Reductions: sums, means, extrema, products, log-sum-exp, softmax, norms, running sums. */
#include "value_impl.h"

/* The axis of a call: 0 for all, else checked against the rank. */
static int axis_of(const struct mdg_call *c, mdg_value a)
{
    /* a scalar may be anything whose sizes all are 1, of any rank */
    int most = a->rank ? a->rank : MDG_MAX_ORDER;
    if (c->axis > most) {
        mdg_err(c->m, c->m->at, "%s: %s has no axis %d\n  hint: %s", c->name,
                mdg_value_text(c->m, a), c->axis,
                most == 2 ? "axis 1 goes over rows (gives 1 x n), axis 2 along each row "
                            "(gives m x 1)"
                          : mdg_fmt(c->m, "its axes are 1 to %d", most));
    }
    return c->axis;
}

/* The frame of a where the reduced axes come after those of the result. */
struct reduction {
    int rank;
    mdg_size shape[MDG_MAX_ORDER]; /* of the result: reduced axes are 1 */
    int order, nlabels;
    mdg_size extent[MDG_MAX_ORDER];
    struct mdg_term term;
    mdg_size count; /* elements that go into one of the result */
};

static void plan(struct mdg *m, struct reduction *r, mdg_value a, int axis)
{
    uint8_t *ix = MDG_ARRAY(m, a->node->order, uint8_t);
    *r = (struct reduction){.rank = a->rank, .count = mdg_size_int(m, 1)};
    r->term = (struct mdg_term){a->node, ix};
    for (int pass = 0; pass < 2; pass++) {
        int at = 0;
        for (int k = 0; k < a->rank; k++) {
            bool drop = axis == 0 || axis == k + 1;
            bool exists = !mdg_is_one(a->shape[k]);
            if (pass == 0) {
                r->shape[k] = drop ? mdg_size_int(m, 1) : a->shape[k];
            }
            if (exists && drop == (pass == 1)) {
                ix[at] = (uint8_t)r->nlabels;
                r->extent[r->nlabels++] = a->shape[k];
                r->count = drop ? mdg_size_mul(m, r->count, a->shape[k]) : r->count;
            }
            at += exists;
        }
        r->order = pass == 0 ? r->nlabels : r->order;
    }
}

static mdg_value finish(struct mdg *m, const struct reduction *r, mdg_node y, mdg_value a)
{
    return mdg_value_new(m, y, r->rank, r->shape, a->uses);
}

static mdg_node sum_node(struct mdg *m, const struct reduction *r)
{
    return mdg_contract(m, r->order, r->nlabels, r->extent, 1, &r->term);
}

static mdg_node divided(struct mdg *m, mdg_node a, mdg_size by)
{
    int64_t n = 0;
    if (mdg_size_is_int(by, &n)) {
        return mdg_scale(m, 1 / (double)n, a);
    }
    uint8_t ix[MDG_MAX_ORDER];
    for (int k = 0; k < a->order; k++) {
        ix[k] = (uint8_t)k;
    }
    struct mdg_term term[] = {{a, ix},
                              {mdg_map1(m, MDG_F_recip, mdg_size_node(m, by)), NULL}};
    return mdg_contract(m, a->order, a->order, a->extent, 2, term);
}

static mdg_value reduce(struct mdg *m, int how, mdg_value a, int axis)
{
    static const enum mdg_reduce kind[] = {[MDG_V_MAX] = MDG_R_MAX,
                                           [MDG_V_MIN] = MDG_R_MIN,
                                           [MDG_V_PROD] = MDG_R_PROD,
                                           [MDG_V_LOGSUMEXP] = MDG_R_LSE};
    struct reduction r;
    plan(m, &r, a, axis);
    if (r.order == r.nlabels) {
        return mdg_value_new(m, a->node, a->rank, a->shape,
                             a->uses); /* of one element each */
    }
    if (how == MDG_V_SUM) {
        return finish(m, &r, sum_node(m, &r), a);
    }
    if (how == MDG_V_MEAN) {
        mdg_node mean = divided(m, sum_node(m, &r), r.count);
        mdg_value v = finish(m, &r, mean, a);
        const struct mdg_uses *uses = mdg_uses_join(m, a->uses, mdg_uses_dims(m, r.count));
        return mdg_value_new(m, v->node, v->rank, v->shape, uses);
    }
    mdg_node y = mdg_reduce(m, kind[how], r.order, r.nlabels, r.extent, r.term);
    return finish(m, &r, y, a);
}

mdg_value mdg_fn_reduce(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    return reduce(c->m, c->kind, a, axis_of(c, a));
}

/* log_softmax(A) = A - logsumexp(A); softmax is its exp. */
mdg_value mdg_fn_softmax(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    mdg_value lse = reduce(c->m, MDG_V_LOGSUMEXP, a, axis_of(c, a));
    mdg_value y = mdg_value_op(c->m, MDG_OP_SUB, a, lse);
    return c->kind == MDG_V_SOFTMAX ? mdg_apply(c->m, MDG_F_exp, y) : y;
}

/* ---- products and norms ---------------------------------------------------- */

/* sum of a % b, shapes equal up to broadcasting. */
static mdg_value inner(const struct mdg_call *c, mdg_value a, mdg_value b)
{
    struct mdg_frame f;
    mdg_frame_broadcast(c->m, &f, c->name, 2, (mdg_value[]){a, b});
    struct mdg_term term[] = {mdg_frame_term(c->m, &f, a), mdg_frame_term(c->m, &f, b)};
    mdg_node y = mdg_contract(c->m, 0, f.order, f.extent, 2, term);
    return mdg_value_new(c->m, y, 0, NULL, mdg_uses_join(c->m, a->uses, b->uses));
}

mdg_value mdg_fn_sumsq(const struct mdg_call *c)
{
    return inner(c, c->val[0], c->val[0]);
}

static bool same_shape(mdg_value a, mdg_value b)
{
    for (int k = 0; k < a->rank && a->rank == b->rank; k++) {
        if (a->shape[k] != b->shape[k]) {
            return false;
        }
    }
    return a->rank == b->rank;
}

/* tr(A'B) */
mdg_value mdg_fn_dot(const struct mdg_call *c)
{
    mdg_value a = c->val[0], b = c->val[1];
    if (!same_shape(a, b)) {
        mdg_err(c->m, c->m->at,
                "dot needs two operands of one shape: dot(%s, %s)\n  hint: dot(A, "
                "B) = tr(A.T * B) = sum(A %% B); the matrix product is A * B",
                mdg_value_text(c->m, a), mdg_value_text(c->m, b));
    }
    return inner(c, a, b);
}

mdg_value mdg_fn_norm(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    struct reduction r;
    plan(c->m, &r, a, 0);
    if (!a->rank) {
        return mdg_apply(c->m, MDG_F_abs, a);
    }
    mdg_node y = mdg_reduce(c->m, MDG_R_NORM, r.order, r.nlabels, r.extent, r.term);
    return finish(c->m, &r, y, a);
}

mdg_value mdg_fn_norm1(const struct mdg_call *c)
{
    return reduce(c->m, MDG_V_SUM, mdg_apply(c->m, MDG_F_abs, c->val[0]), 0);
}

mdg_value mdg_fn_norm_inf(const struct mdg_call *c)
{
    return reduce(c->m, MDG_V_MAX, mdg_apply(c->m, MDG_F_abs, c->val[0]), 0);
}

/* x'Ax */
mdg_value mdg_fn_quad(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value x = c->val[0], a = c->val[1];
    if (!mdg_is_vector(x) && mdg_is_vector(a)) {
        mdg_err(
            m, m->at,
            "quad takes the vector first: quad(%s, %s)\n  hint: quad(x, A) = x.T * A * x",
            mdg_value_text(m, x), mdg_value_text(m, a));
    }
    mdg_need_vector(c, x);
    mdg_need_square(c, a);
    x = mdg_is_row(x) ? mdg_value_transpose(m, x) : x;
    if (mdg_rows(m, x) != mdg_rows(m, a)) {
        mdg_err(m, m->at,
                "the shapes do not fit: quad(%s, %s)\n  hint: quad(x, A) = x.T * A * x "
                "needs x of n elements and A of n x n",
                mdg_value_text(m, c->val[0]), mdg_value_text(m, a));
    }
    mdg_value y = mdg_value_op(m, MDG_OP_MUL, mdg_value_transpose(m, x), a);
    return mdg_value_op(m, MDG_OP_MUL, y, x);
}

mdg_value mdg_fn_cumsum(const struct mdg_call *c)
{
    mdg_value a = c->val[0];
    if (!c->axis && !mdg_is_vector(a)) {
        mdg_err(c->m, c->m->at,
                "cumsum of %s needs an axis\n  hint: cumsum(A, 1) sums down each "
                "column, cumsum(A, 2) along each row",
                mdg_value_text(c->m, a));
    }
    int axis = c->axis ? axis_of(c, a) - 1 : mdg_is_row(a);
    if (!a->rank || mdg_is_one(a->shape[axis])) {
        return a;
    }
    struct mdg_frame f;
    mdg_frame_shape(&f, a->rank, a->shape);
    mdg_node y = mdg_cumsum(c->m, a->node, f.label[axis], false);
    return mdg_frame_value(c->m, &f, y, a->uses);
}
