/* C text of kernel calls, one function per kernel. */
#include "cstmt.h"
#include "intern.h"

#include <string.h>

typedef void emit_fn(struct mdg_c *c, const struct mdg_stmt *s);

static const char *arg(struct mdg_c *c, const struct mdg_stmt *s, int k)
{
    return mdg_c_pointer(c, s->node->arg[k].node);
}

static const char *size(struct mdg_c *c, mdg_node n, int axis)
{
    return mdg_c_extent(c, n, axis);
}

static const char *scratch(struct mdg_c *c, const struct mdg_stmt *s)
{
    return s->scratch >= 0 ? c->p->arrays.data[s->scratch].name : "NULL";
}

static const char *array_name(struct mdg_c *c, int array)
{
    return c->p->arrays.data[array].name;
}

/* The variable or element that a scalar result goes to. */
static const char *scalar(struct mdg_c *c, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    if (c->in_block && c->part[n->id]) {
        return mdg_fmt(c->m, "*%s", c->part[n->id]);
    }
    return pl->where == MDG_OUT ? mdg_fmt(c->m, "*%s", c->output[pl->output]) : pl->name;
}

/* A pointer to a result, scalar or not; NULL where no output wants it. */
static const char *result(struct mdg_c *c, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    return pl->where == MDG_SCALAR ? mdg_fmt(c->m, "&%s", pl->name) : mdg_c_pointer(c, n);
}

/* A call that may fail: its code becomes an error with the spec's line. */
static void attempt(struct mdg_c *c, const struct mdg_stmt *s, const char *call)
{
    mdg_c_line(c, "%s = %s;", c->rc, call);
    mdg_c_line(c, "if (%s != MDRT_EOK) {", c->rc);
    mdg_c_line(c, "    return MDRT_ERROR(%s, %d);", c->rc, s->loc.line);
    mdg_c_line(c, "}");
}

/* ---- products -------------------------------------------------------------------------
 */

static const char *group(struct mdg_c *c, mdg_node n, int count, const uint8_t *labels)
{
    return mdg_c_extents(c, n, count, labels);
}

static void emit_dot(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    mdg_node a = s->node->arg[0].node, b = s->node->arg[1].node;
    const char *count = group(c, s->node, g->nk, g->lk);
    const char *call =
        a == b ? mdg_fmt(c->m, "mdrt_sumsq%s(%s, %s)", c->suffix, count, arg(c, s, 0))
               : mdg_fmt(c->m, "mdrt_dot%s(%s, %s, %s)", c->suffix, count, arg(c, s, 0),
                         arg(c, s, 1));
    mdg_c_line(c, "%s %s %s;", scalar(c, s->node), s->accumulates ? "+=" : "=", call);
}

static const char *beta(struct mdg_c *c, const struct mdg_stmt *s)
{
    return mdg_c_number(c, s->accumulates || s->adds ? 1 : 0);
}

static const char *alpha(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_place *pl = mdg_place(c->p, s->node);
    return mdg_c_number(c, pl->where == MDG_INTO ? pl->coef : 1);
}

static void emit_batch(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    const char *m = group(c, s->node, g->nm, g->lm), *n = group(c, s->node, g->nn, g->ln);
    const char *k = group(c, s->node, g->nk, g->lk), *one = alpha(c, s);
    const char *a = arg(c, s, g->swapped), *b = arg(c, s, !g->swapped);
    mdg_c_line(c,
               "mdrt_gemm_batch%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               c->suffix, group(c, s->node, g->nb, g->lb), g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", m, n, k, one, a,
               mdg_fmt(c->m, "%s * %s", m, k), b, mdg_fmt(c->m, "%s * %s", k, n),
               beta(c, s), result(c, s->node), mdg_fmt(c->m, "%s * %s", m, n));
}

/* A dot product for each index of the batch. */
static void emit_dots(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    const char *i = mdg_c_loop_name(c, 0), *k = group(c, s->node, g->nk, g->lk);
    const char *at =
        strcmp(k, "1") == 0
            ? i
            : mdg_fmt(c->m, "%s * %s", i, strchr(k, ' ') ? mdg_fmt(c->m, "(%s)", k) : k);
    bool same = s->node->arg[0].node == s->node->arg[1].node;
    const char *second = same ? "" : mdg_fmt(c->m, ", %s + %s", arg(c, s, 1), at);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i,
               group(c, s->node, g->nb, g->lb), i);
    mdg_c_line(c, "    %s[%s] %s mdrt_%s%s(%s, %s + %s%s);", result(c, s->node), i,
               s->accumulates || s->adds ? "+=" : "=", same ? "sumsq" : "dot", c->suffix, k,
               arg(c, s, 0), at, second);
    mdg_c_line(c, "}");
}

static void emit_gemv(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    const struct mdg_place *pl = mdg_place(c->p, s->node);
    if (g->has_batch && !g->has_m && !g->has_n &&
        (pl->where != MDG_INTO || pl->coef == 1)) {
        emit_dots(c, s);
        return;
    }
    if (g->has_batch) {
        emit_batch(c, s);
        return;
    }
    const char *m = group(c, s->node, g->nm, g->lm), *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_gemv%s(%s, %s, %s, %s, %s, %s, %s, %s, %s);", c->suffix,
               g->transa ? "MDRT_T" : "MDRT_N", g->transa ? k : m, g->transa ? m : k,
               alpha(c, s), arg(c, s, g->swapped), g->transa ? m : k,
               arg(c, s, !g->swapped), beta(c, s), result(c, s->node));
}

/* Inside of a loop that may run in parallel, products are up to the thread alone. */
static const char *block(const struct mdg_c *c)
{
    return c->in_block ? "_block" : "";
}

static const char *times(struct mdg_c *c, const char *i, const char *n)
{
    return strcmp(n, "1") == 0
               ? i
               : mdg_fmt(c->m, "%s * %s", i, strchr(n, ' ') ? mdg_fmt(c->m, "(%s)", n) : n);
}

/* Distance in memory between elements that are next to each other along label l. */
static const char *stride(struct mdg_c *c, mdg_node n, int order, const uint8_t *ix,
                          uint8_t l)
{
    int at = 0;
    while (ix[at] != l) {
        at++;
    }
    return mdg_c_extents(c, n, order - at - 1, ix + at + 1);
}

/* Where the operand (or the result) of the call inside of the loops begins. */
static const char *advanced(struct mdg_c *c, const struct mdg_stmt *s, const char *base,
                            int order, const uint8_t *ix)
{
    for (int i = 0; i < order; i++) {
        if (memchr(s->match.loop, ix[i], (size_t)s->match.nloops)) {
            base = mdg_fmt(
                c->m, "%s + %s", base,
                times(c, mdg_c_loop_name(c, ix[i]), stride(c, s->node, order, ix, ix[i])));
        }
    }
    return base;
}

/* A product for each index of the loops, added up over those that are summed. */
static void emit_gemm_in_loops(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    mdg_node n = s->node;
    const struct mdg_arg *a = &n->arg[g->swapped], *b = &n->arg[!g->swapped];
    int na = a->node->order, nb = b->node->order;
    uint8_t lm = g->lm[g->nm - 1], ln = g->ln[g->nn - 1], lk = g->lk[g->nk - 1];
    const char *one = beta(c, s);
    if (g->nsummed) {
        if (!s->accumulates && !s->adds) {
            mdg_c_zero(c, n);
        }
        one = mdg_c_number(c, 1);
    }
    for (int i = 0; i < g->nloops; i++) {
        mdg_c_open_loop(c, mdg_c_loop_name(c, g->loop[i]), mdg_c_extent(c, n, g->loop[i]));
    }
    mdg_c_line(c, "mdrt_gemm%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               block(c), c->suffix, g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", group(c, n, g->nm, g->lm),
               group(c, n, g->nn, g->ln), group(c, n, g->nk, g->lk), alpha(c, s),
               advanced(c, s, arg(c, s, g->swapped), na, a->ix),
               stride(c, n, na, a->ix, g->transa ? lk : lm),
               advanced(c, s, arg(c, s, !g->swapped), nb, b->ix),
               stride(c, n, nb, b->ix, g->transb ? ln : lk), one,
               advanced(c, s, result(c, n), n->order, mdg_identity_ix),
               stride(c, n, n->order, mdg_identity_ix, lm));
    mdg_c_close_loops(c, g->nloops);
}

static void emit_gemm(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    if (g->has_batch) {
        (g->nloops ? emit_gemm_in_loops : emit_batch)(c, s);
        return;
    }
    const char *m = group(c, s->node, g->nm, g->lm), *n = group(c, s->node, g->nn, g->ln);
    const char *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_gemm%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               block(c), c->suffix, g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", m, n, k, alpha(c, s), arg(c, s, g->swapped),
               g->transa ? m : k, arg(c, s, !g->swapped), g->transb ? k : n, beta(c, s),
               result(c, s->node), n);
}

static void emit_gemmt(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    const char *n = group(c, s->node, g->nm, g->lm), *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_gemmt%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s);",
               block(c), c->suffix, g->transa ? "MDRT_T" : "MDRT_N",
               g->transb ? "MDRT_T" : "MDRT_N", n, k, alpha(c, s), arg(c, s, g->swapped),
               g->transa ? n : k, arg(c, s, !g->swapped), g->transb ? k : n, beta(c, s),
               result(c, s->node), n);
}

static void emit_syrk(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_match *g = &s->match;
    const char *n = group(c, s->node, g->nm, g->lm), *k = group(c, s->node, g->nk, g->lk);
    mdg_c_line(c, "mdrt_syrk%s%s(%s, %s, %s, %s, %s, %s, %s, %s, %s);", block(c), c->suffix,
               g->transa ? "MDRT_T" : "MDRT_N", n, k, alpha(c, s), arg(c, s, 0),
               g->transa ? n : k, beta(c, s), result(c, s->node), n);
}

/* ---- sums and reductions
 * ----------------------------------------------------------------- */

/* Elements that are reduced into one result, and number of results. */
static const char *reduced(struct mdg_c *c, mdg_node n)
{
    uint8_t l[MDG_MAX_LABELS];
    int count = 0;
    for (int k = n->order; k < n->nlabels; k++) {
        l[count++] = (uint8_t)k;
    }
    return mdg_c_extents(c, n, count, l);
}

static void emit_sum(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_c_line(c, "%s %s mdrt_sum%s(%s, %s);", scalar(c, s->node),
               s->accumulates ? "+=" : "=", c->suffix, reduced(c, s->node), arg(c, s, 0));
}

/* y[i] = f(n, x + i n) for every row. */
static void by_rows(struct mdg_c *c, const struct mdg_stmt *s, const char *f, const char *x)
{
    const char *i = mdg_c_loop_name(c, 0), *n = reduced(c, s->node);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, mdg_c_numel(c, s->node),
               i);
    mdg_c_line(c, "    %s[%s] = %s%s(%s, %s + %s);", mdg_c_pointer(c, s->node), i, f,
               c->suffix, n, x, times(c, i, n));
    mdg_c_line(c, "}");
}

static void emit_rowsum(struct mdg_c *c, const struct mdg_stmt *s)
{
    by_rows(c, s, "mdrt_sum", arg(c, s, 0));
}

static const char *const reduction[] = {[MDG_R_MAX] = "mdrt_max",
                                        [MDG_R_MIN] = "mdrt_min",
                                        [MDG_R_PROD] = "mdrt_prod",
                                        [MDG_R_NORM] = "mdrt_nrm2"};

static void reduce_from(struct mdg_c *c, const struct mdg_stmt *s, const char *x)
{
    mdg_node n = s->node;
    if (n->kind == MDG_R_LSE) {
        const char *cols = reduced(c, n);
        mdg_c_line(c, "mdrt_lse_rows%s(%s, %s, %s, %s, %s);", c->suffix, mdg_c_numel(c, n),
                   cols, x, cols, result(c, n));
    } else if (n->order == 0) {
        mdg_c_line(c, "%s = %s%s(%s, %s);", scalar(c, n), reduction[n->kind], c->suffix,
                   reduced(c, n), x);
    } else {
        by_rows(c, s, reduction[n->kind], x);
    }
}

static void emit_reduce(struct mdg_c *c, const struct mdg_stmt *s)
{
    reduce_from(c, s, arg(c, s, 0));
}

static void emit_softmax(struct mdg_c *c, const struct mdg_stmt *s)
{
    const char *cols = reduced(c, s->node);
    const char *p = result(c, s->also[0]);
    uint64_t want = c->p->mask[s->also[0]->id];
    const char *wanted = want != s->mask ? mdg_c_wanted(c, want) : NULL;
    p = wanted ? mdg_fmt(c->m, "%s ? %s : NULL", wanted, p) : p;
    mdg_c_line(c, "mdrt_softmax_rows%s(%s, %s, %s, %s, %s, %s, %s);", c->suffix,
               mdg_c_numel(c, s->node), cols, arg(c, s, 0), cols, p, cols,
               result(c, s->node));
}

/* ---- element-wise
 * --------------------------------------------------------------------------- */

static void emit_loop(struct mdg_c *c, const struct mdg_stmt *s)
{
    if (s->node->op == MDG_REDUCE) {
        mdg_c_fill(c, s->node, scratch(c, s), mdg_identity_ix, false, false);
        reduce_from(c, s, scratch(c, s));
    } else {
        mdg_c_loop(c, s);
    }
}

/* y = f(x): x is written into y first, unless it lies in memory as it is. */
static void emit_vector(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_arg *x = &s->node->arg[0];
    const struct mdg_place *pl = mdg_place(c->p, x->node);
    bool whole = x->node->order == s->node->order &&
                 memcmp(x->ix, mdg_identity_ix, (size_t)s->node->order) == 0;
    bool there = whole && pl->where != MDG_INLINE &&
                 (pl->where != MDG_LEAF || x->node->op == MDG_INPUT) &&
                 !mdg_is_onehot(x->node);
    const char *y = mdg_c_pointer(c, s->node);
    struct mdg_node operand =
        *s->node; /* the operand with the labels that the function gives it */
    operand.op = MDG_CONTRACT;
    if (!there) {
        mdg_c_fill(c, whole ? x->node : &operand, y, mdg_identity_ix, true, false);
    }
    mdg_c_line(c, "mdrt_v%s%s(%s, %s, %s);", mdg_vector_map(s->node), c->suffix,
               mdg_c_numel(c, s->node), there ? mdg_c_pointer(c, x->node) : y, y);
}

static void emit_copy(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *to = c->in_block && mdg_place(c->p, n)->rowed ? c->block_output[s->output]
                                                              : c->output[s->output];
    if (n->order == 0) {
        mdg_c_line(c, "*%s = %s;", to, mdg_c_element(c, n, NULL));
        return;
    }
    mdg_node v = mdg_viewed(c->p, n);
    enum mdg_where where = mdg_place(c->p, v)->where;
    if (where == MDG_INLINE || where == MDG_LEAF) {
        if (v->op != MDG_INPUT || mdg_is_onehot(v)) {
            mdg_c_fill(c, n, to, mdg_identity_ix, true, false);
            return;
        }
    }
    mdg_c_line(c, "mdrt_copy%s(%s, %s, %s);", c->suffix, mdg_c_numel(c, n),
               mdg_c_pointer(c, n), to);
}

/* ---- matrices
 * ------------------------------------------------------------------------------- */

static void emit_factor(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    const char *n = size(c, f->a, 0), *a = mdg_c_pointer(c, f->a),
               *l = array_name(c, f->array);
    attempt(c, s,
            f->kind == MDG_CHOLESKY
                ? mdg_fmt(c->m, "mdrt_chol%s(%s, %s, %s)", c->suffix, n, a, l)
                : mdg_fmt(c->m, "mdrt_lu%s(%s, %s, %s, %s)", c->suffix, n, a, l,
                          array_name(c, f->pivots)));
}

static const char *triangle(mdg_node a)
{
    return a->props & MDG_LOWER ? "MDRT_LOWER" : "MDRT_UPPER";
}

/* The right-hand side into the result: the operand, with the summed label in the place of
 * the kept one. */
static void right_hand_side(struct mdg_c *c, mdg_node n, const struct mdg_arg *b, int kept)
{
    const char *y = result(c, n);
    uint8_t ix[MDG_MAX_ORDER];
    for (int i = 0; i < b->node->order; i++) {
        ix[i] = b->ix[i] >= n->order ? (uint8_t)kept : b->ix[i];
    }
    struct mdg_arg ba = {b->node, ix};
    struct mdg_node rhs = *n;
    rhs.nlabels = n->order;
    rhs.nargs = 1;
    rhs.arg = &ba;
    bool plain =
        b->node->order == n->order && memcmp(ix, mdg_identity_ix, (size_t)n->order) == 0;
    enum mdg_where w = mdg_place(c->p, mdg_viewed(c->p, b->node))->where;
    bool memory = w != MDG_INLINE &&
                  (w != MDG_LEAF || (b->node->op == MDG_INPUT && !mdg_is_onehot(b->node)));
    if (plain && memory) {
        mdg_c_line(c, "mdrt_copy%s(%s, %s, %s);", c->suffix, mdg_c_numel(c, n),
                   mdg_c_pointer(c, b->node), y);
    } else {
        mdg_c_fill(c, &rhs, y, mdg_identity_ix, false, false);
    }
}

/* The result holds the right-hand side, then the solution. */
static void emit_solve(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    struct mdg_solve how;
    int inv = mdg_solve_operand(n, &how);
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    int kept = how.rows ? n->order - 1 : 0;
    right_hand_side(c, n, &n->arg[1 - inv], kept);
    uint8_t rest[MDG_MAX_ORDER];
    for (int i = 0; i < n->order - 1; i++) {
        rest[i] = (uint8_t)(how.rows ? i : i + 1);
    }
    const char *y = result(c, n), *rows = size(c, n, kept),
               *p = mdg_c_extents(c, n, n->order - 1, rest);
    if (f->kind == MDG_CHOLESKY && c->in_block) { /* sizes fit: the factor exists */
        mdg_c_line(c, "(void)mdrt_chol_solve_rows_block%s(%s, %s, %s, %s);", c->suffix,
                   rows, p, array_name(c, f->array), y);
    } else if (f->kind == MDG_CHOLESKY) {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_chol_solve%s%s(%s, %s, %s, %s)",
                        how.rows ? "_rows" : "", c->suffix, rows, p,
                        array_name(c, f->array), y));
    } else if (f->kind == MDG_LU) {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_lu_solve%s(%s, %s, %s, %s, %s, %s)", c->suffix,
                        how.transposed ? "MDRT_T" : "MDRT_N", rows, p,
                        array_name(c, f->array), array_name(c, f->pivots), y));
    } else {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_trsm%s(MDRT_LEFT, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                        c->suffix, triangle(f->a), how.transposed ? "MDRT_T" : "MDRT_N",
                        rows, p, mdg_c_number(c, 1), mdg_c_pointer(c, f->a), rows, y, p));
    }
}

static void emit_inverse(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    const char *n = size(c, s->node, 0), *x = result(c, s->node);
    if (f->kind == MDG_CHOLESKY) {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_chol_inv%s(%s, %s, %s)", c->suffix, n,
                        array_name(c, f->array), x));
    } else if (f->kind == MDG_LU) {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_lu_inv%s(%s, %s, %s, %s, %s)", c->suffix, n,
                        array_name(c, f->array), array_name(c, f->pivots), x,
                        scratch(c, s)));
    } else {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_tri_inv%s(%s, %s, %s, %s)", c->suffix, triangle(f->a),
                        n, mdg_c_pointer(c, f->a), x));
    }
}

static void emit_logdet(struct mdg_c *c, const struct mdg_stmt *s)
{
    const struct mdg_factoring *f = &c->p->factors.data[s->factor];
    const char *n = size(c, f->a, 0), *l = array_name(c, f->array);
    if (f->kind == MDG_CHOLESKY) {
        mdg_c_line(c, "%s = mdrt_chol_logdet%s(%s, %s);", scalar(c, s->node), c->suffix, n,
                   l);
    } else {
        attempt(c, s,
                mdg_fmt(c->m, "mdrt_lu_logdet%s(%s, %s, %s, %s)", c->suffix, n, l,
                        array_name(c, f->pivots), result(c, s->node)));
    }
}

static void emit_det(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node a = s->node->arg[0].node;
    const char *n = size(c, a, 0), *w = scratch(c, s);
    mdg_c_line(c, "%s = mdrt_det%s(%s, %s, %s, (int32_t *)(void *)(%s + %s * %s));",
               scalar(c, s->node), c->suffix, n, arg(c, s, 0), w, w, n, n);
}

static void emit_logprod(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node x = s->node->arg[0].node;
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_logprod%s(%s, %s, %s)", c->suffix, size(c, x, 0),
                    arg(c, s, 0), result(c, s->node)));
}

static void emit_adj(struct mdg_c *c, const struct mdg_stmt *s)
{
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_adj%s(%s, %s, %s, %s)", c->suffix, size(c, s->node, 0),
                    arg(c, s, 0), result(c, s->node), scratch(c, s)));
}

static void emit_chol(struct mdg_c *c, const struct mdg_stmt *s)
{
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_chol%s(%s, %s, %s)", c->suffix, size(c, s->node, 0),
                    arg(c, s, 0), result(c, s->node)));
}

/* Of the results of a call, the one that is function f; NULL if nobody wants it. */
static mdg_node which(const struct mdg_stmt *s, enum mdg_matrix_fn f)
{
    mdg_node r[3] = {s->node, s->also[0], s->also[1]};
    for (int k = 0; k < 3; k++) {
        if (r[k] && r[k]->kind == (int)f) {
            return r[k];
        }
    }
    return NULL;
}

static void emit_eigh(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node w = which(s, MDG_M_EIGVALS), v = which(s, MDG_M_EIGVECS);
    const char *n = size(c, s->node, 0);
    const char *work = scratch(c, s);
    const char *wp =
        w ? result(c, w) : work; /* eigenvectors alone: the values go to the scratch */
    work = w ? work : mdg_fmt(c->m, "%s + %s", work, n);
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_eigh%s(%s, %s, %s, %s, %s)", c->suffix, n, arg(c, s, 0), wp,
                    v ? result(c, v) : "NULL", work));
}

static void emit_svd(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node a = s->node->arg[0].node;
    mdg_node r[3] = {which(s, MDG_M_SVDVALS), which(s, MDG_M_SVDU), which(s, MDG_M_SVDV)};
    const char *m = size(c, a, 0), *n = size(c, a, 1), *work = scratch(c, s), *p[3];
    bool vectors = r[1] || r[2];
    const char *k = r[0] ? size(c, r[0], 0) : size(c, r[1] ? r[1] : r[2], 1);
    const char *need[3] = {k, mdg_fmt(c->m, "%s * %s", m, k),
                           mdg_fmt(c->m, "%s * %s", n, k)};
    for (int i = 0; i < 3; i++) { /* what nobody wants goes to the front of the scratch */
        p[i] = r[i] ? result(c, r[i]) : i && !vectors ? "NULL" : work;
        if (!r[i] && (!i || vectors)) {
            work = mdg_fmt(c->m, "%s + %s", work, need[i]);
        }
    }
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_svd%s(%s, %s, %s, %s, %s, %s, %s)", c->suffix, m, n,
                    arg(c, s, 0), p[0], p[1], p[2], work));
}

static void emit_expm(struct mdg_c *c, const struct mdg_stmt *s)
{
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_expm%s(%s, %s, %s, %s)", c->suffix, size(c, s->node, 0),
                    arg(c, s, 0), result(c, s->node), scratch(c, s)));
}

/* Derivatives of expm: one for each of the leading axes of the last direction. */
static void emit_expm_derivative(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *d = size(c, n->arg[0].node, 0);
    const char *first = arg(c, s, 0), *e = arg(c, s, n->nargs - 1), *x = result(c, n);
    bool many = n->order > 2;
    if (n->nargs > 2) {
        first = mdg_fmt(c->m, "%s, %s", first, arg(c, s, 1));
    }
    if (many) {
        const char *i = mdg_c_loop_name(c, 0);
        mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i,
                   mdg_c_extents(c, n, n->order - 2, NULL), i);
        c->indent++;
        e = mdg_fmt(c->m, "%s + %s * %s * %s", e, i, d, d);
        x = mdg_fmt(c->m, "%s + %s * %s * %s", x, i, d, d);
    }
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_expm_frechet%s%s(%s, %s, %s, %s, %s)",
                    n->nargs > 2 ? "2" : "", c->suffix, d, first, e, x, scratch(c, s)));
    if (many) {
        c->indent--;
        mdg_c_line(c, "}");
    }
}

/* Derivatives of adj, in all directions after one decomposition. */
static void emit_adj_derivative(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *count = mdg_c_extents(c, n, n->order - 2, NULL);
    const char *directions =
        n->nargs > 2 ? mdg_fmt(c->m, "%s, %s", arg(c, s, 1), arg(c, s, 2)) : arg(c, s, 1);
    attempt(c, s,
            mdg_fmt(c->m, "mdrt_adj_diff%s%s(%s, %s, %s, %s, %s, %s)",
                    n->nargs > 2 ? "2" : "", c->suffix, size(c, n->arg[0].node, 0), count,
                    arg(c, s, 0), directions, result(c, n), scratch(c, s)));
}

/* ---- scans
 * ------------------------------------------------------------------------------------ */

static void emit_cumsum(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    uint8_t inner[MDG_MAX_ORDER];
    int count = 0;
    for (int i = n->kind + 1; i < n->order; i++) {
        inner[count++] = (uint8_t)i;
    }
    mdg_c_line(c, "mdrt_cumsum%s(%s, %s, %s, %d, %s, %s);", c->suffix,
               mdg_c_extents(c, n, n->kind, NULL), size(c, n, n->kind),
               mdg_c_extents(c, n, count, inner), n->flag, arg(c, s, 0), result(c, n));
}

static void emit_loo(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node;
    const char *last = size(c, n, n->order - 1), *i = mdg_c_loop_name(c, 0);
    if (n->order == 1) {
        mdg_c_line(c, "mdrt_loo_prod%s(%s, %s, 1, %s, 1);", c->suffix, last, arg(c, s, 0),
                   result(c, n));
        return;
    }
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i,
               mdg_c_extents(c, n, n->order - 1, NULL), i);
    mdg_c_line(c, "    mdrt_loo_prod%s(%s, %s + %s * %s, 1, %s + %s * %s, 1);", c->suffix,
               last, arg(c, s, 0), i, last, result(c, n), i, last);
    mdg_c_line(c, "}");
}

/* Rows of v; the rows of x repeat if v has more leading axes. */
static void emit_loodiff(struct mdg_c *c, const struct mdg_stmt *s)
{
    mdg_node n = s->node, x = n->arg[0].node;
    int extra = n->order - x->order;
    const char *last = size(c, n, n->order - 1), *i = mdg_c_loop_name(c, 0);
    uint8_t rows[MDG_MAX_ORDER];
    for (int k = 0; k < n->order - 1; k++) {
        rows[k] = (uint8_t)k;
    }
    const char *all = mdg_c_extents(c, n, n->order - 1, rows);
    const char *own = mdg_c_extents(c, n, n->order - 1 - extra, rows + extra);
    bool one = strcmp(own, "1") == 0;
    const char *row = one ? "0" : extra ? mdg_fmt(c->m, "%s %% (%s)", i, own) : i;
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, all, i);
    mdg_c_line(c, "    mdrt_loo_prod_diff%s(%s, %s + %s * %s, %s + %s * %s, %s + %s * %s);",
               c->suffix, last, arg(c, s, 0), row, last, arg(c, s, 1), i, last,
               result(c, n), i, last);
    mdg_c_line(c, "}");
}

static emit_fn *const emitters[MDG_NKERNELS] = {
    [MDG_K_LOOP] = emit_loop,
    [MDG_K_VECTOR] = emit_vector,
    [MDG_K_DOT] = emit_dot,
    [MDG_K_GEMV] = emit_gemv,
    [MDG_K_GEMM] = emit_gemm,
    [MDG_K_SYRK] = emit_syrk,
    [MDG_K_GEMMT] = emit_gemmt,
    [MDG_K_SUM] = emit_sum,
    [MDG_K_ROWSUM] = emit_rowsum,
    [MDG_K_REDUCE] = emit_reduce,
    [MDG_K_ROWREDUCE] = emit_reduce,
    [MDG_K_LSE] = emit_reduce,
    [MDG_K_SOFTMAX] = emit_softmax,
    [MDG_K_FACTOR] = emit_factor,
    [MDG_K_SOLVE] = emit_solve,
    [MDG_K_INVERSE] = emit_inverse,
    [MDG_K_LOGDET] = emit_logdet,
    [MDG_K_DET] = emit_det,
    [MDG_K_LOGPROD] = emit_logprod,
    [MDG_K_ADJ] = emit_adj,
    [MDG_K_CHOL] = emit_chol,
    [MDG_K_EIGH] = emit_eigh,
    [MDG_K_SVD] = emit_svd,
    [MDG_K_EXPM] = emit_expm,
    [MDG_K_EXPMD] = emit_expm_derivative,
    [MDG_K_EXPMDD] = emit_expm_derivative,
    [MDG_K_ADJD] = emit_adj_derivative,
    [MDG_K_ADJDD] = emit_adj_derivative,
    [MDG_K_CUMSUM] = emit_cumsum,
    [MDG_K_LOO] = emit_loo,
    [MDG_K_LOODIFF] = emit_loodiff,
    [MDG_K_COPY] = emit_copy,
};

void mdg_c_statement(struct mdg_c *c, const struct mdg_stmt *s)
{
    emitters[s->kernel](c, s);
}
