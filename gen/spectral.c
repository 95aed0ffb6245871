/* Second derivatives of functions of eigenvalues and of singular values.
 *
 * The gradient of f(lambda(A)) is V diag(w) V' with w = df/dlambda.  Term by term the
 * product rule gives dV, which has the factors 1/(lambda_b - lambda_a); together both terms
 * have
 *
 *     dG = V (W o (V' dA V)) V' + V diag(dw) V',   W_ab = (w_b - w_a) / (lambda_b -
 * lambda_a)
 *
 * (Daleckii and Krein 1965; Lewis and Sendov 2001).  Where f treats all eigenvalues alike,
 * w_a is the same function g of every lambda_a, its other operands being symmetric in the
 * eigenvalues.  Then W_ab is a divided difference of g, which tends to g'(lambda_a) where
 * eigenvalues meet: f is smooth there, though the eigenvectors are not.
 *
 * For singular values the gradient is U diag(w) V', and with P = U' dA V (Giles 2008,
 * section 3.2, both terms together)
 *
 *     dG = U (W o (P + P')/2 + Z o (P - P')/2) V' + U diag(dw) V',
 *     Z_ab = (w_a + w_b) / (s_a + s_b),
 *
 * and, where A is not square, the part of dA outside of the columns of U or V times
 * w_a / s_a. */
#include "spectral.h"
#include "intern.h"
#include "partial.h"

#include <string.h>

enum {
    MOST_NODES = 400, /* that are looked at to find a slope */
    DEEPEST = 60
};

/* ---- the slope of w ------------------------------------------------------------- */

struct slope {
    struct mdg *m;
    mdg_node lambda;
    int left; /* nodes that may be looked at */
};

/* Which axis of operand k of n has the label: -1 none, -2 more than one. */
static int axis_of(mdg_node n, int k, int label)
{
    int at = -1;
    for (int i = 0; i < n->arg[k].node->order; i++) {
        if (n->arg[k].ix[i] == label) {
            at = at == -1 ? i : -2;
        }
    }
    return at;
}

static bool find_slope(struct slope *s, mdg_node n, int axis, int depth, mdg_node *out);

/* The slope of operand k of n along the label `axis`, with the factor that the rule of n
 * gives it, added to *sum. */
static bool add_slope(struct slope *s, mdg_node n, int k, int axis, int depth,
                      mdg_node *sum)
{
    mdg_node y;
    int at = axis_of(n, k, axis);
    if (at == -1) {
        return true;
    }
    if (at < 0 || !find_slope(s, n->arg[k].node, at, depth + 1, &y)) {
        return false;
    }
    if (!y) {
        return true;
    }
    struct mdg_term *t = MDG_ARRAY(s->m, n->nargs + 2, struct mdg_term);
    int count = 0, nlabels = n->order;
    t[count++] = (struct mdg_term){y, n->arg[k].ix};
    if (n->op == MDG_MAP) {
        t[count++] = (struct mdg_term){mdg_partial(s->m, n, k), mdg_identity_ix};
    }
    for (int a = 0; n->op == MDG_CONTRACT && a < n->nargs; a++) {
        if (a != k) {
            t[count++] = (struct mdg_term){n->arg[a].node, n->arg[a].ix};
        }
        nlabels = n->nlabels;
    }
    y = mdg_contract(s->m, n->order, nlabels, n->extent, count, t);
    *sum = mdg_add(s->m, *sum, n->op == MDG_SUM ? n->coef[k] : 1, y);
    return true;
}

/* How n changes with lambda_a where a is the given axis of n, all that lacks the axis held
 * fast; *out is NULL where it does not.  False: n is not one function of lambda_a for all
 * a, as far as can be seen. */
static bool find_slope(struct slope *s, mdg_node n, int axis, int depth, mdg_node *out)
{
    *out = NULL;
    if (n == s->lambda) {
        *out = mdg_relabel(s->m, mdg_num(s->m, 1), NULL, n->order, n->extent);
        return true;
    }
    bool known = n->op == MDG_SUM || n->op == MDG_CONTRACT || n->op == MDG_MAP;
    if (!known || depth > DEEPEST || s->left-- <= 0) {
        return false;
    }
    mdg_node sum = mdg_zeros(s->m, n->order, n->extent);
    for (int k = 0; k < n->nargs; k++) {
        if (!add_slope(s, n, k, axis, depth, &sum)) {
            return false;
        }
    }
    *out = mdg_is_zero(sum) ? NULL : sum;
    return true;
}

/* ---- one pair of vectors ---------------------------------------------------------- */

struct pair {
    struct mdg *m;
    mdg_node n;
    int extra;
    int p, q;       /* the factors U_ia and V_ja */
    uint8_t a;      /* the label a in n */
    mdg_node value; /* lambda or s */
    mdg_node dvalue, dA;
    mdg_node w, slope; /* axes a, then those that the factors with a have besides; slope may
                          be NULL */
    int nrest;         /* the other axes of w: labels of n */
    uint8_t rest[MDG_MAX_LABELS];
    bool taken[MDG_MAX_LABELS]; /* the factors that are in w */
    mdg_size extent[MDG_MAX_LABELS];
    uint8_t la, lb, lp, lq; /* labels of the frame: extra, those of n, b, p, q */
};

static bool is_matrix(mdg_node n, enum mdg_matrix_fn f)
{
    return n->op == MDG_MATRIX && n->kind == (int)f;
}

static bool has_label(const struct mdg_arg *a, uint8_t label)
{
    return a->node->order > 0 && memchr(a->ix, label, (size_t)a->node->order);
}

/* Are factors p and q of n such a pair? */
static bool is_pair(mdg_node n, int p, int q)
{
    const struct mdg_arg *u = &n->arg[p], *v = &n->arg[q];
    bool eigen = is_matrix(u->node, MDG_M_EIGVECS) && u->node == v->node && p < q;
    bool singular = is_matrix(u->node, MDG_M_SVDU) && is_matrix(v->node, MDG_M_SVDV) &&
                    u->node->arg[0].node == v->node->arg[0].node;
    if ((!eigen && !singular) || u->ix[1] != v->ix[1] || u->ix[1] < n->order ||
        u->ix[0] == u->ix[1] || v->ix[0] == v->ix[1]) {
        return false;
    }
    for (int k = 0; k < n->nargs; k++) {
        bool vectors = n->arg[k].node == u->node || n->arg[k].node == v->node;
        if (k != p && k != q && vectors && has_label(&n->arg[k], u->ix[1])) {
            return false;
        }
    }
    return true;
}

/* The product w of all other factors that have the label a. */
static void find_w(struct pair *s)
{
    struct mdg *m = s->m;
    mdg_node n = s->n;
    uint8_t to[MDG_MAX_LABELS];
    mdg_size extent[MDG_MAX_LABELS];
    struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
    int count = 0;
    memset(to, MDG_MAX_LABELS, sizeof to);
    to[s->a] = 0;
    extent[0] = n->extent[s->a];
    for (int k = 0; k < n->nargs; k++) {
        const struct mdg_arg *f = &n->arg[k];
        if (k == s->p || k == s->q || !has_label(f, s->a)) {
            continue;
        }
        uint8_t *ix = MDG_ARRAY(m, f->node->order, uint8_t);
        for (int i = 0; i < f->node->order; i++) {
            if (to[f->ix[i]] == MDG_MAX_LABELS) {
                s->rest[s->nrest++] = f->ix[i];
                to[f->ix[i]] = (uint8_t)s->nrest;
                extent[s->nrest] = n->extent[f->ix[i]];
            }
            ix[i] = to[f->ix[i]];
        }
        t[count++] = (struct mdg_term){f->node, ix};
        s->taken[k] = true;
    }
    s->w = mdg_contract(m, 1 + s->nrest, 1 + s->nrest, extent, count, t);
    struct slope slope = {m, s->value, MOST_NODES};
    mdg_node zero = mdg_zeros(m, s->w->order, s->w->extent);
    bool known = find_slope(&slope, s->w, 0, 0, &s->slope);
    s->slope = known && !s->slope ? zero : s->slope;
}

/* ---- divided differences ---------------------------------------------------------- */

/* x (a vector over a, or with the other axes of w too) at a or at b, in the frame a, b,
 * rest. */
static struct mdg_term at(const struct pair *s, mdg_node x, bool b)
{
    uint8_t *ix = MDG_ARRAY(s->m, x->order, uint8_t);
    for (int i = 0; i < x->order; i++) {
        ix[i] = (uint8_t)(i == 0 ? b : i + 1);
    }
    return (struct mdg_term){x, ix};
}

static const mdg_size *frame(const struct pair *s)
{
    mdg_size *extent = MDG_ARRAY(s->m, s->w->order + 1, mdg_size);
    memcpy(extent + 1, s->w->extent, (size_t)s->w->order * sizeof *extent);
    extent[0] = s->w->extent[0];
    return extent;
}

static mdg_node both(const struct pair *s, mdg_node x, double ca, double cb)
{
    const struct mdg_term t[2] = {at(s, x, false), at(s, x, true)};
    const double c[2] = {ca, cb};
    return mdg_sum(s->m, x->order + 1, frame(s), 2, t, c);
}

static mdg_node times(const struct pair *s, mdg_node x, mdg_node y)
{
    const struct mdg_term t[2] = {{x, mdg_identity_ix}, {y, mdg_identity_ix}};
    mdg_node like = x->order > y->order ? x : y;
    return mdg_contract(s->m, like->order, like->order, like->extent, 2, t);
}

static mdg_node map2(const struct pair *s, enum mdg_map_fn f, mdg_node x, mdg_node y)
{
    const struct mdg_term t[2] = {{x, mdg_identity_ix}, {y, mdg_identity_ix}};
    mdg_node like = x->order > y->order ? x : y;
    return mdg_map(s->m, f, like->order, like->extent, 2, t);
}

static mdg_node where(const struct pair *s, mdg_node c, mdg_node x, mdg_node y)
{
    const struct mdg_term t[3] = {
        {c, mdg_identity_ix}, {x, mdg_identity_ix}, {y, mdg_identity_ix}};
    mdg_node like = x->order > y->order ? x : y;
    return mdg_map(s->m, MDG_F_where, like->order, like->extent, 3, t);
}

/* fraction |lambda|, which is a size of the matrix. */
static mdg_node part_of_size(const struct pair *s, double fraction)
{
    const struct mdg_term v = {s->value, mdg_identity_ix};
    mdg_node norm = mdg_reduce(s->m, MDG_R_NORM, 0, 1, s->value->extent, v);
    return mdg_scale(s->m, fraction, norm);
}

static mdg_node is_below(const struct pair *s, mdg_node x, mdg_node limit)
{
    return map2(s, MDG_F_le, mdg_map1(s->m, MDG_F_abs, x), limit);
}

/* y / x, `limit` where x is 0 up to the rounding of singular values and eigenvalues. */
static mdg_node ratio(const struct pair *s, mdg_node y, mdg_node x, mdg_node limit)
{
    mdg_node q = times(s, y, mdg_map1(s->m, MDG_F_recip0, x));
    mdg_node tiny = part_of_size(s, s->m->real_float ? 1e-5 : 1e-14);
    return mdg_is_zero(y) ? q : where(s, is_below(s, x, tiny), limit, q);
}

/* y / x where y is 0 at x = 0 if the function of the matrix is smooth there, and the limit
 * then is the slope.  Else, at the kink of the nuclear norm, 0. */
static mdg_node smooth_ratio(const struct pair *s, mdg_node y, mdg_node x, mdg_node slope)
{
    mdg_node zero = mdg_num(s->m, 0);
    if (!slope || mdg_is_zero(slope)) {
        return ratio(s, y, x, zero);
    }
    mdg_node rounding = times(s, mdg_map1(s->m, MDG_F_abs, slope),
                              part_of_size(s, s->m->real_float ? 4e-5 : 4e-14));
    return ratio(s, y, x, where(s, is_below(s, y, rounding), slope, zero));
}

/* W_ab: the divided difference of w, with the slope on the diagonal and where eigenvalues
 * and w differ by so little that the mean of two slopes is as good (to the square of the
 * difference) as the quotient is poor (rounding over the difference). */
static mdg_node divided(const struct pair *s)
{
    struct mdg *m = s->m;
    const double close_by = m->real_float ? 5e-3 : 1e-5;
    mdg_node dw = both(s, s->w, -1, 1), gap = both(s, s->value, -1, 1);
    if (!s->slope || mdg_is_zero(dw)) {
        return ratio(s, dw, gap, mdg_num(m, 0));
    }
    mdg_node size = both(s, mdg_map1(m, MDG_F_abs, s->w), close_by, close_by);
    mdg_node same = is_below(s, dw, size);
    mdg_node close = is_below(s, gap, part_of_size(s, close_by));
    mdg_node quotient = is_matrix(s->n->arg[s->p].node, MDG_M_EIGVECS)
                            ? times(s, dw, mdg_map1(m, MDG_F_recip0, gap))
                            : ratio(s, dw, gap, mdg_num(m, 0)); /* kinks at s = 0 */
    return where(s, times(s, same, close), both(s, s->slope, 0.5, 0.5), quotient);
}

/* ---- terms ------------------------------------------------------------------------ */

static struct mdg_term labelled(const struct pair *s, mdg_node x, int count,
                                const uint8_t *ix)
{
    uint8_t *jx = MDG_ARRAY(s->m, count + 1, uint8_t);
    memcpy(jx, ix, (size_t)count);
    return (struct mdg_term){x, jx};
}

static struct mdg_term two(const struct pair *s, mdg_node x, uint8_t i, uint8_t j)
{
    return labelled(s, x, 2, (const uint8_t[2]){i, j});
}

/* A matrix over (a, b) or a vector over a, with the other axes of w. */
static struct mdg_term weight(const struct pair *s, mdg_node x, int own, const uint8_t *ix)
{
    uint8_t jx[MDG_MAX_LABELS];
    memcpy(jx, ix, (size_t)own);
    for (int i = 0; i < s->nrest; i++) {
        jx[own + i] = (uint8_t)(s->rest[i] + s->extra);
    }
    return labelled(s, x, own + s->nrest, jx);
}

/* A differential: the extra labels, then its own. */
static struct mdg_term moving(const struct pair *s, mdg_node x, int own, const uint8_t *ix)
{
    uint8_t jx[MDG_MAX_LABELS];
    memcpy(jx, mdg_identity_ix, (size_t)s->extra);
    memcpy(jx + s->extra, ix, (size_t)own);
    return labelled(s, x, s->extra + own, jx);
}

/* The contraction over the labels that the factors have; one that none has would count. */
static mdg_node contract_used(const struct pair *s, int count, struct mdg_term *f)
{
    int order = s->n->order + s->extra, nlabels = order;
    uint8_t to[MDG_MAX_LABELS];
    mdg_size extent[MDG_MAX_LABELS];
    memcpy(extent, s->extent, (size_t)order * sizeof *extent);
    memset(to, MDG_MAX_LABELS, sizeof to);
    memcpy(to, mdg_identity_ix, (size_t)order);
    for (int k = 0; k < count; k++) {
        uint8_t *ix = MDG_ARRAY(s->m, f[k].node->order + 1, uint8_t);
        for (int i = 0; i < f[k].node->order; i++) {
            uint8_t l = f[k].ix[i];
            if (to[l] == MDG_MAX_LABELS) {
                extent[nlabels] = s->extent[l];
                to[l] = (uint8_t)nlabels++;
            }
            ix[i] = to[l];
        }
        f[k].ix = ix;
    }
    return mdg_contract(s->m, order, nlabels, extent, count, f);
}

/* t and the factors of n that are neither of the pair nor in w, contracted to what n is. */
static mdg_node term(const struct pair *s, int count, const struct mdg_term *t)
{
    mdg_node n = s->n;
    struct mdg_term *f = MDG_ARRAY(s->m, n->nargs + count, struct mdg_term);
    memcpy(f, t, (size_t)count * sizeof *t);
    for (int k = 0; k < n->nargs; k++) {
        if (k == s->p || k == s->q || s->taken[k]) {
            continue;
        }
        uint8_t ix[MDG_MAX_LABELS];
        for (int i = 0; i < n->arg[k].node->order; i++) {
            ix[i] = (uint8_t)(n->arg[k].ix[i] + s->extra);
        }
        f[count++] = labelled(s, n->arg[k].node, n->arg[k].node->order, ix);
    }
    return contract_used(s, count, f);
}

/* U_ia V_jb c_ab U_pa V_qb dA_pq; crossed: U_pb V_qa instead. */
static mdg_node sandwich(const struct pair *s, mdg_node c, bool crossed)
{
    mdg_node u = s->n->arg[s->p].node, v = s->n->arg[s->q].node;
    uint8_t i = (uint8_t)(s->n->arg[s->p].ix[0] + s->extra),
            j = (uint8_t)(s->n->arg[s->q].ix[0] + s->extra);
    const struct mdg_term t[6] = {
        two(s, u, i, s->la),
        two(s, v, j, s->lb),
        weight(s, c, 2, (const uint8_t[2]){s->la, s->lb}),
        two(s, u, s->lp, crossed ? s->lb : s->la),
        two(s, v, s->lq, crossed ? s->la : s->lb),
        moving(s, s->dA, 2, (const uint8_t[2]){s->lp, s->lq}),
    };
    return term(s, 6, t);
}

/* U_ia V_ja slope_a dvalue_a: what W has on the diagonal is in dw already. */
static mdg_node diagonal(const struct pair *s)
{
    mdg_node u = s->n->arg[s->p].node, v = s->n->arg[s->q].node;
    uint8_t i = (uint8_t)(s->n->arg[s->p].ix[0] + s->extra),
            j = (uint8_t)(s->n->arg[s->q].ix[0] + s->extra);
    const struct mdg_term t[4] = {
        two(s, u, i, s->la),
        two(s, v, j, s->la),
        weight(s, s->slope, 1, &s->la),
        moving(s, s->dvalue, 1, &s->la),
    };
    return term(s, 4, t);
}

/* dA_ij itself, where W and Z are one number. */
static mdg_node plain(const struct pair *s, double c)
{
    const uint8_t ij[2] = {(uint8_t)(s->n->arg[s->p].ix[0] + s->extra),
                           (uint8_t)(s->n->arg[s->q].ix[0] + s->extra)};
    const struct mdg_term t = moving(s, s->dA, 2, ij);
    return mdg_scale(s->m, c, term(s, 1, &t));
}

/* What of dA lies outside of the columns of U (rows), or of V (not rows), over s:
 * (dA - U U' dA) V diag(w/s) V', and U diag(w/s) U' (dA - dA V V'). */
static mdg_node outside(const struct pair *s, bool rows)
{
    mdg_node u = s->n->arg[s->p].node, v = s->n->arg[s->q].node;
    mdg_node r = smooth_ratio(s, s->w, s->value, s->slope);
    uint8_t i = (uint8_t)(s->n->arg[s->p].ix[0] + s->extra),
            j = (uint8_t)(s->n->arg[s->q].ix[0] + s->extra);
    const uint8_t pq[2] = {s->lp, s->lq}, iq[2] = {i, s->lq}, pj[2] = {s->lp, j};
    struct mdg_term t[6] = {rows ? two(s, v, s->lq, s->la) : two(s, u, s->lp, s->la),
                            rows ? two(s, v, j, s->la) : two(s, u, i, s->la),
                            weight(s, r, 1, &s->la), moving(s, s->dA, 2, rows ? iq : pj)};
    mdg_node whole = term(s, 4, t);
    t[3] = rows ? two(s, u, i, s->lb) : two(s, v, j, s->lb);
    t[4] = rows ? two(s, u, s->lp, s->lb) : two(s, v, s->lq, s->lb);
    t[5] = moving(s, s->dA, 2, pq);
    return mdg_add(s->m, whole, -1, term(s, 6, t));
}

/* Is w = c value, with a number c? */
static bool is_linear(const struct pair *s, double *c)
{
    if (!s->slope || !mdg_constant(s->slope, c) || s->nrest > 0) {
        return false;
    }
    return mdg_is_zero(mdg_add(s->m, s->w, -*c, s->value));
}

/* Is x the same for all a? It is if none of its operands has the label. */
static bool is_same_for_all(mdg_node x)
{
    double c;
    bool same = mdg_constant(x, &c) || x->op == MDG_SUM || x->op == MDG_CONTRACT;
    for (int k = 0; same && k < x->nargs; k++) {
        same = axis_of(x, k, 0) == -1;
    }
    return same;
}

/* With w = c lambda + b, W is c everywhere. A constant slope is not enough: which
 * eigenvalue is the largest has the slope 0, and a jump. */
static mdg_node of_eigenvectors(const struct pair *s)
{
    double c = 0;
    bool affine = s->slope && mdg_constant(s->slope, &c) && s->nrest == 0 &&
                  is_same_for_all(mdg_add(s->m, s->w, -c, s->value));
    return affine ? plain(s, c) : sandwich(s, divided(s), false);
}

static mdg_node of_singular_vectors(const struct pair *s)
{
    struct mdg *m = s->m;
    double c;
    if (is_linear(s, &c)) {
        return plain(s, c);
    }
    mdg_node slopes = s->slope ? both(s, s->slope, 0.5, 0.5) : NULL;
    mdg_node w = divided(s),
             z = smooth_ratio(s, both(s, s->w, 1, 1), both(s, s->value, 1, 1), slopes);
    mdg_node sum = sandwich(s, mdg_scale(m, 0.5, mdg_add(m, w, 1, z)), false);
    sum = mdg_add(m, sum, 1, sandwich(s, mdg_scale(m, 0.5, mdg_add(m, w, -1, z)), true));
    mdg_node u = s->n->arg[s->p].node, v = s->n->arg[s->q].node;
    if (u->extent[0] != u->extent[1]) {
        sum = mdg_add(m, sum, 1, outside(s, true));
    }
    if (v->extent[0] != v->extent[1]) {
        sum = mdg_add(m, sum, 1, outside(s, false));
    }
    return sum;
}

/* (dA + dA')/2 in the last two axes. */
static mdg_node symmetric_part(struct mdg *m, mdg_node d)
{
    uint8_t ix[MDG_MAX_ORDER];
    memcpy(ix, mdg_identity_ix, sizeof ix);
    ix[d->order - 2] = (uint8_t)(d->order - 1);
    ix[d->order - 1] = (uint8_t)(d->order - 2);
    const struct mdg_term t[2] = {{d, mdg_identity_ix}, {d, ix}};
    const double half[2] = {0.5, 0.5};
    return mdg_sum(m, d->order, d->extent, 2, t, half);
}

/* What of the differential of n comes from the vectors of one pair. */
static mdg_node of_pair(struct pair *s, const mdg_node *d)
{
    mdg_node n = s->n, u = n->arg[s->p].node, A = u->arg[0].node, dA = d[A->id];
    bool eigen = is_matrix(u, MDG_M_EIGVECS);
    int frame_of_n = s->extra + n->nlabels;
    s->a = n->arg[s->p].ix[1];
    s->value = mdg_matrix(s->m, eigen ? MDG_M_EIGVALS : MDG_M_SVDVALS, 1, &A);
    s->dA = eigen ? symmetric_part(s->m, dA) : dA;
    s->la = (uint8_t)(s->a + s->extra);
    s->lb = (uint8_t)frame_of_n;
    s->lp = (uint8_t)(frame_of_n + 1);
    s->lq = (uint8_t)(frame_of_n + 2);
    memcpy(s->extent, dA->extent, (size_t)s->extra * sizeof *s->extent);
    memcpy(s->extent + s->extra, n->extent, (size_t)n->nlabels * sizeof *s->extent);
    s->extent[s->lb] = n->extent[s->a];
    s->extent[s->lp] = A->extent[0];
    s->extent[s->lq] = A->extent[1];
    find_w(s);
    mdg_node y = eigen ? of_eigenvectors(s) : of_singular_vectors(s);
    if (s->slope && !mdg_is_zero(s->slope)) { /* so w depends on value, which has d */
        s->dvalue = d[s->value->id];
        y = mdg_add(s->m, y, -1, diagonal(s));
    }
    return y;
}

mdg_node mdg_spectral_differential(struct mdg *m, mdg_node n, const mdg_node *d,
                                   mdg_node *darg, int extra)
{
    mdg_node sum = NULL;
    if (n->op != MDG_CONTRACT || extra + n->nlabels + 3 > MDG_MAX_LABELS) {
        return NULL;
    }
    for (int p = 0; p < n->nargs; p++) {
        for (int q = 0; q < n->nargs; q++) {
            if (!darg[p] || !darg[q] || p == q || !is_pair(n, p, q)) {
                continue;
            }
            struct pair *s = MDG_NEW(m, struct pair);
            *s = (struct pair){.m = m, .n = n, .extra = extra, .p = p, .q = q};
            mdg_node y = of_pair(s, d);
            sum = sum ? mdg_add(m, sum, 1, y) : y;
            darg[p] = darg[q] = NULL;
        }
    }
    return sum;
}
