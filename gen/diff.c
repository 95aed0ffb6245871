/* Differential rules: what d of every operator is, as an expression that is linear in the
 * differentials of its operands.  Each rule stands here once; there is no other source of
 * derivatives.
 *
 *   D1  d(X +- Y) = dX +- dY                         of_sum
 *   D2  d(X Y) = (dX) Y + X (dY)                     of_contract: one factor at a time,
 *   D4  d(X o Y) = dX o Y + X o dY                   for products of every kind
 *   D3  d(X^-1) = -X^-1 dX X^-1                      of_inverse
 *   D5  d sigma(X) = sigma'(X) o dX                  of_map
 *
 * Labels: a differential has `extra` leading axes (labels 0 .. extra-1 of every term here),
 * then the axes of its node, whose labels are moved up by extra. */
#include "calculus.h"
#include "intern.h"
#include "mapvalue.h"
#include "partial.h"

#include <assert.h>
#include <string.h>

/* One application of a rule. */
struct rule {
    struct mdg *m;
    mdg_node n;
    const mdg_node *d;
    int extra;
    mdg_size extent[MDG_MAX_LABELS]; /* of extra labels, then of the labels of n */
};

/* Labels of an operand of n in the frame of the rule. */
static const uint8_t *moved(const struct rule *r, const struct mdg_arg *a)
{
    uint8_t *ix = MDG_ARRAY(r->m, a->node->order + 1, uint8_t);
    for (int i = 0; i < a->node->order; i++) {
        ix[i] = (uint8_t)(a->ix[i] + r->extra);
    }
    return ix;
}

/* The differential of operand k with its labels: the extra ones, then those of the operand.
 */
static struct mdg_term dterm(const struct rule *r, int k)
{
    const struct mdg_arg *a = &r->n->arg[k];
    uint8_t *ix = MDG_ARRAY(r->m, r->extra + a->node->order + 1, uint8_t);
    for (int i = 0; i < r->extra; i++) {
        ix[i] = (uint8_t)i;
    }
    for (int i = 0; i < a->node->order; i++) {
        ix[r->extra + i] = (uint8_t)((a->ix ? a->ix[i] : i) + r->extra);
    }
    return (struct mdg_term){r->d[k], ix};
}

static mdg_node contract(const struct rule *r, int nlabels, int n, const struct mdg_term *t)
{
    return mdg_contract(r->m, r->n->order + r->extra, nlabels, r->extent, n, t);
}

static mdg_node plus(const struct rule *r, mdg_node sum, mdg_node term)
{
    return sum ? mdg_add(r->m, sum, 1, term) : term;
}

/* An einsum whose operand number k of `spec` is a differential: "~" in spec stands for the
 * extra axes.  ein(r, "ip,~pq,qj->~ij", Y, dA, Y). */
static mdg_node ein(const struct rule *r, const char *spec, int count, ...)
{
    const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char full[256];
    size_t n = 0;
    for (const char *s = spec; *s; s++) {
        for (int i = 0; *s == '~' && i < r->extra; i++) {
            full[n++] = letters[i];
        }
        full[n] = *s;
        n += *s != '~';
    }
    full[n] = '\0';
    mdg_node a[8] = {0};
    va_list ap;
    va_start(ap, count);
    for (int k = 0; k < count; k++) {
        a[k] = va_arg(ap, mdg_node);
    }
    va_end(ap);
    return mdg_ein(r->m, full, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
}

/* ---- D1 .. D5 ----------------------------------------------------------------- */

/* Rule D1: d(X +- Y) = dX +- dY. */
static mdg_node of_sum(const struct rule *r)
{
    struct mdg_term *t = MDG_ARRAY(r->m, r->n->nargs, struct mdg_term);
    double *c = MDG_ARRAY(r->m, r->n->nargs, double);
    int n = 0;
    for (int k = 0; k < r->n->nargs; k++) {
        if (r->d[k]) {
            t[n] = dterm(r, k);
            c[n++] = r->n->coef[k];
        }
    }
    return mdg_sum(r->m, r->n->order + r->extra, r->extent, n, t, c);
}

/* Rules D2 and D4: the product rule, one factor at a time.  In labels the matrix product
 * and the Hadamard product differ only in which labels are summed. */
static mdg_node of_contract(const struct rule *r)
{
    struct mdg_term *t = MDG_ARRAY(r->m, r->n->nargs, struct mdg_term);
    mdg_node sum = NULL;
    for (int k = 0; k < r->n->nargs; k++) {
        if (!r->d[k]) {
            continue;
        }
        for (int a = 0; a < r->n->nargs; a++) {
            t[a] = a == k ? dterm(r, k)
                          : (struct mdg_term){r->n->arg[a].node, moved(r, &r->n->arg[a])};
        }
        sum = plus(r, sum, contract(r, r->n->nlabels + r->extra, r->n->nargs, t));
    }
    return sum;
}

/* Rule D5: d sigma(X) = sigma'(X) o dX; for several operands the sum over them. */
static mdg_node of_map(const struct rule *r)
{
    mdg_node sum = NULL;
    for (int k = 0; k < r->n->nargs; k++) {
        mdg_node slope = r->d[k] ? mdg_partial(r->m, r->n, k) : NULL;
        if (!slope || mdg_is_zero(slope)) {
            continue;
        }
        struct mdg_arg whole = {slope, mdg_identity_ix};
        const struct mdg_term t[2] = {{slope, moved(r, &whole)}, dterm(r, k)};
        sum = plus(r, sum, contract(r, r->n->order + r->extra, 2, t));
    }
    return sum;
}

/* Rule D3: d(X^-1) = -X^-1 dX X^-1. */
static mdg_node of_inverse(const struct rule *r)
{
    return mdg_scale(r->m, -1, ein(r, "ip,~pq,qj->~ij", 3, r->n, r->d[0], r->n));
}

/* ---- reductions ---------------------------------------------------------------- */

/* max, min: the mean of the differentials of the elements that attain it (an equal share).
 */
static mdg_node of_extremum(const struct rule *r)
{
    struct mdg *m = r->m;
    mdg_node n = r->n;
    const struct mdg_term xy[2] = {{n->arg[0].node, n->arg[0].ix}, {n, mdg_identity_ix}};
    mdg_node hit = mdg_map(m, MDG_F_eq, n->nlabels, n->extent, 2, xy);
    struct mdg_term h = {hit, mdg_identity_ix};
    mdg_node count = mdg_contract(m, n->order, n->nlabels, n->extent, 1, &h);
    mdg_node share = mdg_map1(m, MDG_F_recip, count);
    struct mdg_arg ha = {hit, mdg_identity_ix}, sa = {share, mdg_identity_ix};
    const struct mdg_term t[3] = {
        {hit, moved(r, &ha)}, {share, moved(r, &sa)}, dterm(r, 0)};
    return contract(r, n->nlabels + r->extra, 3, t);
}

/* logsumexp: softmax(x)' dx. */
static mdg_node of_logsumexp(const struct rule *r)
{
    mdg_node n = r->n;
    const struct mdg_term xy[2] = {{n->arg[0].node, n->arg[0].ix}, {n, mdg_identity_ix}};
    const double c[2] = {1, -1};
    mdg_node p = mdg_map1(r->m, MDG_F_exp, mdg_sum(r->m, n->nlabels, n->extent, 2, xy, c));
    struct mdg_arg pa = {p, mdg_identity_ix};
    const struct mdg_term t[2] = {{p, moved(r, &pa)}, dterm(r, 0)};
    return contract(r, n->nlabels + r->extra, 2, t);
}

/* norm: x'dx / norm(x); 0 at x = 0. */
static mdg_node of_norm(const struct rule *r)
{
    mdg_node inverse = mdg_map1(r->m, MDG_F_recip0, r->n);
    struct mdg_arg ia = {inverse, mdg_identity_ix};
    const struct mdg_term t[3] = {{r->n->arg[0].node, moved(r, &r->n->arg[0])},
                                  {inverse, moved(r, &ia)},
                                  dterm(r, 0)};
    return contract(r, r->n->nlabels + r->extra, 3, t);
}

/* prod: sum_i (product of all others) dx_i. */
static mdg_node of_prod(const struct rule *r)
{
    struct mdg *m = r->m;
    mdg_node n = r->n;
    mdg_node x = mdg_relabel(m, n->arg[0].node, n->arg[0].ix, n->nlabels, n->extent);
    mdg_size flat[MDG_MAX_LABELS];
    memcpy(flat, n->extent, (size_t)n->order * sizeof *flat);
    flat[n->order] = mdg_size_int(m, 1);
    for (int l = n->order; l < n->nlabels; l++) {
        flat[n->order] = mdg_size_mul(m, flat[n->order], n->extent[l]);
    }
    mdg_node others = mdg_loo(m, mdg_reshape(m, x, n->order + 1, flat));
    mdg_node p = mdg_reshape(m, others, n->nlabels, n->extent);
    struct mdg_arg pa = {p, mdg_identity_ix};
    const struct mdg_term t[2] = {{p, moved(r, &pa)}, dterm(r, 0)};
    return contract(r, n->nlabels + r->extra, 2, t);
}

static mdg_node of_reduce(const struct rule *r)
{
    switch ((enum mdg_reduce)r->n->kind) {
    case MDG_R_LSE:
        return of_logsumexp(r);
    case MDG_R_NORM:
        return of_norm(r);
    case MDG_R_PROD:
        return of_prod(r);
    default:
        return of_extremum(r);
    }
}

/* ---- functions of matrices ------------------------------------------------------ */

static mdg_node function(const struct rule *r, enum mdg_matrix_fn f)
{
    return mdg_matrix(r->m, f, 1, &r->n->arg[0].node);
}

/* (dA + dA')/2, for the functions of (A + A')/2. */
static mdg_node symmetric_part(const struct rule *r)
{
    mdg_node t = ein(r, "~ij->~ji", 1, r->d[0]);
    return mdg_scale(r->m, 0.5, mdg_add(r->m, r->d[0], 1, t));
}

/* Jacobi: d det(A) = Tr(adj(A) dA). */
static mdg_node of_det(const struct rule *r)
{
    return ein(r, "ji,~ij->~", 2, function(r, MDG_M_ADJ), r->d[0]);
}

/* d log det(A) = Tr(A^-1 dA). */
static mdg_node of_logdet(const struct rule *r)
{
    return ein(r, "ji,~ij->~", 2, function(r, MDG_M_INV), r->d[0]);
}

static mdg_node of_logprod(const struct rule *r)
{
    return ein(r, "i,~i->~", 2, mdg_map1(r->m, MDG_F_recip, r->n->arg[0].node), r->d[0]);
}

/* Dadj(A)[dA]. Through adj(A) = det(A) A^-1 it would be (Tr(adj dA) adj - adj dA adj) /
 * det, but it is a polynomial, which a singular matrix has too. */
static mdg_node of_adj(const struct rule *r)
{
    const mdg_node a[2] = {r->n->arg[0].node, r->d[0]};
    return mdg_matrix(r->m, MDG_M_ADJD, 2, a);
}

/* Murray 2016, eq. 8: dL = L Phi(L^-1 dA L^-T), Phi the lower triangle with half of the
 * diagonal. */
static mdg_node of_chol(const struct rule *r)
{
    mdg_node l = r->n, i = mdg_matrix(r->m, MDG_M_INV, 1, &l);
    mdg_size n = l->extent[0];
    mdg_node phi =
        mdg_add(r->m, mdg_tri(r->m, MDG_TRI_LOWER, n, n), -0.5, mdg_delta(r->m, n));
    return ein(r, "ik,kj,kp,jq,~pq->~ij", 5, l, phi, i, i, symmetric_part(r));
}

/* Magnus 1985; Giles 2008, section 3.1: d lambda_k = v_k' dA v_k. */
static mdg_node of_eigvals(const struct rule *r)
{
    mdg_node v = function(r, MDG_M_EIGVECS);
    return ein(r, "ik,jk,~ij->~k", 3, v, v, r->d[0]);
}

/* 1 / (w_b - w_a), 0 where they are equal. */
static mdg_node gaps(const struct rule *r, mdg_node w)
{
    mdg_size k[2] = {w->extent[0], w->extent[0]};
    const uint8_t a[1] = {0}, b[1] = {1};
    const struct mdg_term t[2] = {{w, b}, {w, a}};
    const double c[2] = {1, -1};
    return mdg_map1(r->m, MDG_F_recip0, mdg_sum(r->m, 2, k, 2, t, c));
}

/* Giles 2008, section 3.1: dV = V (F o (V' dA V)), F_ab = 1/(lambda_b - lambda_a). */
static mdg_node of_eigvecs(const struct rule *r)
{
    mdg_node v = r->n, f = gaps(r, function(r, MDG_M_EIGVALS));
    return ein(r, "ia,ab,pa,qb,~pq->~ib", 5, v, f, v, v, symmetric_part(r));
}

/* Giles 2008, section 3.2: d s_k = u_k' dA v_k. */
static mdg_node of_svdvals(const struct rule *r)
{
    return ein(r, "ik,jk,~ij->~k", 3, function(r, MDG_M_SVDU), function(r, MDG_M_SVDV),
               r->d[0]);
}

/* Singular vectors, from differentiating A = U S V' with U'U = V'V = I: with P = U' dA V
 * and F_ab = 1/(s_b^2 - s_a^2), dU = U (F o (P S + S P')) + (I - U U') dA V S^-1, and dV
 * the same for A'. */
static mdg_node of_svd_vectors(const struct rule *r)
{
    struct mdg *m = r->m;
    bool left = r->n->kind == MDG_M_SVDU;
    mdg_node u = r->n, v = function(r, left ? MDG_M_SVDV : MDG_M_SVDU);
    mdg_node s = function(r, MDG_M_SVDVALS), f = gaps(r, mdg_ein(m, "a,a->a", s, s));
    mdg_node da = left ? r->d[0] : ein(r, "~ij->~ji", 1, r->d[0]);
    mdg_node sum = mdg_add(m, ein(r, "ia,ab,b,pa,qb,~pq->~ib", 6, u, f, s, u, v, da), 1,
                           ein(r, "ia,ab,a,pb,qa,~pq->~ib", 6, u, f, s, u, v, da));
    if (u->extent[0] == u->extent[1]) {
        return sum; /* U U' = I */
    }
    mdg_node i = mdg_map1(m, MDG_F_recip, s);
    sum = mdg_add(m, sum, 1, ein(r, "~iq,qb,b->~ib", 3, da, v, i));
    return mdg_add(m, sum, -1, ein(r, "ia,pa,~pq,qb,b->~ib", 5, u, u, da, v, i));
}

/* d expm(A) = L(A, dA), the Frechet derivative (Higham 2008, chapter 10). */
static mdg_node of_expm(const struct rule *r)
{
    const mdg_node a[2] = {r->n->arg[0].node, r->d[0]};
    return mdg_matrix(r->m, MDG_M_EXPMD, 2, a);
}

/* d (Df(A)[E]) = Df(A)[dE] + D^2 f(A)[E, dA], for f = expm and f = adj. */
static mdg_node of_derivative(const struct rule *r)
{
    bool expm = r->n->kind == MDG_M_EXPMD;
    mdg_node sum = NULL;
    assert(r->n->order == 2);
    if (r->d[1]) {
        const mdg_node a[2] = {r->n->arg[0].node, r->d[1]};
        sum = mdg_matrix(r->m, (enum mdg_matrix_fn)r->n->kind, 2, a);
    }
    if (r->d[0]) {
        const mdg_node a[3] = {r->n->arg[0].node, r->n->arg[1].node, r->d[0]};
        sum = plus(r, sum, mdg_matrix(r->m, expm ? MDG_M_EXPMDD : MDG_M_ADJDD, 3, a));
    }
    return sum;
}

static MDG_NORETURN void refuse_third(const struct rule *r, const char *name)
{
    mdg_err(r->m, r->n->loc, "the third derivative of %s is not known", name);
}

/* D^2 f(A)[E, D] is linear in E and in D, and does not change if they change places. */
static mdg_node of_second_derivative(const struct rule *r)
{
    mdg_node sum = NULL;
    assert(r->n->order == 2);
    if (r->d[0]) {
        refuse_third(r, r->n->kind == MDG_M_EXPMDD ? "expm" : "adj");
    }
    for (int k = 1; k <= 2; k++) {
        if (r->d[k]) {
            const mdg_node a[3] = {r->n->arg[0].node, r->n->arg[3 - k].node, r->d[k]};
            sum = plus(r, sum, mdg_matrix(r->m, (enum mdg_matrix_fn)r->n->kind, 3, a));
        }
    }
    return sum;
}

static mdg_node (*const matrix_rules[MDG_NMATRIX])(const struct rule *) = {
    [MDG_M_INV] = of_inverse,      [MDG_M_DET] = of_det,
    [MDG_M_LOGDET] = of_logdet,    [MDG_M_LOGPROD] = of_logprod,
    [MDG_M_ADJ] = of_adj,          [MDG_M_CHOL] = of_chol,
    [MDG_M_EIGVALS] = of_eigvals,  [MDG_M_EIGVECS] = of_eigvecs,
    [MDG_M_SVDVALS] = of_svdvals,  [MDG_M_SVDU] = of_svd_vectors,
    [MDG_M_SVDV] = of_svd_vectors, [MDG_M_EXPM] = of_expm,
    [MDG_M_EXPMD] = of_derivative, [MDG_M_EXPMDD] = of_second_derivative,
    [MDG_M_ADJD] = of_derivative,  [MDG_M_ADJDD] = of_second_derivative,
};

static mdg_node of_matrix(const struct rule *r)
{
    return matrix_rules[r->n->kind](r);
}

/* ---- linear re-indexings: d passes through --------------------------------------- */

static void with_extra(const struct rule *r, const mdg_size *own, mdg_size *out, bool zero)
{
    for (int i = 0; i < r->extra; i++) {
        out[i] = zero ? mdg_size_int(r->m, 0) : r->extent[i];
    }
    memcpy(out + r->extra, own, (size_t)r->n->order * sizeof *own);
}

static mdg_node of_reindexing(const struct rule *r)
{
    mdg_size shape[MDG_MAX_LABELS], offset[MDG_MAX_LABELS];
    with_extra(r, r->n->extent, shape, false);
    switch (r->n->op) {
    case MDG_RESHAPE:
        return mdg_reshape(r->m, r->d[0], r->n->order + r->extra, shape);
    case MDG_CUMSUM:
        return mdg_cumsum(r->m, r->d[0], r->n->kind + r->extra, r->n->flag);
    case MDG_ASSUME:
        return r->d[0];
    default:
        with_extra(r, r->n->offset, offset, true);
        return r->n->op == MDG_SLICE ? mdg_slice(r->m, r->d[0], offset, shape)
                                     : mdg_pad(r->m, r->d[0], offset, shape);
    }
}

static mdg_node of_loo(const struct rule *r)
{
    return mdg_loo_diff(r->m, r->n->arg[0].node, r->d[0]);
}

static mdg_node of_loo_diff(const struct rule *r)
{
    if (r->d[0]) {
        refuse_third(r, "prod");
    }
    return mdg_loo_diff(r->m, r->n->arg[0].node, r->d[1]);
}

/* ---- the table -------------------------------------------------------------------- */

static mdg_node (*const rules[MDG_NOPS])(const struct rule *) = {
    [MDG_CONTRACT] = of_contract, [MDG_SUM] = of_sum,
    [MDG_MAP] = of_map,           [MDG_REDUCE] = of_reduce,
    [MDG_MATRIX] = of_matrix,     [MDG_SLICE] = of_reindexing,
    [MDG_PAD] = of_reindexing,    [MDG_RESHAPE] = of_reindexing,
    [MDG_CUMSUM] = of_reindexing, [MDG_ASSUME] = of_reindexing,
    [MDG_LOO] = of_loo,           [MDG_LOODIFF] = of_loo_diff,
};

mdg_node mdg_differential(struct mdg *m, mdg_node n, const mdg_node *d, int extra)
{
    struct rule r = {.m = m, .n = n, .d = d, .extra = extra};
    bool any = false;
    for (int k = 0; k < n->nargs; k++) {
        if (d[k]) {
            any = true;
            memcpy(r.extent, d[k]->extent, (size_t)extra * sizeof *r.extent);
        }
    }
    if (!any) {
        return NULL;
    }
    memcpy(r.extent + extra, n->extent, (size_t)n->nlabels * sizeof *r.extent);
    struct mdg_loc at = m->at;
    m->at = n->loc;
    mdg_node dn = rules[n->op](&r);
    m->at = at;
    return dn && mdg_is_zero(dn) ? NULL : dn;
}
